package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// full uses every key of DESIGN §5.
const full = `project:
  name: 大宁县产业集聚区土地集约利用全面评价
  base_date: 2020-12-31
parks:
  - path: parks.shp
    extent: managed
    fields: {code: YQDM, name: YQMC, level: YQJB, scope: DCFW, type: YQLX, approved_area: HDMJ, county: XZQDM}
    units: {approved_area: mu}
parcels:
  - path: parcels*.shp
    code_scheme: gbt21010-2017
    crs: EPSG:4525
    encoding: GBK
    on_damage: keep_readable
    fields:
      id: DKBH
      land_use: DLBM
      status: 地块状态
      footprint: JZJDMJ
      floor_area: ZJZMJ
      output: NCZ
      tax: NSS
      employees: CYRS
      declared_area: ZDMJ
      enterprise: QYDM
      built_code: JSZK
      supply_code: GYZK
      hightech_code: GXZK
      built_year: 0601
    units: {declared_area: ha, output: yi}
statistics:
  - path: statistics.csv
    fields: {code: NO, population: CZRK, investment: GDZCTZZE}
    units: {investment: yi}
declared:
  - path: declared.xlsx
    sheet: 申报
    fields: {code: YQDM, name: YQMC, built_up_rate: TDJCL}
status: {已建成: built, 已供应未建成: unbuilt, 未供应: unsupplied, 不可建设: unbuildable, NO: idle, 01: built}
crs: EPSG:4525
area: ellipsoidal
indicators: {set: sets/own.yaml, ideals: {overall_plot_ratio: 1.5}, weights: {intensity: 0.25}, thresholds: {class/A: 20}}
performance: performance.yaml
output: ../elsewhere
checks: {approved_area: 2%, sliver: 0.05, overlaps: split}
`

// folder makes a folder with the configuration and the files that it names.
func folder(t testing.TB, text string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"jiyue.yaml": text, "parks.shp": "", "parcels_02.shp": "", "parcels_01.shp": "", "parcels.dbf": "",
		"statistics.csv": "", "declared.xlsx": "", "sets/own.yaml": "a: 1\n", "performance.yaml": "b: 2\n",
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "jiyue.yaml")
}

