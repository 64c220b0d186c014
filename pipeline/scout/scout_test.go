package scout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver that the program registers
	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/scout"
)

// shapes writes a shapefile of squares of 100 m in EPSG:4525; epsg 0 leaves the
// .prj out. columns are NAME=value, the same for every record; {n} is its number.
func shapes(t testing.TB, dir, name string, epsg, records int, columns ...string) {
	t.Helper()
	var fields []shapefile.Field
	for _, c := range columns {
		field, _, _ := strings.Cut(c, "=")
		fields = append(fields, shapefile.Field{Name: field, Type: 'C', Width: 30})
	}
	o := shapefile.WriterOptions{Encoding: "GBK"}
	if epsg != 0 {
		c, err := crs.FromEPSG(epsg)
		if err != nil {
			t.Fatal(err)
		}
		o.PRJ = c.ESRI()
	}
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	w, err := shapefile.Create(path, fields, o)
	if err != nil {
		t.Fatal(err)
	}
	for n := range records {
		x, y := 37_500_000+float64(n)*100, 4_000_000.0
		if epsg == 4546 {
			x -= 37_000_000
		}
		var values []any
		for _, c := range columns {
			_, value, _ := strings.Cut(c, "=")
			values = append(values, strings.ReplaceAll(value, "{n}", fmt.Sprint(n+1)))
		}
		if err := w.WriteRings([]orb.Ring{{{x, y}, {x, y + 100}, {x + 100, y + 100}, {x + 100, y}, {x, y}}}, values); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func text(t testing.TB, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// drafted looks at a folder and loads the draft.
func drafted(t testing.TB, dir string) (*scout.Folder, string, *config.Config) {
	t.Helper()
	f, err := scout.Look(dir)
	if err != nil {
		t.Fatal(err)
	}
	draft := f.Draft(land.ZH)
	text(t, dir, "jiyue.yaml", draft)
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatalf("%v\n%s", err, draft)
	}
	return f, draft, cfg
}

// TestMixedFolder: every kind of file, under names that differ from project to
// project.
func TestMixedFolder(t *testing.T) {
	dir := t.TempDir()
	shapes(t, dir, "图层/KFQ.shp", 4525, 2, "KFQDM=S14100{n}", "KFQMC=园区{n}", "SPTDZMJ=1.0")
	shapes(t, dir, "图层/实际管理范围.shp", 4525, 1, "KFQDM=S141001", "KFQMC=园区1")
	shapes(t, dir, "cadastre/zd_north.shp", 0, 40, "ZDDM=GB{n}", "DLBM=0604", "DKZT=已建成", "ZDMJ=15.0")
	shapes(t, dir, "cadastre/zd_south.shp", 0, 30, "ZDDM=GC{n}", "DLBM=0604", "DKZT=半拉子", "ZDMJ=15.0")
	text(t, dir, "四至.csv", "某园区四至\n园区代码,点号,X坐标,Y坐标\nS141003,J1,4000000,37500000\nS141003,J2,4000100,37500000\nS141003,J3,4000100,37500100\nS141003,J4,4000000,37500100\n")
	text(t, dir, "勘界.txt", "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=37\n[地块坐标]\n4,1.0,S141004,某,面,,,,@\nJ1,1,4000000,37500000\nJ2,1,4000100,37500000\nJ3,1,4000100,37500100\n")
	text(t, dir, "统计.csv", "园区代码,常住人口,固定资产投资总额（亿元）\nS141001,9600,12.5\n")
	text(t, dir, "上报.csv", "园区代码,土地建成率\nS141001,88\n")
	text(t, dir, "说明.txt", "请查收\n")
	text(t, dir, "坏.shp", "not a shapefile")
	text(t, dir, "报告.docx", "")
	f, draft, cfg := drafted(t, dir)

	paths := map[string]config.ParkSource{}
	for _, s := range cfg.Parks {
		paths[s.Path] = s
	}
	if s := paths["图层/KFQ.shp"]; s.Fields.Code != "KFQDM" || s.Fields.ApprovedArea != "SPTDZMJ" || s.Extent != land.Approved {
		t.Errorf("KFQ.shp: %+v", s)
	}
	if s := paths["图层/实际管理范围.shp"]; s.Extent != land.Managed {
		t.Errorf("managed extents: %+v", s)
	}
	if s := paths["四至.csv"]; s.Fields.Code != "园区代码" || s.Corners.X != "X坐标" || s.Corners.Y != "Y坐标" || s.Corners.Number != "点号" {
		t.Errorf("四至.csv: %+v", s)
	}
	if _, there := paths["勘界.txt"]; !there || len(paths) != 4 {
		t.Errorf("park sources: %v", paths)
	}
	if len(cfg.Parcels) != 1 || cfg.Parcels[0].Path != "cadastre/zd_*.shp" || len(cfg.Parcels[0].Paths) != 2 {
		t.Fatalf("parcel sources: %+v", cfg.Parcels)
	}
	p := cfg.Parcels[0]
	if p.Fields.ID != "ZDDM" || p.Fields.LandUse != "DLBM" || p.Fields.Status != "DKZT" || p.CodeScheme != "gbt21010-2017" || p.Units["declared_area"] != config.Mu {
		t.Errorf("parcels: %+v", p)
	}
	if len(cfg.Statistics) != 1 || cfg.Statistics[0].Units["investment"] != config.Yi || len(cfg.Declared) != 1 {
		t.Errorf("statistics %+v, declared %+v", cfg.Statistics, cfg.Declared)
	}
	if cfg.Status["已建成"] != land.Built || len(cfg.Status) != 1 {
		t.Errorf("statuses %v", cfg.Status)
	}
	for _, want := range []string{"# ?? 半拉子: unbuilt", "坏.shp: 不是 shapefile（15 字节）", "说明.txt: 不是可读的格式", "报告.docx: 不是可读的格式", "没有写明坐标系，按带号推断"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft lacks %q:\n%s", want, draft)
		}
	}
	if len(f.Left) != 2 {
		t.Errorf("left: %v", f.Left)
	}
	if english := f.Draft(land.EN); strings.Contains(english, "请") || !strings.Contains(english, "?? zd_north.shp: no system is stated; by the zone number") {
		t.Errorf("in English:\n%s", english)
	}
}

// TestOtherFormats: layers of GeoPackages and feature collections are looked at
// like shapefiles, and so are the shapefiles in archives.
func TestOtherFormats(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"parcels.gpkg", "parcels.zip"} {
		b, err := os.ReadFile("../ingest/testdata/gdal/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text(t, dir, name, string(b))
	}
	text(t, dir, "园区.geojson", `{"features":[{"properties":{"园区代码":"S141001","园区名称":"甲"},"geometry":{"type":"Polygon","coordinates":[[[37500000,4000000],[37500100,4000000],[37500100,4000100],[37500000,4000000]]]}}]}`)
	text(t, dir, "settings.json", `{"a": 1}`)
	text(t, dir, "broken.zip", "PK\x03\x04 and no more")
	f, draft, cfg := drafted(t, dir)
	if p := cfg.Parcels; len(p) != 2 || p[0].Path != "parcels.gpkg" || p[1].Path != "parcels.zip" {
		t.Errorf("parcels: %+v", p)
	}
	for _, p := range cfg.Parcels {
		if p.Fields.ID != "DKBH" || p.Fields.Status != "DKZT" {
			t.Errorf("parcels: %+v", p)
		}
	}
	if p := cfg.Parks; len(p) != 1 || p[0].Path != "园区.geojson" || p[0].Fields.Code != "园区代码" {
		t.Errorf("parks: %+v", p)
	}
	if len(f.Left) != 1 || !strings.Contains(draft, "broken.zip: 无法读取") || !strings.Contains(draft, "按带号推断为 EPSG:4525") {
		t.Errorf("left %v:\n%s", f.Left, draft)
	}
}

// TestUnsure: what can't be known is asked, not guessed.
func TestUnsure(t *testing.T) {
	dir := t.TempDir()
	shapes(t, dir, "parks.shp", 4525, 1, "YQDM=S141001", "YQMC=甲")
	shapes(t, dir, "parcels.shp", 4546, 30, "NR=P{n}", "DLBM=1001", "MJ=1")
	if err := os.Remove(filepath.Join(dir, "parcels.prj")); err != nil {
		t.Fatal(err)
	}
	_, draft, cfg := drafted(t, dir)
	for _, want := range []string{"?? crs: EPSG:4546", "没有常见的地块编号字段，暂取 NR", "请确认 code_scheme"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft lacks %q:\n%s", want, draft)
		}
	}
	if cfg.Parcels[0].CRS != "" {
		t.Error("a CRS was guessed")
	}
}

