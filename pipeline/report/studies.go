package report

import "jiyue/pipeline/store"

// studyColumn is a column of figures of a study.
type studyColumn struct {
	key, zh, en, unit string
	formula           string // from totals and statistics; "" of a potential, which has its own
}

// yearlySupply is the land supplied in a year, on the mean of three.
const yearlySupply = "(statistics.supply_mean ?? (statistics.supply_y0 + statistics.supply_y1 + statistics.supply_y2) / 3)"

// useColumns are the figures of the first study, in the order of useFigures.
var useColumns = []studyColumn{
	{"extension_potential", "尚可供应", "To be supplied", unitHa, ""},
	{"supply_years_mean", "尚可供地年数", "Years of supply", "年", ""},
	{"management_potential", "应盘活腾退", "To be released", unitHa, ""},
	{"allocated", "划拨用地", "Allocated", unitHa, "D1"},
	{"paid", "有偿使用", "Paid use", unitHa, "D21"},
	{"paid_use", "有偿使用率", "Paid use realised", "%", "100 * statistics.paid_supplied / statistics.paid_due"},
	{"tender", "招拍挂率", "Tender realised", "%", "100 * statistics.tendered / statistics.tender_due"},
}

func useFigures(u *store.StudyUse) []*float64 {
	return []*float64{u.SuppliableHa, u.SupplyYears, u.ReleaseHa, u.AllocatedHa, u.PaidHa, u.PaidUsePercent, u.TenderPercent}
}

// linkColumns are the figures of the second study, in the order of linkFigures.
var linkColumns = []studyColumn{
	{"ready", "已达供地条件", "Ready to supply", unitHa, "B21"},
	{"not_ready", "未达供地条件", "Not ready", unitHa, "B22"},
	{"rural", "农村建设用地", "Rural construction", unitHa, "B11 + B12"},
	{"extension_potential", "尚可供应", "To be supplied", unitHa, ""},
	{"yearly", "年均供地", "Supply a year", unitHa, yearlySupply},
	{"supply_years_mean", "尚可供地年数", "Years of supply", "年", ""},
	{"from_stock", "下年度存量可供", "Next year from stock", unitHa, "min(E, " + yearlySupply + ")"},
	{"new_quota", "下年度需新增", "Next year new", unitHa, "max(0, " + yearlySupply + " - E)"},
	{"tract", "可纳入成片开发", "For tract development", unitHa, "B11 + B12 + B22"},
	{"public", "公益性用地占比", "Public land", "%", "100 * (A31 + A32 + A51 + A52) / A"},
}

func linkFigures(l *store.StudyLink) []*float64 {
	return []*float64{l.ReadyHa, l.NotReadyHa, l.RuralBuiltHa, l.SuppliableHa, l.YearlySupplyHa, l.SupplyYears, l.FromStockHa, l.NewQuotaHa, l.TractDevelopmentHa, l.PublicLandPercent}
}

// indexStudies lists the figures of the studies that are no potentials, those
// that some extent has.
func (c *composer) indexStudies() {
	take := func(code, kind string, columns []studyColumn, figures []*float64) {
		for i, column := range columns {
			if column.formula == "" || figures[i] == nil {
				continue
			}
			if _, listed := c.derivedAt[column.key]; !listed {
				c.addDerived(column.key, c.say(column.zh, column.en), column.formula)
			}
			c.derive(extentKey{code, kind}, column.key, derivedValue{shown: figures[i], unit: column.unit})
		}
	}
	for i := range c.conclusions.studyUses {
		u := &c.conclusions.studyUses[i]
		take(u.ParkCode, u.ExtentKind, useColumns, useFigures(u))
	}
	for i := range c.conclusions.studyLinks {
		l := &c.conclusions.studyLinks[i]
		take(l.ParkCode, l.ExtentKind, linkColumns, linkFigures(l))
	}
}

// studyTable begins a study: parks, then columns of figures.
func (c *composer) studyTable(id, zh, en string, columns []studyColumn) *Table {
	t := &Table{ID: id, Caption: c.say(zh, en), Columns: c.firstColumns(), Small: true}
	for _, column := range columns {
		t.Columns = append(t.Columns, Column{Key: column.key, Name: c.say(column.zh, column.en), Unit: c.unit(column.unit), Numeric: true, Places: 2, Width: 10})
	}
	return t
}