func TestLoadReadsEveryKey(t *testing.T) {
	path := folder(t, full)
	dir := filepath.Dir(path)
	got, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	in := func(names ...string) []string {
		for i := range names {
			names[i] = filepath.Join(dir, names[i])
		}
		return names
	}
	parcels := config.ParcelFields{
		ID: "DKBH", LandUse: "DLBM", Status: "地块状态", DeclaredArea: "ZDMJ", Enterprise: "QYDM",
		BuiltCode: "JSZK", SupplyCode: "GYZK", HightechCode: "GXZK", BuiltYear: "0601",
	}
	parcels.Measures[land.Footprint], parcels.Measures[land.FloorArea] = "JZJDMJ", "ZJZMJ"
	parcels.Measures[land.Output], parcels.Measures[land.Tax], parcels.Measures[land.Employees] = "NCZ", "NSS", "CYRS"
	want := &config.Config{
		Path: path, Dir: dir, Hash: got.Hash,
		Project: config.Project{Name: "大宁县产业集聚区土地集约利用全面评价", BaseDate: "2020-12-31"},
		Parks: []config.ParkSource{{
			File:   config.File{Path: "parks.shp", Paths: in("parks.shp"), Line: 5},
			Extent: land.Managed,
			Fields: config.ParkFields{Code: "YQDM", Name: "YQMC", Level: "YQJB", Scope: "DCFW", Type: "YQLX", ApprovedArea: "HDMJ", County: "XZQDM"},
			Units:  map[string]config.Unit{"approved_area": config.Mu},
		}},
		Parcels: []config.ParcelSource{{
			File: config.File{Path: "parcels*.shp", Paths: in("parcels_01.shp", "parcels_02.shp"), Missing: in("parcels.shp"), CRS: "EPSG:4525",
				Encoding: "GBK", OnDamage: config.KeepReadable, Line: 10},
			CodeScheme: "gbt21010-2017", Fields: parcels,
			Units: map[string]config.Unit{"declared_area": config.Ha, "output": config.Yi},
		}},
		Statistics: []config.TableSource{{
			File: config.File{Path: "statistics.csv", Paths: in("statistics.csv"), Line: 32}, Code: "NO",
			Fields: []config.TableField{{Key: "population", Field: "CZRK"}, {Key: "investment", Field: "GDZCTZZE"}},
			Units:  map[string]config.Unit{"investment": config.Yi},
		}},
		Declared: []config.TableSource{{
			File: config.File{Path: "declared.xlsx", Paths: in("declared.xlsx"), Line: 36}, Sheet: "申报", Code: "YQDM", Name: "YQMC",
			Fields: []config.TableField{{Key: "built_up_rate", Field: "TDJCL"}},
		}},
		Status: map[string]land.Status{"已建成": land.Built, "已供应未建成": land.Unbuilt, "未供应": land.Unsupplied,
			"不可建设": land.Unbuildable, "NO": land.Idle, "01": land.Built},
		CRS: "EPSG:4525", Area: land.Ellipsoidal, Checks: config.Checks{ApprovedArea: 0.02, SliverM: 0.05, Overlaps: land.Split},
		Indicators: config.Indicators{Set: "sets/own.yaml", Path: in("sets/own.yaml")[0],
			Ideals: map[string]float64{"overall_plot_ratio": 1.5}, Weights: map[string]float64{"intensity": 0.25},
			Thresholds: map[string]float64{"class/A": 20}},
		Performance: in("performance.yaml")[0],
		Output:      filepath.Join(filepath.Dir(dir), "elsewhere"),
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(config.Config{}), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if at := got.At("parcels[0].fields.land_use"); at != path+":17:17" {
		t.Errorf("land_use stands at %s", at)
	}
}

const least = `parks:
  - path: parks.shp
    fields: {code: YQDM}
parcels:
  - path: parcels_01.shp
    fields: {id: DKBH}
`

func TestLoadFillsInDefaults(t *testing.T) {
	path := folder(t, "\ufeff"+strings.ReplaceAll(least, "\n", "\r\n"))
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Area != land.Planar || c.Indicators.Set != "tdt1029-2014" || c.Indicators.Path != "" ||
		c.Output != filepath.Join(filepath.Dir(path), "out") || c.Parks[0].Extent != land.Approved {
		t.Errorf("%+v", c)
	}
}

// Each case changes one thing of the full configuration and expects the first
// line of the failure, after the folder's name.
func TestLoadSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"unknown key":                       {"project:", "projekt:", "jiyue.yaml:1:1: there is no key projekt; there are: project, parks,"},
		"unknown field":                     {"land_use: DLBM", "landuse: DLBM", "jiyue.yaml:17:7: there is no key landuse; there are: id, land_use,"},
		"unknown source key":                {"    extent: managed", "    extend: managed", "jiyue.yaml:6:5: there is no key extend; there are: path, crs, encoding, on_damage, layer, extent, park, sheet, angles, fields, units"},
		"missing id":                        {"      id: DKBH\n", "", "jiyue.yaml:16:7: the required key id is missing"},
		"missing path":                      {"path: parks.shp\n    ", "", "jiyue.yaml:5:5: the required key path is missing"},
		"missing code":                      {"{code: NO, ", "{", "jiyue.yaml:33:13: the required key code is missing"},
		"missing code_scheme":               {"    code_scheme: gbt21010-2017\n", "", "jiyue.yaml:10:5: land_use needs a code_scheme: gbt21010-2007, "},
		"wrong extent":                      {"extent: managed", "extent: aproved", "jiyue.yaml:6:13: aproved is not one of: approved, managed, growth"},
		"wrong scheme":                      {"scheme: gbt21010-2017", "scheme: gb21010", "jiyue.yaml:11:18: gb21010 is not one of: gbt21010-2007, gbt21010-2017, sandiao, ydyh-2023"},
		"wrong status":                      {"已建成: built", "已建成: build", "jiyue.yaml:39:15: build is not one of: built, unbuilt, unsupplied, unbuildable, idle"},
		"wrong unit":                        {"declared_area: ha,", "declared_area: wan,", "jiyue.yaml:30:28: wan is not one of: m2, ha, mu"},
		"unit of persons":                   {"{investment: yi}", "{population: wan}", "jiyue.yaml:34:25: population is a number of persons and takes no unit"},
		"no policy":                         {"overlaps: split", "overlaps: both", "jiyue.yaml:45:53: both is not one of: report, first, last, split"},
		"no width":                          {"sliver: 0.05", "sliver: -1", "jiyue.yaml:45:37: -1 is no width"},
		"unit of a code":                    {"{approved_area: mu}", "{code: mu}", "jiyue.yaml:8:13: there is no key code; there are: approved_area"},
		"unit without field":                {"output: yi", "tax: yi, investment: yi", "jiyue.yaml:30:53: units has investment, which fields lacks"},
		"unit without figure":               {"{investment: yi}", "{output: yi}", "jiyue.yaml:34:21: units has output, which fields lacks"},
		"wrong area":                        {"area: ellipsoidal", "area: plane", "jiyue.yaml:41:7: plane is not one of: planar, ellipsoidal"},
		"wrong on_damage":                   {"on_damage: keep_readable", "on_damage: true", "jiyue.yaml:14:16: true is not one of: keep_readable"},
		"no such date":                      {"2020-12-31", "2020-02-30", "jiyue.yaml:3:14: 2020-02-30 is not a date"},
		"no such file":                      {"path: parks.shp", "path: park.shp", "jiyue.yaml:5:11: there is no file DIR/park.shp"},
		"glob without match":                {"parcels*.shp", "dk*.shp", "jiyue.yaml:10:11: there is no file DIR/dk*.shp"},
		"glob of other kinds":               {"parcels*.shp", "parcels.*", "jiyue.yaml:10:11: parcels.dbf is not a kind of file that is read here: .shp"},
		"no such set":                       {"sets/own.yaml", "sets/mine.yaml", "jiyue.yaml:42:19: there is no file DIR/sets/mine.yaml"},
		"no such performance":               {"performance: performance.yaml", "performance: perf.yaml", "jiyue.yaml:43:14: there is no file DIR/perf.yaml"},
		"ideal is no number":                {"1.5", "high", "jiyue.yaml:42:63: high is not a number"},
		"no value":                          {"tax: NSS", "tax:", "jiyue.yaml:22:7: tax has no value"},
		"empty value":                       {"tax: NSS", `tax: ""`, "jiyue.yaml:22:12: tax has no value"},
		"mapping for a list":                {"parks:\n  - path: parks.shp\n", "parks:\n    path: parks.shp\n", "jiyue.yaml:5:5: a list is expected here (each entry begins with -)"},
		"growth-direction area for a table": {"  - path: statistics.csv\n", "  - path: statistics.csv\n    extent: growth\n", "jiyue.yaml:33:13: growth is not one of: approved, managed"},
		"scalar for a list":                 {full[strings.Index(full, "statistics:"):strings.Index(full, "declared:")], "statistics: x.csv\n", "jiyue.yaml:31:13: a list is expected here"},
		"list for a scalar":                 {"crs: EPSG:4525\narea", "crs: [EPSG:4525]\narea", "jiyue.yaml:40:6: a single value is expected here, not a list or a mapping"},
		"scalar for a mapping":              {"{code: NO, population: CZRK, investment: GDZCTZZE}", "NO", "jiyue.yaml:33:13: a mapping (key: value) is expected here"},
		"key twice":                         {"      tax: NSS", "      output: NSS", `jiyue.yaml:22:7: YAML syntax: mapping key "output" already defined at [21:7]`},
		"tab":                               {"  name: 大宁", "\tname: 大宁", "jiyue.yaml:2:1: YAML syntax: "},
		"two documents":                     {"parcels:\n", "---\nparcels:\n", "jiyue.yaml:10:1: a configuration is one document; remove the ---"},
		"named twice":                       {"statistics:\n", "  - {path: parcels_02.shp, fields: {id: DKBH}}\nstatistics:\n", "jiyue.yaml:31:12: DIR/parcels_02.shp is already named in line 10 and would count twice"},
		"alias that goes nowhere":           {"crs: EPSG:4525\narea", "crs: *zone\narea", "jiyue.yaml:40:1: crs has no value"},
		"no list":                           {"parcels:\n  - path", "parcels:\nignored:\n  - path", "jiyue.yaml:9:1: parcels has no value"},
		"misspelt required key":             {"parcels:\n", "parcel:\n", "jiyue.yaml:9:1: there is no key parcel; there are: project, parks, parcels,"},
		"misspelt code_scheme":              {"    code_scheme:", "    code_schema:", "jiyue.yaml:11:5: there is no key code_schema"},
		"misspelt status":                   {"status: {已建成", "statuses: {已建成", "jiyue.yaml:39:1: there is no key statuses"},
		"status without meaning":            {full[strings.Index(full, "status: {"):strings.Index(full, "crs: EPSG:4525\narea")], "", "jiyue.yaml:18:15: the field status is mapped, but no top-level status says what its values mean"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(full, c.from) != 1 {
				t.Fatalf("%q stands %d times in the configuration", c.from, strings.Count(full, c.from))
			}
			path := folder(t, strings.Replace(full, c.from, c.to, 1))
			_, err := config.Load(path)
			f, ok := land.AsFailure(err)
			if !ok || f.Kind != land.Usage {
				t.Fatalf("error %v", err)
			}
			line, _, _ := strings.Cut(f.Line(land.EN), "\n")
			line = strings.ReplaceAll(strings.TrimPrefix(line, filepath.Dir(path)+"/"), filepath.Dir(path), "DIR")
			if !strings.HasPrefix(line, c.want) {
				t.Errorf("got  %s\nwant %s", line, c.want)
			}
			if f.Try.ZH == "" || f.Try.EN == "" {
				t.Errorf("no word on what to do about %s", line)
			}
			if f.What.ZH == f.What.EN {
				t.Errorf("Chinese and English are the same: %s", f.What.ZH)
			}
		})
	}
}

