package features_test

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	_ "github.com/mattn/go-sqlite3" // the driver that the program registers
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/features"
)

const collection = "\ufeff" + `{
 "type": "FeatureCollection", "name": "parcels",
 "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4525"}},
 "features": [
  {"type": "Feature", "properties": {"DKBH": "GB1", "面积": 12.50, "建成": true, "备注": null},
   "geometry": {"type": "Polygon", "coordinates": [[[37500000, 4000000], [37500000, 4000100], [37500100, 4000100], [37500000, 4000000]]]}},
  {"type": "Feature", "properties": {"DKBH": "GB2", "企业": {"a": 1}, "年产值": 1e2},
   "geometry": {"type": "MultiPolygon", "coordinates": [[[[1, 2, 9], [3, 4, 9], [5, 6, 9], [1, 2, 9]]]]}},
  {"type": "Feature", "properties": null, "geometry": {"type": "Point", "coordinates": [1, 2]}},
  {"type": "Feature", "properties": {"DKBH": "GB4"}, "geometry": null}
 ]
}`

func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

type feature struct {
	Shape  orb.MultiPolygon
	Values []string
}

func all(t rapid.TB, l *features.Layer) []feature {
	t.Helper()
	var list []feature
	if err := l.Each(func(shape orb.MultiPolygon, values []string) error {
		list = append(list, feature{shape.Clone(), append([]string(nil), values...)})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestGeoJSON(t *testing.T) {
	l, err := features.OpenGeoJSON(write(t, "a.geojson", collection))
	if err != nil {
		t.Fatal(err)
	}
	if l.EPSG != 4525 || l.Records != 4 || l.Name != "a" {
		t.Errorf("EPSG %d, %d records", l.EPSG, l.Records)
	}
	want := []features.Column{{Name: "DKBH", Width: 3}, {Name: "面积", Width: 5}, {Name: "建成", Width: 4}, {Name: "备注"}, {Name: "企业"}, {Name: "年产值", Width: 3}}
	if diff := cmp.Diff(want, l.Columns); diff != "" {
		t.Error(diff)
	}
	got := all(t, l)
	wantFeatures := []feature{
		{orb.MultiPolygon{{{{37500000, 4000000}, {37500000, 4000100}, {37500100, 4000100}, {37500000, 4000000}}}}, []string{"GB1", "12.50", "true", "", "", ""}},
		{orb.MultiPolygon{{{{1, 2}, {3, 4}, {5, 6}, {1, 2}}}}, []string{"GB2", "", "", "", "", "1e2"}},
		{nil, []string{"", "", "", "", "", ""}},
		{nil, []string{"GB4", "", "", "", "", ""}},
	}
	if diff := cmp.Diff(wantFeatures, got); diff != "" {
		t.Error(diff)
	}
}

func TestGeoJSONThatIsNone(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no object": "[1, 2]", "one feature": `{"type": "Feature"}`, "cut off": collection[:len(collection)-60], "no array": `{"features": {}}`, "text": "会议纪要",
		"not closed": `{"features": []`,
	} {
		if _, err := features.OpenGeoJSON(write(t, "a.geojson", text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestByGDAL: what GDAL writes in both formats is read alike.
func TestByGDAL(t *testing.T) {
	ogr2ogr, err := exec.LookPath("ogr2ogr")
	if err != nil {
		t.Skip("ogr2ogr is not at hand")
	}
	from := write(t, "a.geojson", collection)
	dir := t.TempDir()
	packed, again := filepath.Join(dir, "a.gpkg"), filepath.Join(dir, "b.geojson")
	for _, args := range [][]string{{"-f", "GPKG", packed, from, "-nlt", "MULTIPOLYGON", "-nln", "parcels", "-where", "DKBH IN ('GB1', 'GB2')"}, {"-f", "GeoJSON", again, packed}} {
		if out, err := exec.Command(ogr2ogr, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	g, err := features.OpenGeoPackage(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if len(g.Layers) != 1 || g.Layers[0].Name != "parcels" || g.Layers[0].EPSG != 4525 || g.Layers[0].Records != 2 {
		t.Fatalf("layers %+v", g.Layers[0])
	}
	l, err := features.OpenGeoJSON(again)
	if err != nil {
		t.Fatal(err)
	}
	shapes := func(list []feature) (out []orb.MultiPolygon) {
		for _, f := range list {
			out = append(out, f.Shape)
		}
		return out
	}
	if diff := cmp.Diff(shapes(all(t, l)), shapes(all(t, g.Layers[0]))); diff != "" {
		t.Error(diff)
	}
	value := func(l *features.Layer, f feature, name string) string {
		for i, c := range l.Columns {
			if c.Name == name {
				if len(f.Values[i]) > c.Width {
					t.Errorf("%s: %q is wider than %d", name, f.Values[i], c.Width)
				}
				return f.Values[i]
			}
		}
		return "no column " + name
	}
	first := all(t, g.Layers[0])[0]
	for name, want := range map[string]string{"DKBH": "GB1", "面积": "12.5", "建成": "1", "备注": "", "fid": "1"} {
		if got := value(g.Layers[0], first, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("files were made beside the GeoPackage: %v", entries)
	}
}

func TestGeoPackageThatIsNone(t *testing.T) {
	for _, text := range []string{"", "SQLite format 3\x00", "会议纪要"} {
		if _, err := features.OpenGeoPackage(write(t, "a.gpkg", text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	if _, err := features.OpenGeoPackage(filepath.Join(t.TempDir(), "nowhere.gpkg")); err == nil {
		t.Error("a file that isn't there")
	}
}

// FuzzGeoJSON: any bytes are an error or a layer whose second reading agrees
// with the first.
func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(collection))
	f.Add([]byte(`{"features":[{"geometry":{"type":"Polygon","coordinates":[[[1]]]},"properties":[]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := features.OpenGeoJSON(write(t, "a.geojson", string(b)))
		if err != nil {
			return
		}
		n := 0
		for _, x := range all(t, l) {
			n++
			for i, v := range x.Values {
				if len(v) > l.Columns[i].Width {
					t.Errorf("%q is wider than %d", v, l.Columns[i].Width)
				}
			}
		}
		if n != l.Records {
			t.Errorf("%d features, then %d", l.Records, n)
		}
	})
}

// TestCoordinates: coordinates are read as encoding/json reads them.
func TestCoordinates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Float64Range(-4e7, 4e7), rapid.Float64())
		shape := rapid.SliceOfN(rapid.SliceOfN(rapid.SliceOfN(rapid.SliceOfN(number, 2, 3), 0, 5), 0, 3), 0, 3).Draw(t, "coordinates")
		text, err := json.MarshalIndent(shape, "", rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "indent"))
		if err != nil {
			t.Fatal(err)
		}
		var want orb.MultiPolygon
		for _, rings := range shape {
			var polygon orb.Polygon
			for _, points := range rings {
				var ring orb.Ring
				for _, p := range points {
					ring = append(ring, orb.Point{p[0], p[1]})
				}
				polygon = append(polygon, ring)
			}
			want = append(want, polygon)
		}
		if got := features.ParseCoordinates(text); !cmp.Equal(got, want, cmpopts.EquateEmpty()) {
			t.Fatalf("%s: %v, want %v", text, got, want)
		}
	})
	for _, text := range []string{"", "1", "[[[[1]]]]", "[[[[1,2],3]]]", "[[[[1,2]", `[[[["1",2]]]]`, "[[[[null,2]]]]", "[[[[1 2]]]]"} {
		if got := features.ParseCoordinates([]byte(text)); got != nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// blob is a GeoPackage geometry of a triangle with the given kind of WKB.
func blob(kind uint32, dimensions int) []byte {
	b := append([]byte{'G', 'P', 0, 1}, make([]byte, 4)...)
	b = append(b, 1)
	b = binary.LittleEndian.AppendUint32(b, kind)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, 4)
	for _, p := range [][2]uint64{{0, 0}, {0, 1}, {1, 1}, {0, 0}} {
		for d := range dimensions {
			v := uint64(0)
			if d < 2 && p[d] == 1 {
				v = 0x3ff0_0000_0000_0000 // 1.0
			}
			b = binary.LittleEndian.AppendUint64(b, v)
		}
	}
	return b
}

func TestBlobs(t *testing.T) {
	want := orb.MultiPolygon{{{{0, 0}, {0, 1}, {1, 1}, {0, 0}}}}
	for kind, dimensions := range map[uint32]int{3: 2, 1003: 3, 2003: 3, 3003: 4, 0x8000_0003: 3, 0xC000_0003: 4} {
		got, err := features.ParseBlob(blob(kind, dimensions))
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("kind %x: %v, %v", kind, got, err)
		}
	}
	if got, err := features.ParseBlob(blob(1, 2)); err != nil || got != nil {
		t.Errorf("a point: %v, %v", got, err)
	}
}

// FuzzBlob: any bytes are polygons or an error.
func FuzzBlob(f *testing.F) {
	f.Add(blob(3, 2))
	f.Add(blob(3003, 4))
	f.Add([]byte("GP\x00\x01\x00\x00\x00\x00\x01\x06\x00\x00\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		mp, err := features.ParseBlob(b)
		n := 0
		for _, p := range mp {
			for _, r := range p {
				n += len(r)
			}
		}
		if err == nil && 16*n > len(b) {
			t.Errorf("%d points of %d bytes", n, len(b))
		}
	})
}
