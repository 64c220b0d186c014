package ingest

import (
	"fmt"
	"path/filepath"
	"testing"

	"jiyue/geo/shapefile"
)

// While a source is opened its ids are counted, all of them or it is said that
// they were not.
func TestIDGlance(t *testing.T) {
	for _, c := range []struct {
		name, odd string // the id of one record among others
		field     int    // that turns out to be the id's
		complete  bool
	}{
		{"plain ids", "DK", 0, true},
		{"a record without an id", "", 0, true},
		{"an id in Chinese", "地块", 0, false},
		{"an id with a blank", "D K", 0, false},
		{"another field", "DK", 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ids.shp")
			fields := []shapefile.Field{{Name: "ID", Type: 'C', Width: 12}, {Name: "NAME", Type: 'C', Width: 12}}
			w, err := shapefile.Create(path, fields, shapefile.WriterOptions{Encoding: "GBK"})
			if err != nil {
				t.Fatal(err)
			}
			const records = 2500 // batches, and some more
			for i := range records {
				id := fmt.Sprint("DK", i%(records-1)) // the last is the first again
				if i == 1200 {
					id = c.odd
				}
				if err := w.WriteRings(nil, []any{id, "地块"}); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			g := (&Input{}).newIDGlance()
			f, err := shapefile.Open(path, shapefile.Options{Glance: g.of("ID")})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if got := g.complete(f, c.field); got != c.complete {
				t.Errorf("complete: %t, want %t", got, c.complete)
			}
			if !g.counts.repeated(hashID("DK0")) {
				t.Error("the id that stands twice is not suspected")
			}
			suspected := 0
			for i := 1; i < records-1; i++ {
				if g.counts.repeated(hashID(fmt.Sprint("DK", i))) {
					suspected++
				}
			}
			if suspected > records/30 {
				t.Errorf("%d of %d ids are suspected without reason", suspected, records)
			}
		})
	}
}
