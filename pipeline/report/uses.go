package report

import (
	"slices"

	"jiyue/pipeline/store"
)

// conclusions are the rows of what the scores lead to; empty of a store that
// an earlier program wrote.
type conclusions struct {
	evaluations  []store.Evaluation
	potentials   []store.Potential
	applications []store.Application
	regions      []store.Region
	audits       []store.Audit
	regionAudits []store.RegionAudit
	figures      []store.Figure
	studyUses    []store.StudyUse
	studyLinks   []store.StudyLink
	rankings     []store.Ranking
	thresholds   []store.Threshold
	lists        []store.ParcelList
	listedLand   []store.ListedLand
	listed       []store.ListedParcel // the largest of each list

	enterpriseClasses []store.EnterpriseClass
	enterprises       []store.LargeEnterprise
}

func readConclusions(s *store.Store, run int64) (*conclusions, error) {
	c := &conclusions{}
	for _, step := range []func() error{
		func() (err error) { c.evaluations, err = s.Evaluations(run); return },
		func() (err error) { c.potentials, err = s.Potentials(); return },
		func() (err error) { c.applications, err = s.Applications(); return },
		func() (err error) { c.regions, err = s.Regions(); return },
		func() (err error) { c.audits, err = s.Audits(); return },
		func() (err error) { c.regionAudits, err = s.RegionAudits(); return },
		func() (err error) { c.figures, err = s.Figures(); return },
		func() (err error) { c.studyUses, err = s.StudyUses(); return },
		func() (err error) { c.studyLinks, err = s.StudyLinks(); return },
		func() (err error) { c.rankings, err = s.Rankings(); return },
		func() (err error) { c.thresholds, err = s.Thresholds(); return },
		func() (err error) { c.lists, err = s.ParcelLists(); return },
		func() (err error) { c.listedLand, c.listed, err = s.LargestListed(bookParcels); return },
		func() (err error) { c.enterpriseClasses, err = s.EnterpriseClasses(); return },
		func() (err error) { c.enterprises, err = s.LargestEnterprises(largestEnterprises); return },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// useTables are the tables of what the results are used for: conclusions and
// uses, ranks, classes of parks and enterprises, reasons, potential, idle land,
// roll-ups, audits of parks and regions, the two studies, and the bounds by which
// was judged.
func (c *composer) useTables() []Table {
	var tables []Table
	if c.conclusions == nil {
		return nil
	}
	for _, t := range []*Table{
		c.conclusionTable(), c.rankTable(), c.classTable(), c.enterpriseClassTable(), c.enterpriseTable(), c.reasonTable(), c.potentialTable(), c.listedLandTable(),
		c.regionTable(), c.auditTable(), c.auditParcelTable(), c.regionAuditTable(), c.regionAuditParcelTable(), c.useStudy(), c.linkStudy(), c.thresholdTable(),
	} {
		if t != nil && len(t.Rows) > 0 {
			tables = append(tables, *t)
		}
	}
	return tables
}

// useSheets are the names of the tables' sheets: a sheet's name has 31
// characters at most.
var useSheets = map[string][2]string{
	"uses": {"成果应用", "Uses"}, "use_reasons": {"应用依据", "Reasons"}, "potential": {"用地潜力", "Potential"}, "regions": {"县市汇总", "Regions"},
	"audit": {"申报核对", "Audit"}, "audit_parcels": {"核对地块", "Audit parcels"}, "region_audit": {"县市申报核对", "Region audit"},
	"region_audit_parcels": {"县市核对地块", "Region audit parcels"}, "enterprise_classes": {"企业分类汇总", "Enterprise classes"}, "enterprises": {"企业亩均", "Enterprises"},
	"ranks": {"分组排名", "Ranks"}, "classes": {"亩均分类", "Classes"}, "listed_land": {"闲置低效汇总", "Listed land"}, "listed_parcels": {"闲置低效地块", "Listed parcels"},
	"thresholds": {"界限值", "Bounds"},
	"study_use":  {"专题一-成果应用", "Study 1"}, "study_link": {"专题二-衔接", "Study 2"},
}

// eachConcluded visits the extents of the parks in the order of the roster.
func (c *composer) eachConcluded(visit func(p *park, kind string)) {
	for _, p := range c.parks {
		for _, kind := range p.kindsOf() {
			visit(p, kind)
		}
	}
}

// demonstrated adds to a caption that what is below rests on demonstration
// values.
func (c *composer) demonstrated(caption string, is bool) string {
	if !is {
		return caption
	}
	return caption + c.say("（演示）", " (demonstration)")
}

// boundsNote says that nobody confirmed the values by which is judged.
func (c *composer) boundsNote(is bool) []string {
	if !is {
		return nil
	}
	return []string{c.say("所用界限值、基准值、权重或理想值含演示值，未经任何来源确认，不是官方结论。",
		"Some bounds, benchmarks, weights or ideals are demonstration values, confirmed by no source: this is no official result.")}
}

var answerWords = map[string][2]string{"yes": {"是", "yes"}, "no": {"否", "no"}, "undecided": {"缺数据，未定", "undecided, data missing"}}

// conclusionTable has one row an extent: score of the zone, grade, class, and
// the answer to each use of the results.
func (c *composer) conclusionTable() *Table {
	t := &Table{ID: "uses", Columns: c.firstColumns(), Sort: true}
	graded, demonstration := false, false
	for _, e := range c.conclusions.evaluations {
		graded = graded || e.Grade != ""
		demonstration = demonstration || e.ScoreDemonstration || e.ClassDemonstration || e.GradeDemonstration
	}
	t.Columns = append(t.Columns, Column{Key: "zone_score", Name: c.say("总分", "Score"), Numeric: true, Places: 2, Width: 8})
	if graded {
		t.Columns = append(t.Columns, Column{Key: "grade", Name: c.say("等级", "Grade"), Width: 10})
	}
	t.Columns = append(t.Columns, Column{Key: "class_points", Name: c.say("亩均得分", "Points per mu"), Numeric: true, Places: 2, Width: 9},
		Column{Key: "class", Name: c.say("类别", "Class"), Width: 6})
	answers := map[extentKey]map[string]string{}
	var names []string
	for _, a := range c.conclusions.applications {
		k := extentKey{a.ParkCode, a.ExtentKind}
		if answers[k] == nil {
			answers[k] = map[string]string{}
		}
		answers[k][a.Application] = a.Answer
		demonstration = demonstration || a.Demonstration
		if !slices.Contains(names, a.Application) {
			names = append(names, a.Application)
			t.Columns = append(t.Columns, Column{Key: a.Application, Name: c.say(a.NameZH, capitalized(a.NameEN)), Width: 14})
		}
	}
	t.Caption = c.demonstrated(c.say("评价结论与成果应用", "Conclusions and uses of the results"), demonstration)
	t.Notes = append(c.boundsNote(demonstration), c.say("总分为主区与发展方向区合并得分；类别按同一范围种类的全部园区划分。",
		"The score joins main area and growth-direction area; classes are among all parks with the same kind of extent."))
	byExtent := map[extentKey]store.Evaluation{}
	for _, e := range c.conclusions.evaluations {
		byExtent[extentKey{e.ParkCode, e.ExtentKind}] = e
	}
	c.eachConcluded(func(p *park, kind string) {
		e, known := byExtent[extentKey{p.Code, kind}]
		if !known {
			return
		}
		row := Row{Cells: append(c.firstCells(p, kind), live(valued(number(fromFloat(e.ZoneScore), 2, "")), c.zoneFormula(p, kind, e.ZoneScore)))}
		if graded {
			row.Cells = append(row.Cells, word(orNone(e.Grade)))
		}
		row.Cells = append(row.Cells, live(valued(number(fromFloat(e.ClassPoints), 2, "")), "{#"+pointsName(p, kind)+"}"), word(orNone(e.Class)))
		for _, name := range names {
			row.Cells = append(row.Cells, word(c.answer(answers[extentKey{p.Code, kind}][name])))
		}
		t.Rows = append(t.Rows, row)
	})
	return t
}

func (c *composer) answer(answer string) string {
	words, known := answerWords[answer]
	if !known {
		return none
	}
	return c.say(words[0], words[1])
}

// reasonTable gives the figures that led to every yes and to what is open.
func (c *composer) reasonTable() *Table {
	t := &Table{ID: "use_reasons", Small: true}
	t.Columns = append(c.firstColumns(), Column{Name: c.say("应用", "Use"), Width: 18}, Column{Name: c.say("结论", "Answer"), Width: 10}, Column{Name: c.say("依据", "Figures"), Width: 50})
	byExtent, demonstration := map[extentKey][]store.Application{}, false
	for _, a := range c.conclusions.applications {
		if a.Answer != "no" {
			byExtent[extentKey{a.ParkCode, a.ExtentKind}] = append(byExtent[extentKey{a.ParkCode, a.ExtentKind}], a)
			demonstration = demonstration || a.Demonstration
		}
	}
	t.Caption = c.demonstrated(c.say("成果应用的依据", "Figures behind the uses"), demonstration)
	t.Notes = c.boundsNote(demonstration)
	c.eachConcluded(func(p *park, kind string) {
		for _, a := range byExtent[extentKey{p.Code, kind}] {
			t.Rows = append(t.Rows, Row{Cells: append(c.firstCells(p, kind), word(c.say(a.NameZH, capitalized(a.NameEN))), word(c.answer(a.Answer)), word(a.Reason))})
		}
	})
	return t
}

// potentialTable shows 0 where a park is better than the ideal. A potential
// that no park has takes no column.
func (c *composer) potentialTable() *Table {
	t := &Table{ID: "potential", Columns: c.firstColumns(), Small: true}
	byExtent, has, demonstration := map[extentKey]map[string]store.Potential{}, map[string]string{}, false
	for _, p := range c.conclusions.potentials {
		k := extentKey{p.ParkCode, p.ExtentKind}
		if byExtent[k] == nil {
			byExtent[k] = map[string]store.Potential{}
		}
		byExtent[k][p.Potential] = p
		if p.Value != nil {
			has[p.Potential] = p.Unit
			demonstration = demonstration || p.Demonstration
		}
	}
	var names, sums []string
	formulas := map[string]string{}
	for _, f := range c.conclusions.figures {
		if unit, any := has[f.Name]; any && f.Role == "potential" {
			names, formulas[f.Name] = append(names, f.Name), f.Formula
			if c.unit(unit) == c.unit(unitHa) {
				sums = append(sums, f.Name)
			}
			t.Columns = append(t.Columns, Column{Key: f.Name, Name: c.say(f.NameZH, capitalized(f.NameEN)), Unit: c.unit(unit), Numeric: true, Places: 2, Width: 12})
		}
	}
	t.Caption = c.demonstrated(c.say("用地潜力", "Potential"), demonstration)
	var gaps notes
	c.eachConcluded(func(p *park, kind string) {
		have := byExtent[extentKey{p.Code, kind}]
		if len(names) == 0 || have == nil {
			return
		}
		row := Row{Cells: c.firstCells(p, kind), Aside: kind != p.kind()}
		for _, name := range names {
			one := have[name]
			f := number(fromFloat(one.Shown), 2, c.unit(one.Unit))
			f.Reason = one.Note
			cell := live(gaps.cell(f), c.potentialFormula(p, &one, formulas[name]))
			cell.Known, cell.Link = potentialName(p, kind, name), c.derivedID(p, kind, name)
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	})
	t.Notes = append(gaps.list(), c.say("各项潜力从不同角度度量同一块土地，不可相加；现状优于理想值的记为 0。",
		"The potentials measure the same land from several sides and must not be added up; 0 where the park is better than the ideal."))
	t.Notes = append(t.Notes, c.boundsNote(demonstration)...)
	c.addTotals(t, sums...)
	return t
}

// regionIndicators are what counties and cities are compared by.
var regionIndicators = []string{"land_area", "development_rate", "supply_rate", "built_up_rate", "industrial_land_rate", "overall_plot_ratio",
	"overall_density", "idle_rate", "output_per_mu", "tax_per_mu"}

var levelWords = map[string][2]string{"county": {"县", "County"}, "city": {"市", "City"}, "all": {"合计", "All"}}

// regionTable adds the parks up: sums of numerators over sums of denominators.
func (c *composer) regionTable() *Table {
	t := &Table{ID: "regions", Caption: c.say("县、市汇总", "Counties and cities"), Small: true}
	t.Columns = append(c.regionColumns(), Column{Name: c.say("园区数", "Parks"), Numeric: true, Width: 8},
		Column{Name: c.say("重叠计两次", "Counted twice"), Unit: c.unit(unitHa), Numeric: true, Places: 2, Width: 10})
	fixed := len(t.Columns)
	for _, name := range regionIndicators {
		t.Columns = append(t.Columns, Column{Key: name, Name: c.indicatorName(name), Numeric: true, Places: 2, Width: 10})
	}
	var gaps notes
	for n, r := range c.conclusions.regions {
		row := Row{Total: r.Level == "all", Cells: append(c.regionCells(r.Level, r.Region, r.ExtentKind), valued(count(int64(r.Parks), "")), valued(c.hectares(&r.TwiceM2)))}
		for i, name := range regionIndicators {
			at := slices.IndexFunc(r.Metrics, func(m store.Metric) bool { return m.Indicator == name })
			if at < 0 {
				row.Cells = append(row.Cells, word(none))
				continue
			}
			f := c.metricFigure(r.Metrics[at])
			t.Columns[fixed+i].Unit = f.Unit // every region has the figure in the same unit
			cell := live(gaps.remark(f), rateFormula(&r.Metrics[at], regionPart(n, name)))
			cell.Link = regionID(n, i)
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(gaps.list(), c.say("比率为分子之和除以分母之和，不是各园区比率的平均；不同范围种类不相加。",
		"Ratios divide sums by sums, they are no means of ratios; kinds of extent are never added together."))
	return t
}
