package viewer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// TestTour takes pictures of the pages over a store of one's own, at desktop
// and phone width: JIYUE_TOUR names addresses, parted by blanks, of a running
// server, and says when they were first painted. It is for looking, and fails
// only where the console does.
func TestTour(t *testing.T) {
	if os.Getenv("JIYUE_TOUR") == "" {
		t.Skip("JIYUE_TOUR names no addresses")
	}
	b := openBrowser(t)
	for _, stop := range strings.Fields(os.Getenv("JIYUE_TOUR")) {
		picture, address, _ := strings.Cut(stop, "=")
		for name, width := range map[string]int64{"desk": 1280, "phone": 390} {
			b.size(width, 860)
			b.open(address)
			b.keep(picture + "-" + name)
			paint := b.run(`Math.round(performance.getEntriesByName("first-contentful-paint").map(e => e.startTime)[0])`)
			t.Logf("%s at %d px: first contentful paint after %v ms, server %v ms, all there after %v ms", address, width, paint,
				b.run(`Math.round(performance.getEntriesByType("navigation")[0].responseEnd)`), b.run(`Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd)`))
			if wide := b.run("document.documentElement.scrollWidth"); wide.(float64) > float64(width) {
				t.Errorf("%s: %v px wide on a screen of %d", address, wide, width)
			}
		}
	}
	b.quiet()
}

