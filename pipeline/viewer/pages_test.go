package viewer_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// site is a store with pages over it.
type site struct {
	t       *testing.T
	dir     string
	handler http.Handler
	failed  []error // what was logged
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	publish(t, s.dir, "大宁经济开发区")
	s.handler = viewer.Handler(store.PathIn(s.dir), viewer.Options{Version: "1.2.3", Local: true, Log: func(err error) { s.failed = append(s.failed, err) }})
	return s
}

// ask sends a request as a browser on this machine does.
func (s *site) ask(method, address string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+address, nil)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// get returns the page at the address, which must exist.
func (s *site) get(address string) string {
	s.t.Helper()
	w := s.ask("GET", address)
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", address, w.Code, w.Body)
	}
	return w.Body.String()
}

var pages = []string{
	"/", "/?lang=en", "/park/S147062", "/park/S147062?extent=managed", "/park/S147062?extent=approved&colour=use&lang=en",
	"/park/a%2Fb%3Fc%23d%252F%22%3Cu%3E..", "/park/empty", "/evaluation", "/evaluation?lang=en",
	"/park/S147062/figure/output_per_mu?extent=approved", "/park/S147062/figure/built_ratio?extent=managed&lang=en", "/changes", "/changes?lang=en",
}

func TestPagesSayWhatTheStoreHas(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		address string
		has     []string
	}{
		{"/", []string{"大宁经济开发区", `data-v="0.70125">70.13%<`, ">81.26<", ">100.00<", ">144.00<", "without an extent", ">30<", `class="n grave"`}},
		{"/?lang=en", []string{"All parks", "/park/S147062?extent=approved&amp;lang=en", "managed extent"}},
		{"/park/S147062", []string{`data-v="1234.565">1,234.57<`, "0601 工业用地", ">0.2500<", "切割", `class="s-unsupplied cut repaired"`,
			">70.00<", "1.0000<sup>*</sup>", "未经任何正式来源确认", ">2,500<", "found", `href="#2.8"`}},
		{"/park/S147062?colour=use&lang=en", []string{"industry, mining, warehouses", `class="u-industry"`, `class="u-open cut repaired"`, "supplied", "Points lost"}},
		{"/park/S147062?extent=managed", []string{"范围内没有地块", "144.00"}},
		{"/park/S147062", []string{"拉低亩均产值最多的地块", `<a href="#2.8">GB00008</a> <b>−309.8516</b>`, `data-v="160000">160,000.00<`, `data-is="cut repaired"`, "环未闭合"}},
		{"/park/S147062/figure/output_per_mu", []string{"1,234.565 / 63.75", "−309.8516", `href="/park/S147062?extent=approved#2.8"`, "SHA-256", "parks.shp"}},
		{"/changes", []string{"只有一次运行"}},
		{"/park/empty", []string{"没有四至范围"}},
		{"/evaluation", []string{"93.94", "39.41%", "预算执行率", ">parks.listed = 3<"}},
	} {
		body := s.get(c.address)
		for _, text := range c.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %q", c.address, text)
			}
		}
	}
}

// TestTableAndMapPointAtEachOther: every row has its shape and every shape its
// row, even the parcel of a square centimetre.
func TestTableAndMapPointAtEachOther(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"/", "/park/S147062"} {
		body := s.get(address)
		rows := keys(body, `<tr data-key="([^"]*)"`)
		shapes := keys(body, `<(?:path|a)[^>]* data-key="([^"]*)"`)
		rows = slices.DeleteFunc(rows, func(key string) bool { return key == "empty/" }) // has nothing to draw
		if len(rows) != 3 || !slices.Equal(rows, shapes) {
			t.Errorf("%s: rows %q, shapes %q", address, rows, shapes)
		}
	}
}

func keys(body, pattern string) []string {
	var list []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(body, -1) {
		list = append(list, html.UnescapeString(m[1]))
	}
	slices.Sort(list)
	return list
}

