package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// prepared is a night that is ready to be put in place, with three further
// files, and a folder that has come into the way of the second one since.
func prepared(t *testing.T, dir string, begin func(string, Options) (*Tonight, error)) *Tonight {
	t.Helper()
	tonight, err := begin(dir, Options{Lang: land.EN})
	check(t, err)
	t.Cleanup(func() { tonight.Discard() })
	if tonight.w != nil {
		run, err := tonight.Begin(Run{})
		check(t, err)
		check(t, tonight.Finish(run))
	}
	for _, name := range []string{"a.docx", "b.html", "c.xlsx"} {
		check(t, os.WriteFile(tonight.Staged(name), []byte("tonight's"), 0o644))
	}
	check(t, tonight.prepare())
	check(t, os.MkdirAll(filepath.Join(dir, "b.html"), 0o755))
	return tonight
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

// A further file that cannot be replaced after the store was: the others are,
// the error says which is which, and nothing is left over.
func TestPartialPublication(t *testing.T) {
	dir := t.TempDir()
	for _, night := range []struct {
		name   string
		begin  func(string, Options) (*Tonight, error)
		placed []string
	}{
		{"of a run", Create, []string{FileName, "a.docx", "c.xlsx"}},
		{"of a reprint", Reprint, []string{"a.docx", "c.xlsx"}},
	} {
		t.Run(night.name, func(t *testing.T) {
			tonight := prepared(t, dir, night.begin)
			var partial *Partial
			if err := tonight.place(); !errors.As(err, &partial) {
				t.Fatalf("%v, want a *Partial", err)
			}
			if !slices.Equal(partial.Placed, night.placed) || !slices.Equal(partial.Left, []string{"b.html"}) {
				t.Errorf("placed %v, left %v", partial.Placed, partial.Left)
			}
			for _, text := range []string{partial.Text().ZH, partial.Text().EN} {
				if !strings.Contains(text, strings.Join(night.placed, ", ")) || !strings.Contains(text, "b.html: file exists") || strings.Contains(text, stagingName) {
					t.Error(text)
				}
			}
			if got, want := names(t, dir), lockName+" a.docx b.html c.xlsx "+FileName; got != want {
				t.Errorf("folder: %s, want %s", got, want)
			}
			again, err := Reprint(dir, Options{})
			check(t, err)
			if len(again.Remarks()) != 0 {
				t.Errorf("left over: %v", again.Remarks())
			}
			check(t, again.Discard())
			check(t, os.Remove(filepath.Join(dir, "b.html")))
		})
	}
}

// A store that cannot take its place leaves the damaged one where it was, under
// its own name alone.
func TestDamagedStoreIsTakenBack(t *testing.T) {
	dir := t.TempDir()
	check(t, os.WriteFile(PathIn(dir), []byte("broken"), 0o644))
	check(t, os.WriteFile(PathIn(dir)+"-wal", []byte("log"), 0o644))
	tonight := prepared(t, dir, Create)
	check(t, os.Remove(filepath.Join(dir, "b.html")))
	check(t, os.Remove(tonight.storePath()))
	if err := tonight.renameStore(); err == nil {
		t.Fatal("a store that is gone was published")
	}
	check(t, tonight.Discard())
	if got := names(t, dir); strings.Contains(got, "damaged") || !strings.Contains(got, FileName+"-wal") {
		t.Errorf("folder: %s", got)
	}
	if text, err := os.ReadFile(PathIn(dir)); err != nil || string(text) != "broken" {
		t.Errorf("%q %v", text, err)
	}
}
