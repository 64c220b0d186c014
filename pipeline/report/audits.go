package report

import (
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/store"
)

var verdictWords = map[string][2]string{"agrees": {"一致", "agrees"}, "differs": {"不符", "differs"}, "not_computable": {"不可计算", "not computable"}}

// parkNames finds the names of parks by code.
func (c *composer) parkNames() map[string]*park {
	byCode := make(map[string]*park, len(c.parks))
	for _, p := range c.parks {
		byCode[p.Code] = p
	}
	return byCode
}

// auditFigures are the columns of an audit's figures.
var auditFigures = [][2]string{{"申报值", "Declared"}, {"计算值", "Computed"}, {"差值", "Difference"}, {"容差", "Tolerance"}, {"未解释", "Unexplained"}}

// auditRules are the figures of an audit that follow from others.
var auditRules = []liveRule{
	{"difference", "{declared}-{computed}", func(of func(string) float64) float64 { return of("declared") - of("computed") }},
}

// computedCell is where auditCells has the computed figure: behind the indicator
// and the declared one.
const computedCell = 2

// auditColumns are the columns of an audit after those that say whose it is; more
// figures come behind auditFigures.
func (c *composer) auditColumns(more ...[2]string) []Column {
	columns := []Column{{Name: c.say("指标", "Indicator"), Width: 18}}
	for _, name := range slices.Concat(auditFigures, more) {
		columns = append(columns, Column{Key: strings.ToLower(name[1]), Name: c.say(name[0], name[1]), Numeric: true, Places: 4, Width: 10})
	}
	return append(columns, Column{Name: c.say("结论", "Verdict"), Width: 10}, Column{Name: c.say("来源", "Source"), Width: 18}, Column{Name: c.say("说明", "Remark"), Width: 24})
}

// auditCells are the cells of auditColumns.
func (c *composer) auditCells(indicator, verdict, source string, record int, note string, figures ...*float64) []Cell {
	cells := []Cell{word(c.indicatorName(indicator))}
	for _, v := range figures {
		cells = append(cells, valued(number(fromFloat(v), 4, "")))
	}
	place := none
	if source != "" {
		place = fmt.Sprintf(c.say("%s 第 %d 行", "%s row %d"), source, record)
	}
	words := verdictWords[verdict]
	return append(cells, word(c.say(words[0], words[1])), word(place), word(orNone(note)))
}

