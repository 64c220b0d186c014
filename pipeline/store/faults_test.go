package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// faults is how often a fault is tried: so many times in a test of every day,
// JIYUE_FAULTS times where that is set (make faults).
func faults(everyDay int) int {
	if n, err := strconv.Atoi(os.Getenv("JIYUE_FAULTS")); err == nil {
		return n
	}
	return everyDay
}

// afterANight is a folder with a published store, and the store. Of a sealed
// one the next night takes the history without a further proof.
func afterANight(t *testing.T, sealed ...bool) (dir string, content []byte) {
	t.Helper()
	dir = t.TempDir()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n := demoNight()
	n.writeLand(t, tonight)
	n.writeResults(t, tonight)
	if len(sealed) > 0 && sealed[0] {
		tonight.Seal(json.RawMessage("{}"), "")
	}
	must(t, tonight.Publish())
	content, err = os.ReadFile(store.PathIn(dir))
	must(t, err)
	return dir, content
}

// Killed at any moment from the start of the process to its end, a night leaves
// last night's store or tonight's.
func TestKilledAtAnyMoment(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	dir, _ := afterANight(t)
	begun := time.Now()
	whole, steps := startChild(t, dir)
	for steps.Scan() {
	}
	must(t, whole.Wait())
	takes := time.Since(begun)
	trials := faults(5)
	for trial := range trials {
		dir, before := afterANight(t)
		child, steps := startChild(t, dir)
		go func() {
			for steps.Scan() {
			}
		}()
		time.Sleep(takes * time.Duration(2*trial+1) / time.Duration(2*trials))
		child.Process.Kill()
		child.Wait()
		checkWhole(t, dir, before)
	}
}

// The publication itself is some hundredths of a second: kills are closer there.
func TestKilledWhilePublishing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	for trial := range faults(5) {
		dir, before := afterANight(t)
		child, steps := startChild(t, dir)
		for steps.Scan() && steps.Text() != "finished" {
		}
		time.Sleep(time.Duration(trial%20) * 4 * time.Millisecond)
		child.Process.Kill()
		child.Wait()
		checkWhole(t, dir, before)
	}
}

// Whatever a disk has made of the old store, the night goes through: with the
// history where it can be read, without it where not, and then the old file is
// kept and the run says so.
func TestCorruptedStoreDoesNotStopTheNight(t *testing.T) {
	for trial := range faults(12) {
		r := rand.New(rand.NewPCG(uint64(trial), 6))
		dir, content := afterANight(t, trial%2 == 0)
		for range 1 + r.IntN(8) {
			from := r.IntN(len(content))
			if r.IntN(4) == 0 {
				from = r.IntN(min(len(content), 16384)) // the header and the schema
			}
			for i := from; i < min(len(content), from+1+r.IntN(64)); i++ {
				content[i] = byte(r.Uint32())
			}
		}
		if r.IntN(5) == 0 {
			content = content[:r.IntN(len(content))]
		}
		must(t, os.WriteFile(store.PathIn(dir), content, 0o644))
		tonight, err := store.Create(dir, options)
		if err != nil {
			if f, is := land.AsFailure(err); is && strings.Contains(f.Line(land.EN), "newer program") {
				continue // the number of the schema was struck: to overwrite such a store would be wrong
			}
			t.Fatalf("trial %d: %v", trial, err)
		}
		defer tonight.Discard()
		aside := strings.Contains(strings.Join(english(tonight.Remarks()), " "), "kept as jiyue.gpkg.damaged ")
		n := demoNight()
		n.writeLand(t, tonight)
		n.writeResults(t, tonight)
		must(t, tonight.Publish())
		if verdict := sqliteSays(t, store.PathIn(dir), "PRAGMA integrity_check"); verdict != "ok" {
			t.Errorf("trial %d: %s", trial, verdict)
		}
		runs, err := open(t, dir).Runs()
		if err != nil || len(runs) != 2 && !aside {
			t.Errorf("trial %d: %d runs, put aside: %t, %v", trial, len(runs), aside, err)
		}
		if kept, err := os.ReadFile(store.PathIn(dir) + ".damaged"); aside && (err != nil || !bytes.Equal(kept, content)) {
			t.Errorf("trial %d: the damaged store was not kept, %v", trial, err)
		}
	}
}

func english(texts []land.Text) (list []string) {
	for _, text := range texts {
		list = append(list, text.EN)
	}
	return list
}

func TestFolderInPlaceOfTheStore(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Mkdir(store.PathIn(dir), 0o755))
	_, err := store.Create(dir, options)
	if f, is := land.AsFailure(err); !is || !strings.Contains(f.Line(land.EN), "this is a folder, not a store") {
		t.Errorf("%v", err)
	}
	if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" {
		t.Errorf("left over: %s", got)
	}
}

// A folder in which the user may not write: the night says so and the store
// stays.
func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions of another kind")
	}
	dir, before := afterANight(t)
	must(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	child := exec.Command(executable(t))
	child.Env = append(os.Environ(), childFolder+"="+dir)
	asNobody(t, child, dir)
	out, err := child.Output()
	if err == nil || !strings.Contains(string(out), "cannot write in the output folder") {
		t.Errorf("%v\n%s", err, out)
	}
	if after, err := os.ReadFile(store.PathIn(dir)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store has changed, %v", err)
	}
	must(t, os.Chmod(dir, 0o755))
	checkWhole(t, dir, before)
}

// executable is a copy of the test's program that every user may run.
func executable(t *testing.T) string {
	t.Helper()
	from, err := os.Open(os.Args[0])
	must(t, err)
	defer from.Close()
	path := filepath.Join(t.TempDir(), "night")
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o755)
	must(t, err)
	_, err = io.Copy(to, from)
	must(t, errors.Join(err, to.Close()))
	return path
}
