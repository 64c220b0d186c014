package report

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// publishedSample writes the sample into a store and returns the folder.
func publishedSample(t testing.TB, d *data) string {
	t.Helper()
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	night, err := store.Create(dir, store.Options{Started: time.Date(2021, 9, 1, 18, 0, 0, 0, time.UTC), Version: "0.1.0"})
	must(err)
	defer night.Discard()
	run, err := night.Begin(d.run)
	must(err)
	must(night.SetCRS(store.CRS{EPSG: 4525, Name: "CGCS2000 3° GK zone 37", WKT: "LOCAL_CS[\"x\"]"}))
	must(night.WriteSources(landSources(d)))
	must(night.WriteParks(landParks(d)))
	must(night.WriteExtents(landExtents(d)))
	for i, e := range d.extents {
		var pieces []land.Piece
		must(d.pieces(e.ParkCode, e.Kind, func(p *store.Piece) error {
			pieces = append(pieces, land.Piece{Extent: i, Source: 1, Record: p.Record, ParcelID: p.ParcelID, Relation: land.Relation(p.Relation),
				Share: p.Share, PlanarM2: p.AreaM2, AreaM2: p.AreaM2, Shape: p.Shape,
				Classes: land.Classes{LandUse: p.LandUse, Status: land.Status(p.Status)}})
			return nil
		}))
		must(night.WritePieces(pieces))
	}
	must(night.PiecesDone())
	must(night.WriteMetrics(d.metrics))
	must(night.WriteScores(d.scores))
	must(night.WritePerformance(d.performance))
	must(night.WriteFindings(landFindings(d)))
	if d.ledger != nil {
		must(night.WriteLedger(land.NewLedger(landSources(d), landExtents(d))))
	}
	must(night.Finish(run))
	must(night.Publish())
	return dir
}

func landSources(d *data) []land.Source {
	var out []land.Source
	for _, s := range d.sources {
		out = append(out, land.Source{Role: land.Role(s.Role), Path: s.Path, Bytes: s.Bytes, Hash: s.Hash, Records: s.Records, CRS: s.CRS, CRSRule: s.CRSRule, Encoding: s.Encoding, EncRule: s.EncRule})
	}
	return out
}

func landParks(d *data) []land.Park {
	var out []land.Park
	for _, p := range d.parks {
		park := land.Park{Code: p.Code, Name: p.Name, Level: p.Level, Scope: p.Scope, Type: p.Type, County: p.County}
		if p.ApprovedAreaM2 != nil {
			park.ApprovedAreaM2 = land.Known(*p.ApprovedAreaM2)
		}
		out = append(out, park)
	}
	return out
}

func landExtents(d *data) []land.Extent {
	var out []land.Extent
	for _, e := range d.extents {
		out = append(out, land.Extent{ParkCode: e.ParkCode, Kind: land.ExtentKind(e.Kind), Blocks: e.Blocks, Shape: e.Shape, AreaM2: e.AreaM2, EllipsoidalAreaM2: e.EllipsoidalAreaM2})
	}
	return out
}

func landFindings(d *data) []land.Finding {
	var out []land.Finding
	for _, f := range d.findings {
		finding := asFinding(f)
		finding.AreaM2 = land.Known(*f.AreaM2)
		out = append(out, finding)
	}
	return out
}

// TestWriteFromStore takes the way of a run: rows go into a store, Write reads
// them back, and the documents say what they say when composed of the rows.
func TestWriteFromStore(t *testing.T) {
	d := sample(8, 4)
	d.ledger = nil
	dir := publishedSample(t, d)
	s, err := store.Open(store.PathIn(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out := t.TempDir()
	names, err := Write(s, Options{}, func(name string) string { return filepath.Join(out, name) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{HTMLName, DOCXName, XLSXName}, names); diff != "" {
		t.Error(diff)
	}
	d.run.ID, d.run.LandRun = 1, 1 // the store counts runs itself
	d.landRun = d.run
	m := composed(t, d, Options{})
	for _, document := range documents {
		got, err := os.ReadFile(filepath.Join(out, document.name))
		if err != nil {
			t.Fatal(err)
		}
		if want := printed(t, m, document.print); !bytes.Equal(got, want) {
			t.Errorf("%s from the store differs from the rows' own (%d bytes, want %d)", document.name, len(got), len(want))
			if document.name == HTMLName {
				t.Log(cmp.Diff(string(want), string(got)))
			}
		}
	}
}

// A failure to write is an error that names the file, and nothing that was
// written before it is passed off as complete.
func TestWriteFails(t *testing.T) {
	d := sample(2, 4)
	d.ledger = nil
	s, err := store.Open(store.PathIn(publishedSample(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	missing := filepath.Join(t.TempDir(), "no", "such", "folder")
	names, err := Write(s, Options{}, func(name string) string { return filepath.Join(missing, name) })
	if err == nil || len(names) != 0 {
		t.Errorf("wrote %v into a folder that isn't there, error %v", names, err)
	}
}

// TestReportOfScoreRun scores a published store again. What the land run found,
// read and accounted for is in the report, with that run's times; the scores
// are those of the last run.
func TestReportOfScoreRun(t *testing.T) {
	d := sample(3, 4)
	dir := publishedSample(t, d)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	night, err := store.Amend(dir, store.Options{Started: time.Date(2021, 9, 2, 9, 30, 0, 0, time.UTC), Version: "0.1.0"})
	must(err)
	defer night.Discard()
	run, err := night.Begin(store.Run{Kind: "score", LandRun: 1, StartedAt: "2021-09-02T09:30:00Z", ProjectName: d.run.ProjectName,
		BaseDate: d.run.BaseDate, IndicatorSet: d.run.IndicatorSet, AreaKind: d.run.AreaKind, CRS: d.run.CRS})
	must(err)
	must(night.WriteMetrics(d.metrics))
	must(night.WriteFindings(landFindings(&data{findings: d.findings[:1]})))
	run.FinishedAt = "2021-09-02T09:30:01Z"
	must(night.Finish(run))
	must(night.Publish())
	s, err := store.Open(store.PathIn(dir))
	must(err)
	defer s.Close()
	m, err := Build(s, Options{})
	must(err)
	if n := len(m.Findings.Table.Rows); n != len(d.findings)+1 {
		t.Errorf("%d findings, want %d of the land run and one of the score run", n, len(d.findings))
	}
	if len(m.Ledger) == 0 || len(m.Sources) == 0 || len(m.Sources[0].Rows) != len(d.sources) {
		t.Errorf("%d tables of the ledger, sources %v", len(m.Ledger), m.Sources)
	}
	if m.Scores != nil {
		t.Error("the scores of an earlier run are shown")
	}
	facts := map[string]string{}
	for _, f := range m.Run {
		facts[f.Name] = f.Figure.Text
	}
	want := map[string]string{"运行编号": "2", "重新评分": "2021-09-02 09:30:01 UTC", "土地数据来自运行": "1",
		"开始": "2021-09-01 18:00:00 UTC", "结束": "2021-09-01 18:00:07 UTC", "输入校验值": d.run.InputHash}
	for name, text := range want {
		if facts[name] != text {
			t.Errorf("%s is %q, want %q", name, facts[name], text)
		}
	}
}
