package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/land"
)

// TestFiguresOfWholeCounties: a roster of two counties of one city, one of them
// by code; figures in mu become m².
func TestFiguresOfWholeCounties(t *testing.T) {
	const twoCounties = "YQDM,YQMC,XZQDM\nS141001,昕水园区,141030\nS141002,太古园区,隰县\n"
	const oneCounty = "YQDM,YQMC,XZQDM\nS141001,昕水园区,141030\nS141002,太古园区,141030\n"
	const named = "YQDM,YQMC,XZQDM\nS141001,昕水园区,141030\nS141002,太古园区,141031\n"
	const head = "代码,名称,建成\n"
	for name, c := range map[string]struct {
		roster, text string
		want         []land.RegionFigure
		find         []land.Finding
	}{
		"by code":                {twoCounties, head + "141030,大宁县,3\n", []land.RegionFigure{{Region: "141030", Value: 2000, Record: 2}}, nil},
		"by name":                {twoCounties, head + ",隰县,3\n", []land.RegionFigure{{Region: "隰县", Value: 2000, Record: 2}}, nil},
		"the city":               {twoCounties, head + "141000,临汾市,3\n", []land.RegionFigure{{Region: "141000", Value: 2000, Record: 2}}, nil},
		"a total with its code":  {twoCounties, head + "141030,合计,3\n", []land.RegionFigure{{Region: "141030", Value: 2000, Record: 2}}, nil},
		"a total of one county":  {oneCounty, head + "S141001,昕水园区,1.5\n合计,,3\n", []land.RegionFigure{{Value: 2000, Record: 3}}, nil},
		"a total of two":         {twoCounties, head + "合计,,3\n", nil, nil},
		"a subtotal":             {oneCounty, head + "小计,,3\n", nil, nil},
		"rows that say the same": {oneCounty, head + "141030,,3\n141030,,3\n", []land.RegionFigure{{Region: "141030", Value: 2000, Record: 2}}, nil},
		"rows that disagree": {oneCounty, head + "141030,,3\n141030,,6\n", []land.RegionFigure{{Region: "141030", Value: 2000, Record: 2}},
			[]land.Finding{{Code: land.StatisticsDisagree, Record: 3, Field: "建成", Found: "4000", Expected: "2000"}}},
		"by a name that parks have": {named, head + ",昕水县,3\n", []land.RegionFigure{{Region: "141030", Value: 2000, Record: 2}},
			[]land.Finding{{Code: land.StatisticsByName, Record: 2, Field: "名称", Found: "昕水县", Expected: "141030"}}},
		"by a name that parks of two counties have": {named + "S141003,三多园区,141030\nS141004,三多园区,141031\n", head + ",三多县,3\n", nil,
			[]land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "代码", Found: "三多县"}}},
		"by what is no county's name": {named, head + ",昕水镇,3\n", nil, []land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "代码", Found: "昕水镇"}}},
		"a park by its name, which ends as a county's": {named, head + ",昕水园区,3\n,昕水县,6\n", []land.RegionFigure{{Region: "141030", Value: 4000, Record: 3}},
			[]land.Finding{{Code: land.StatisticsByName, Record: 2, Field: "名称", ParkCode: "S141001", Found: "昕水园区", Expected: "S141001"},
				{Code: land.StatisticsByName, Record: 3, Field: "名称", Found: "昕水县", Expected: "141030"}}},
		"a park that the roster lacks, of the same stem": {named, head + ",昕水工业区,3\n", nil,
			[]land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "代码", Found: "昕水工业区"}}},
		"another county": {twoCounties, head + "141099,,3\n", nil, []land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "代码", Found: "141099"}}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := twoParks(t)
			for file, text := range map[string]string{"roster.csv": c.roster, "declared.csv": c.text} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			in := mustOpen(t, dir, parksConfig+"  - {path: roster.csv, fields: {code: YQDM, name: YQMC, county: XZQDM}}\n"+parcelsConfig+
				"declared:\n  - path: declared.csv\n    fields: {code: 代码, name: 名称, built_area: 建成}\n    units: {built_area: mu}\n")
			ignored := cmpopts.IgnoreFields(land.RegionFigure{}, "Source", "Figure")
			if diff := cmp.Diff(c.want, in.DeclaredRegions, ignored, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
				t.Error(diff)
			}
			var found []land.Finding
			for _, f := range in.Findings {
				if f.Source == "declared.csv" {
					f.Source = ""
					found = append(found, f)
				}
			}
			if diff := cmp.Diff(c.find, found); diff != "" {
				t.Error(diff)
			}
		})
	}
}
