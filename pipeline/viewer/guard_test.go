package viewer_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

func TestRefusals(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		name, method, address string
		status                int
	}{
		{"unknown page", "GET", "/nothing", 404},
		{"unknown park", "GET", "/park/NOPARK", 404},
		{"unknown park with markup", "GET", "/park/%3Cscript%3E", 404},
		{"unknown extent", "GET", "/park/S147062?extent=managed%27", 404},
		{"no park named", "GET", "/park/", 404},
		{"unknown figure", "GET", "/park/S147062/figure/nothing", 404},
		{"figure of an unknown park", "GET", "/park/NOPARK/figure/built_ratio", 404},
		{"figure with markup", "GET", "/park/S147062/figure/%3Cscript%3E", 404},
		{"unknown run", "GET", "/changes?from=%3Cscript%3E", 404},
		{"window without a box", "GET", "/park/S147062/window?extent=approved", 400},
		{"window of no numbers", "GET", "/park/S147062/window?extent=approved&box=0,0,NaN,1&pixel=1", 400},
		{"window turned round", "GET", "/park/S147062/window?extent=approved&box=9,0,1,1&pixel=1", 400},
		{"window of an unknown park", "GET", "/park/NOPARK/window?extent=approved&box=0,0,1,1&pixel=1", 404},
		{"below a park", "GET", "/park/S147062/x", 404},
		{"unknown asset", "GET", "/assets/nothing.js", 404},
		{"folder of assets", "GET", "/assets/", 404},
		{"out of the assets", "GET", "/assets/..%2Ftemplate%2Fframe.html", 404},
		{"out of everything", "GET", "/assets/..%2F..%2F..%2Fetc%2Fpasswd", 404},
		{"writing", "POST", "/", 405},
		{"removing", "DELETE", "/park/S147062", 405},
		{"long address", "GET", "/?" + strings.Repeat("x", 3000), 414},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := s.ask(c.method, c.address)
			if w.Code != c.status {
				t.Errorf("%d, want %d", w.Code, c.status)
			}
			if strings.Contains(w.Body.String(), "<script>") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				t.Errorf("not a plain page: %s", w.Body)
			}
			if c.status == 405 && w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow: %q", w.Header().Get("Allow"))
			}
		})
	}
	if len(s.failed) > 0 {
		t.Errorf("refusals were logged as failures: %v", s.failed)
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	s := newSite(t)
	for _, address := range append([]string{"/nothing", "/assets/viewer.js", "/assets/viewer.css", "/assets/icon.svg"}, pages...) {
		h := s.ask("HEAD", address).Header()
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", address, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q", address, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: headers %v", address, h)
		}
	}
}

// TestForeignHost: a web site that has its own name point at this machine gets
// no page, unless the user opened the server to the network.
func TestForeignHost(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, "x")
	for _, c := range []struct {
		host   string
		local  bool
		status int
	}{
		{"127.0.0.1:8080", true, 200},
		{"localhost", true, 200},
		{"[::1]:8080", true, 200},
		{"evil.example:8080", true, 403},
		{"localhost.evil.example", true, 403},
		{"10.0.0.5:8080", true, 403},
		{"", true, 403},
		{"10.0.0.5:8080", false, 200},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		viewer.Handler(store.PathIn(dir), viewer.Options{Local: c.local}).ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("host %q, local %v: %d, want %d", c.host, c.local, w.Code, c.status)
		}
	}
}

func TestLanguages(t *testing.T) {
	s := newSite(t)
	english := viewer.Handler(store.PathIn(s.dir), viewer.Options{Lang: "en"})
	w := httptest.NewRecorder()
	english.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	for name, c := range map[string]struct{ body, lang string }{
		"default":          {s.get("/"), "zh-CN"},
		"default of other": {w.Body.String(), "en"},
		"asked for":        {s.get("/?lang=en"), "en"},
		"nonsense":         {s.get("/?lang=%3Cx"), "zh-CN"},
	} {
		if !strings.Contains(c.body, `<html lang="`+c.lang+`">`) {
			t.Errorf("%s: not in %s", name, c.lang)
		}
	}
}

// TestTheStoreIsNotWritten: every page leaves the file as it was, bytes and
// time, with nothing new beside it, even in a folder that can't be written.
func TestTheStoreIsNotWritten(t *testing.T) {
	s := newSite(t)
	path := store.PathIn(s.dir)
	before, err := os.ReadFile(path)
	must(t, err)
	beside, err := os.ReadDir(s.dir)
	must(t, err)
	must(t, os.Chmod(path, 0o444))
	must(t, os.Chmod(s.dir, 0o555))
	defer os.Chmod(s.dir, 0o755)
	for _, address := range pages {
		s.get(address)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	now, err := os.ReadDir(s.dir)
	must(t, err)
	if !bytes.Equal(before, after) || len(now) != len(beside) {
		t.Errorf("looking changed the store, or left %v beside it", now)
	}
}
