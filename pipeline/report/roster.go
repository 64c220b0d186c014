package report

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// rosterTables lists the parks with their extents, a table per survey scope.
func (c *composer) rosterTables() []Table {
	var tables []Table
	for start := 0; start < len(c.parks); {
		end := start
		for end < len(c.parks) && c.parks[end].Scope == c.parks[start].Scope {
			end++
		}
		tables = append(tables, c.rosterTable(len(tables)+1, c.parks[start:end]))
		start = end
	}
	return tables
}

// scope words a survey scope; scopes that are not given by number stay as
// delivered.
func (c *composer) scope(s string) string {
	for _, spelling := range []string{s, "S" + s} {
		if t, ok := scopeNames[spelling]; ok {
			return t.In(c.lang)
		}
	}
	if s == "" {
		return c.say("未注明调查范围", "survey scope not given")
	}
	return s
}

// scopeOf heads the parks of a scope. A scope that names a kind of extent does so
// only where all their extents are of it.
func (c *composer) scopeOf(parks []*park) string {
	name := c.scope(parks[0].Scope)
	for _, p := range parks {
		for _, e := range p.extents {
			for kind, words := range kindNames {
				if kind != e.Kind {
					name = strings.TrimSuffix(name, c.say("（%s）", ", %s", words.In(c.lang)))
				}
			}
		}
	}
	return name
}

func (c *composer) rosterTable(n int, parks []*park) Table {
	ha := c.unit(unitHa)
	t := Table{
		ID: "roster-" + strconv.Itoa(n), Caption: c.say("（%[2]s）%[1]s", "%[3]d. %[1]s", c.scopeOf(parks), ordinal(n-1), n), Sort: true,
		Columns: []Column{
			{Key: "no", Name: c.say("序号", "No."), Numeric: true, Width: 5},
			{Key: "code", Name: c.say("代码", "Code"), Width: 10},
			{Key: "name", Name: c.say("园区名称", "Park"), Width: 26},
			{Key: "level", Name: c.say("级别", "Level"), Width: 8},
			{Key: "type", Name: c.say("评价类型", "Type"), Width: 12},
			{Key: "county", Name: c.say("县区", "County"), Width: 9},
			{Key: "kind", Name: c.say("范围", "Extent"), Width: 12},
			{Key: "blocks", Name: c.say("片区", "Blocks"), Numeric: true, Width: 6},
			{Key: "approved", Name: c.say("核准面积", "Approved area"), Unit: ha, Numeric: true, Places: 2, Width: 11},
			{Key: "land", Name: c.say("范围面积", "Extent area"), Unit: ha, Numeric: true, Places: 2, Width: 11},
			{Key: "mu", Name: c.say("范围面积", "Extent area"), Unit: c.unit(unitMu), Numeric: true, Places: 1, Width: 11, Formula: "{land}*15"},
			{Key: "ellipsoidal", Name: c.say("椭球面积", "Ellipsoidal"), Unit: ha, Numeric: true, Places: 2, Width: 11},
		},
	}
	var gaps notes
	for _, p := range parks {
		t.Rows = append(t.Rows, c.rosterRows(p, &gaps)...)
	}
	t.Notes = gaps.list()
	return t
}

// rosterRows returns a row per extent of the park, or one without an extent.
func (c *composer) rosterRows(p *park, gaps *notes) []Row {
	extents := p.extents
	if len(extents) == 0 {
		extents = []store.Extent{{}}
	}
	var rows []Row
	for _, e := range extents {
		approved := c.hectares(p.ApprovedAreaM2)
		if approved.Number == nil {
			approved.Reason = c.say("名录未给出核准面积", "the roster gives no approved area")
		}
		cells := []Cell{
			valued(count(int64(p.number), "")), word(p.Code), {Figure: Figure{Text: orNone(p.Name)}, Link: p.anchor, Strong: true},
			word(orNone(p.Level)), word(orNone(p.Type)), word(orNone(p.County)),
		}
		cells = append(cells, word(orNone(c.kind(e.Kind))), blocks(e), gaps.cell(approved))
		cells = append(cells, c.extentCells(e, gaps)...)
		rows = append(rows, Row{Cells: cells})
	}
	return rows
}

func blocks(e store.Extent) Cell {
	if e.Blocks == 0 {
		return word(none)
	}
	return valued(count(int64(e.Blocks), ""))
}

// extentCells returns the areas of an extent: ha, mu, ellipsoidal ha.
func (c *composer) extentCells(e store.Extent, gaps *notes) []Cell {
	if e.Kind == "" {
		missing := Figure{Text: none, Reason: c.say("没有四至范围", "no extent")}
		return []Cell{gaps.cell(missing), gaps.cell(missing), gaps.cell(missing)}
	}
	return []Cell{
		valued(c.hectares(&e.AreaM2)),
		valued(number(mu(&e.AreaM2), 1, c.unit(unitMu))),
		valued(c.hectares(&e.EllipsoidalAreaM2)),
	}
}

// piecesTotal counts the pieces of the extents whose land landTotal adds; all
// of the run where those of an extent are not on record.
func (c *composer) piecesTotal() int64 {
	var sum int64
	for _, p := range c.parks {
		sum += c.pieceCounts[extentKey{p.Code, p.kind()}]
	}
	if len(c.pieceCounts) == 0 {
		return c.run.Pieces
	}
	return sum
}

// landTotal adds the land of all parks, each by the one extent it counts by.
func (c *composer) landTotal() *decimal.Decimal {
	var sum decimal.Decimal
	found := false
	for _, p := range c.parks {
		if len(p.extents) > 0 {
			sum, found = sum.Add(decimal.NewFromFloat(p.extents[0].AreaM2)), true
		}
	}
	if !found {
		return nil
	}
	return &sum
}
