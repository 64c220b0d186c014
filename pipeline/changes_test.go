package pipeline_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestDamagedPiecesAreNamed: where the disk has spoilt pieces of the last store
// and nothing else, the night says so that the changes can't be told by parcel.
func TestDamagedPiecesAreNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../fixtures/daning")); err != nil {
		t.Fatal(err)
	}
	check(t, os.RemoveAll(filepath.Join(dir, "out")))
	path := filepath.Join(dir, "jiyue.yaml")
	again := func() *store.Store {
		cfg, err := config.Load(path)
		check(t, err)
		summary, err := pipeline.Run(context.Background(), cfg, pipeline.Options{NoReport: true})
		check(t, err)
		s, err := store.Open(summary.Store)
		check(t, err)
		return s
	}
	check(t, again().Close())
	spoilPieces(t, store.PathIn(filepath.Join(dir, "out")))
	text, err := os.ReadFile(path)
	check(t, err)
	check(t, os.WriteFile(path, []byte(strings.Replace(string(text), "闲置: idle", "闲置: built", 1)), 0o666))
	s := again()
	defer s.Close()
	run, err := s.LastRun()
	check(t, err)
	findings, err := s.Findings(run.ID)
	check(t, err)
	if !slices.ContainsFunc(findings, func(f store.Finding) bool { return f.Code == string(land.StorePiecesDamaged) }) {
		t.Errorf("nothing is said about the pieces of run 1; run %d", run.ID)
	}
	if runs, err := s.Runs(); err != nil || len(runs) != 2 {
		t.Errorf("%d runs, %v: the history is whole", len(runs), err)
	}
}

// spoilPieces overwrites the cell pointers of every leaf page that holds several
// geometries: the pages of the table piece.
func spoilPieces(t *testing.T, path string) {
	t.Helper()
	file, err := os.ReadFile(path)
	check(t, err)
	size := int(file[16])<<8 | int(file[17])
	spoilt := 0
	for at := size; at+size <= len(file); at += size {
		page := file[at : at+size]
		if page[0] == 0x0d && bytes.Count(page, []byte("GP\x00")) > 5 {
			for i := 8; i < 60; i++ {
				page[i] = 0xff
			}
			spoilt++
		}
	}
	if spoilt == 0 {
		t.Fatal("no page of pieces was found")
	}
	check(t, os.WriteFile(path, file, 0o666))
}
