package report

import (
	"fmt"
	"math"
	"slices"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// partsTable has the numerators and denominators of all rates, extent by extent,
// as the store has them, and below them those of counties, cities and the whole,
// which add them up. The rates on other sheets divide its cells. It is for the
// book alone: pages say with every figure how it was computed.
func (c *composer) partsTable() *Table {
	keys := c.partKeys()
	if len(keys) == 0 {
		return nil
	}
	t := &Table{ID: "parts", Caption: c.say("各项比率的分子与分母", "Numerators and denominators of the rates"), Columns: c.firstColumns()}
	t.Columns = append(t.Columns, Column{Key: "county", Name: c.say("县区", "County"), Width: 10})
	t.Groups = []Group{{Span: len(t.Columns)}}
	for _, key := range keys {
		c.partColumns(t, key)
	}
	for _, p := range c.parks {
		for i, e := range p.extents {
			row := Row{Aside: i > 0, In: c.sumsOf(p, e.Kind), Cells: append(c.firstCells(p, e.Kind), word(orNone(p.County)))}
			for _, key := range keys {
				row.Cells = append(row.Cells, c.partCells(t, key, c.metric(p.Code, e.Kind, key), c.lineID(p, e.Kind, key))...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	c.regionParts(t, keys)
	return t
}

// partKeys are the indicators that have numerators: those of the set, and what
// regions and classes of parks are compared by.
func (c *composer) partKeys() []string {
	has := map[string]bool{}
	for i := range c.metrics {
		if m := &c.metrics[i]; m.Value != nil && m.Numerator != nil {
			has[m.Indicator] = true
		}
	}
	return slices.DeleteFunc(c.lineKeys(), func(key string) bool {
		asked := rawByKey[key] == nil || slices.Contains(regionIndicators, key) || slices.Contains(classItems, key)
		return !has[key] || !asked
	})
}

// partColumns adds the columns of an indicator under its name: numerator and
// denominator, or what adds up.
func (c *composer) partColumns(t *Table, key string) {
	above, below, divided := "", "", false
	for i := range c.metrics {
		if m := &c.metrics[i]; m.Indicator == key && m.Value != nil {
			above, below = c.partUnits(key, m.Unit)
			divided = m.Denominator != nil
			break
		}
	}
	t.Groups = append(t.Groups, Group{Name: c.indicatorName(key), Span: 1})
	t.Columns = append(t.Columns, Column{Key: key + ".n", Name: c.say("分子", "Numerator"), Unit: c.unit(above), Numeric: true, Places: 2, Width: 12})
	if !divided {
		t.Columns[len(t.Columns)-1].Name = c.say("数值", "Value")
		return
	}
	t.Groups[len(t.Groups)-1].Span = 2
	t.Columns = append(t.Columns, Column{Key: key + ".d", Name: c.say("分母", "Denominator"), Unit: c.unit(below), Numeric: true, Places: 2, Width: 12})
}

// partCells are the cells of one indicator, known by the line that says how the
// figure was computed.
func (c *composer) partCells(t *Table, key string, m store.Metric, line string) []Cell {
	above, below := c.partUnits(key, m.Unit)
	cells := []Cell{{Figure: number(fromFloat(m.Numerator), 2, c.unit(above)), Known: line + ".n"}}
	if columnOf(t, key+".d") >= 0 {
		cells = append(cells, Cell{Figure: number(fromFloat(m.Denominator), 2, c.unit(below)), Known: line + ".d"})
	}
	return cells
}

// sumsOf names the sums that add an extent up: those of the regions in which its
// park lies.
func (c *composer) sumsOf(p *park, kind string) []string {
	if c.conclusions == nil {
		return nil
	}
	var sums []string
	city, _ := land.CityOf(p.County)
	within := map[string]string{"county": p.County, "city": city}
	for n := range c.conclusions.regions {
		if r := &c.conclusions.regions[n]; r.ExtentKind == kind && r.Region == within[r.Level] {
			sums = append(sums, regionSum(n))
		}
	}
	return sums
}

// regionSum names the sum over a region.
func regionSum(region int) string { return fmt.Sprintf("s%d", region+1) }

// regionParts adds the rows of counties, cities and the whole, live sums over
// the rows above wherever these give what is stored.
func (c *composer) regionParts(t *Table, keys []string) {
	if c.conclusions == nil {
		return
	}
	parks := len(t.Rows)
	for n := range c.conclusions.regions {
		r := &c.conclusions.regions[n]
		cells := c.regionCells(r.Level, r.Region, r.ExtentKind)
		if r.Region != "" {
			cells[0].Figure.Text += " " + r.Region
		}
		row := Row{Total: true, Cells: append(cells[:1:1], cells[2])}
		if !c.twoKinds() {
			row.Cells = row.Cells[:1]
		}
		row.Cells = append(row.Cells, word(""))
		for _, key := range keys {
			var m store.Metric
			if at := slices.IndexFunc(r.Metrics, func(m store.Metric) bool { return m.Indicator == key }); at >= 0 {
				m = r.Metrics[at]
			}
			row.Cells = append(row.Cells, c.partCells(t, key, m, regionPart(n, key))...)
		}
		t.Rows = append(t.Rows, row)
		liveSums(t, &t.Rows[len(t.Rows)-1], parks, regionSum(n))
	}
}

// regionPart is the name by which the parts of a region's figure are known.
func regionPart(region int, key string) string { return regionSum(region) + "." + key }

// sumSlack is by how much of itself a sum may differ from the stored one: both
// add the same doubles, thousands at most, in another order.
const sumSlack = 1e-11

// liveSums gives the cells of a row of sums their formulas.
func liveSums(t *Table, row *Row, parks int, sum string) {
	for j := range row.Cells {
		column := &t.Columns[j]
		if !column.Numeric || row.Cells[j].Number == nil {
			continue
		}
		other := columnOf(t, partner(column.Key))
		if other < 0 {
			other = j
		}
		total := 0.0
		for i := range t.Rows[:parks] {
			if r := &t.Rows[i]; slices.Contains(r.In, sum) && r.Cells[j].Number != nil && r.Cells[other].Number != nil {
				total += r.Cells[j].Number.InexactFloat64()
			}
		}
		if want := row.Cells[j].Number.InexactFloat64(); math.Abs(total-want) <= sumSlack*math.Abs(want) {
			row.Cells[j].Formula = "{" + column.Key + "|" + t.Columns[other].Key + "|" + sum + "}"
		}
	}
}

// partner is the key of the denominator's column for that of a numerator, and
// the other way round.
func partner(key string) string {
	stem, part := key[:len(key)-1], key[len(key)-1:]
	if part == "n" {
		return stem + "d"
	}
	return stem + "n"
}

// columnOf is the place of a column of the table; -1 where there is none.
func columnOf(t *Table, key string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Key == key })
}
