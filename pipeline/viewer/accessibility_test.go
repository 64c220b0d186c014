package viewer_test

import (
	"net/http/httptest"
	"os"
	"testing"
)

// TestAccessibility runs axe-core on every page, at desktop and phone width:
// none of its rules is broken.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe.min.js")
	must(t, err)
	s := newSite(t)
	publishWith(t, s.dir, "大宁经济开发区", 0.8) // a second run, to compare
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	for _, page := range []string{"/", "/park/S147062?lang=en", "/park/empty", "/park/S147062/figure/output_per_mu", "/changes?lang=en", "/evaluation", "/nothing"} {
		for _, width := range []int64{1280, 390} {
			b.size(width, 844)
			b.open(server.URL + page)
			b.run(string(axe))
			broken := b.run(`axe.run().then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html.slice(0, 150)).join(" | ")))`)
			for _, rule := range broken.([]any) {
				t.Errorf("%s at %d px: %v", page, width, rule)
			}
			if passed := b.run(`axe.run().then(r => r.passes.length)`).(float64); passed < 10 {
				t.Errorf("%s: only %v rules looked at anything", page, passed)
			}
		}
	}
	b.quiet("/nothing") // a 404, as it should be
}
