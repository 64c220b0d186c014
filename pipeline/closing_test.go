package pipeline_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestItCloses: under each policy the land of the defects adds up, and who is in
// the right gets the 500 m² that records 5 and 6 of parcels.shp both claim. The
// run itself demands the balance.
func TestItCloses(t *testing.T) {
	const twiceM2, piecesM2 = 500, 104864.583333328 // of S149071, worked by hand in fixtures/defects
	for policy, want := range map[land.Policy]struct {
		fifth, sixth float64 // shares
		code         land.Code
	}{
		land.CountTwice: {1, 1, land.ParcelsOverlap},
		land.FirstWins:  {1, 0.8, land.OverlapSettled},
		land.LastWins:   {2500.0 / 3000, 1, land.OverlapSettled},
		land.Split:      {2750.0 / 3000, 0.9, land.OverlapSettled},
	} {
		t.Run(string(policy), func(t *testing.T) {
			summary, s := runUnder(t, "../fixtures/defects/jiyue.yaml", policy)
			removedM2 := 0.0
			if policy != land.CountTwice {
				removedM2 = twiceM2
			}
			near := func(what string, got, want float64) {
				if math.Abs(got-want) > 1e-6 {
					t.Errorf("%s: %v, want %v", what, got, want)
				}
			}
			closings, err := s.Closings()
			if err != nil || len(closings) != 7 {
				t.Fatalf("%d closings, %v", len(closings), err)
			}
			for _, c := range closings {
				near("closing of "+c.ParkCode, c.DifferenceM2(), 0)
				if c.ParkCode == "S149075" && (c.Gaps != 1 || c.GapM2 != c.ExtentM2) { // holds no land
					t.Errorf("%+v", c)
				}
				if c.ParkCode == "S149071" {
					near("pieces", c.PiecesM2, piecesM2)
					near("gaps", c.GapM2, 8135.416666667)
					near("overlaps", c.OverlapM2, twiceM2)
					near("removed", c.RemovedM2, removedM2)
					if c.Gaps != 8 || c.Overlaps != 1 || c.Slivers != 0 || c.Policy != policy {
						t.Errorf("%+v", c)
					}
				}
			}
			near("parcel_area", *metricsOf(t, s)["S149071/approved/parcel_area"], piecesM2-removedM2)
			shares := map[int]float64{}
			if err := s.Pieces("S149071", "approved", func(p *store.Piece) error {
				if p.Source == "input/parcels.shp" {
					shares[p.Record] = p.Share
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			near("share of the fifth", shares[5], want.fifth)
			near("share of the sixth", shares[6], want.sixth)
			for _, f := range summary.Findings.List() {
				if (f.Code == land.ParcelsOverlap || f.Code == land.OverlapSettled) && f.Code != want.code {
					t.Errorf("finding %s", f.Code)
				}
			}
		})
	}
}

// TestPoliciesAgreeOnCleanLand: where no land is claimed twice, a policy changes
// no digit of any figure and no finding.
func TestPoliciesAgreeOnCleanLand(t *testing.T) {
	of := func(policy land.Policy) (figures map[string]float64, findings string) {
		summary, s := runUnder(t, "../fixtures/daning/jiyue.yaml", policy)
		figures = map[string]float64{}
		for name, v := range metricsOf(t, s) {
			if v != nil {
				figures[name] = *v
			}
		}
		return figures, fmt.Sprint(summary.Findings.List())
	}
	twice, found := of(land.CountTwice)
	first, alike := of(land.FirstWins)
	if len(twice) == 0 || !maps.Equal(twice, first) || found != alike {
		t.Error("figures or findings differ")
	}
}

// runUnder runs a county under a policy for overlaps and opens its store.
func runUnder(t *testing.T, county string, policy land.Policy) (*pipeline.Summary, *store.Store) {
	t.Helper()
	cfg, err := config.Load(county)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Output, cfg.Checks.Overlaps = t.TempDir(), policy
	summary, err := pipeline.Run(context.Background(), cfg, pipeline.Options{NoReport: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(summary.Store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return summary, s
}
