package shapefile_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/geo/shapefile"
)

// A glance is shown every cell of its field, as a scan has them, whatever the
// texts are and whichever candidate for their encoding they rule out.
func TestGlance(t *testing.T) {
	for _, c := range []struct {
		name, encoding, field, text string
		typ                         byte
		want                        int // position of the field; -1: nothing to show
	}{
		{"texts in GBK", "GBK", "ID", "地块", 'C', 0},
		{"texts in UTF-8", "UTF-8", "ID", "地块", 'C', 0},
		{"no text beyond ASCII", "GBK", "ID", "", 'C', 0},
		{"another case", "GBK", "id", "地块", 'C', 0},
		{"no such field", "GBK", "NR", "地块", 'C', -1},
		{"a name beyond ASCII", "GBK", "名称", "地块", 'C', -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.shp")
			fields := []shapefile.Field{{Name: "ID", Type: c.typ, Width: 9}, {Name: "名称", Type: 'C', Width: 12}}
			w, err := shapefile.Create(path, fields, shapefile.WriterOptions{Encoding: c.encoding})
			if err != nil {
				t.Fatal(err)
			}
			const rows = 3000 // several blocks
			for i := range rows {
				if err := w.WriteRings(nil, []any{fmt.Sprint("DK", i), c.text}); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			var shown []string
			begun := 0
			glance := &shapefile.Glance{
				Field: c.field,
				Begin: func(f shapefile.Field, n int) {
					if begun++; f.Name != "ID" || f.Type != c.typ || n != rows {
						t.Errorf("begins with %+v and %d rows", f, n)
					}
				},
				Cell: func(cell []byte) { shown = append(shown, string(cell)) },
			}
			f, err := shapefile.Open(path, shapefile.Options{Digest: true, Glance: glance})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			field, n := f.Glanced()
			if c.want < 0 {
				if begun+n > 0 || len(shown) > 0 {
					t.Errorf("%d rows of field %d were shown", n, field)
				}
				return
			}
			var want []string
			for scan := f.Scan(0, f.Records(), 0); scan.Next(); {
				want = append(want, string(scan.RawText(0)))
			}
			if diff := cmp.Diff(want, shown); diff != "" || field != c.want || n != rows || begun != 1 {
				t.Errorf("field %d, %d rows, begun %d times (-scanned +shown):\n%.300s", field, n, begun, diff)
			}
		})
	}
}
