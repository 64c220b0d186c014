package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// sealedNight is a night ready to be put in place, with a document and a seal.
func sealedNight(t *testing.T, dir, basis string) *Tonight {
	t.Helper()
	night, err := Create(dir, Options{})
	check(t, err)
	run, err := night.Begin(Run{})
	check(t, err)
	check(t, night.Finish(run))
	check(t, os.WriteFile(night.Staged("report.html"), []byte(basis), 0o644))
	night.Seal(json.RawMessage(basis), "made")
	check(t, night.prepare())
	return night
}

// Killed at whatever point of the publication, a night leaves a seal that fits the
// store: the next one of the same input need not do the work again.
func TestSealFitsTheStoreWhereverAPublicationIsKilled(t *testing.T) {
	steps := []func(*Tonight) error{
		func(*Tonight) error { return nil },
		(*Tonight).announceSeal,
		(*Tonight).renameStore,
		func(n *Tonight) error { return os.Rename(n.Staged("report.html"), filepath.Join(n.dir, "report.html")) },
		(*Tonight).confirmSeal,
	}
	for killed := range steps {
		dir := t.TempDir()
		check(t, sealedNight(t, dir, "1").place())
		night := sealedNight(t, dir, "2")
		for _, step := range steps[:killed+1] {
			check(t, step(night))
		}
		check(t, night.closeFiles())
		night.lock.release() // as the end of the process does

		wantStore, wantReport := "1", "1"
		if killed >= 2 {
			wantStore = "2"
		}
		if killed >= 3 {
			wantReport = "2"
		}
		for _, when := range []string{"before", "after"} {
			seal, sealed := ReadSeal(dir)
			if !sealed || !seal.Holds(dir, FileName, "") || string(seal.Basis) != wantStore {
				t.Errorf("killed after step %d, %s the next night: the seal %s does not hold", killed, when, seal.Basis)
			}
			if holds := seal.Holds(dir, "report.html", "made"); holds != (wantStore == wantReport) {
				t.Errorf("killed after step %d: the report is sealed: %t", killed, holds)
			}
			next, err := Reprint(dir, Options{})
			check(t, err)
			check(t, next.Discard())
		}
		if got := names(t, dir); got != ".jiyue.lock .jiyue.seal jiyue.gpkg report.html" {
			t.Errorf("killed after step %d, the next night leaves %s", killed, got)
		}
	}
}
