package pipeline_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/topology"
)

// TestOverlapsAreThoseOfAllPairs: the run's findings about land claimed twice
// are those of holding every piece against all its neighbours.
func TestOverlapsAreThoseOfAllPairs(t *testing.T) {
	for _, name := range []string{"daning", "defects"} {
		t.Run(name, func(t *testing.T) {
			summary, s := runFixture(t, name, pipeline.Options{})
			compareOverlaps(t, summary, s)
		})
	}
	for _, name := range []string{"bubenec", "cambridge"} {
		t.Run(name, func(t *testing.T) {
			dir := external(t, name)
			if testing.Short() {
				t.Skipf("%s takes some seconds", filepath.Base(dir))
			}
			summary, s := runOn(t, dir)
			compareOverlaps(t, summary, s)
		})
	}
}

func compareOverlaps(t *testing.T, summary *pipeline.Summary, s *store.Store) {
	t.Helper()
	var got, want, places []string
	for _, f := range summary.Findings.List() {
		if f.Code == land.ParcelsOverlap {
			found, place, _ := strings.Cut(f.Found, ", (")
			got = append(got, fmt.Sprintf("%s: %s, %v", f.ParkCode, found, f.AreaM2))
			places = append(places, place)
		}
	}
	for _, e := range mustExtents(t, s) {
		var shapes []orb.MultiPolygon
		var about []store.Outline
		err := s.Outlines(e.ParkCode, e.Kind, func(o store.Outline) error {
			shapes, about = append(shapes, o.Shape), append(about, o)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range topology.Overlaps(shapes) {
			var at orb.Point
			if n := len(want); n < len(places) {
				if _, err := fmt.Sscanf(places[n], "%f, %f)", &at[0], &at[1]); err != nil || !planar.MultiPolygonContains(shapes[o.I], at) || !planar.MultiPolygonContains(shapes[o.J], at) {
					t.Errorf("%q is no place in both parcels of %+v", places[n], o)
				}
			}
			first, second := about[o.I], about[o.J]
			found := fmt.Sprintf("%s × %s (%s #%d): %.2f m²", second.ParcelID, first.ParcelID, first.Source, first.Record, o.AreaM2)
			want = append(want, fmt.Sprintf("%s: %s, %v", e.ParkCode, found, land.Known(o.AreaM2)))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("all pairs (-) and the run (+): %s", diff)
	}
	t.Logf("%d overlaps agree", len(got))
}
