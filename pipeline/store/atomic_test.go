package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"testing"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// childFolder is the environment variable that turns the test binary into a
// run of its own, to be killed.
const childFolder = "JIYUE_STORE_TEST_FOLDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		childNight(dir)
		return
	}
	os.Exit(m.Run())
}

// childNight runs a night and says each step before it takes it.
func childNight(dir string) {
	say := func(step string, err error) {
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println(step)
	}
	n := benchNight(3000, 17)
	tonight, err := store.Create(dir, options)
	say("created", err)
	n.run, err = tonight.Begin(n.run)
	say("begun", err)
	say("crs", tonight.SetCRS(store.CRS{EPSG: 4525, WKT: wkt}))
	say("sources", tonight.WriteSources(n.sources))
	say("parks", tonight.WriteParks(n.parks))
	say("extents", tonight.WriteExtents(n.extents))
	for i := 0; i < len(n.pieces); i += 1000 {
		say("pieces", tonight.WritePieces(n.pieces[i:i+1000]))
	}
	say("pieces done", tonight.PiecesDone())
	say("metrics", tonight.WriteMetrics(n.metrics))
	say("report", os.WriteFile(tonight.Staged("report.html"), []byte("<p>tonight"), 0o644))
	say("finished", tonight.Finish(n.run))
	say("published", tonight.Publish())
}

// startChild starts a night in a process of its own and returns its steps.
func startChild(t *testing.T, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	return child, bufio.NewScanner(out)
}

// folder lists what lies in the output folder.
func folder(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	sort.Strings(names)
	return strings.Join(names, " ")
}

// checkWhole holds the folder to the promise: last night's store to the byte,
// or tonight's, whole; and the next night goes through.
func checkWhole(t *testing.T, dir string, before []byte) {
	t.Helper()
	after, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	if !bytes.Equal(before, after) {
		runs, err := open(t, dir).Runs()
		must(t, err)
		if len(runs) != 2 || runs[1].Pieces != 0 && runs[1].FinishedAt == "" {
			t.Fatalf("the store is neither last night's nor tonight's: %+v", runs)
		}
		if verdict := sqliteSays(t, store.PathIn(dir), "PRAGMA integrity_check"); verdict != "ok" {
			t.Fatal(verdict)
		}
	}
	n := demoNight()
	n.publish(t, dir)
	if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" && got != ".jiyue.lock jiyue.gpkg report.html" {
		t.Errorf("left over after the next night: %s", got)
	}
}

func TestKilledAtEveryStep(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL")
	}
	for kill := 1; ; kill++ {
		dir := t.TempDir()
		n := demoNight()
		n.publish(t, dir)
		before, err := os.ReadFile(store.PathIn(dir))
		must(t, err)
		child, steps := startChild(t, dir)
		last := ""
		for i := 0; i < kill && steps.Scan(); i++ {
			last = steps.Text()
		}
		child.Process.Kill()
		child.Wait()
		if strings.HasPrefix(last, "failed") {
			t.Fatal(last)
		}
		checkWhole(t, dir, before)
		if last == "published" {
			return
		}
	}
}

func TestDroppedNightLeavesTheOldStore(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	before, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	for name, drop := range map[string]func(*store.Tonight){
		"discarded": func(tonight *store.Tonight) { must(t, tonight.Discard()); must(t, tonight.Discard()) },
		"published unfinished": func(tonight *store.Tonight) {
			if err := tonight.Publish(); err == nil {
				t.Error("a run that was not finished was published")
			}
			must(t, tonight.Discard())
		},
	} {
		t.Run(name, func(t *testing.T) {
			tonight, err := store.Create(dir, options)
			must(t, err)
			n := demoNight()
			n.writeLand(t, tonight)
			must(t, os.WriteFile(tonight.Staged("report.html"), []byte("x"), 0o644))
			drop(tonight)
			after, err := os.ReadFile(store.PathIn(dir))
			must(t, err)
			if !bytes.Equal(before, after) {
				t.Error("the old store has changed")
			}
			if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" {
				t.Errorf("left over: %s", got)
			}
		})
	}
}

