package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// concluded is the sample with what its scores lead to.
func concluded() *data {
	d := sample(2, 2)
	d.goals = store.Goals{Period: "查清现状。", Year: "提交成果"}
	v := func(f float64) *float64 { return &f }
	kind := d.extents[0].Kind
	code, other := d.parks[0].Code, d.parks[1].Code
	d.conclusions = &conclusions{
		evaluations: []store.Evaluation{
			{ParkCode: code, ExtentKind: kind, Score: v(80), ZoneScore: v(76.005), Grade: "适度利用", ClassPoints: v(120), Class: "A", ClassDemonstration: true},
			{ParkCode: other, ExtentKind: d.extents[1].Kind},
		},
		applications: []store.Application{
			{ParkCode: code, ExtentKind: kind, Application: "warning", NameZH: "应予警示", NameEN: "should be warned", Answer: "yes", Rule: "any", Reason: "土地闲置率 6 %（界限 > 5）", Demonstration: true},
			{ParkCode: other, ExtentKind: d.extents[1].Kind, Application: "warning", NameZH: "应予警示", NameEN: "should be warned", Answer: "undecided", Rule: "any", Reason: "缺"},
		},
		figures: []store.Figure{{Role: "potential", Name: "structure_potential", NameZH: "结构潜力", NameEN: "structure potential", Unit: "公顷"}, {Role: "potential", Name: "extension_potential", NameZH: "扩展潜力", Unit: "公顷"}, {Role: "potential", Name: "nobody_has_it", Unit: "公顷"}},
		potentials: []store.Potential{
			{ParkCode: code, ExtentKind: kind, Potential: "structure_potential", Value: v(-3), Shown: v(0), Unit: "公顷", Demonstration: true},
			{ParkCode: other, ExtentKind: d.extents[1].Kind, Potential: "structure_potential", Unit: "公顷", Note: "不可计算：缺少理想值"},
			{ParkCode: other, ExtentKind: d.extents[1].Kind, Potential: "extension_potential", Shown: v(12), Value: v(12), Unit: "公顷"},
		},
		regions: []store.Region{{Level: "county", Region: "141030", ExtentKind: kind, Parks: 2, Scored: 1, TwiceM2: 25_000,
			Metrics: []store.Metric{{Indicator: "supply_rate", Value: v(94.268), Unit: "%"}}}},
		audits: []store.Audit{{ParkCode: code, ExtentKind: kind, Indicator: "plot_ratio", Declared: 0.7857, Computed: v(0.7), Difference: v(0.0857), Tolerance: v(0.0079), WholeParcels: v(0.7857),
			Verdict: "differs", Source: "declared.xlsx", Record: 4, Note: "与整宗一致", Unexplained: v(0), Parcels: []store.AuditParcel{{ParcelID: "P2", Source: "parcels.shp", Record: 2, Share: 0.5, AreaM2: 4000, Effect: v(0.0857), Reason: "cut"}}}},
		regionAudits: []store.RegionAudit{
			{Level: "county", Region: "141030", ExtentKind: kind, Indicator: "plot_ratio", Declared: 0.9, Computed: v(0.8), Difference: v(0.1), Tolerance: v(0.009), Unexplained: v(0.02), Verdict: "differs", Source: "declared.xlsx", Record: 12, Note: "部分",
				Parcels: []store.RegionAuditParcel{{ParkCode: code, AuditParcel: store.AuditParcel{ParcelID: "P3", Source: "parcels.shp", Record: 3, Share: 0.5, Effect: v(0.08), Reason: "problem"}}}},
			{Level: "all", ExtentKind: kind, Indicator: "plot_ratio", Declared: 2, Computed: v(0.8), Unexplained: v(1.2), Verdict: "differs"}},
		enterpriseClasses: []store.EnterpriseClass{{ExtentKind: kind, Class: "A", Enterprises: 40, AreaMu: 300, PerMu: store.PerMu{Tax: v(2.5)}, Demonstration: true}},
		enterprises:       []store.LargeEnterprise{{ExtentKind: kind, Enterprise: "QY1", Parks: code, AreaMu: 30, ClassPoints: v(120), Class: "A", Place: 1, Members: 40, PerMu: store.PerMu{Tax: v(9)}}},
		rankings: []store.Ranking{{ParkCode: code, ExtentKind: kind, Measure: "score", Grouping: "all", Value: 76, Place: 1, Members: 1, Demonstration: true}, {ParkCode: code, ExtentKind: kind, Measure: "score", Grouping: "county", MemberOf: "141030", Value: 76, Place: 1, Members: 1},
			{ParkCode: code, ExtentKind: kind, Measure: "score", Grouping: "level", MemberOf: "省级", Value: 76, Place: 2, Members: 3}, {ParkCode: other, ExtentKind: d.extents[1].Kind, Measure: "score", Grouping: "level", MemberOf: "县级", Value: 76, Place: 1, Members: 2}},
		thresholds: []store.Threshold{{Key: "low_tax", NameZH: "低效用地（亩均税收）", NameEN: "low tax", Relation: "<", Value: 3, Unit: "万元/亩", Demonstration: true}, {Key: "idle_rate", Relation: ">", Value: 5, Unit: "%", Source: "user"},
			{Key: "class_cap", Relation: "=", Value: 2}, {Key: "class_weight/tax_per_mu", Relation: "=", Value: .5}, {Key: "class_weight/output_per_mu", Relation: "=", Value: .3}},
		lists:      []store.ParcelList{{List: "low_tax", NameZH: "低效用地", NameEN: "low tax", Land: "industrial", Figure: "tax_per_mu", Below: v(3), Unit: "万元/亩", Demonstration: true}, {List: "idle", NameZH: "闲置土地", NameEN: "idle land", Land: "idle"}},
		listedLand: []store.ListedLand{{List: "low_tax", ParkCode: code, ExtentKind: kind, Parcels: 3, AreaM2: 30_000}, {List: "idle", ParkCode: other, ExtentKind: d.extents[1].Kind, Parcels: 1, AreaM2: 5_000}},
		listed: []store.ListedParcel{{List: "low_tax", ParkCode: code, ExtentKind: kind, ParcelID: "P7", Source: "parcels.shp", Record: 1007, Share: 1, AreaM2: 20_000, LandUse: "0601", Value: v(1.234), Below: v(3), Unit: "万元/亩"},
			{List: "low_tax", ParkCode: code, ExtentKind: kind, ParcelID: "P8", Source: "parcels.shp", Record: 8, Share: 0.5, AreaM2: 6_000, Value: v(2), Below: v(3)}, {List: "idle", ParkCode: other, ExtentKind: d.extents[1].Kind, ParcelID: "P9", Source: "parcels.shp", Record: 9, Share: 1, AreaM2: 5_000}},
		studyUses: []store.StudyUse{{ParkCode: code, ExtentKind: kind, SuppliableHa: v(22.777), PaidUsePercent: v(97.807), NewQuota: "no", ReleaseLand: "yes", Enlargement: "undecided", Demonstration: true}, {ParkCode: other, ExtentKind: d.extents[1].Kind, SuppliableHa: v(12), PaidHa: v(3)}},
		studyLinks: []store.StudyLink{{ParkCode: code, ExtentKind: kind, ReadyHa: v(17.011), SupplyYears: v(6), PublicLandPercent: v(24.197)}, {ParkCode: "nobody"},
			{ParkCode: other, ExtentKind: d.extents[1].Kind, ReadyHa: v(1), NotReadyHa: v(2), RuralBuiltHa: v(.5), SuppliableHa: v(12), YearlySupplyHa: v(2.5), SupplyYears: v(4.8), FromStockHa: v(2.5), NewQuotaHa: v(0), TractDevelopmentHa: v(2.5)}},
	}
	addUpRegion(d, kind)
	return d
}

