package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// twoParks is a county of two parks, S141001 昕水园区 and S141002 太古园区, and
// of two more that share a name.
func twoParks(t *testing.T) string {
	t.Helper()
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	write(t, dir+"/parks.shp", 4525, parkFields,
		park("S141001", "昕水园区", nil, square(0, 0, 1000)), park("S141002", "太古园区", nil, square(2000, 0, 1000)),
		park("S141003", "三多园区", nil, square(4000, 0, 1000)), park("S141004", "三多园区", nil, square(6000, 0, 1000)))
	return dir
}

const statisticsConfig = `
statistics:
  - path: statistics.csv
    fields: {code: 园区代码, name: 园区名称, population: 常住人口, investment: 固定资产投资}
    units: {investment: yi}
`

func statistics(t *testing.T, dir, text string) *ingest.Input {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "statistics.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return mustOpen(t, dir, parksConfig+parcelsConfig+statisticsConfig)
}

func TestStatistics(t *testing.T) {
	const head = "园区代码,园区名称,常住人口,固定资产投资\n"
	sound := land.ParkFigures{{ParkCode: "S141001"}: {"population": 9600, "investment": 111_600}}
	for name, c := range map[string]struct {
		text string
		want land.ParkFigures
		find []land.Finding
	}{
		"plain":               {head + "S141001,昕水园区,9600,11.16\n", sound, nil},
		"byte order mark":     {"\ufeff" + head + "S141001,昕水园区,9600,11.16\n", sound, nil},
		"gbk":                 {gbkTable, sound, nil},
		"tabs":                {"园区代码\t园区名称\t常住人口\t固定资产投资\nS141001\t昕水园区\t9600\t11.16\n", sound, nil},
		"titles, notes, sums": {"大宁县统计表,,,\n,,,单位：亿元\n" + head + "S141001,昕水园区,9600,11.16\n合计,,9600,11.16\n,,,\n注：常住人口为年末数,,,\n", sound, nil},
		"columns elsewhere":   {"序号,固定资产投资,常住 人口,园区代码,园区名称\n1,11.16,9600,S141001,昕水园区\n", sound, nil},
		"units in headers":    {"园区代码,园区名称,常住人口（人）,固定资产投资 (亿元)\nS141001,昕水园区,9600,11.16\n", sound, nil},
		"separators":          {head + "S141001,昕水园区,\"9,600\",１１．１６\n", sound, nil},
		"absent figures":      {head + "S141001,昕水园区,—,\n", land.ParkFigures{{ParkCode: "S141001"}: {}}, nil},
		"repeated row":        {head + "S141001,昕水园区,9600,11.16\nS141001,昕水园区,9600,\n", sound, nil},
		"rows that disagree": {head + "S141001,昕水园区,9600,11.16\nS141001,昕水园区,9700,11.16\n", sound,
			[]land.Finding{{Code: land.StatisticsDisagree, Record: 3, Field: "常住人口", ParkCode: "S141001", Found: "9700", Expected: "9600"}}},
		"by name": {head + ",昕水园区,9600,11.16\n", sound,
			[]land.Finding{{Code: land.StatisticsByName, Record: 2, Field: "园区名称", ParkCode: "S141001", Found: "昕水园区", Expected: "S141001"}}},
		"by a name that two have": {head + ",三多园区,9600,11.16\n", land.ParkFigures{},
			[]land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "园区代码", Found: "三多园区 = S141003, S141004"}}},
		"unknown park": {head + "S999999,无名园区,1,1\nS141001,昕水园区,9600,11.16\n", sound,
			[]land.Finding{{Code: land.StatisticsUnknown, Record: 2, Field: "园区代码", Found: "S999999 无名园区"}}},
		"negative": {head + "S141001,昕水园区,9600,-5\n", land.ParkFigures{{ParkCode: "S141001"}: {"population": 9600}},
			[]land.Finding{{Code: land.NumberNegative, Record: 2, Field: "固定资产投资", ParkCode: "S141001", Found: "-5"}}},
		"no number": {head + "S141001,昕水园区,约9600,11.16\n", land.ParkFigures{{ParkCode: "S141001"}: {"investment": 111_600}},
			[]land.Finding{{Code: land.NumberUnreadable, Record: 2, Field: "常住人口", ParkCode: "S141001", Found: "约9600"}}},
	} {
		t.Run(name, func(t *testing.T) {
			in := statistics(t, twoParks(t), c.text)
			if diff := cmp.Diff(c.want, in.Statistics, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
				t.Error(diff)
			}
			for i := range c.find {
				c.find[i].Source = "statistics.csv"
			}
			if diff := cmp.Diff(c.find, in.Findings, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// gbkTable is the plain table in GBK: 园区代码,园区名称,常住人口,固定资产投资.
const gbkTable = "\xd4\xb0\xc7\xf8\xb4\xfa\xc2\xeb,\xd4\xb0\xc7\xf8\xc3\xfb\xb3\xc6,\xb3\xa3\xd7\xa1\xc8\xcb\xbf\xda,\xb9\xcc\xb6\xa8\xd7\xca\xb2\xfa\xcd\xb6\xd7\xca\r\n" +
	"S141001,\xea\xbf\xcb\xae\xd4\xb0\xc7\xf8,9600,11.16\r\n"

func TestStatisticsWithoutTheirColumns(t *testing.T) {
	dir := twoParks(t)
	for name, c := range map[string]struct{ text, want string }{
		"misspelt":      {"园区代码,园区名称,常驻人口,固定资产投资\nS141001,a,1,1\n", "statistics.csv has no field 常住人口; its fields are: 园区代码, 园区名称, 常驻人口, 固定资产投资 | did you mean: 常住人口 → 常驻人口"},
		"ten thousands": {"园区代码,园区名称,常住人口（万人）,固定资产投资\nS141001,a,1,1\n", "jiyue.yaml:14:50: statistics.csv has the header 常住人口（万人）; numbers of persons are in persons, not in ten thousands | give persons in the table, and say so in the header"},
		"another unit":  {"园区代码,园区名称,常住人口,固定资产投资（万元）\nS141001,a,1,1\n", "jiyue.yaml:15:25: statistics.csv has the header 固定资产投资（万元）, which is not the unit of the configuration | check it; if the header is right, write units: {investment: wan}"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(dir, "statistics.csv"), []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := open(t, dir, parksConfig+parcelsConfig+statisticsConfig)
			failure(t, err, land.Usage, c.want)
		})
	}
}

func TestEmptyStatistics(t *testing.T) {
	dir := twoParks(t)
	for name, text := range map[string]string{"no byte": "", "a mark only": "\ufeff", "blank rows": ",,,\n,,,\n"} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(dir, "statistics.csv"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := open(t, dir, parksConfig+parcelsConfig+statisticsConfig)
			failure(t, err, land.Broken, "statistics.csv: the table is empty | deliver the table with its columns 园区代码, 园区名称, 常住人口, 固定资产投资,")
		})
	}
}

// Areas of statistics are counted in m²: 30 mu are 20 000 m².
func TestAreasOfStatistics(t *testing.T) {
	const areas = `
statistics:
  - path: areas.csv
    fields: {code: 园区代码, expired_disposed: 到期已处置, idle_due: 闲置应处置, paid_due: 应有偿使用}
    units: {expired_disposed: mu, idle_due: m2}
`
	dir := twoParks(t)
	if err := os.WriteFile(filepath.Join(dir, "areas.csv"), []byte("园区代码,到期已处置,闲置应处置,应有偿使用\nS141001,30,\"45,000\",7.5\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	in := mustOpen(t, dir, parksConfig+parcelsConfig+areas)
	places := []land.Given{{Subject: land.Subject{ParkCode: "S141001"}, Figure: "expired_disposed", Record: 2}, {Subject: land.Subject{ParkCode: "S141001"}, Figure: "idle_due", Record: 2}, {Subject: land.Subject{ParkCode: "S141001"}, Figure: "paid_due", Record: 2}}
	if diff := cmp.Diff(places, in.Sources[len(in.Sources)-1].Given); diff != "" {
		t.Errorf("where the figures stand: %s", diff)
	}
	want := land.ParkFigures{{ParkCode: "S141001"}: {"expired_disposed": 20_000, "idle_due": 45_000, "paid_due": 7.5}}
	if diff := cmp.Diff(want, in.Statistics); diff != "" {
		t.Error(diff)
	}
}

// A spreadsheet holds more digits than it shows, and codes that are numbers
// with a format.
func TestDeclaredFiguresFromASpreadsheet(t *testing.T) {
	dir := twoParks(t)
	f := excelize.NewFile()
	if _, err := f.NewSheet("申报"); err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{
		"A1": "大宁县申报表", "A3": "园区代码", "B3": "土地建成率", "C3": "综合容积率",
		"A4": "S141001", "B4": 0.967742, "C4": 0.954321,
		"A5": "S141002", "B5": "96.7742%", "C5": "—",
	} {
		if err := f.SetCellValue("申报", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 9}) // 0%
	if err != nil {
		t.Fatal(err)
	}
	twoDigits, err := f.NewStyle(&excelize.Style{NumFmt: 2}) // 0.00
	if err != nil {
		t.Fatal(err)
	}
	f.SetCellStyle("申报", "B4", "B4", percent)
	f.SetCellStyle("申报", "C4", "C4", twoDigits)
	if err := f.SaveAs(filepath.Join(dir, "declared.xlsx")); err != nil {
		t.Fatal(err)
	}
	const declared = `
declared:
  - path: declared.xlsx
    sheet: 申报
    fields: {code: 园区代码, built_up_rate: 土地建成率, plot_ratio: 综合容积率}
`
	in := mustOpen(t, dir, parksConfig+parcelsConfig+declared)
	want := land.ParkFigures{{ParkCode: "S141001"}: {"built_up_rate": 96.7742, "plot_ratio": 0.954321}, {ParkCode: "S141002"}: {"built_up_rate": 96.7742}}
	if diff := cmp.Diff(want, in.Declared, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Error(diff)
	}
	if s := in.Sources[2]; s.Role != land.RoleDeclared || s.Path != "declared.xlsx" || s.Records != 2 || len(s.Hash) != 64 {
		t.Errorf("%+v", s)
	}
	_, err = open(t, dir, parksConfig+parcelsConfig+"declared: [{path: declared.xlsx, sheet: 上报, fields: {code: 园区代码}}]\n")
	failure(t, err, land.Usage, "no such sheet: 上报; there are: Sheet1, 申报")
	if err := os.WriteFile(filepath.Join(dir, "declared.xlsx"), []byte("PK\x03\x04 not a spreadsheet"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, parksConfig+parcelsConfig+declared)
	failure(t, err, land.Broken, "declared.xlsx: the table can't be read")
	given := []land.Given{{Subject: land.Subject{ParkCode: "S141001"}, Figure: "built_up_rate", Record: 4}, {Subject: land.Subject{ParkCode: "S141001"}, Figure: "plot_ratio", Record: 4}, {Subject: land.Subject{ParkCode: "S141002"}, Figure: "built_up_rate", Record: 5}}
	if diff := cmp.Diff(given, in.Sources[len(in.Sources)-1].Given); diff != "" {
		t.Errorf("where the figures stand: %s", diff)
	}
}
