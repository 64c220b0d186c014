package pipeline_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// A night that was killed when its store stood and its seal did not is found to be
// one when it comes again: no run is added.
func TestNightKilledBeforeItsSealIsNotRepeated(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	p := village(rand.New(rand.NewPCG(1, 1)))
	p.write(t, dir)
	p.run(t, dir, out, 1)
	seal := filepath.Join(out, ".jiyue.seal")
	check(t, os.Rename(seal, seal+".next"))
	if run := p.run(t, dir, out, 2); run != 1 {
		t.Errorf("the next night repeats run %d, not 1", run)
	}
}

// That the last store was damaged, and where it is kept, is on record in the new one.
func TestDamagedStoreIsAFindingOnRecord(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	p := village(rand.New(rand.NewPCG(1, 2)))
	p.write(t, dir)
	p.run(t, dir, out, 1)
	check(t, os.WriteFile(store.PathIn(out), []byte("no store any more"), 0o600))
	p.run(t, dir, out, 2)
	s, err := store.Open(store.PathIn(out))
	check(t, err)
	defer s.Close()
	findings, err := s.Findings(1)
	check(t, err)
	if !slices.ContainsFunc(findings, func(f store.Finding) bool {
		return f.Code == string(land.StoreDamaged) && f.Severity == string(land.Error) && strings.Contains(f.Found, store.FileName+".damaged")
	}) {
		t.Errorf("the findings say nothing of it: %+v", findings)
	}
}
