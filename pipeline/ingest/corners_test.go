package ingest_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jiyue/geo/crs"
	"jiyue/pipeline/config"
	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
)

// The park of these tests is the square of 1 km at the test county's corner:
// X (north) 4 000 000 to 4 001 000, Y (east) 37 500 000 to 37 501 000.
const (
	sw = "4000000,37500000"
	nw = "4001000,37500000"
	ne = "4001000,37501000"
	se = "4000000,37501000"
)

// table is a CSV of corners with the columns that cornersConfig names.
func table(corners ...string) string {
	var b strings.Builder
	b.WriteString("表1 园区四至坐标,,,,,\nYQDM,YQMC,PQ,QH,DH,X,Y\n")
	for i, c := range corners {
		ring, _, found := strings.Cut(c, "|")
		if found {
			c = c[len(ring)+1:]
		} else {
			ring = "1"
		}
		fmt.Fprintf(&b, "S141001,昕水园区,1,%s,J%d,%s\n", ring, i+1, c)
	}
	return b.String()
}

// cornersOf is the entry of a configuration for one park source.
func cornersOf(file, more string) string {
	return fmt.Sprintf("\nparks:\n  - {path: %s, %s}\n", file, more)
}

const tableFields = "fields: {code: YQDM, name: YQMC, block: PQ, ring: QH, number: DH, x: X, y: Y}"

// openWith opens the test county with a park source of the given text.
func openWith(t testing.TB, file, text, entry string) (*ingest.Input, error) {
	t.Helper()
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return open(t, dir, cornersOf(file, entry)+parcelsConfig)
}

