package report

import (
	"bytes"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// concluded is the sample with what its scores lead to.
func concluded() *data {
	d := sample(2, 2)
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
		figures: []store.Figure{{Role: "potential", Name: "structure_potential", NameZH: "结构潜力", NameEN: "structure potential", Unit: "公顷"}, {Role: "potential", Name: "nobody_has_it", Unit: "公顷"}},
		potentials: []store.Potential{
			{ParkCode: code, ExtentKind: kind, Potential: "structure_potential", Value: v(-3), Shown: v(0), Unit: "公顷", Demonstration: true},
			{ParkCode: other, ExtentKind: d.extents[1].Kind, Potential: "structure_potential", Unit: "公顷", Note: "不可计算：缺少理想值"},
		},
		regions: []store.Region{{Level: "county", Region: "141030", ExtentKind: kind, Parks: 2, Scored: 1, TwiceM2: 25_000,
			Metrics: []store.Metric{{Indicator: "supply_rate", Value: v(94.268), Unit: "%"}}}},
		audits: []store.Audit{{ParkCode: code, ExtentKind: kind, Indicator: "plot_ratio", Declared: 0.7857, Computed: v(0.7), Difference: v(0.0857), Tolerance: v(0.0079), WholeParcels: v(0.7857),
			Verdict: "differs", Source: "declared.xlsx", Record: 4, Note: "与整宗一致", Parcels: []store.AuditParcel{{ParcelID: "P2", Source: "parcels.shp", Record: 2, Share: 0.5, AreaM2: 4000, Effect: v(0.0857), Reason: "cut"}}}},
		studyUses:  []store.StudyUse{{ParkCode: code, ExtentKind: kind, SuppliableHa: v(22.777), PaidUsePercent: v(97.807), NewQuota: "no", ReleaseLand: "yes", Enlargement: "undecided"}},
		studyLinks: []store.StudyLink{{ParkCode: code, ExtentKind: kind, ReadyHa: v(17.011), SupplyYears: v(6), PublicLandPercent: v(24.197)}, {ParkCode: "nobody"}},
	}
	return d
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
	m := composed(t, concluded(), Options{Lang: land.ZH})
	byID := map[string]Table{}
	for _, table := range m.Uses {
		byID[table.ID] = table
	}
	for id, want := range map[string]string{
		"uses": "76.01|适度利用|120.00|A|是", "use_reasons": "应予警示|是|土地闲置率 6 %（界限 > 5）", "potential": "|0.00",
		"regions": "141030", "audit": "0.7857|0.7000|0.0857|0.0079|0.7857|不符|declared.xlsx 第 4 行|与整宗一致", "audit_parcels": "P2|parcels.shp #2|0.5000|0.0857|被四至范围切割",
		"study_use": "22.78|—|—|—|—|97.81|—|否|是|缺数据，未定|—", "study_link": "17.01|—|—|—|—|6.00|—|—|—|24.20",
	} {
		if table, there := byID[id]; !there || !strings.Contains(texts(table, 0), want) {
			t.Errorf("%s: %v, want a first row with %s", id, table.Rows, want)
		}
	}
	if t0 := byID["uses"]; !strings.Contains(t0.Caption, "演示") || !strings.Contains(strings.Join(t0.Notes, ""), "不是官方结论") {
		t.Errorf("demonstration values are not marked: %s %v", t0.Caption, t0.Notes)
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
