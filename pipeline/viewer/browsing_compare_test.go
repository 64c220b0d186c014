package viewer_test

import (
	"net/http/httptest"
	"testing"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// TestComparisonInTheBrowser goes by clicks alone from all parks to two runs
// compared, to the park whose parcels differ and to one of these parcels, and
// compares other runs.
func TestComparisonInTheBrowser(t *testing.T) {
	s := &site{t: t, dir: changedSite(t)}
	s.handler = viewer.Handler(store.PathIn(s.dir), viewer.Options{Local: true})
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	b.size(1280, 900)
	b.open(server.URL + "/?lang=en")
	b.run(`document.querySelector("nav a[href^='/changes']").click()`)
	b.wait(`location.pathname === "/changes" && document.readyState === "complete"`)
	if got := b.run(`document.querySelector("[name=from]").value + " → " + document.querySelector("[name=to]").value`); got != "1 → 2" {
		t.Errorf("the runs compared are %v", got)
	}
	b.run(`document.querySelector("#land a").click()`)
	b.wait(`location.pathname === "/park/A" && document.readyState === "complete"`)
	b.run(`document.querySelector(".since a").click()`)
	if got := b.run(`[document.querySelectorAll("#parcels tr[data-is~=changed]").length, document.querySelectorAll("svg .land .changed").length,
		document.querySelectorAll("svg .ghosts .ghost").length, location.hash].join(" ")`); got != "4 4 2 #parcels-here" {
		t.Errorf("rows, shapes and old outlines of changed parcels: %v", got)
	}
	b.run(`document.querySelector("#parcels tr[data-key='1.2'] td").click()`)
	if b.run(`document.querySelectorAll("svg .picked .on").length === 1 && document.querySelector("#parcels tr.on .why").textContent.includes("output 100.00 → 40.00")`) != true {
		t.Error("the changed parcel is not selected, or its row does not say what changed")
	}
	b.run(`document.querySelector("[data-show=changed]").click()`)
	if got := b.run(`Array.from(document.querySelectorAll("#parcels tbody tr")).filter(r => !r.hidden).map(r => r.dataset.key).join(" ")`); got != "1.1" {
		t.Errorf("without the changed parcels the table has %v", got)
	}
	b.run(`document.querySelector("nav a[href^='/changes']").click()`)
	b.wait(`location.pathname === "/changes" && document.readyState === "complete"`)
	b.run(`document.querySelector("[name=to]").value = "1"; document.querySelector(".filter button").click()`)
	b.wait(`location.search.includes("to=1") && document.readyState === "complete"`)
	if got := b.run(`document.documentElement.lang + document.querySelector("#land .foot").textContent`); got != "enNone." {
		t.Errorf("a run compared with itself: %v", got)
	}
	b.keep("compared")
	b.quiet()
}