func TestLoadNamesTheNearest(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"key missing elsewhere": {"parcels:\n", "parcel:\n", "did you mean parcels?"},
		"key":                   {"floor_area:", "floor_aera:", "did you mean floor_area?"},
		"word":                  {"area: ellipsoidal", "area: elipsoidal", "did you mean ellipsoidal?"},
		"file":                  {"path: parks.shp", "path: park.shp", "did you mean parks.shp? the folder has: declared.xlsx, parcels_01.shp, parcels_02.shp, parks.shp, statistics.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load(folder(t, strings.Replace(full, c.from, c.to, 1)))
			f, ok := land.AsFailure(err)
			if !ok || f.Try.EN != c.want {
				t.Errorf("got %+v, want %s", f, c.want)
			}
		})
	}
}

func TestLoadReportsProblemsTogether(t *testing.T) {
	text := strings.NewReplacer("area: ellipsoidal", "area: flat", "floor_area:", "floors:", "extent: managed", "extent: all").Replace(full)
	path := folder(t, text)
	_, err := config.Load(path)
	f, ok := land.AsFailure(err)
	if !ok {
		t.Fatal(err)
	}
	lines := strings.Split(f.Line(land.EN), "\n")
	want := []string{path + ":6:13: all", path + ":20:7: there is no key floors", path + ":41:7: flat"}
	if len(lines) != len(want) {
		t.Fatalf("%q", lines)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("line %d: got %s, want %s…", i, lines[i], want[i])
		}
	}
}

