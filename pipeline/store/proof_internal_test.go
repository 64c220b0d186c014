package store

import (
	"errors"
	"path/filepath"
	"testing"
)

// The proof beside the night is the proof of the file as it is: what breaks a
// constraint fails it, and a later write makes it worthless.
func TestProof(t *testing.T) {
	const insert = `INSERT INTO piece (park_code, extent_kind, source, record, relation, share, area_m2) VALUES ('S1', 'approved', 'a.shp', 1, 'cut', `
	for _, c := range []struct {
		name          string
		before, after string
		holds, broken bool
	}{
		{name: "a whole file", before: insert + "0.5, 1)", holds: true},
		{name: "a share above 1", before: "PRAGMA ignore_check_constraints = 1; " + insert + "2, 1)", holds: true, broken: true},
		{name: "written to since", after: insert + "0.5, 1)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			w := newLayerFile(t, dir)
			defer w.close()
			if err := w.exec(c.before); err != nil {
				t.Fatal(err)
			}
			p, err := startProof(filepath.Join(dir, FileName))
			if err != nil {
				t.Fatal(err)
			}
			if err := w.exec(c.after); err != nil {
				t.Fatal(err)
			}
			holds, err := p.wait()
			if holds != c.holds || errors.Is(err, errProof) != c.broken || err != nil && !c.broken {
				t.Errorf("holds %v, want %v; %v", holds, c.holds, err)
			}
		})
	}
}

func TestProofAbandoned(t *testing.T) {
	dir := t.TempDir()
	w := newLayerFile(t, dir)
	defer w.close()
	p, err := startProof(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.abandon(); err != nil {
		t.Error(err)
	}
}

// Nothing is published on a proof of what the file was.
func TestWritesAfterFinishAreProved(t *testing.T) {
	dir := t.TempDir()
	night, err := Create(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer night.Discard()
	run, err := night.Begin(Run{})
	if err == nil {
		err = night.Finish(run)
	}
	if err == nil {
		err = night.w.exec(`PRAGMA ignore_check_constraints = 1;
			INSERT INTO finding (run_id, severity, code, message, count) VALUES (1, 'nonsense', '', '', 1);
			PRAGMA ignore_check_constraints = 0`)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := night.Publish(); !errors.Is(err, errProof) {
		t.Errorf("published: %v", err)
	}
}
