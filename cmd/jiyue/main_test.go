package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // scripts look into the store as any program would
	"github.com/rogpeppe/go-internal/testscript"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestMain lets scripts run this binary as the command jiyue.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"jiyue": main})
}

// TestScripts drives the command as a user does. Adding a case is adding a
// script to testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fixture":  copyFixture,
			"exits":    exits,
			"sql":      query,
			"truncate": truncateFile,
			"shorten":  shortenTable,
			"replace":  replaceText,
		},
	})
}

// copyFixture copies a committed case, without its results: fixture NAME.
func copyFixture(ts *testscript.TestScript, _ bool, args []string) {
	from, to := filepath.Join(fixtures(), args[0]), ts.MkAbs(args[0])
	ts.Check(os.CopyFS(filepath.Join(to, "input"), os.DirFS(filepath.Join(from, "input"))))
	configs, err := filepath.Glob(filepath.Join(from, "*.yaml"))
	ts.Check(err)
	for _, path := range configs {
		text, err := os.ReadFile(path)
		ts.Check(err)
		ts.Check(os.WriteFile(filepath.Join(to, filepath.Base(path)), text, 0o666))
	}
}

func fixtures() string {
	dir, err := filepath.Abs("../../fixtures")
	if err != nil {
		panic(err)
	}
	return dir
}

// exits runs a command and demands its exit code: exits CODE COMMAND ARG...
// Its streams can be matched as after exec.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		got = exit.ExitCode()
	} else if err != nil {
		got = -1
	}
	if got != want {
		ts.Fatalf("%s: exit code %d (%v), want %d", strings.Join(args[1:], " "), got, err, want)
	}
}

// query prints the rows of a query, columns with "|", as sqlite3 does:
// sql STORE QUERY [WANT...]; each WANT must be a line, in order.
func query(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite3", "file:"+ts.MkAbs(args[0])+"?mode=ro")
	ts.Check(err)
	defer db.Close()
	rows, err := db.Query(args[1])
	ts.Check(err)
	defer rows.Close()
	columns, err := rows.Columns()
	ts.Check(err)
	var got []string
	for rows.Next() {
		values := make([]sql.NullString, len(columns))
		targets := make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		ts.Check(rows.Scan(targets...))
		line := make([]string, len(columns))
		for i, v := range values {
			line[i] = v.String
		}
		got = append(got, strings.Join(line, "|"))
	}
	ts.Check(rows.Err())
	if want := args[2:]; strings.Join(got, "\n") != strings.Join(want, "\n") {
		ts.Fatalf("%s\ngot:\n%s\nwant:\n%s", args[1], strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// truncateFile cuts a file off: truncate FILE BYTES (of its end).
func truncateFile(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	cut, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()-cut))
}

// shortenTable takes rows from the end of a .dbf and says so in its header, as
// a table does that was edited apart from its shapes: shorten FILE ROWS.
func shortenTable(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	text, err := os.ReadFile(path)
	ts.Check(err)
	drop, err := strconv.Atoi(args[1])
	ts.Check(err)
	rows := int(binary.LittleEndian.Uint32(text[4:])) - drop
	header, width := int(binary.LittleEndian.Uint16(text[8:])), int(binary.LittleEndian.Uint16(text[10:]))
	binary.LittleEndian.PutUint32(text[4:], uint32(rows))
	text = append(text[:header+rows*width], 0x1a)
	ts.Check(os.WriteFile(path, text, 0o666))
}

// replaceText replaces text in a file once: replace FILE OLD NEW.
func replaceText(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	text, err := os.ReadFile(path)
	ts.Check(err)
	if !strings.Contains(string(text), args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(path, []byte(strings.Replace(string(text), args[1], args[2], 1)), 0o666))
}

// console is a world whose streams are kept.
type console struct{ out, err strings.Builder }

func (c *console) run(terminal bool, args ...string) int {
	e := &environment{stdout: &c.out, stderr: &c.err, terminal: terminal, locale: land.EN, now: time.Now}
	return execute(context.Background(), e, args)
}

// TestProgressNeedsATerminal: a bar is drawn only where somebody can see it.
func TestProgressNeedsATerminal(t *testing.T) {
	for _, terminal := range []bool{false, true} {
		var c console
		code := c.run(terminal, "run", "../../fixtures/daning/jiyue.yaml", "--output", t.TempDir())
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, c.err.String())
		}
		if bar := strings.Contains(c.err.String(), "\r"); bar != terminal {
			t.Errorf("terminal %v: bar drawn %v", terminal, bar)
		}
		if strings.Contains(c.out.String(), "\r") || !strings.Contains(c.out.String(), "93.94") {
			t.Errorf("terminal %v: the answer is %q", terminal, c.out.String())
		}
	}
}

// TestLocked: while another run is at work, the second leaves at once, names
// it, and touches nothing.
func TestLocked(t *testing.T) {
	dir := t.TempDir()
	first, err := store.Create(dir, store.Options{Started: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Lang: land.EN})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Discard()
	var c console
	code := c.run(false, "run", "../../fixtures/daning/jiyue.yaml", "--output", dir)
	said := c.err.String()
	if code != exitLocked || !strings.Contains(said, strconv.Itoa(os.Getpid())) || !strings.Contains(said, "2026-01-02") {
		t.Errorf("exit code %d, %q", code, said)
	}
}

// TestInterrupt: a run that is interrupted publishes nothing and says so.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var c console
	e := &environment{stdout: &c.out, stderr: &c.err, locale: land.EN, now: time.Now}
	dir := t.TempDir()
	code := execute(ctx, e, []string{"run", "../../fixtures/daning/jiyue.yaml", "--output", dir})
	if code != exitInterrupted || !strings.Contains(c.err.String(), "interrupted") {
		t.Errorf("exit code %d, %q", code, c.err.String())
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left behind: %v", fmt.Sprint(entries))
	}
}
