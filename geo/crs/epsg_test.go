package crs_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"jiyue/geo/crs"
)

// TestFromEPSG compares every projected system of the EPSG register on the
// Chinese datums, and the UTM zones of China, as PROJ 9.1 holds them
// (testdata/epsg.csv: a query on its proj.db).
func TestFromEPSG(t *testing.T) {
	rows := readCSV(t, "testdata/epsg.csv")
	datums := map[string]crs.Datum{
		"China Geodetic Coordinate System 2000": crs.CGCS2000, "Xian 1980": crs.Xian1980,
		"Beijing 1954": crs.Beijing1954, "New Beijing": crs.NewBeijing, "WGS 84": crs.WGS84,
	}
	seen := 0
	for _, r := range rows {
		code, _ := strconv.Atoi(r["code"])
		got, err := crs.FromEPSG(code)
		if err != nil {
			t.Error(err)
			continue
		}
		seen++
		want := crs.CRS{
			EPSG: code, Name: got.Name, Datum: datums[r["geographic"]], CentralMeridian: float(t, r["central_meridian"]),
			FalseEasting: float(t, r["false_easting"]), Scale: float(t, r["scale"]),
			ZoneWidth: got.ZoneWidth, Zone: got.Zone, Prefixed: float(t, r["false_easting"]) > 1e6,
		}
		if got != want {
			t.Errorf("EPSG:%d\n got %+v\nwant %+v", code, got, want)
		}
		checkZone(t, got, r["name"])
	}
	if seen < 260 {
		t.Errorf("%d systems compared, want at least 260", seen)
	}
}

// checkZone compares zone number and division with the register's name, as
// in "CGCS2000 / 3-degree Gauss-Kruger zone 37" or "Xian 1980 / Gauss-Kruger CM 111E".
func checkZone(t *testing.T, c crs.CRS, name string) {
	t.Helper()
	if strings.Contains(name, "3-degree") != (c.ZoneWidth == 3) {
		t.Errorf("EPSG:%d: zone width %d, name %q", c.EPSG, c.ZoneWidth, name)
	}
	if i := strings.LastIndex(name, "zone "); i >= 0 {
		if zone, _ := strconv.Atoi(strings.TrimSuffix(name[i+5:], "N")); zone != c.Zone {
			t.Errorf("EPSG:%d: zone %d, name %q", c.EPSG, c.Zone, name)
		}
	}
}

func TestUnknownCodeNamesWhatIsKnown(t *testing.T) {
	for _, code := range []int{3857, 0, -1, 2326, 2391, 4556, 4657, 4801, 21424, 32642, 32654} {
		_, err := crs.FromEPSG(code)
		if err == nil || !strings.Contains(err.Error(), "CGCS2000 4490, 4491–4554") {
			t.Errorf("EPSG:%d: error %v, want one that lists the known codes", code, err)
		}
	}
}

func TestFromEastings(t *testing.T) {
	cases := []struct {
		name     string
		min, max float64
		want     int // EPSG, 0: not deduced
	}{
		{"zone 37 of 3°", 37_366_000, 37_612_000, 4525},
		{"first zone of 3°", 25_400_000, 25_600_000, 4513},
		{"last zone of 3°", 45_400_000, 45_600_000, 4533},
		{"zone 19 of 6°", 19_400_000, 19_600_000, 4497},
		{"first and last zone of 6°", 13_400_000, 13_400_001, 4491},
		{"last zone of 6°", 23_400_000, 23_600_000, 4501},
		{"no zone has the number 24", 24_400_000, 24_600_000, 0},
		{"six digits tell nothing", 478_000, 512_000, 0},
		{"two zones", 37_400_000, 38_400_000, 0},
		{"below the zones", 12_500_000, 12_500_001, 0},
		{"above the zones", 46_500_000, 46_500_001, 0},
		{"empty", 37_500_001, 37_500_000, 0},
	}
	for _, c := range cases {
		got, ok := crs.FromEastings(c.min, c.max)
		if ok != (c.want != 0) || got.EPSG != c.want {
			t.Errorf("%s: EPSG %d, %v, want %d", c.name, got.EPSG, ok, c.want)
		}
	}
}

func TestString(t *testing.T) {
	cases := []struct{ source, want string }{
		{"EPSG:4525", "EPSG:4525 CGCS2000 3° GK zone 37"},
		{"EPSG:4546", "EPSG:4546 CGCS2000 3° GK CM 111°E"},
		{"EPSG:2333", "EPSG:2333 Xian 1980 6° GK zone 19"},
		{"EPSG:4490", "EPSG:4490 CGCS2000 longitude/latitude"},
		{"EPSG:32649", "EPSG:32649 WGS 84 UTM zone 49N"},
		{localCity, "Xian 1980 GK CM 113.001025°E, false easting 700000 m, latitude of origin -0.000131°"},
	}
	for _, c := range cases {
		got, err := crs.Parse(c.source)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
		} else if got.String() != c.want {
			t.Errorf("%s: %q, want %q", c.source, got, c.want)
		}
	}
	if s := (crs.CRS{}).String(); s != "no coordinate system" {
		t.Errorf("zero CRS: %q", s)
	}
}

func TestSameMetres(t *testing.T) {
	cases := []struct {
		a, b string
		want bool
	}{
		{"EPSG:4525", "EPSG:4525", true},
		{"EPSG:4508", "EPSG:4546", true},
		{"EPSG:4525", "EPSG:4546", false},
		{"EPSG:4525", "EPSG:4526", false},
		{"EPSG:4525", "EPSG:2361", false},
		{"EPSG:4490", "EPSG:4326", false},
		{"EPSG:4490", "EPSG:4490", true},
		{"EPSG:4214", "EPSG:4555", false},
	}
	for _, c := range cases {
		if got := mustParse(t, c.a).Same(mustParse(t, c.b)); got != c.want {
			t.Errorf("%s same as %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if (crs.CRS{}).Same(crs.CRS{}) {
		t.Error("two unknown systems are called the same")
	}
}

func mustParse(t testing.TB, s string) crs.CRS {
	t.Helper()
	c, err := crs.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
