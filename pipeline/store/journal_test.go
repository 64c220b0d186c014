package store_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// killWhileWriting has a program of another build of SQLite killed in the midst
// of a transaction, with a part of it in the file already.
func killWhileWriting(t *testing.T, path string) {
	t.Helper()
	editor := exec.Command(program(t, "sqlite3"), path)
	in, err := editor.StdinPipe()
	must(t, err)
	out, err := editor.StdoutPipe()
	must(t, err)
	must(t, editor.Start())
	_, err = in.Write([]byte(`PRAGMA cache_size=1; BEGIN IMMEDIATE; UPDATE run SET project_name='half';
		UPDATE data_dictionary SET meaning = meaning || hex(zeroblob(500)); SELECT 'written';` + "\n"))
	must(t, err)
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "written"; {
	}
	must(t, editor.Process.Kill())
	editor.Wait()
}

// A desktop GIS that is killed while it writes leaves a file that is half old
// and half new, and the journal with which to undo it.
func TestJournalOfAKilledProgramIsUndone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	for name, begin := range map[string]func(string, store.Options) (*store.Tonight, error){"run": store.Create, "score": store.Amend, "report": store.Reprint} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			n := demoNight()
			n.publish(t, dir)
			path := store.PathIn(dir)
			before, err := os.ReadFile(path)
			must(t, err)
			killWhileWriting(t, path)
			if half, err := os.ReadFile(path); err != nil || bytes.Equal(half, before) {
				t.Fatalf("nothing was half-written: %v", err)
			}
			_, err = store.Open(path)
			if f, is := land.AsFailure(err); !is || !strings.Contains(f.Line(land.EN), "stopped while it did") {
				t.Errorf("to a reader it is: %v", err)
			}
			tonight, err := begin(dir, options)
			must(t, err)
			defer tonight.Discard()
			if r := tonight.Remarks(); len(r) != 1 || !strings.Contains(r[0].EN, "it left jiyue.gpkg-journal") || !strings.Contains(r[0].EN, "undone") {
				t.Errorf("remarks: %v", r)
			}
			if name == "run" {
				n := demoNight()
				n.writeLand(t, tonight)
				n.writeResults(t, tonight)
				must(t, tonight.Publish())
			}
			runs, err := open(t, dir).Runs()
			if err != nil || runs[0].ProjectName != n.run.ProjectName {
				t.Errorf("%+v %v", runs, err)
			}
			if verdict := sqliteSays(t, path, "PRAGMA integrity_check"); verdict != "ok" {
				t.Error(verdict)
			}
			must(t, tonight.Discard())
			if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" {
				t.Errorf("folder: %s", got)
			}
		})
	}
}

// Nothing is written through a link that somebody has put into the folder.
func TestLinksDoNotLeadOutOfTheFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights")
	}
	for _, name := range []string{".jiyue.lock", ".jiyue-tonight", "jiyue.gpkg", "report.html"} {
		t.Run(name, func(t *testing.T) {
			dir, elsewhere := t.TempDir(), t.TempDir()
			target := filepath.Join(elsewhere, "target")
			must(t, os.WriteFile(target, nil, 0o644))
			if name == ".jiyue-tonight" {
				target = elsewhere
			}
			must(t, os.Symlink(target, filepath.Join(dir, name)))
			tonight, err := store.Create(dir, options)
			if err == nil {
				defer tonight.Discard()
				n := demoNight()
				n.writeLand(t, tonight)
				must(t, os.WriteFile(tonight.Staged("report.html"), []byte("tonight"), 0o644))
				n.writeResults(t, tonight)
				must(t, tonight.Publish())
			} else if name != ".jiyue.lock" && name != "jiyue.gpkg" { // these are refused
				t.Error(err)
			}
			if text, err := os.ReadFile(filepath.Join(elsewhere, "target")); err != nil || len(text) > 0 || folder(t, elsewhere) != "target" {
				t.Errorf("outside there is now %s, %q, %v", folder(t, elsewhere), text, err)
			}
		})
	}
}