// TestCornerTables: the same square in every way in which people write it.
func TestCornerTables(t *testing.T) {
	degrees := func(layout func(lon, lat float64) string) string {
		c, _ := crs.FromEPSG(4525)
		var list []string
		for _, p := range square(0, 0, 1000)[:4] {
			list = append(list, layout(c.ToLonLat(p[0], p[1])))
		}
		return table(list...)
	}
	dms := func(v float64) string {
		m := math.Mod(v, 1) * 60
		return fmt.Sprintf("%d°%d′%.6f″", int(v), int(m), math.Mod(m, 1)*60)
	}
	packed := func(v float64) string {
		m := math.Mod(v, 1) * 60
		return fmt.Sprintf("%d.%02d%s", int(v), int(m), strings.Replace(fmt.Sprintf("%09.6f", math.Mod(m, 1)*60), ".", "", 1))
	}
	for _, c := range []struct {
		name, text, more string
		codes            []land.Code // beyond crs_assumed
		areaM2           float64     // 0: that of the square
	}{
		{name: "round", text: table(sw, nw, ne, se)},
		{name: "closed", text: table(sw, nw, ne, se, sw)},
		{name: "the other way round", text: table(sw, se, ne, nw)},
		{name: "semicolons and blanks", text: strings.ReplaceAll(table(sw, nw, ne, se), ",", " ; ")},
		{name: "merged cells", text: strings.Replace(table(sw, nw, ne, se), "S141001,昕水园区,1,1,J2", ",,,,J2", 1)},
		{name: "a note below", text: table(sw, nw, ne, se) + "注：2000国家大地坐标系,,,,,,\n"},
		{name: "swapped throughout", text: table("37500000,4000000", "37500000,4001000", "37501000,4001000", "37501000,4000000"), codes: []land.Code{land.AxesSwapped}},
		{name: "one swapped", text: table(sw, "37500000,4001000", ne, se), codes: []land.Code{land.AxesSwapped}},
		{name: "one without zone number", text: table(sw, nw, "4001000,501000", se), codes: []land.Code{land.ZoneMissing}},
		{name: "one with two zone numbers", text: table(sw, nw, "4001000,3737501000", se), codes: []land.Code{land.ZoneDoubled}},
		{name: "one in another zone", text: table(sw, nw, "4001000,38501000", se), codes: []land.Code{land.ZoneOther}},
		{name: "line by line", text: table(nw, ne, sw, se), codes: []land.Code{land.CornerOrder}},
		{name: "a corner twice", text: table(sw, nw, nw, ne, se), codes: []land.Code{land.PointRepeated}},
		{name: "numbers out of order", text: strings.NewReplacer("J2", "J4", "J4", "J2").Replace(table(sw, se, ne, nw)), codes: nil},
		{name: "by numbers", text: reorder(table(sw, nw, "4001000,37500500", ne, se), 0, 3, 1, 4, 2), codes: []land.Code{land.CornerOrder}},
		{name: "one unreadable of five", text: table(sw, nw, "约400,37500500", ne, se), codes: []land.Code{land.CornerUnreadable}},
		{name: "one nowhere of five", text: table(sw, nw, "12,34", ne, se), codes: []land.Code{land.CornerUnreadable}},
		{name: "a hole", text: table(sw, nw, ne, se, "2|4000100,37500100", "2|4000100,37500200", "2|4000200,37500200", "2|4000200,37500100"), areaM2: 990_000},
		{name: "a second part numbered as a hole", text: table(sw, nw, ne, se, "2|4002000,37500000", "2|4002000,37500100", "2|4002100,37500100", "2|4002100,37500000"),
			codes: []land.Code{land.RingNotHole}, areaM2: 1_010_000},
		{name: "a second part after the first has closed", text: table(sw, nw, ne, se, sw, "4002000,37500000", "4002000,37500100", "4002100,37500100", "4002100,37500000", "4002000,37500000"), areaM2: 1_010_000},
		{name: "unclosed where others close", text: table(sw, nw, ne, se, sw, "2|4000100,37500100", "2|4000100,37500200", "2|4000200,37500200", "2|4000200,37500100"),
			codes: []land.Code{land.RingUnclosed}, areaM2: 990_000},
		{name: "one number on two corners", text: strings.Replace(table(sw, nw, ne, se), "J2", "J1", 1), codes: []land.Code{land.CornerNumber}},
		{name: "no zone numbers, CRS stated", text: strings.ReplaceAll(table(sw, nw, ne, se), ",37", ","), more: "crs: EPSG:4546, "},
		{name: "no zone numbers, CRS with them stated", text: strings.ReplaceAll(table(sw, nw, ne, se), ",37", ","), more: "crs: EPSG:4525, ", codes: []land.Code{land.ZoneMissing}},
		{name: "zone numbers, CRS without them stated", text: table(sw, nw, ne, se), more: "crs: EPSG:4546, "},
		{name: "decimal degrees", text: degrees(func(lon, lat float64) string { return fmt.Sprintf("%.9f,%.9f", lat, lon) })},
		{name: "decimal degrees, longitude first", text: degrees(func(lon, lat float64) string { return fmt.Sprintf("%.9f,%.9f", lon, lat) }), codes: []land.Code{land.AxesSwapped}},
		{name: "degrees, minutes, seconds", text: degrees(func(lon, lat float64) string { return dms(lat) + "," + dms(lon) })},
		{name: "packed degrees", more: "angles: packed, ", text: degrees(func(lon, lat float64) string { return packed(lat) + "," + packed(lon) })},
	} {
		t.Run(c.name, func(t *testing.T) {
			entry := c.more + tableFields
			dir := county(t, parcel("DK001", square(0, 0, 100)))
			if err := os.WriteFile(filepath.Join(dir, "parks.csv"), []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			in := mustOpen(t, dir, cornersOf("parks.csv", entry)+parcelsConfig+"crs: EPSG:4525\n")
			want := c.areaM2
			if want == 0 {
				want = 1e6
			}
			if len(in.Extents) != 1 || math.Abs(in.Extents[0].AreaM2-want) > 0.5 {
				t.Fatalf("extents %v, want one of %.0f m²", areas(in.Extents), want)
			}
			if at := in.Extents[0].Shape.Bound().Min; math.Hypot(at[0]-east, at[1]-north) > 0.01 {
				t.Errorf("its corner is at %v", at)
			}
			var got []land.Code
			for _, f := range in.Findings {
				if f.Code != land.CRSAssumed && f.Code != land.Reprojected && !slices.Contains(got, f.Code) {
					got = append(got, f.Code)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.codes) {
				t.Errorf("findings %v, want %v", got, c.codes)
			}
		})
	}
}

// reorder gives the rows of a table below its two headlines another order.
func reorder(table string, order ...int) string {
	lines := strings.SplitAfter(table, "\n")
	out := lines[0] + lines[1]
	for _, k := range order {
		out += lines[2+k]
	}
	return out
}

func areas(extents []land.Extent) []float64 {
	var a []float64
	for _, e := range extents {
		a = append(a, e.AreaM2)
	}
	return a
}

func TestBoundingValues(t *testing.T) {
	const fields = "fields: {code: YQDM, east: 东, south: 南, west: 西, north: 北}"
	for _, c := range []struct {
		name, rows string
		codes      []land.Code
	}{
		{"plain", "S141001,37501000,4000000,37500000,4001000\n", []land.Code{land.ExtentIsBox}},
		{"turned", "S141001,37500000,4000000,37501000,4001000\n", []land.Code{land.BoundsTurned, land.ExtentIsBox}},
		{"without zone number", "S141001,501000,4000000,37500000,4001000\n", []land.Code{land.ExtentIsBox, land.ZoneMissing}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, err := openWith(t, "parks.csv", "YQDM,东,南,西,北\n"+c.rows, fields)
			if err != nil {
				t.Fatal(err)
			}
			if len(in.Extents) != 1 || math.Abs(in.Extents[0].AreaM2-1e6) > 1e-6 {
				t.Errorf("extents %v", areas(in.Extents))
			}
			var got []land.Code
			for code := range count(in.Findings) {
				if code != land.CRSAssumed {
					got = append(got, code)
				}
			}
			if slices.Sort(got); !slices.Equal(got, c.codes) {
				t.Errorf("findings %v, want %v", got, c.codes)
			}
		})
	}
}

const textHeader = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n计量单位=米\n带号=37\n[地块坐标]\n"

// TestCoordinateText: plots become blocks, and what is wrong is found.
func TestCoordinateText(t *testing.T) {
	plot := func(head string, corners ...string) string {
		s := head + "@\n"
		for i, c := range corners {
			s += fmt.Sprintf("J%d,1,%s\n", i%4+1, c)
		}
		return s
	}
	for _, c := range []struct {
		name, text string
		areaM2     float64
		codes      []land.Code
	}{
		{"sound", textHeader + plot("5,100.0000,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, nil},
		{"zone number in the header only", strings.ReplaceAll(textHeader+plot("5,100.0000,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), ",37", ","), 1e6, []land.Code{land.Reprojected}}, // the parcels have them
		{"open", textHeader + plot("4,100,S141001,昕水园区,面,,,,", sw, nw, ne, se), 1e6, []land.Code{land.RingUnclosed}},
		{"count without the closing point", textHeader + plot("4,100,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, nil},
		{"another count", textHeader + plot("9,100,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, []land.Code{land.CornerCount}},
		{"another area", textHeader + plot("5,90,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, []land.Code{land.StatedArea}},
		{"no area to speak of", textHeader + plot("5,约一百,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, []land.Code{land.NumberUnreadable}},
		{"a strange line", textHeader + plot("5,100,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw) + "以下空白\n", 1e6, []land.Code{land.CornerUnreadable}},
		{"no code", textHeader + plot("5,100,,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, []land.Code{land.ParkCodeForm, land.ParkCodeMissing}},
		{"no header", plot("5,100,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw), 1e6, []land.Code{land.CRSAssumed}},
		{"two plots of a park", textHeader + plot("5,100,S141001,昕水园区,面,,,,", sw, nw, ne, se, sw) +
			plot("5,1,S141001,昕水园区,面,,,,", "4003000,37500000", "4003100,37500000", "4003100,37500100", "4003000,37500100", "4003000,37500000"), 1.01e6, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, err := openWith(t, "park.txt", c.text, "extent: approved")
			if err != nil {
				t.Fatal(err)
			}
			if len(in.Extents) != 1 || math.Abs(in.Extents[0].AreaM2-c.areaM2) > 1e-6 {
				t.Errorf("extents %v, want %.0f", areas(in.Extents), c.areaM2)
			}
			var got []land.Code
			for code := range count(in.Findings) {
				got = append(got, code)
			}
			if slices.Sort(got); !slices.Equal(got, c.codes) {
				t.Errorf("findings %v, want %v", got, c.codes)
			}
		})
	}
}

// TestCornerSpreadsheet: an .xlsx with merged cells, as it is typed.
func TestCornerSpreadsheet(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"大宁县产业集聚区四至坐标表"}, {"园区代码", "点号", "纵坐标X（米）", "横坐标Y（米）"},
		{"S141001", "J1", 4000000, 37500000}, {nil, "J2", 4001000, 37500000}, {nil, "J3", 4001000, 37501000}, {nil, "J4", 4000000, 37501000},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.MergeCell("Sheet1", "A3", "A6"); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(filepath.Join(dir, "四至.xlsx")); err != nil {
		t.Fatal(err)
	}
	in := mustOpen(t, dir, cornersOf("四至.xlsx", "fields: {code: 园区代码, number: 点号, x: 纵坐标X, y: 横坐标Y}")+parcelsConfig)
	if len(in.Extents) != 1 || math.Abs(in.Extents[0].AreaM2-1e6) > 1e-6 {
		t.Errorf("extents %v, findings %v", areas(in.Extents), in.Findings)
	}
}

// TestRosterApartFromOutlines: one file says who the parks are, another where.
func TestRosterApartFromOutlines(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	for name, text := range map[string]string{
		"roster.csv": "YQDM,YQMC,HDMJ\nS141001,昕水园区,98\nS141002,太古园区,50\n", "park.txt": textHeader + "5,100,S141001,,面,,,,@\n" + "J1,1," + sw + "\nJ2,1," + nw + "\nJ3,1," + ne + "\nJ4,1," + se + "\nJ1,1," + sw + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := "parks:\n  - {path: roster.csv, fields: {code: YQDM, name: YQMC, approved_area: HDMJ}}\n  - {path: park.txt}\n" + parcelsConfig
	in := mustOpen(t, dir, text)
	if len(in.Parks) != 2 || in.Parks[0].Name != "昕水园区" || in.Parks[0].ApprovedAreaM2 != land.Known(980_000) || len(in.Extents) != 1 {
		t.Fatalf("parks %+v, extents %v", in.Parks, areas(in.Extents))
	}
	got := count(in.Findings)
	if got[land.ParkWithoutExtent] != 1 || got[land.ExtentArea] != 1 || len(got) != 2 {
		t.Errorf("findings %v", got)
	}
	want := []land.RosterRow{{ParkCode: "S141001", Source: 0, Record: 2}, {ParkCode: "S141002", Source: 0, Record: 3}}
	if !slices.Equal(in.Roster, want) {
		t.Errorf("the roster is %+v, want %+v: the outlines list nobody", in.Roster, want)
	}
	in = mustOpen(t, dir, text+"checks: {approved_area: 3%}\n")
	if got := count(in.Findings); got[land.ExtentArea] != 0 {
		t.Errorf("2 %% difference is found with a tolerance of 3 %%: %v", got)
	}
}

func TestCornersThatCannotBeRead(t *testing.T) {
	for _, c := range []struct {
		name, file, text, entry string
		kind                    land.FailureKind
		want                    string
	}{
		{"no such column", "p.csv", "YQDM,X,Y\nS1,1,2\n", "fields: {code: YQDM, x: 纵, y: Y}", land.Usage, "p.csv has no field 纵; its fields are: YQDM, X, Y"},
		{"an empty table", "p.csv", "", "fields: {code: YQDM, x: X, y: Y}", land.Broken, "the table is empty"},
		{"local coordinates", "p.csv", table("0,0", "0,1000", "1000,1000"), tableFields, land.Usage, "no zone number in the corners' eastings"},
		{"local coordinates, CRS stated", "p.csv", table("0,0", "0,1000", "1000,1000"), "crs: EPSG:4525, " + tableFields, land.Usage, "not one corner has coordinates that fit"},
		{"no zone number anywhere", "p.csv", strings.ReplaceAll(table(sw, nw, ne, se), ",37", ","), tableFields, land.Usage, "no zone number in the corners' eastings"},
		{"no coordinate text", "p.txt", "会议纪要\n", "extent: approved", land.Broken, "the file has no plots with coordinates"},
		{"a field that the text lacks", "p.txt", textHeader + "1,1,A,B,面,,,,@\nJ1,1," + sw, "fields: {code: 项目代码}", land.Usage, "p.txt has no field 项目代码"},
		{"no spreadsheet", "p.xlsx", "PK\x03\x04", "fields: {code: YQDM, x: X, y: Y}", land.Broken, "the table can't be read"},
		{"two corners only", "p.csv", table(sw, nw), tableFields, land.Broken, "not one park has a usable extent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := openWith(t, c.file, c.text, c.entry)
			failure(t, err, c.kind, c.want)
		})
	}
}

// FuzzCorners: whatever the bytes of a table or a text, there are extents,
// findings or a failure, and never a panic.
func FuzzCorners(f *testing.F) {
	for _, text := range []string{table(sw, nw, ne, se), table(nw, ne, sw, se), textHeader + "4,100,S141001,,面,,,,@\nJ1,1," + sw, "YQDM,PQ,QH,DH,X,Y\nA,,,,1,2\n"} {
		f.Add([]byte(text))
	}
	dir := county(f, parcel("DK001", square(0, 0, 100)))
	configs := map[string]string{
		"p.csv": cornersOf("p.csv", tableFields) + parcelsConfig + "crs: EPSG:4525\n", "p.txt": cornersOf("p.txt", "extent: approved") + parcelsConfig + "crs: EPSG:4525\n",
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for file, text := range configs {
			if err := os.WriteFile(filepath.Join(dir, file), b, 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "jiyue.yaml"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			in, err := ingest.Open(cfg)
			if _, ok := land.AsFailure(err); err != nil && !ok {
				t.Errorf("not a failure: %v", err)
			}
			if err != nil {
				continue
			}
			for _, e := range in.Extents {
				if !(e.AreaM2 > 0) {
					t.Errorf("an extent of %g m²", e.AreaM2)
				}
			}
			in.Close()
		}
	})
}
