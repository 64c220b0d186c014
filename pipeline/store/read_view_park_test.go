package store_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// hostileCode tries to leave a text of SQL.
const hostileCode = "'); DROP VIEW metric; --\x00"

// twoParks is the night of demoNight with every row of its first park a second
// time, for a park whose code is hostile.
func twoParks(t *testing.T) *store.Store {
	n := demoNight()
	n.parks = append(n.parks, land.Park{Code: hostileCode})
	n.extents = append(n.extents, n.extents[0])
	n.extents[2].ParkCode = hostileCode
	for _, p := range n.pieces[:2] {
		p.Extent = 2
		p.Record += 10
		n.pieces = append(n.pieces, p)
	}
	for _, m := range slices.Clone(n.metrics) {
		m.ParkCode = hostileCode
		n.metrics = append(n.metrics, m)
	}
	for _, x := range slices.Clone(n.scores) {
		x.ParkCode = hostileCode
		n.scores = append(n.scores, x)
	}
	n.findings = append(n.findings,
		land.Finding{Code: land.ExtentsOverlap, ParkCode: "0001 " + hostileCode},
		land.Finding{Code: land.RingUnclosed, Source: "宗地.shp", Record: 11},
		land.Finding{Code: land.RingUnclosed, Source: "宗地.shp", Record: 99},
		land.Finding{Code: land.StatusUnknown, Source: "宗地.shp", Record: 98, ParkCode: "0001"})
	dir := t.TempDir()
	n.publish(t, dir)
	s, err := store.Open(store.PathIn(dir))
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// OfPark gives of every table what the whole store has of the park.
func TestOfParkIsThePartOfThePark(t *testing.T) {
	s := twoParks(t)
	for _, code := range []string{"S147062", "0001", hostileCode, "nobody"} {
		park, err := s.OfPark(code)
		must(t, err)
		defer park.Close()
		run, err := park.LastRun()
		must(t, err)
		whole := reads(t, s, run.ID, code)
		if diff := cmp.Diff(whole, reads(t, park, run.ID, code), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: %s", code, diff)
		}
		if seen := all(park.Metrics(run.ID)); len(seen) != len(whole["metrics"].([]store.Metric)) {
			t.Errorf("%q: metrics of others: %v", code, seen)
		}
	}
}

// all is a list that was read without an error.
func all[T any](list []T, err error) []T {
	if err != nil {
		panic(err)
	}
	return list
}

// reads reads what a park's page reads, and keeps the park's.
func reads(t *testing.T, s *store.Store, run int64, code string) map[string]any {
	t.Helper()
	pieces := []store.Piece{}
	must(t, s.Pieces(code, "approved", func(p *store.Piece) error { pieces = append(pieces, *p); return nil }))
	return map[string]any{
		"parks":   slices.DeleteFunc(all(s.Parks()), func(p store.Park) bool { return p.Code != code }),
		"extents": slices.DeleteFunc(all(s.Extents()), func(e store.Extent) bool { return e.ParkCode != code }),
		"metrics": slices.DeleteFunc(all(s.Metrics(run)), func(m store.Metric) bool { return m.ParkCode != code }),
		"scores":  slices.DeleteFunc(all(s.Scores(run)), func(x store.Score) bool { return x.ParkCode != code }),
		"totals":  slices.DeleteFunc(all(s.Totals(run)), func(x store.Total) bool { return x.ParkCode != code }),
		"trend":   all(s.Trend(code, "approved", 9)), "sources": all(s.Sources(run)), "runs": all(s.Runs()), "pieces": pieces,
	}
}

// Findings of a park are those that name it, alone or among others, and those
// of its parcels; what may be about any record stays.
func TestOfParkFindings(t *testing.T) {
	s := twoParks(t)
	for code, want := range map[string][]string{
		"S147062":   {"ring_self_crossing 2", "status_unknown 0"},
		"0001":      {"status_unknown 0", "extents_overlap 0", "status_unknown 98"},
		hostileCode: {"status_unknown 0", "extents_overlap 0", "ring_unclosed 11"},
	} {
		park, err := s.OfPark(code)
		must(t, err)
		defer park.Close()
		run, err := park.LastRun()
		must(t, err)
		var got []string
		for _, f := range all(park.Findings(run.ID)) {
			got = append(got, fmt.Sprint(f.Code, " ", f.Record))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

// LandGroups add up to the pieces: number, area, every figure, and what is not
// given.
func TestLandGroupsAddUpToThePieces(t *testing.T) {
	s := twoParks(t)
	groups := all(s.LandGroups("S147062", "approved"))
	type sums struct {
		pieces, known int64
		area          float64
		figures       [land.MeasureCount]float64
	}
	var byGroup, byPiece sums
	for _, g := range groups {
		byGroup.pieces += g.Pieces
		byGroup.area += g.AreaM2
		for i, name := range land.MeasureNames() {
			if v := g.Figures[name]; v != nil {
				byGroup.known += g.Pieces
				byGroup.figures[i] += *v
			}
		}
	}
	must(t, s.Pieces("S147062", "approved", func(p *store.Piece) error {
		byPiece.pieces++
		byPiece.area += p.AreaM2
		for i, name := range land.MeasureNames() {
			if v := p.Figures[name]; v != nil {
				byPiece.known++
				byPiece.figures[i] += *v
			}
		}
		return nil
	}))
	if byGroup.pieces != byPiece.pieces || byGroup.known != byPiece.known || math.Abs(byGroup.area-byPiece.area) > 1e-9 || byGroup.figures != byPiece.figures || len(groups) != 2 {
		t.Errorf("%d groups: %+v, pieces: %+v", len(groups), byGroup, byPiece)
	}
}