func TestSecondRunIsToldOfTheFirst(t *testing.T) {
	dir := t.TempDir()
	tonight, err := store.Create(dir, options)
	must(t, err)
	for name, start := range map[string]func(string, store.Options) (*store.Tonight, error){"create": store.Create, "amend": store.Amend, "reprint": store.Reprint} {
		_, err := start(dir, options)
		f, ok := land.AsFailure(err)
		if !ok || f.Kind != land.Locked {
			t.Fatalf("%s: %v, want a failure of kind Locked", name, err)
		}
		for _, part := range []string{fmt.Sprint(os.Getpid()), started.Local().Format(time.DateTime)} {
			if !strings.Contains(f.Line(land.EN), part) || !strings.Contains(f.Line(land.ZH), part) {
				t.Errorf("%s: %q does not name %s", name, f.Line(land.EN), part)
			}
		}
	}
	must(t, tonight.Discard())
	again, err := store.Create(dir, options)
	must(t, err)
	must(t, again.Discard())
}

func TestFurtherFilesArePublishedWithTheStore(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	before, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	tonight, err := store.Reprint(dir, options)
	must(t, err)
	if _, err := tonight.Read().LastRun(); err != nil {
		t.Error(err)
	}
	must(t, os.WriteFile(tonight.Staged("report.html"), []byte("again"), 0o644))
	tonight.Staged("never written.xlsx")
	must(t, tonight.Publish())
	must(t, tonight.Discard())
	if text, err := os.ReadFile(filepath.Join(dir, "report.html")); err != nil || string(text) != "again" {
		t.Errorf("report.html: %q %v", text, err)
	}
	after, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("a reprint has changed the store")
	}
	if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg report.html" {
		t.Errorf("folder: %s", got)
	}
}

func TestFurtherFilesStayInTheFolder(t *testing.T) {
	for _, name := range []string{"../report.html", "a/b.html", "/etc/x", "..", ".", "", store.FileName, ".jiyue.lock"} {
		dir := t.TempDir()
		n := demoNight()
		tonight, err := store.Create(dir, options)
		must(t, err)
		n.writeLand(t, tonight)
		n.writeResults(t, tonight)
		if path := tonight.Staged(name); !strings.HasPrefix(path, dir) {
			t.Errorf("%q is written to %s", name, path)
		}
		if err := tonight.Publish(); err == nil {
			t.Errorf("%q was published", name)
		}
		must(t, tonight.Discard())
	}
}

func TestReaderOfTheOldStoreKeepsReading(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	old := open(t, dir)
	if _, err := old.Runs(); err != nil {
		t.Fatal(err)
	}
	second := demoNight()
	second.publish(t, dir)
	runs, err := old.Runs()
	if err != nil || len(runs) != 1 {
		t.Errorf("the old file shows %d runs, %v", len(runs), err)
	}
	if runs, err = open(t, dir).Runs(); err != nil || len(runs) != 2 {
		t.Errorf("the new file shows %d runs, %v", len(runs), err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.gpkg")
	must(t, os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o644))
	other := filepath.Join(dir, "other.db")
	sqliteDo(t, other, "CREATE TABLE t (a)")
	newer := filepath.Join(dir, "newer")
	n := demoNight()
	n.publish(t, newer)
	sqliteDo(t, store.PathIn(newer), "INSERT INTO schema_step VALUES (9999, 'from the future')")
	for name, c := range map[string]struct{ path, says string }{
		"missing":             {filepath.Join(dir, "none.gpkg"), "there is no store"},
		"folder":              {dir, "folder"},
		"text":                {text, "not a store"},
		"database of another": {other, "not a store"},
		"newer":               {store.PathIn(newer), "newer program"},
	} {
		_, err := store.Open(c.path)
		f, ok := land.AsFailure(err)
		if !ok || !strings.Contains(f.Line(land.EN), c.says) || !strings.HasPrefix(f.Line(land.EN), c.path) {
			t.Errorf("%s: %v, want a failure about %s that says %q", name, err, c.path, c.says)
		}
	}
	if _, err := store.Create(newer, options); err == nil {
		t.Error("a newer store was overwritten")
	}
	if _, err := os.Stat(filepath.Join(dir, "none.gpkg")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("looking at a missing store has made it")
	}
}

func TestDamagedStoreIsPutAside(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"row against its constraint": func(b []byte) []byte { // whole pages, a value that no program of ours writes
			return bytes.ReplaceAll(b, []byte("errorring_self_crossing"), []byte("ERRORring_self_crossing"))
		},
		"empty":   func([]byte) []byte { return nil },
		"cut off": func(b []byte) []byte { return b[:len(b)/3] },
		"text":    func([]byte) []byte { return []byte(strings.Repeat("x", 5000)) },
		"holes": func(b []byte) []byte {
			for i := 8192; i+64 < len(b); i += 8192 {
				copy(b[i:], bytes.Repeat([]byte{0xa5}, 64))
			}
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			n := demoNight()
			n.publish(t, dir)
			content, err := os.ReadFile(store.PathIn(dir))
			must(t, err)
			content = damage(content)
			must(t, os.WriteFile(store.PathIn(dir), content, 0o644))
			tonight, err := store.Create(dir, options)
			must(t, err)
			defer tonight.Discard()
			if r := tonight.Remarks(); len(r) != 1 || !strings.Contains(r[0].EN, "damaged") {
				t.Errorf("remarks: %v", r)
			}
			n = demoNight()
			n.writeLand(t, tonight)
			n.writeResults(t, tonight)
			must(t, tonight.Publish())
			if kept, err := os.ReadFile(store.PathIn(dir) + ".damaged"); err != nil || !bytes.Equal(kept, content) {
				t.Errorf("the damaged store was not kept: %v", err)
			}
			if runs, err := open(t, dir).Runs(); err != nil || len(runs) != 1 {
				t.Errorf("%d runs, %v", len(runs), err)
			}
		})
	}
}