// studyRow begins a row with its figures; false where the roster lacks the park.
// Figures lead to how they were computed, in the book those that are potentials to
// these.
func (c *composer) studyRow(names map[string]*park, code, kind string, columns []studyColumn, figures []*float64) (Row, bool) {
	p := names[code]
	if p == nil {
		return Row{}, false
	}
	row := Row{Cells: c.firstCells(p, kind), Aside: kind != p.kind()}
	for i, v := range figures {
		column := &columns[i]
		cell := valued(number(fromFloat(v), 2, c.unit(column.unit)))
		if column.formula == "" {
			cell.Formula = c.potentialIs(p, kind, column.key, v)
		}
		cell.Link = c.derivedIs(p, kind, column.key, v)
		row.Cells = append(row.Cells, cell)
	}
	return row, true
}

// useStudy is the first of the two studies that go with the results: land
// plans, market allocation, dynamic management of zones.
func (c *composer) useStudy() *Table {
	t := c.studyTable("study_use", "专题一：成果在用地计划、市场配置和开发区动态管理中的应用", "Study 1. Results in land plans, market allocation and dynamic management", useColumns)
	for _, name := range [][2]string{{"奖励新增指标", "New quota"}, {"盘活存量", "Release land"}, {"扩区调区", "Enlargement"}, {"警示", "Warning"}} {
		t.Columns = append(t.Columns, Column{Name: c.say(name[0], name[1]), Width: 8})
	}
	names, demonstration := c.parkNames(), false
	for i := range c.conclusions.studyUses {
		u := &c.conclusions.studyUses[i]
		row, known := c.studyRow(names, u.ParkCode, u.ExtentKind, useColumns, useFigures(u))
		if !known {
			continue
		}
		for _, answer := range []string{u.NewQuota, u.ReleaseLand, u.Enlargement, u.Warning} {
			row.Cells = append(row.Cells, word(c.answer(answer)))
		}
		t.Rows = append(t.Rows, row)
		demonstration = demonstration || u.Demonstration
	}
	t.Caption = c.demonstrated(t.Caption, demonstration)
	t.Notes = c.boundsNote(demonstration)
	c.addTotals(t, "extension_potential", "management_potential", "allocated", "paid")
	return t
}

// linkRules are the figures of the second study that follow from others.
var linkRules = []liveRule{
	{"supply_years_mean", "{extension_potential}/{yearly}", func(of func(string) float64) float64 { return of("extension_potential") / of("yearly") }},
	{"from_stock", "MIN({extension_potential},{yearly})", func(of func(string) float64) float64 { return min(of("extension_potential"), of("yearly")) }},
	{"new_quota", "MAX(0,{yearly}-{extension_potential})", func(of func(string) float64) float64 { return max(0, of("yearly")-of("extension_potential")) }},
	{"tract", "{not_ready}+{rural}", func(of func(string) float64) float64 { return of("not_ready") + of("rural") }},
}

// linkStudy is the second: the yearly construction-land plan and tract
// development (成片开发).
func (c *composer) linkStudy() *Table {
	t := c.studyTable("study_link", "专题二：与年度建设用地计划、土地征收成片开发的衔接", "Study 2. Link to the yearly construction-land plan and to tract development", linkColumns)
	names := c.parkNames()
	for i := range c.conclusions.studyLinks {
		l := &c.conclusions.studyLinks[i]
		if row, known := c.studyRow(names, l.ParkCode, l.ExtentKind, linkColumns, linkFigures(l)); known {
			applyRules(t, &row, linkRules)
			t.Rows = append(t.Rows, row)
		}
	}
	t.Notes = []string{c.say("可纳入成片开发：范围内未达供地条件的土地与农村建设用地之和；公益性用地占比：交通运输、公园绿地和公共服务用地占已建成城镇建设用地。缺供地统计的栏为空。",
		"For tract development: land not ready to supply and rural construction land in the extent. Public land: transport, green and public services in built-up land. Columns stay empty without statistics of supply.")}
	c.addTotals(t, "ready", "not_ready", "rural", "extension_potential", "yearly", "from_stock", "new_quota", "tract")
	return t
}
