package report

// studyColumn is a column of figures of a study.
type studyColumn struct {
	key, zh, en, unit string
}

// studyTable begins a study: parks, then columns of figures.
func (c *composer) studyTable(id, zh, en string, columns []studyColumn) *Table {
	t := &Table{ID: id, Caption: c.say(zh, en), Columns: c.firstColumns(), Small: true}
	for _, column := range columns {
		t.Columns = append(t.Columns, Column{Key: column.key, Name: c.say(column.zh, column.en), Unit: column.unit, Numeric: true, Places: 2, Width: 10})
	}
	return t
}

// studyRow begins a row with its figures; false where the roster lacks the park.
// Figures that are potentials lead to these.
func (c *composer) studyRow(names map[string]*park, code, kind string, columns []studyColumn, figures ...*float64) (Row, bool) {
	p := names[code]
	if p == nil {
		return Row{}, false
	}
	row := Row{Cells: c.firstCells(p, kind), Aside: kind != p.kind()}
	for i, v := range figures {
		row.Cells = append(row.Cells, live(valued(number(fromFloat(v), 2, columns[i].unit)), c.potentialIs(p, kind, columns[i].key, v)))
	}
	return row, true
}

// useStudy is the first of the two studies that go with the results: land
// plans, market allocation, dynamic management of zones.
func (c *composer) useStudy() *Table {
	ha, years := c.unit(unitHa), c.unit("年")
	columns := []studyColumn{
		{"extension_potential", "尚可供应", "To be supplied", ha}, {"supply_years_mean", "尚可供地年数", "Years of supply", years}, {"management_potential", "应盘活腾退", "To be released", ha},
		{"allocated", "划拨用地", "Allocated", ha}, {"paid", "有偿使用", "Paid use", ha}, {"paid_use", "有偿使用率", "Paid use realised", "%"}, {"tender", "招拍挂率", "Tender realised", "%"},
	}
	t := c.studyTable("study_use", "专题一：成果在用地计划、市场配置和开发区动态管理中的应用", "Study 1. Results in land plans, market allocation and dynamic management", columns)
	for _, name := range [][2]string{{"奖励新增指标", "New quota"}, {"盘活存量", "Release land"}, {"扩区调区", "Enlargement"}, {"警示", "Warning"}} {
		t.Columns = append(t.Columns, Column{Name: c.say(name[0], name[1]), Width: 8})
	}
	names, demonstration := c.parkNames(), false
	for _, u := range c.conclusions.studyUses {
		row, known := c.studyRow(names, u.ParkCode, u.ExtentKind, columns, u.SuppliableHa, u.SupplyYears, u.ReleaseHa, u.AllocatedHa, u.PaidHa, u.PaidUsePercent, u.TenderPercent)
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
	ha, years := c.unit(unitHa), c.unit("年")
	columns := []studyColumn{
		{"ready", "已达供地条件", "Ready to supply", ha}, {"not_ready", "未达供地条件", "Not ready", ha}, {"rural", "农村建设用地", "Rural construction", ha}, {"extension_potential", "尚可供应", "To be supplied", ha},
		{"yearly", "年均供地", "Supply a year", ha}, {"supply_years_mean", "尚可供地年数", "Years of supply", years}, {"from_stock", "下年度存量可供", "Next year from stock", ha}, {"new_quota", "下年度需新增", "Next year new", ha},
		{"tract", "可纳入成片开发", "For tract development", ha}, {"public", "公益性用地占比", "Public land", "%"},
	}
	t := c.studyTable("study_link", "专题二：与年度建设用地计划、土地征收成片开发的衔接", "Study 2. Link to the yearly construction-land plan and to tract development", columns)
	names := c.parkNames()
	for _, l := range c.conclusions.studyLinks {
		if row, known := c.studyRow(names, l.ParkCode, l.ExtentKind, columns, l.ReadyHa, l.NotReadyHa, l.RuralBuiltHa, l.SuppliableHa,
			l.YearlySupplyHa, l.SupplyYears, l.FromStockHa, l.NewQuotaHa, l.TractDevelopmentHa, l.PublicLandPercent); known {
			applyRules(t, &row, linkRules)
			t.Rows = append(t.Rows, row)
		}
	}
	t.Notes = []string{c.say("可纳入成片开发：范围内未达供地条件的土地与农村建设用地之和；公益性用地占比：交通运输、公园绿地和公共服务用地占已建成城镇建设用地。缺供地统计的栏为空。",
		"For tract development: land not ready to supply and rural construction land in the extent. Public land: transport, green and public services in built-up land. Columns stay empty without statistics of supply.")}
	c.addTotals(t, "ready", "not_ready", "rural", "extension_potential", "yearly", "from_stock", "new_quota", "tract")
	return t
}