// TestEmptyFolder: the draft says what is missing.
func TestEmptyFolder(t *testing.T) {
	f, err := scout.Look(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if draft := f.Draft(land.EN); strings.Count(draft, "?? none was found") != 2 {
		t.Error(draft)
	}
	if _, err := scout.Look(filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("a folder that isn't there")
	}
}

// FuzzLook: whatever the bytes and names, there is a draft, and it is YAML.
func FuzzLook(f *testing.F) {
	f.Add("YQDM,X,Y\nS1,4000000,37500000\n", "p: q # '")
	f.Add("园区代码,常住人口（万人）\nS1,'\"\n", "NO")
	f.Add("J1,1,4000000,37500000\n", "\x00\u2028")
	f.Fuzz(func(t *testing.T, content, column string) {
		dir := t.TempDir()
		for _, name := range []string{"a.csv", "b.txt", "c.shp", "d.xlsx"} {
			text(t, dir, name, content)
		}
		text(t, dir, "e.csv", "园区代码,"+column+",常住人口\nS1,2,3\n")
		folder, err := scout.Look(dir)
		if err != nil {
			t.Fatal(err)
		}
		draft := folder.Draft(land.EN)
		text(t, dir, "jiyue.yaml", draft)
		_, err = config.Load(filepath.Join(dir, "jiyue.yaml"))
		if failure, ok := land.AsFailure(err); err != nil && (!ok || strings.Contains(failure.Line(land.EN), "YAML syntax") || strings.Contains(failure.Line(land.EN), "not in UTF-8")) {
			t.Errorf("%v\n%s", err, draft)
		}
	})
}