func TestLoadRefusesWhatIsNoConfiguration(t *testing.T) {
	path := folder(t, least)
	dir := filepath.Dir(path)
	write := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o666); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for name, c := range map[string]struct{ path, want string }{
		"missing": {filepath.Join(dir, "jiuye.yml"), "there is no such configuration file"},
		"folder":  {dir, "this is a folder"},
		"gbk":     {write("gbk.yaml", []byte("project: {name: \xb4\xf3\xc4\xfe}\n")), "not in UTF-8"},
		"empty":   {write("empty.yaml", []byte("# nothing\n")), "is empty"},
		"binary":  {write("big.yaml", make([]byte, 2<<20)), "bytes are too many"},
		"scalar":  {write("scalar.yaml", []byte("jiyue\n")), "a mapping (key: value) is expected"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load(c.path)
			f, ok := land.AsFailure(err)
			if !ok || f.Kind != land.Usage || !strings.Contains(f.What.EN, c.want) {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			if f.Try.ZH == "" || f.Try.EN == "" {
				t.Errorf("no word on what to do about %v", err)
			}
		})
	}
}

func TestHashCoversTheFilesThatBelongToTheConfiguration(t *testing.T) {
	path := folder(t, full)
	seen := map[string]string{}
	load := func(what string) {
		c, err := config.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if earlier, twice := seen[c.Hash]; twice {
			t.Errorf("%s has the hash of %s", what, earlier)
		}
		seen[c.Hash] = what
	}
	load("as it was")
	for _, name := range []string{"sets/own.yaml", "performance.yaml"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), []byte("c: 3\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		load(name + " changed")
	}
}

