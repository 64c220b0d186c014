package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// command is a `$ …` line of a console block, with the output that follows it.
type command struct{ line, want string }

// consoleBlocks takes the commands from the ```console blocks of a page.
func consoleBlocks(page string) []command {
	var found []command
	inside := false
	for _, line := range strings.Split(page, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case inside && strings.HasPrefix(line, "$ "):
			found = append(found, command{line: strings.TrimPrefix(line, "$ ")})
		case inside && len(found) > 0:
			found[len(found)-1].want += line + "\n"
		}
	}
	return found
}

// seconds differ from run to run.
var seconds = regexp.MustCompile(`\d+\.\d\d s`)

// TestReadme runs the README's commands, in its order, in a copy of the
// project, and holds what they print against what the page shows. A command
// without output on the page only has to succeed.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyProject(t, dir)
	commands := consoleBlocks(string(page))
	if len(commands) < 4 {
		t.Fatalf("the README has %d commands", len(commands))
	}
	for _, c := range commands {
		if tool := strings.Fields(c.line)[0]; !strings.Contains(tool, "/") {
			if _, err := exec.LookPath(tool); err != nil {
				t.Logf("%s is not installed: not run: %s", tool, c.line)
				continue
			}
		}
		run := exec.Command("bash", "-c", c.line+" 2>&1")
		run.Dir = dir
		run.Env = userEnvironment()
		out, err := run.Output()
		got := seconds.ReplaceAllString(string(out), "N s")
		if err != nil {
			t.Fatalf("$ %s\n%v\n%s", c.line, err, out)
		}
		if want := seconds.ReplaceAllString(c.want, "N s"); want != "" && got != want {
			t.Errorf("$ %s\nprints:\n%s\nthe README shows:\n%s", c.line, got, want)
		}
	}
}

// userEnvironment is the environment of a person at a prompt, who has not been
// called by make.
func userEnvironment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "MAKE") || strings.HasPrefix(v, "MFLAGS") })
	return append(env, "LC_ALL=C.UTF-8")
}

// copyProject copies what a clone holds, without results and history.
func copyProject(t *testing.T, to string) {
	t.Helper()
	root := "../.."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "out" || name == "bin" || name == ".git") {
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}
