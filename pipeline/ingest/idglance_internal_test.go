package ingest

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jiyue/geo/shapefile"
)

// While a source is opened its ids are counted, all of them or it is said that
// they were not.
func TestIDGlance(t *testing.T) {
	for _, c := range []struct {
		name, odd string // the id of one record among others, which don't ascend
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
			if got := g.complete(f, c.field); got.counted != c.complete || got.ascending {
				t.Errorf("%+v, complete should be %t", got, c.complete)
			}
			if !c.complete {
				return // all will be counted anew
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

// Whatever the ids of the sources and however many are kept: where they pass for
// ascending and apart no id stands twice, where they are counted those that do
// are suspected, and what is neither is said to be.
func TestIDGlanceAgainstAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := &Input{}
		var spans []idSpan
		times := map[string]int{}
		sorted := rapid.Bool().Draw(t, "sorted")
		for range rapid.IntRange(1, 3).Draw(t, "sources") {
			ids := rapid.SliceOfN(rapid.StringMatching(`[AB][0-9]{0,2}|`), 0, 8).Draw(t, "ids")
			if sorted {
				slices.Sort(ids)
			}
			g := in.newIDGlance()
			g.keep = rapid.IntRange(0, 8).Draw(t, "keep")
			g.begin(shapefile.Field{Type: 'C'}, len(ids))
			for _, id := range ids {
				times[id]++
				g.cell([]byte(id + "  "))
			}
			if inOrder := slices.IsSorted(ids) && len(slices.Compact(slices.Clone(ids))) == len(ids); inOrder == g.disorder {
				t.Fatalf("%q: disorder %t", ids, g.disorder)
			}
			spans = append(spans, g.span())
		}
		if apart(slices.Clone(spans)) {
			for id, n := range times {
				if n > 1 {
					t.Fatalf("%q stands %d times: %+v", id, n, spans)
				}
			}
		}
		if slices.ContainsFunc(spans, func(s idSpan) bool { return !s.counted }) {
			return
		}
		for id, n := range times {
			if n > 1 && !in.ids.repeated(hashID(id)) {
				t.Fatalf("%q stands %d times and is not suspected: %+v", id, n, spans)
			}
		}
	})
}

// Spans of ids are apart whatever the order of their sources; what has no ids
// is in nobody's way, and what is not known is.
func TestApart(t *testing.T) {
	span := func(first, last string) idSpan { return idSpan{ascending: true, first: first, last: last, ids: 2} }
	for _, c := range []struct {
		name  string
		spans []idSpan
		want  bool
	}{
		{"none", nil, true},
		{"one", []idSpan{span("A", "C")}, true},
		{"one behind the other", []idSpan{span("A", "C"), span("D", "E")}, true},
		{"the later source first", []idSpan{span("D", "E"), span("A", "C")}, true},
		{"the end is the beginning", []idSpan{span("A", "C"), span("C", "E")}, false},
		{"one within the other", []idSpan{span("A", "Z"), span("C", "E")}, false},
		{"a source without records", []idSpan{span("A", "C"), {ascending: true}}, true},
		{"a source without order", []idSpan{span("A", "C"), {counted: true}}, false},
		{"a source that is not known", []idSpan{span("A", "C"), {}}, false},
	} {
		if got := apart(c.spans); got != c.want {
			t.Errorf("%s: apart %t", c.name, got)
		}
	}
}
