package pipeline_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// runFixture runs a committed case into a folder of its own.
func runFixture(t *testing.T, name string, o pipeline.Options) (*pipeline.Summary, *store.Store) {
	t.Helper()
	return runConfig(t, filepath.Join("../fixtures", name, "jiyue.yaml"), o)
}

// runConfig runs a configuration into a folder of its own and opens the
// published store.
func runConfig(t *testing.T, path string, o pipeline.Options) (*pipeline.Summary, *store.Store) {
	t.Helper()
	cfg, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Output = t.TempDir()
	summary, err := pipeline.Run(context.Background(), cfg, o)
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

// table reads a CSV with a header as one map a row.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		list = append(list, m)
	}
	return list
}

// metricsOf lists the last run's metrics as park/kind/indicator → value.
func metricsOf(t *testing.T, s *store.Store) map[string]*float64 {
	t.Helper()
	run, err := s.LastRun()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Metrics(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]*float64{}
	for _, m := range rows {
		values[m.ParkCode+"/"+m.ExtentKind+"/"+m.Indicator] = m.Value
	}
	return values
}

// TestDemoAgreesWithGDAL: four figures of every park, computed by another
// program (see fixtures/daning/README.md), to 1e-9.
func TestDemoAgreesWithGDAL(t *testing.T) {
	_, s := runFixture(t, "daning", pipeline.Options{})
	got := metricsOf(t, s)
	worst, compared := 0.0, 0
	for _, row := range table(t, "../fixtures/daning/want/metrics_by_gdal.csv") {
		for _, indicator := range []string{"parcel_area", "built_area", "floor_area", "output_per_mu"} {
			key := row["park_code"] + "/" + row["extent_kind"] + "/" + indicator
			want, err := strconv.ParseFloat(row[indicator], 64)
			if err != nil {
				t.Fatal(err)
			}
			value := got[key]
			if value == nil {
				t.Errorf("%s was not computed", key)
				continue
			}
			off := math.Abs(*value-want) / math.Abs(want)
			worst, compared = max(worst, off), compared+1
			if off > 1e-9 {
				t.Errorf("%s is %v, GDAL has %v", key, *value, want)
			}
		}
	}
	if compared < 40 {
		t.Errorf("only %d figures compared", compared)
	}
	t.Logf("%d figures, worst relative difference %.1e", compared, worst)
}

// TestDefectsAreFound: every planted defect comes out as the finding that the
// list names, and nothing else does. Findings about indicators are left to
// their own tests.
func TestDefectsAreFound(t *testing.T) {
	summary, s := runFixture(t, "defects", pipeline.Options{})
	about := func(f land.Finding) string {
		return fmt.Sprintf("%s %s %s #%d %s %s", f.Severity(), f.Code, strings.TrimPrefix(f.Source, "input/"), f.Record, f.ParcelID, f.ParkCode)
	}
	ofIndicators := map[land.Code]bool{land.Implausible: true, land.ScoreImpossible: true, land.IdentityBroken: true, land.TypeAdvisory: true, land.CoverageGap: true}
	var got, want []string
	for _, f := range summary.Findings.List() {
		if !ofIndicators[f.Code] {
			got = append(got, about(f))
		}
	}
	for _, row := range table(t, "../fixtures/defects/input/planted.csv") {
		want = append(want, fmt.Sprintf("%s %s %s #%s %s %s", row["severity"], row["code"], row["source"], row["record"], row["parcel_id"], row["park_code"]))
	}
	sort.Strings(got)
	sort.Strings(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("planted (-) and found (+): %s", diff)
	}
	if !summary.Faulty() {
		t.Error("the run does not call for exit code 3")
	}
	metrics := metricsOf(t, s)
	for _, row := range table(t, "../fixtures/defects/want/parks.csv") {
		for _, indicator := range []string{"land_area", "parcel_area"} {
			want, _ := strconv.ParseFloat(row[indicator], 64)
			if value := metrics[row["park_code"]+"/approved/"+indicator]; value == nil || math.Abs(*value-want) > 1e-9*want+1e-6 {
				t.Errorf("%s of %s is %v, worked by hand %v", indicator, row["park_code"], value, want)
			}
		}
	}
}