// Damage that strikes again must not cost what the first damage left: three stores
// are kept, each under a name of its own, which the remark and a finding say, with the
// write-ahead log that lay beside it; the next takes the place of the last.
func TestDamagedStoresAreKept(t *testing.T) {
	dir := t.TempDir()
	path := store.PathIn(dir)
	for i, name := range []string{"jiyue.gpkg.damaged", "jiyue.gpkg.damaged-2", "jiyue.gpkg.damaged-3", "jiyue.gpkg.damaged-3"} {
		content := fmt.Sprintf("broken for the %d. time", i+1)
		must(t, os.WriteFile(path, []byte(content), 0o644))
		must(t, os.WriteFile(path+"-wal", []byte("log of "+content), 0o644))
		tonight, err := store.Create(dir, options)
		must(t, err)
		defer tonight.Discard()
		keptEN, keptZH := "kept as "+name+" and", name+"，历史"
		if i == 3 {
			keptEN, keptZH = "kept as "+name+", in place of an earlier one (at most 3 are kept) and", name+"（取代以前的一份，最多保留 3 份），历史"
		}
		if r := tonight.Remarks(); len(r) != 1 || !strings.Contains(r[0].EN, keptEN) || !strings.Contains(r[0].ZH, keptZH) {
			t.Errorf("remarks of night %d: %v, want the name %s", i+1, r, name)
		}
		if f := tonight.Findings(); len(f) != 1 || f[0].Code != land.StoreDamaged || f[0].Source != path || !strings.Contains(f[0].Found, name) {
			t.Errorf("findings of night %d: %+v", i+1, f)
		}
		n := demoNight()
		n.writeLand(t, tonight)
		n.writeResults(t, tonight)
		must(t, tonight.Publish())
		for file, want := range map[string]string{name: content, name + "-wal": "log of " + content} {
			if kept, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(kept) != want {
				t.Errorf("%s: %q %v", file, kept, err)
			}
		}
	}
	if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != "broken for the 1. time" {
		t.Errorf("the first damaged store: %q %v", kept, err)
	}
}