// addUpRegion gives the whole and its county the sums of the sample's rates, and
// the first park the points that follow from them.
func addUpRegion(d *data, kind string) {
	sums := map[string]*store.Metric{}
	for _, m := range d.metrics {
		if m.ExtentKind != kind || m.Numerator == nil || m.Denominator == nil || !slices.Contains(regionIndicators, m.Indicator) {
			continue
		}
		s := sums[m.Indicator]
		if s == nil {
			s = &store.Metric{Indicator: m.Indicator, Unit: m.Unit, Value: new(float64), Numerator: new(float64), Denominator: new(float64)}
			sums[m.Indicator] = s
		}
		*s.Numerator, *s.Denominator = *s.Numerator+*m.Numerator, *s.Denominator+*m.Denominator
		*s.Value = *s.Numerator / *s.Denominator
		if m.Unit == "%" {
			*s.Value *= 100
		}
	}
	whole := store.Region{Level: "all", ExtentKind: kind, Parks: 2}
	for _, name := range regionIndicators {
		if s := sums[name]; s != nil {
			whole.Metrics = append(whole.Metrics, *s)
		}
	}
	d.conclusions.regions[0].Metrics = whole.Metrics
	d.conclusions.regions = append(d.conclusions.regions, whole)
	points := 0.0
	for name, weight := range map[string]float64{"tax_per_mu": .5, "output_per_mu": .3} {
		for _, m := range d.metrics {
			if m.Indicator == name && m.ParkCode == d.parks[0].Code {
				points += weight * *m.Value / *sums[name].Value
			}
		}
	}
	*d.conclusions.evaluations[0].ClassPoints = points / .8 * 100
}