func TestHostileTextsStayTexts(t *testing.T) {
	s := newSite(t)
	script := regexp.MustCompile(`(?i)<script[^>]*>`)
	for _, address := range pages {
		body := s.get(address)
		if !strings.Contains(body, html.EscapeString("<script>")) {
			t.Errorf("%s has no hostile text to judge by", address)
		}
		if found := script.FindAllString(body, -1); !slices.Equal(found, []string{`<script src="/assets/viewer.js" defer>`, `<script src="/assets/map.js" defer>`}) {
			t.Errorf("%s: scripts %q", address, found)
		}
		for _, tag := range []string{"<img", "<u>", "onerror='y'>", "style=", "javascript:"} {
			if strings.Contains(body, tag) {
				t.Errorf("%s has %s", address, tag)
			}
		}
	}
}

// TestEveryAddressIsOurs follows every link of every page: none leads to
// another host, and all of them exist.
func TestEveryAddressIsOurs(t *testing.T) {
	s := newSite(t)
	link := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	for _, page := range pages {
		for _, m := range link.FindAllStringSubmatch(s.get(page), -1) {
			address, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			switch {
			case address == "": // a place on the same page
			case !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//"):
				t.Errorf("%s links to %q", page, address)
			default:
				s.get(address)
			}
		}
	}
}

func TestANewNightIsShownWithoutARestart(t *testing.T) {
	s := newSite(t)
	if !strings.Contains(s.get("/"), "第 1 次运行") {
		t.Error("the first night is not shown")
	}
	publish(t, s.dir, "改名后的园区")
	if body := s.get("/"); !strings.Contains(body, "改名后的园区") || !strings.Contains(body, "第 2 次运行") {
		t.Error("the second night is not shown")
	}
	must(t, os.Remove(store.PathIn(s.dir)))
	w := s.ask("GET", "/")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "先运行 jiyue run") || strings.Contains(w.Body.String(), s.dir) {
		t.Errorf("without a store: %d %s", w.Code, w.Body)
	}
	if len(s.failed) != 1 || !strings.Contains(s.failed[0].Error(), s.dir) {
		t.Errorf("the log has %v", s.failed)
	}
	publish(t, s.dir, "又来了")
	if !strings.Contains(s.get("/"), "又来了") {
		t.Error("the store that came back is not shown")
	}
}

// TestTwoRunsCompared: the figures that differ, and the files behind them.
func TestTwoRunsCompared(t *testing.T) {
	s := newSite(t)
	publishWith(t, s.dir, "大宁经济开发区", 0.8)
	for address, has := range map[string][]string{
		"/changes":             {`data-v="0.70125">0.7013<`, `data-v="0.8">0.8000<`, ">&#43;0.0988<", "未变", "/figure/built_ratio"},
		"/changes?from=2&to=1": {">−0.0988<"},
		"/changes?from=2&to=2": {"没有变化"},
		"/park/S147062":        {`<svg class="line"`, ">0.7013<", ">0.8000<"},
	} {
		body := s.get(address)
		for _, text := range has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %q", address, text)
			}
		}
	}
	for _, address := range []string{"/changes?from=9", "/changes?to=%3Cscript%3E", "/changes?from=-1&to=1"} {
		if w := s.ask("GET", address); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
}

// TestProvenanceOfAFigure: one that rests on a statistic names its file and row
// and blames no parcel; the area of the extent is no sum of parcels.
func TestProvenanceOfAFigure(t *testing.T) {
	s := newSite(t)
	for figure, want := range map[string]struct{ has, lacks []string }{
		"population_density": {[]string{"= 1440 人: statistics.csv, row 4", "the rest is added up from the parcels below"}, []string{`id="lowering"`}},
		"land_area":          {[]string{"in the roster of parks", "does not add up from parcels"}, []string{"added up from the parcels below", "each parcel is a record", "/ —", "Denominator"}},
		"output_per_mu":      {[]string{"added up from the parcels below", `id="lowering"`}, []string{"statistics.csv, the row", "the rest is added"}},
	} {
		body := s.get("/park/S147062/figure/" + figure + "?lang=en")
		for _, text := range want.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %q", figure, text)
			}
		}
		for _, text := range want.lacks {
			if strings.Contains(body, text) {
				t.Errorf("%s has %q", figure, text)
			}
		}
	}
}