// What can be seen beforehand to fail fails before anything is published.
func TestFolderInTheWayOfAFurtherFile(t *testing.T) {
	dir := t.TempDir()
	n := demoNight()
	n.publish(t, dir)
	before, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	must(t, os.Mkdir(filepath.Join(dir, "report.html"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "report.xlsx"), []byte("last night's"), 0o644))
	tonight, err := store.Create(dir, options)
	must(t, err)
	n = demoNight()
	n.writeLand(t, tonight)
	n.writeResults(t, tonight)
	for _, name := range []string{"report.docx", "report.html", "report.xlsx"} {
		must(t, os.WriteFile(tonight.Staged(name), []byte("tonight's"), 0o644))
	}
	err = tonight.Publish()
	f, ok := land.AsFailure(err)
	if !ok || f.Kind != land.Broken || f.Where != filepath.Join(dir, "report.html") || !strings.Contains(f.Line(land.EN), "nothing was published") {
		t.Errorf("%v", err)
	}
	must(t, tonight.Discard())
	after, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the store was published")
	}
	if text, err := os.ReadFile(filepath.Join(dir, "report.xlsx")); err != nil || string(text) != "last night's" {
		t.Errorf("report.xlsx: %q %v", text, err)
	}
	if got, want := folder(t, dir), ".jiyue.lock jiyue.gpkg report.html report.xlsx"; got != want {
		t.Errorf("folder: %s, want %s", got, want)
	}
}

// A desktop GIS that was killed leaves a write-ahead log beside the store. It
// belongs to the old file and must not be played into the new one.
func TestLogOfTheOldStoreDoesNotReachTheNew(t *testing.T) {
	for _, c := range []struct {
		name  string
		early bool   // the log is there before the night begins, so that the history has the edit
		want  string // project_name of the first run afterwards
	}{{"before the night", true, "edited"}, {"during the night", false, "大宁县产业集聚区"}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			n := demoNight()
			n.publish(t, dir)
			path := store.PathIn(dir)
			edit := func(now bool) {
				if now {
					must(t, os.WriteFile(path+"-wal", editAndCopyLog(t, path), 0o644))
				}
			}
			edit(c.early)
			tonight, err := store.Create(dir, options)
			must(t, err)
			defer tonight.Discard()
			second := benchNight(500, 17)
			second.writeLand(t, tonight)
			second.writeResults(t, tonight)
			edit(!c.early)
			must(t, tonight.Publish())
			if got := folder(t, dir); got != ".jiyue.lock jiyue.gpkg" {
				t.Errorf("folder: %s", got)
			}
			if verdict := sqliteSays(t, path, "PRAGMA integrity_check"); verdict != "ok" {
				t.Error(verdict)
			}
			runs, err := open(t, dir).Runs()
			must(t, err)
			if len(runs) != 2 || runs[0].ProjectName != c.want {
				t.Errorf("want the first run of %q and the new one: %+v", c.want, runs)
			}
		})
	}
}

// editAndCopyLog edits a store in write-ahead mode and returns the log as it
// lies there before the editor has closed.
func editAndCopyLog(t *testing.T, path string) []byte {
	t.Helper()
	editor := exec.Command(program(t, "sqlite3"), path)
	in, err := editor.StdinPipe()
	must(t, err)
	out, err := editor.StdoutPipe()
	must(t, err)
	must(t, editor.Start())
	_, err = in.Write([]byte("PRAGMA journal_mode=WAL; UPDATE run SET project_name='edited'; SELECT 'edited';\n"))
	must(t, err)
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "edited"; {
	}
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	editor.Process.Kill()
	editor.Wait()
	os.Remove(path + "-shm")
	return log
}

// A store that is a link into another folder is neither replaced nor written to.
func TestLinkedStoreIsRefused(t *testing.T) {
	elsewhere, dir := t.TempDir(), t.TempDir()
	n := demoNight()
	n.publish(t, elsewhere)
	before, err := os.ReadFile(store.PathIn(elsewhere))
	must(t, err)
	if err := os.Symlink(store.PathIn(elsewhere), store.PathIn(dir)); err != nil {
		t.Skip("no links here:", err)
	}
	for name, begin := range map[string]func(string, store.Options) (*store.Tonight, error){"run": store.Create, "score": store.Amend} {
		_, err := begin(dir, options)
		if f, is := land.AsFailure(err); !is || f.What.EN != "the store is a link to "+store.PathIn(elsewhere)+"; nothing was changed" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, err := os.ReadFile(store.PathIn(elsewhere)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store was changed, %v", err)
	}
	if _, err := os.Readlink(store.PathIn(dir)); err != nil {
		t.Errorf("the link is gone: %v", err)
	}
	reprint, err := store.Reprint(dir, options) // documents are written beside the link
	must(t, err)
	must(t, reprint.Discard())
}
