package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// newStore publishes a store with one run and nothing else.
func newStore(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	night, err := store.Create(dir, store.Options{Started: time.Unix(0, 0), Lang: land.ZH})
	if err != nil {
		t.Fatal(err)
	}
	defer night.Discard()
	run, err := night.Begin(store.Run{Kind: store.KindLand, ProjectName: "大宁县"})
	for _, err := range []error{err, night.SetCRS(store.CRS{EPSG: 4525}), night.PiecesDone(), night.Finish(run), night.Publish()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return store.PathIn(dir)
}

// TestServe: the address is the answer on standard output, pages are served
// there, and an interrupt is the way to end it.
func TestServe(t *testing.T) {
	read, write := io.Pipe()
	var talk bytes.Buffer
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	path, ended := newStore(t), make(chan int, 1)
	go func() {
		e := &environment{stdout: write, stderr: &talk, locale: land.EN, now: time.Now}
		code := execute(ctx, e, []string{"serve", path, "--addr", "127.0.0.1:0", "--lang", "en"})
		write.Close()
		ended <- code
	}()
	address, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	page, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusOK || !strings.Contains(string(page), "All parks") || !strings.Contains(string(page), "大宁县") {
		t.Errorf("%d %s", r.StatusCode, page)
	}
	interrupt()
	if code := <-ended; code != exitDone || talk.Len() > 0 {
		t.Errorf("exit code %d, said %q", code, talk.String())
	}
}

func TestServeAddresses(t *testing.T) {
	taken, _, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]int{"nonsense": exitUsage, "127.0.0.1:99999": exitUsage, taken.Addr().String(): exitFailed} {
		_, _, err := listen(address)
		if err == nil || exitCode(err) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	for address, want := range map[string]bool{"localhost:0": true, "[::1]:0": true, ":0": false, "0.0.0.0:0": false} {
		l, local, err := listen(address)
		if err != nil {
			t.Logf("%s: %v", address, err) // a machine without IPv6
			continue
		}
		l.Close()
		if local != want {
			t.Errorf("%s: local %v", address, local)
		}
	}
}

// TestServeExports: the folder is written, its beginning is the answer, and no
// address is opened.
func TestServeExports(t *testing.T) {
	path, folder := newStore(t), filepath.Join(t.TempDir(), "pages")
	for _, c := range []struct {
		name string
		args []string
		code int
		out  string
	}{
		{"a new folder", []string{"serve", path, "--export", folder}, exitDone, filepath.Join(folder, "index.html") + "\n"},
		{"a folder with files in it", []string{"serve", path, "--export", folder}, exitUsage, ""},
		{"a park without a folder", []string{"serve", path, "--park", "X"}, exitUsage, ""},
		{"an unknown park", []string{"serve", path, "--export", filepath.Join(t.TempDir(), "x"), "--park", "X"}, exitUsage, ""},
	} {
		var out, talk bytes.Buffer
		e := &environment{stdout: &out, stderr: &talk, locale: land.EN, now: time.Now}
		if code := execute(context.Background(), e, c.args); code != c.code || out.String() != c.out {
			t.Errorf("%s: exit code %d, printed %q, said %q", c.name, code, out.String(), talk.String())
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "assets", "viewer.js")); err != nil {
		t.Error(err)
	}
}
