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
func publishedSample(t *testing.T, d *data) string {
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