// texts are the cells of a table's row.
func texts(t Table, row int) string {
	var cells []string
	for _, c := range t.Rows[row].Cells {
		cells = append(cells, c.Text)
	}
	return strings.Join(cells, "|")
}

func TestUsesOfTheResults(t *testing.T) {
	d := concluded()
	m := composed(t, d, Options{Lang: land.ZH})
	byID := map[string]Table{}
	for _, table := range m.Uses {
		byID[table.ID] = table
	}
	points := number(fromFloat(d.conclusions.evaluations[0].ClassPoints), 2, "").Text
	for id, want := range map[string]string{
		"uses": "76.01|适度利用|" + points + "|A|是", "use_reasons": "应予警示|是|土地闲置率 6 %（界限 > 5）", "potential": "|0.00",
		"ranks": "1|2", "classes": "A|" + points + "|", "listed_land": "3|3.00|0|0.00", "thresholds": "低效用地（亩均税收）|<|3|万元/亩|演示|low_tax",
		"regions": "141030", "audit": "0.7857|0.7000|0.0857|0.0079|0.0000|0.7857|不符|declared.xlsx 第 4 行|与整宗一致", "audit_parcels": "P2|parcels.shp #2|0.5000|0.0857|被四至范围切割",
		"region_audit": "县|141030|实际管理范围|地块容积率|0.9000|0.8000|0.1000|0.0090|0.0200|不符|declared.xlsx 第 12 行|部分", "region_audit_parcels": "P3|parcels.shp #3|0.5000|0.0800|有错误级问题",
		"enterprise_classes": "A|40|300.0|—|2.50|—", "enterprises": "QY1|" + m.Parks[0].Code + "|30.0|—|9.00|—|120.00|A|1",
		"study_use": "22.78|—|—|—|—|97.81|—|否|是|缺数据，未定|—", "study_link": "17.01|—|—|—|—|6.00|—|—|—|24.20",
	} {
		if table, there := byID[id]; !there || !strings.Contains(texts(table, 0), want) {
			t.Errorf("%s: %v, want a first row with %s", id, table.Rows, want)
		}
	}
	if got := texts(byID["audit_parcels"], 1); !strings.HasSuffix(got, "其余未解释|—|—|0.0000|—") {
		t.Errorf("what the parcels leave: %s", got)
	}
	if got := texts(byID["region_audit_parcels"], 2); !strings.HasSuffix(got, "没有地块能解释|—|—|1.2000|—") {
		t.Errorf("a figure that no parcels explain: %s", got)
	}
	if notes := strings.Join(byID["enterprises"].Notes, ""); !strings.Contains(notes, "其余 39 家") {
		t.Errorf("forty enterprises, one named: %s", notes)
	}
	if columns := byID["ranks"].Columns; columns[len(columns)-2].Key != "class_points_all" || strings.Contains(fmt.Sprint(columns), "score_county") {
		t.Errorf("ranks: a grouping that puts all parks together has a column, or one that does not has none: %v", columns)
	}
	for _, id := range []string{"uses", "use_reasons", "ranks", "classes", "potential", "study_use", "enterprise_classes", "enterprises"} {
		if marked := byID[id]; !strings.Contains(marked.Caption, "演示") || !strings.Contains(strings.Join(marked.Notes, ""), "不是官方结论") {
			t.Errorf("%s: demonstration values are not marked: %s %v", id, marked.Caption, marked.Notes)
		}
	}
	if p := byID["potential"]; len(p.Notes) < 2 || !strings.Contains(p.Notes[0], "缺少理想值") || strings.Contains(p.Columns[len(p.Columns)-1].Key, "nobody") {
		t.Errorf("potential: %+v", p)
	}
	if r := byID["regions"]; r.Columns[7].Unit != "%" || r.Columns[5].Unit != "" {
		t.Errorf("units of the regions: %+v", r.Columns)
	}
	if uses := byID["uses"]; !strings.HasSuffix(texts(uses, 1), "缺数据，未定") {
		t.Errorf("an answer that lacks data: %s", texts(uses, 1))
	}
}

