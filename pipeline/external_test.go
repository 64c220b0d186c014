package pipeline_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// external returns the folder of a data set that others made and that may not
// stand in the project; the test is skipped where it is not at hand.
func external(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("../../shared/data/external", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is not at hand: it stands beside the project, in ../shared/data/external", name)
	}
	return dir
}

// runOn runs the pipeline over the parks and parcels of a folder and opens the
// published store.
func runOn(t *testing.T, dir string) (*pipeline.Summary, *store.Store) {
	t.Helper()
	text := fmt.Sprintf(`
project: {name: external, base_date: 2020-12-31}
parks: [{path: %q, extent: approved, fields: {code: PARK_ID, name: NAME_CN}}]
parcels: [{path: %q, fields: {id: PARCEL_ID}}]
`, filepath.Join(dir, "parks.shp"), filepath.Join(dir, "parcels.shp"))
	path := filepath.Join(t.TempDir(), "jiyue.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return runConfig(t, path, pipeline.Options{Lang: land.EN})
}

// lines decodes a file of one JSON value a line.
func lines[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []T
	for s := bufio.NewScanner(f); s.Scan(); {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

// areaTolerance is what geo/overlay promises for one piece: 1e-9 of the
// parcel's area and 1e-6 m². whole is the area of the parcels behind a figure.
func areaTolerance(whole float64, pieces int) float64 {
	return 1e-9*whole + 1e-6*float64(max(pieces, 1))
}

// TestBubenec: every piece of 407 plots × 144 buildings, down to 1e-5 m².
func TestBubenec(t *testing.T) {
	dir := external(t, "bubenec")
	_, s := runOn(t, dir)
	got := map[string]store.Piece{}
	for _, e := range mustExtents(t, s) {
		err := s.Pieces(e.ParkCode, e.Kind, func(p *store.Piece) error {
			got[p.ParkCode+"/"+p.ParcelID] = *p
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	type pair struct {
		Park, Parcel int
		Area, Share  float64
	}
	want := lines[pair](t, filepath.Join(dir, "expected_pairs.jsonl"))
	for _, w := range want {
		key := fmt.Sprintf("PK%06d/PC%06d", w.Park, w.Parcel)
		g, ok := got[key]
		if !ok || math.Abs(g.AreaM2-w.Area) > areaTolerance(w.Area/w.Share, 1) || math.Abs(g.Share-w.Share) > 1e-8 {
			t.Errorf("piece %s: area %v share %v (%v), want %v and %v", key, g.AreaM2, g.Share, ok, w.Area, w.Share)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d pieces, want %d", len(got), len(want))
	}
	t.Logf("%d pieces agree", len(want))
}

// TestCambridge: a whole city of real parcels, 35 of them invalid.
func TestCambridge(t *testing.T) {
	dir := external(t, "cambridge")
	summary, s := runOn(t, dir)
	sums, counts, whole := map[string]float64{}, map[string][2]int{}, map[string]float64{}
	for _, e := range mustExtents(t, s) {
		err := s.Pieces(e.ParkCode, e.Kind, func(p *store.Piece) error {
			c := counts[p.ParkCode]
			if p.Relation == string(land.Inside) {
				c[0]++
			} else {
				c[1]++
			}
			sums[p.ParkCode] += p.AreaM2
			whole[p.ParkCode] += p.AreaM2 / p.Share
			counts[p.ParkCode] = c
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	type park struct {
		Park                       int
		Area                       float64
		ParcelsWhole, ParcelsSplit int
		ClippedArea                float64 `json:"clipped_area"`
	}
	want := lines[park](t, filepath.Join(dir, "expected_parks_sample.jsonl"))
	for _, w := range want {
		code := fmt.Sprintf("PK%06d", w.Park)
		n := counts[code][0] + counts[code][1]
		if diff := sums[code] - w.ClippedArea; math.Abs(diff) > areaTolerance(whole[code], n) {
			t.Errorf("district %s: %v m² in %d pieces, want %v (difference %v)", code, sums[code], n, w.ClippedArea, diff)
		}
	}
	t.Logf("%d parcels, %d pieces, %d rejected; %d districts of the sample agree; %s",
		summary.Ledger.Total().In.Count, summary.Pieces, summary.Ledger.Total().Rejected.Count, len(want), strings.TrimSpace(counted(summary)))
}

func counted(s *pipeline.Summary) string {
	counts := map[land.Code]int64{}
	for _, f := range s.Findings.List() {
		counts[f.Code] += f.Times()
	}
	var b strings.Builder
	for _, c := range land.Codes() {
		if counts[c] > 0 {
			fmt.Fprintf(&b, "%s %d ", c, counts[c])
		}
	}
	return b.String()
}

func mustExtents(t *testing.T, s *store.Store) []store.Extent {
	t.Helper()
	extents, err := s.Extents()
	if err != nil {
		t.Fatal(err)
	}
	return extents
}
