package viewer_test

import (
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestTour takes pictures of the pages over a store of one's own, at desktop
// and phone width: JIYUE_TOUR names addresses, parted by blanks, of a running
// server. It is for looking, and fails only where the console does.
func TestTour(t *testing.T) {
	if os.Getenv("JIYUE_TOUR") == "" {
		t.Skip("JIYUE_TOUR names no addresses")
	}
	b := openBrowser(t)
	for i, address := range strings.Fields(os.Getenv("JIYUE_TOUR")) {
		for name, width := range map[string]int{"desk": 1440, "phone": 390} {
			b.size(width, 900)
			b.open(address)
			b.keep(name + string(rune('a'+i)))
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