// Pages name the largest parcels of each list and say how many they leave out;
// the book names all that were read, the store has the rest.
func TestListedParcels(t *testing.T) {
	m := composed(t, concluded(), Options{Lang: land.ZH, ListedParcels: 1})
	if got := texts(m.Listed.Short, 0); !strings.HasSuffix(got, "P7|parcels.shp|1007|2.0000|1.0000|0601|1.23|3.00") {
		t.Errorf("the largest parcel: %s", got)
	}
	if len(m.Listed.Short.Rows) != 2 || len(m.Listed.Table.Rows) != 3 || m.Listed.Left != 1 {
		t.Errorf("%d rows on pages, %d in the book, %d left out", len(m.Listed.Short.Rows), len(m.Listed.Table.Rows), m.Listed.Left)
	}
	if notes := strings.Join(m.Listed.Short.Notes, ""); !strings.Contains(notes, "其余 2 宗") || !strings.Contains(notes, "不是官方结论") {
		t.Errorf("four parcels are listed, two shown: %s", notes)
	}
	if notes := strings.Join(m.Listed.Table.Notes, ""); !strings.Contains(notes, "其余 1 宗见 jiyue.gpkg") {
		t.Errorf("four parcels are listed, three read: %s", notes)
	}
}

// The goals of the self-evaluation stand in the document, and where there are
// none it says so.
func TestGoals(t *testing.T) {
	for name, test := range map[string]struct {
		data *data
		want string
	}{"goals": {concluded(), "实施期目标：查清现状。年度目标：提交成果。自评采用"}, "none": {sample(2, 2), "以项目绩效自评资料所列为准，本报告不另行表述。自评采用"}} {
		m := composed(t, test.data, Options{Lang: land.ZH})
		if text := docxText(t, printed(t, m, WriteDOCX)); !strings.Contains(text, test.want) {
			t.Errorf("%s: the document lacks %s", name, test.want)
		}
	}
}

// The tables stand in every document, in both languages.
func TestUsesAreInEveryDocument(t *testing.T) {
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		m := composed(t, concluded(), Options{Lang: lang})
		for _, document := range documents {
			var out bytes.Buffer
			if err := document.print(&out, m); err != nil {
				t.Errorf("%s: %v", document.name, err)
			}
			if document.name == "report.html" && !strings.Contains(out.String(), "declared.xlsx") {
				t.Errorf("%s lacks the audit", document.name)
			}
		}
	}
}
