package report

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// look measures a page from within, as a reader has it before them: how far
// the layout jumped, texts that stand out too little from what is behind them,
// how wide it is, and what a keyboard reaches. The frame around it sets the
// width and writes down what it is told.
const look = `<script>
(function () {
  var jumps = 0, of = [];
  new PerformanceObserver(function (list) { list.getEntries().forEach(function (e) { if (!e.hadRecentInput) jumps += e.value; }); }).observe({ type: "layout-shift", buffered: true });
  function rgba(text) { var n = text.match(/[\d.]+/g).map(Number); return n.length < 4 ? n.concat(1) : n; }
  function over(a, b) { return [0, 1, 2].map(function (i) { return a[i] * a[3] + b[i] * (1 - a[3]); }).concat(1); }
  function behind(e) {
    var layers = [];
    for (; e; e = e.parentElement) { var c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 0) layers.push(c); }
    return layers.reverse().reduce(function (b, a) { return over(a, b); }, [255, 255, 255, 1]);
  }
  function light(c) {
    var l = [0, 1, 2].map(function (i) { var v = c[i] / 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
  }
  function contrast(e) {
    var back = behind(e), front = over(rgba(getComputedStyle(e)[e.ownerSVGElement ? "fill" : "color"]), back), a = light(front), b = light(back);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  function measure() {
    var texts = 0;
    document.querySelectorAll("details").forEach(function (d) { d.open = true; });
    document.querySelectorAll("body *:not(script):not(style):not(.badge-no *)").forEach(function (e) {
      var own = Array.prototype.some.call(e.childNodes, function (n) { return n.nodeType === 3 && n.data.trim(); });
      if (!own || e.tagName === "title" || !e.getClientRects().length) return;
      texts++;
      var s = getComputedStyle(e), size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && s.fontWeight >= 700);
      var c = contrast(e);
      if (c < (large ? 3 : 4.5)) of.push(e.tagName + "." + (e.getAttribute("class") || "") + " " + c.toFixed(2) + " " + e.textContent.trim().slice(0, 20));
    });
    return texts;
  }
  addEventListener("load", function () {
    scrollTo(0, document.body.scrollHeight / 2);
    setTimeout(function () {
      scrollTo(0, 0);
      setTimeout(function () {
        var jumped = jumps, texts = measure();
        parent.postMessage(JSON.stringify({ jumps: jumped, texts: texts, faint: of.slice(0, 10), width: document.documentElement.scrollWidth, room: innerWidth,
          keys: document.querySelectorAll("a[href], button, summary, [tabindex='0']").length, odd: document.querySelectorAll("[tabindex]:not([tabindex='0'])").length,
          heads: document.querySelectorAll("table.sort thead th[scope=col]").length, buttons: document.querySelectorAll("table.sort thead button").length,
          unnamed: document.querySelectorAll("svg[role=img]:not([aria-label])").length }), "*");
      }, 200);
    }, 200);
  });
})();
</script></body>`

// seen is what look tells.
type seen struct {
	Jumps                                                  float64
	Texts, Width, Room, Keys, Odd, Heads, Buttons, Unnamed int
	Faint                                                  []string
}

var told = regexp.MustCompile(`<pre id="told">([^<]*)</pre>`)

// TestPageInTheBrowser opens the page as wide as a desk's screen and as narrow
// as a phone's.
func TestPageInTheBrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("no chromium on the path, or -short: the page is not tried in a browser")
	}
	dir := t.TempDir()
	page := strings.Replace(string(printed(t, composed(t, changed(), Options{}), WriteHTML)), "</body>", look, 1)
	for name, width := range map[string]int{"desk": 1280, "phone": 390} {
		frame := fmt.Sprintf(`<!DOCTYPE html><body><iframe src="page.html" width="%d" height="840"></iframe><pre id="told"></pre><script>addEventListener("message", function (e) { document.getElementById("told").textContent = e.data; });</script></body>`, width)
		for file, text := range map[string]string{"page.html": page, "frame.html": frame} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		dom := run(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1400,900",
			"--virtual-time-budget=20000", "--dump-dom", "file://"+filepath.Join(dir, "frame.html"))
		m := told.FindStringSubmatch(dom)
		if m == nil || m[1] == "" {
			t.Fatalf("%s: the page says nothing", name)
		}
		var s seen
		if err := json.Unmarshal([]byte(html.UnescapeString(m[1])), &s); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %+v", name, s)
		switch {
		case s.Texts < 500 || s.Keys < 100 || s.Heads < 40:
			t.Errorf("%s: there is too little to see: %+v", name, s)
		case s.Jumps > 0:
			t.Errorf("%s: the layout jumps by %g", name, s.Jumps)
		case s.Width > s.Room:
			t.Errorf("%s: %d px wide in %d", name, s.Width, s.Room)
		case len(s.Faint) > 0:
			t.Errorf("%s: too little contrast: %q", name, s.Faint)
		case s.Odd > 0 || s.Buttons != s.Heads || s.Unnamed > 0:
			t.Errorf("%s: a keyboard or a screen reader misses something: %+v", name, s)
		}
	}
}