// auditTable holds the figures that a county handed in against its land.
func (c *composer) auditTable() *Table {
	t := &Table{ID: "audit", Caption: c.say("申报数据核对", "Declared figures against the land"), Small: true}
	t.Columns = append(c.firstColumns(), c.auditColumns([2]string{"按整宗计", "Whole parcels"})...)
	byCode := c.parkNames()
	for _, a := range c.conclusions.audits {
		p := byCode[a.ParkCode]
		if p == nil {
			continue
		}
		cells := c.auditCells(a.Indicator, a.Verdict, a.Source, a.Record, a.Note, &a.Declared, a.Computed, a.Difference, a.Tolerance, a.Unexplained, a.WholeParcels)
		if computed := &cells[computedCell]; computed.Number != nil {
			*computed = c.linked(*computed, p, a.ExtentKind, a.Indicator)
		}
		row := Row{Cells: append(c.firstCells(p, a.ExtentKind), cells...)}
		applyRules(t, &row, auditRules)
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{c.say("数值按各指标自身的单位。“按整宗计”为被四至范围切割的地块全部按整宗计入时的结果；“未解释”为列出的地块不能解释的差值。",
		"Figures stand in the unit of the indicator. “Whole parcels” is the figure with every cut parcel counted whole, “unexplained” what the named parcels leave of the difference.")}
	return t
}

// parcelColumns are the columns of a parcel that an audit names.
func (c *composer) parcelColumns() []Column {
	return []Column{{Name: c.say("指标", "Indicator"), Width: 18}, {Name: c.say("地块", "Parcel"), Width: 16}, {Name: c.say("来源", "Source"), Width: 18},
		{Name: c.say("占比", "Share"), Numeric: true, Places: 4, Width: 8}, {Name: c.say("影响", "Effect"), Numeric: true, Places: 4, Width: 10}, {Name: c.say("假设", "Hypothesis"), Width: 22}}
}

func (c *composer) parcelCells(indicator string, p *store.AuditParcel) []Cell {
	reason := c.say("被四至范围切割，按整宗计入", "cut by the extent, counted whole")
	switch p.Reason {
	case "problem":
		reason = c.say("有错误级问题，不计入", "has an error finding, left out")
	case "left_out":
		reason = c.say("不计入", "left out")
	}
	return []Cell{word(c.indicatorName(indicator)), word(orNone(p.ParcelID)), word(fmt.Sprintf("%s #%d", p.Source, p.Record)),
		valued(number(fromFloat(&p.Share), 4, "")), valued(number(fromFloat(p.Effect), 4, "")), word(reason)}
}

// restCells close the parcels of a figure with what they leave unexplained.
func (c *composer) restCells(indicator string, parcels int, unexplained *float64) []Cell {
	rest := c.say("其余未解释", "the rest, unexplained")
	if parcels == 0 {
		rest = c.say("没有地块能解释", "no parcels explain it")
	}
	return []Cell{word(c.indicatorName(indicator)), word(rest), word(none), word(none), valued(number(fromFloat(unexplained), 4, "")), word(none)}
}

// auditParcelTable names the parcels that explain the differences, and says of
// each what they leave.
func (c *composer) auditParcelTable() *Table {
	t := &Table{ID: "audit_parcels", Caption: c.say("解释差值的地块", "Parcels that explain the differences"), Small: true}
	t.Columns = append(c.firstColumns(), c.parcelColumns()...)
	byCode := c.parkNames()
	for i := range c.conclusions.audits {
		a := &c.conclusions.audits[i]
		p := byCode[a.ParkCode]
		if p == nil || a.Unexplained == nil {
			continue
		}
		for j := range a.Parcels {
			t.Rows = append(t.Rows, Row{Cells: append(c.firstCells(p, a.ExtentKind), c.parcelCells(a.Indicator, &a.Parcels[j])...)})
		}
		t.Rows = append(t.Rows, Row{Cells: append(c.firstCells(p, a.ExtentKind), c.restCells(a.Indicator, len(a.Parcels), a.Unexplained)...)})
	}
	return t
}

// regionColumns say which county, city or whole with which kind of extents.
func (c *composer) regionColumns() []Column {
	return []Column{{Name: c.say("层级", "Level"), Width: 8}, {Name: c.say("区域", "Region"), Width: 12}, {Name: c.say("范围", "Extent"), Width: 12}}
}

func (c *composer) regionCells(level, region, kind string) []Cell {
	words := levelWords[level]
	return []Cell{word(c.say(words[0], words[1])), word(orNone(region)), word(orNone(c.kind(kind)))}
}

// regionAuditTable holds the figures that were handed in for counties, cities and
// the whole against their parks added up.
func (c *composer) regionAuditTable() *Table {
	t := &Table{ID: "region_audit", Caption: c.say("县、市申报数据核对", "Declared figures of counties and cities against their parks"), Small: true}
	t.Columns = append(c.regionColumns(), c.auditColumns()...)
	for _, a := range c.conclusions.regionAudits {
		row := Row{Cells: append(c.regionCells(a.Level, a.Region, a.ExtentKind),
			c.auditCells(a.Indicator, a.Verdict, a.Source, a.Record, a.Note, &a.Declared, a.Computed, a.Difference, a.Tolerance, a.Unexplained)...)}
		applyRules(t, &row, auditRules)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// regionAuditParcelTable names the parcels behind those differences.
func (c *composer) regionAuditParcelTable() *Table {
	t := &Table{ID: "region_audit_parcels", Caption: c.say("解释县、市差值的地块", "Parcels that explain the differences of counties and cities"), Small: true}
	t.Columns = slices.Concat(c.regionColumns(), []Column{{Name: c.say("园区", "Park"), Width: 12}}, c.parcelColumns())
	for i := range c.conclusions.regionAudits {
		a := &c.conclusions.regionAudits[i]
		if a.Unexplained == nil {
			continue
		}
		whose := c.regionCells(a.Level, a.Region, a.ExtentKind)
		for j := range a.Parcels {
			p := &a.Parcels[j]
			t.Rows = append(t.Rows, Row{Cells: slices.Concat(whose, []Cell{word(p.ParkCode)}, c.parcelCells(a.Indicator, &p.AuditParcel))})
		}
		t.Rows = append(t.Rows, Row{Cells: slices.Concat(whose, []Cell{word(none)}, c.restCells(a.Indicator, len(a.Parcels), a.Unexplained))})
	}
	return t
}