// TestParksInTheBrowser: selection goes both ways, colours and choices stand in
// the address and come back from it, keys alone are enough.
func TestParksInTheBrowser(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	b.size(1280, 900)
	b.open(server.URL + "/")
	shape := `document.querySelector("svg a[data-key='S147062/approved']")`
	row := `document.querySelector("tr[data-key='S147062/approved']")`
	b.run(row + `.cells[1].click()`)
	if b.run(`document.querySelectorAll("svg .picked .on").length > 0 && location.hash === "#S147062%2Fapproved"`) != true {
		t.Error("a row does not select its shape")
	}
	b.run(`document.querySelector("tr[data-key='S147062/managed'] td").click()`)
	b.run(shape + `.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
	if b.run(row+`.classList.contains("on")`) != true {
		t.Error("a shape does not select its row")
	}
	choose := `(function (c, v) { c.value = v; c.dispatchEvent(new Event("input", {bubbles: true})); })`
	b.run(choose + `(document.querySelector("[data-colour]"), "built_ratio")`)
	b.run(choose + `(document.querySelector("[data-filter]"), "大宁")`)
	check := func(when string) {
		t.Helper()
		if got := b.run(shape + `.getAttribute("class")`); got != "q-0" {
			t.Errorf("%s: the park has the colour %v", when, got)
		}
		if got := b.run(`Array.from(document.querySelectorAll("#parks tbody tr")).filter(r => !r.hidden).length`); got != 2.0 {
			t.Errorf("%s: %v rows are left", when, got)
		}
		if b.run(row+`.classList.contains("on")`) != true {
			t.Errorf("%s: the selection is gone", when)
		}
	}
	check("chosen")
	b.open(b.run("location.href").(string))
	check("by its address")
	b.open(b.run(`document.querySelector("a.other").href`).(string))
	if b.run("document.documentElement.lang") != "en" {
		t.Error("the other language is not English")
	}
	check("in English")
	b.quiet()
}

// TestParkInTheBrowser: the record that the page shows is the store's row, the
// table and the map point at each other, switches hide, and the parcels that
// lower the output are one click away.
func TestParkInTheBrowser(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	b.size(1280, 900)
	b.open(server.URL + "/park/S147062?lang=en")
	b.run(`document.querySelector("#lowering a").click()`)
	b.wait(`location.hash === "#2.8"`)
	row := `document.querySelector("tr[data-key='2.8']")`
	if got := b.run(row + `.className + " " + Array.from(document.querySelectorAll("svg .picked .on")).length`); got != "on 1" {
		t.Errorf("the parcel that lowers the output most is not selected: %v", got)
	}
	cells := b.run(`Array.from(` + row + `.cells).map(c => c.textContent).join("|")`)
	stored, err := store.Open(store.PathIn(s.dir))
	must(t, err)
	defer stored.Close()
	must(t, stored.Pieces("S147062", "approved", func(x *store.Piece) error {
		want := fmt.Sprintf("%s|%.0f|%.0f|%.4f|−309.8516|an unclosed ring was closed|—|", x.ParcelID, x.AreaM2/x.Share, x.AreaM2, x.Share)
		file := fmt.Sprintf("|%s|%s|%d", x.Relation, x.Source, x.Record)
		if got := strings.NewReplacer(",", "", ".00|", "|").Replace(cells.(string)); x.Record == 8 && (!strings.HasPrefix(got, want) || !strings.HasSuffix(got, file)) {
			t.Errorf("the page has %q, the store %q … %q", got, want, file)
		}
		return nil
	}))
	shape := `document.querySelector("svg [data-key='2.7']")`
	b.run(shape + `.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
	if b.run(`document.querySelector("tr[data-key='2.7']").classList.contains("on")`) != true {
		t.Error("a parcel of the map does not select its row")
	}
	wide := `document.querySelector("#parcels").offsetWidth > document.querySelector("#parcels").parentElement.clientWidth`
	record := `document.querySelector("tr[data-key='2.8'] td:last-child").getClientRects().length`
	if b.run(wide) != false || b.run(record) != 0.0 {
		t.Error("the first columns don't fit beside the map")
	}
	b.run(`document.querySelector("[data-state=columns]").click()`)
	if b.run(record) != 1.0 || b.run(`location.search.includes("columns=1")`) != true {
		t.Error("all columns are not shown on demand")
	}
	b.run(`document.querySelector("[data-show=cut]").click()`)
	hidden := row + `.hidden && document.querySelector("svg [data-key='2.8']").getAttribute("visibility") === "hidden"`
	if b.run(hidden) != true {
		t.Error("the switch hides no cut parcel")
	}
	b.open(b.run("location.href").(string))
	if b.run(hidden) != true {
		t.Error("the switch does not stand in the address")
	}
	b.quiet()
}

// TestParkMapInTheBrowser: the colours change places without a new page, where
// one has zoomed to and the switches stand in the address, and the outlines as
// delivered come after the map.
func TestParkMapInTheBrowser(t *testing.T) {
	s := newSite(t)
	s.handler = viewer.Handler(store.PathIn(s.dir), viewer.Options{Local: true,
		Delivered: func(store.SourceFile, string) (viewer.Outlines, error) { return fakeFile{}, nil }})
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	b.size(1280, 900)
	b.open(server.URL + "/park/S147062?lang=en")
	b.wait(`document.querySelectorAll("svg .delivered .was-cut").length === 2`)
	b.run(`document.querySelector("[data-swap=use]").click()`)
	b.run(`document.querySelector("[data-zoom='0.5']").click()`)
	b.run(`document.querySelector("[data-state=around]").click()`)
	b.wait(`location.search.includes("at=") && location.search.includes("around=1") && location.search.includes("colour=use")`)
	state := `[document.querySelector("svg [data-key='2.7']").classList[0], document.querySelector("tr[data-key='2.7'] .swatch").classList[1],
		Math.round(document.querySelector(".sheet svg").viewBox.baseVal.width), document.querySelectorAll("svg .delivered .outside").length,
		document.querySelector("figure.map > .legend:not([hidden])").textContent.includes("industry")].join(" ")`
	const want = "u-industry u-industry 5800 1 true"
	b.wait(`document.querySelectorAll("svg .delivered .outside").length === 1`)
	if got := b.run(state); got != want {
		t.Errorf("chosen: %v", got)
	}
	b.open(b.run("location.href").(string))
	b.wait(`document.querySelectorAll("svg .delivered .outside").length === 1`)
	if got := b.run(state); got != want {
		t.Errorf("by its address: %v", got)
	}
	b.run(`document.querySelector("[data-state=rejected]").click()`)
	b.wait(`document.querySelectorAll("svg .delivered .rejected").length === 2`)
	b.run(`document.querySelector("[data-state=around]").click()`)
	b.wait(`document.querySelectorAll("svg .delivered .outside").length === 0 && document.querySelectorAll("svg .delivered .rejected").length === 2`)
	b.quiet()
}

// TestKeysAndNames walks every page with the Tab key alone: what can be reached
// shows that it is, everything that can be used has a name, and the text stands
// out from its ground by 4.5 to 1 at least. No page is wider than a phone.
func TestKeysAndNames(t *testing.T) {
	s := newSite(t)
	publishWith(t, s.dir, "大宁经济开发区", 0.8) // a second run, to compare
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	for _, page := range []string{"/", "/park/S147062?lang=en", "/park/S147062/figure/output_per_mu", "/changes?lang=en", "/evaluation", "/nothing"} {
		for _, width := range []int64{1280, 390} {
			b.size(width, 844)
			b.open(server.URL + page)
			if wide := b.run("document.documentElement.scrollWidth").(float64); wide > float64(width) {
				t.Errorf("%s: %v px wide on a screen of %d", page, wide, width)
			}
		}
		for _, fault := range b.run(faults).([]any) {
			t.Errorf("%s: %v", page, fault)
		}
		for range 8 {
			b.press(kb.Tab)
			if at := b.run(`(function () { var e = document.activeElement; return e === document.body || getComputedStyle(e).outlineStyle !== "none" ? "" : e.outerHTML; })()`); at != "" {
				t.Errorf("%s: the focus does not show on %v", page, at)
			}
		}
	}
	b.quiet("/nothing") // a 404, as it should be
}

// faults lists what an accessibility check objects to: names, labels, headings,
// contrast.
const faults = `(function () {
	var list = [], name = function (e) {
		return (e.getAttribute("aria-label") || (e.labels && e.labels.length && e.labels[0].textContent) || e.textContent || e.title || "").trim();
	};
	document.querySelectorAll("a[href], button, input, select, [role=group], nav").forEach(function (e) {
		if (e.type !== "hidden" && e.getClientRects().length && !name(e)) list.push("no name: " + e.outerHTML.slice(0, 120));
	});
	if (document.querySelectorAll("h1").length !== 1) list.push("not one h1");
	if (!document.title || !document.documentElement.lang || !document.querySelector("main")) list.push("no title, language or main");
	document.querySelectorAll("svg").forEach(function (e) { if (!e.getAttribute("aria-label") && e.getAttribute("aria-hidden") !== "true") list.push("a drawing without a name"); });
	var ids = Array.from(document.querySelectorAll("[id]")).map(function (e) { return e.id; });
	if (new Set(ids).size !== ids.length) list.push("an id twice: " + ids);
	var rgb = function (text) { var n = text.match(/[\d.]+/g).map(Number); return n.length > 3 && n[3] === 0 ? null : n; };
	var light = function (c) {
		var p = c.slice(0, 3).map(function (v) { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
		return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
	};
	document.querySelectorAll("body *:not(svg *)").forEach(function (e) {
		var has = Array.from(e.childNodes).some(function (n) { return n.nodeType === 3 && n.textContent.trim(); }), ground = null, at;
		if (!has || !e.getClientRects().length) return;
		for (at = e; at && !ground; at = at.parentElement) ground = rgb(getComputedStyle(at).backgroundColor);
		var a = light(rgb(getComputedStyle(e).color)), b = light(ground || [255, 255, 255]);
		var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) list.push("contrast " + ratio.toFixed(2) + ": " + e.outerHTML.slice(0, 120));
	});
	return Array.from(new Set(list));
})()`

// TestExportInTheBrowser: the folder works from disk, state and all.
func TestExportInTheBrowser(t *testing.T) {
	s := newSite(t)
	b := openBrowser(t)
	dir := filepath.Join(t.TempDir(), "pages")
	_, err := viewer.Export(store.PathIn(s.dir), dir, nil, viewer.Options{})
	must(t, err)
	b.open("file://" + dir + "/index.html?q=%E5%A4%A7%E5%AE%81&colour=built_ratio")
	if got := b.run(`Array.from(document.querySelectorAll("#parks tbody tr")).filter(r => !r.hidden).length + " " + document.querySelector("svg a[data-key='S147062/approved']").getAttribute("class")`); got != "2 q-0" {
		t.Errorf("the state of the address shows %v", got)
	}
	b.open(b.run(`document.querySelector("#parks a").href`).(string))
	b.run(`document.querySelector("#lowering a").click()`)
	b.wait(`location.hash === "#2.8" && document.querySelectorAll("svg .picked .on").length === 1`)
	b.run(`document.querySelector("#lowering .foot a").click()`)
	b.wait(`location.href.includes("output_per_mu") && document.readyState === "complete"`)
	b.quiet()
}

// TestWindowsInTheBrowser: of a large park the map fetches what is in view. The
// page is made to look like one of which a parcel was left out.
func TestWindowsInTheBrowser(t *testing.T) {
	s := newSite(t)
	large := strings.NewReplacer(`data-units="10"`, `data-units="10" data-window="/park/S147062/window?extent=approved"`, `data-key="2.7"`, `data-key="2.70"`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/park/S147062" {
			s.handler.ServeHTTP(w, r)
			return
		}
		page := httptest.NewRecorder()
		s.handler.ServeHTTP(page, r)
		w.Header().Set("Content-Security-Policy", page.Header().Get("Content-Security-Policy"))
		_, _ = large.WriteString(w, page.Body.String())
	}))
	defer server.Close()
	b := openBrowser(t)
	b.size(1280, 900)
	b.open(server.URL + "/park/S147062")
	b.wait(`document.querySelectorAll("svg .land g path").length === 1`)
	if b.run(`document.querySelector("svg .land g path").getAttribute("d") === document.querySelector("[data-key='2.70'][d]").getAttribute("d")`) != true {
		t.Error("the parcel of the window lies elsewhere than on the page")
	}
	b.quiet()
}