// TestNothingIsLostBetweenParks: a parcel that two parks divide between them
// keeps its whole area and its whole output.
func TestNothingIsLostBetweenParks(t *testing.T) {
	_, s := runFixture(t, "daning", pipeline.Options{})
	type whole struct {
		parks         int
		share, output float64
	}
	parcels := map[string]whole{}
	for _, e := range mustExtents(t, s) {
		if e.Kind != string(land.Approved) {
			continue
		}
		err := s.Pieces(e.ParkCode, e.Kind, func(p *store.Piece) error {
			w := parcels[p.ParcelID]
			w.parks++
			w.share += p.Share
			if v := p.Figures["output"]; v != nil {
				w.output += *v
			}
			parcels[p.ParcelID] = w
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	divided := 0
	for id, w := range parcels {
		if w.share > 1+1e-12 {
			t.Errorf("parcel %s has shares of %v in all", id, w.share)
		}
		if w.parks == 2 && math.Abs(w.share-1) < 1e-12 {
			divided++
		}
	}
	if divided == 0 {
		t.Error("no parcel is divided between two parks: the fixture proves nothing")
	}
	t.Logf("%d parcels are divided between two parks and keep all they have", divided)
}

// TestJobsChangeNothing: one goroutine or seven, the same metrics and pieces
// to the last bit.
func TestJobsChangeNothing(t *testing.T) {
	_, one := runFixture(t, "daning", pipeline.Options{Jobs: 1})
	_, many := runFixture(t, "daning", pipeline.Options{Jobs: 7})
	if diff := cmp.Diff(metricsOf(t, one), metricsOf(t, many)); diff != "" {
		t.Error(diff)
	}
	for _, e := range mustExtents(t, one) {
		if diff := cmp.Diff(piecesOf(t, one, e), piecesOf(t, many, e)); diff != "" {
			t.Fatalf("pieces of %s: %s", e.ParkCode, diff)
		}
	}
}

func piecesOf(t *testing.T, s *store.Store, e store.Extent) []store.Piece {
	t.Helper()
	var list []store.Piece
	if err := s.Pieces(e.ParkCode, e.Kind, func(p *store.Piece) error { list = append(list, *p); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestAnotherZone: the northern parcels as GDAL writes them in another CRS of
// the same datum, without a zone number and with its asterisks for NULL, give
// the same figures. GDAL's own way there and back is good to some 1e-8 m, which
// over the boundary of a parcel of 40 m is 1e-9 of its area.
func TestAnotherZone(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("ogr2ogr (Debian's gdal-bin) is not installed")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../fixtures/daning")); err != nil {
		t.Fatal(err)
	}
	input := filepath.Join(dir, "input")
	from, to := filepath.Join(input, "parcels_north.shp"), filepath.Join(input, "moved.shp")
	if out, err := exec.Command("ogr2ogr", "-lco", "ENCODING=GBK", "-t_srs", "EPSG:4546", to, from).CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr: %v\n%s", err, out)
	}
	for _, ending := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		if err := os.Rename(strings.TrimSuffix(to, ".shp")+ending, strings.TrimSuffix(from, ".shp")+ending); err != nil {
			t.Fatal(err)
		}
	}
	summary, moved := runConfig(t, filepath.Join(dir, "jiyue.yaml"), pipeline.Options{})
	_, plain := runFixture(t, "daning", pipeline.Options{})
	codes := map[land.Code]int64{}
	for _, f := range summary.Findings.List() {
		codes[f.Code] += f.Times()
	}
	if codes[land.Reprojected] != 1 || codes[land.NumberAsterisks] != 2 || summary.Findings.Count(land.Error) != 0 {
		t.Errorf("findings: %v", codes)
	}
	got := metricsOf(t, moved)
	for key, want := range metricsOf(t, plain) {
		if want == nil {
			continue
		}
		if v := got[key]; v == nil || math.Abs(*v-*want) > 1e-8*math.Abs(*want)+1e-12 {
			t.Errorf("%s is %v, in one CRS %v", key, v, *want)
		}
	}
}
