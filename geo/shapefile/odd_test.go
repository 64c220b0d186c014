package shapefile_test

import (
	"os"
	"path/filepath"
	"testing"

	"jiyue/geo/shapefile"
)

// external gives the path of a file that others made, and skips where it is
// not at hand.
func external(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("../../../shared/data/external", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not at hand: it lies beside the repository, in shared/data/external", name)
	}
	return path
}

func open(t testing.TB, path string, o shapefile.Options) *shapefile.File {
	t.Helper()
	f, err := shapefile.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func kinds(f *shapefile.File) []shapefile.DamageKind {
	var ks []shapefile.DamageKind
	for _, d := range f.Damage() {
		ks = append(ks, d.Kind)
	}
	return ks
}

// census counts what a scan of all records meets.
type census struct {
	records, problems, nulls, rows, rings, points int
}

func count(t testing.TB, f *shapefile.File) census {
	t.Helper()
	var c census
	s := f.Scan(0, f.Records())
	for s.Next() {
		c.records++
		if s.Problem() != nil {
			c.problems++
		}
		if s.Null() {
			c.nulls++
		}
		if s.HasRow() {
			c.rows++
		}
		for _, r := range s.Rings() {
			c.rings++
			c.points += len(r)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// The files of others that broke somebody's reader. Counts and texts were read
// off the bytes with an independent script.
func TestOddFiles(t *testing.T) {
	cases := []struct {
		name, path, encoding, rule string
		damage                     []shapefile.DamageKind
		want                       census
		field                      string
		record                     int
		text                       string
	}{
		{"GBK without a mark", "odd/chinese_poly/chinese_poly.shp", "GB18030", "gb18030", nil, census{1, 0, 0, 1, 1, 77}, "NAME", 0, "黑龙江省"},
		{"GBK by the language byte", "odd/chinese_encoding/chinese_encoding.shp", "GBK", "language byte", nil, census{78, 0, 0, 78, 78, 40005}, "PRO_NAME", 77, "安徽"},
		{"rings of one record in any order", "odd/testpoly/testpoly.shp", "UTF-8", "utf-8", nil, census{14, 0, 0, 14, 15, 79}, "FID", 13, "13"},
		{"more points than the record holds", "odd/buggymultipoly/buggymultipoly.shp", "", "no attributes", []shapefile.DamageKind{shapefile.TableMissing}, census{1, 1, 0, 0, 0, 0}, "", 0, ""},
		{"one row fewer than shapes, German", "odd/missing_dbf_attributes/test.shp", "GB18030", "gb18030", []shapefile.DamageKind{shapefile.RowsMissing}, census{90, 0, 0, 89, 92, 1634}, "V_FFFF", 0, "TESTTT0000908210"},
		{"stray bytes that only the .shx leads around", "odd/shx_only/polygons.shp", "UTF-8", "utf-8", []shapefile.DamageKind{shapefile.StrayBytes}, census{2, 0, 0, 2, 2, 19}, "POLY_ST_A", 1, "string b"},
		{"a city without a .cpg", "cambridge/parcels.shp", "GBK", "language byte", nil, census{13115, 0, 0, 13115, 13763, 177169}, "NAME_CN", 13114, "地块第13115号"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := open(t, external(t, c.path), shapefile.Options{})
			if name, rule := f.Encoding(); name != c.encoding || rule != c.rule {
				t.Errorf("encoding %q by %q, want %q by %q", name, rule, c.encoding, c.rule)
			}
			if got := kinds(f); len(got) != len(c.damage) || len(got) > 0 && got[0] != c.damage[0] {
				t.Errorf("damage %v, want %v", f.Damage(), c.damage)
			}
			if got := count(t, f); got != c.want {
				t.Errorf("found %+v, want %+v", got, c.want)
			}
			if c.field == "" {
				return
			}
			s := f.Scan(c.record, c.record+1, f.FieldIndex(c.field))
			if !s.Next() || s.Text(0) != c.text {
				t.Errorf("%s of record %d is %q, want %q", c.field, c.record, s.Text(0), c.text)
			}
		})
	}
}