// A folder called [1] must not be read as a pattern.
func TestFolderWithBrackets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "county [2021]")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"jiyue.yaml": strings.Replace(least, "parcels_01", "parcels_0?", 1), "parks.shp": "", "parcels_01.shp": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Parcels[0].Paths; len(got) != 1 || got[0] != filepath.Join(dir, "parcels_01.shp") {
		t.Errorf("%q", got)
	}
}

// A pattern knows the files whose .shp is gone by the parts that are left. Files
// that it doesn't mean, and those that are whole, are not among them.
func TestMissingShapes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"jiyue.yaml": strings.Replace(least, "parcels_01.shp", `"[a-z]*/parcels_*.shp"`, 1), "parks.shp": "", "parks.dbf": "",
		"north/parcels_1.dbf": "", "north/parcels_1.shx": "", "north/roads_1.dbf": "", "north/parcels_9.prj": "",
		"south/parcels_2.shp": "", "south/parcels_2.dbf": "", "south/parcels_3.SHX": "", "south/parcels_4.shp": "", "south/Parcels_4.DBF": "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "north/parcels_1.shp"), filepath.Join(dir, "south/parcels_3.shp")}
	if diff := cmp.Diff(want, c.Parcels[0].Missing); diff != "" {
		t.Error(diff)
	}
	if len(c.Parks[0].Missing) > 0 {
		t.Errorf("parks: %q", c.Parks[0].Missing)
	}
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		unit config.Unit
		v    float64
		want float64
	}{{config.M2, 7, 7}, {config.Ha, 1.5, 15000}, {config.Mu, 3, 2000}, {config.Yuan, 12345, 1.2345}, {config.Wan, 3, 3}, {config.Yi, 0.5, 5000}, {"", 9, 9}} {
		if got := c.unit.Convert(c.v); got != c.want {
			t.Errorf("%g %s: got %g, want %g", c.v, c.unit, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	fields := []string{"DKBH", "NCZ", "NSS", "地块状态", "ZDMJ"}
	for word, want := range map[string]string{"NZC": "NCZ", "ncz": "NCZ", "地块状况": "地块状态", "DKBHH": "DKBH", "QYMC": "", "XYZW": "", "": ""} {
		if got := config.Nearest(word, fields); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

// Whatever the bytes, Load answers with a configuration or with a Failure.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(least))
	f.Add([]byte("a: &x {b: *x}\nc: [1, {d: e}]\n? f\n: |\n  g\n"))
	f.Add([]byte("parks: &p\n - *p\n"))
	path := folder(f, "")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o666); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(path)
		if _, ok := land.AsFailure(err); err != nil && !ok {
			t.Errorf("not a failure: %v", err)
		}
		if err == nil && (len(c.Parks) == 0 || len(c.Parcels) == 0 || c.Parcels[0].Fields.ID == "") {
			t.Errorf("accepted without parks or parcels")
		}
	})
}
