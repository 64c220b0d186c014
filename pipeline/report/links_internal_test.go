package report

import (
	"regexp"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

var (
	pageLinks   = regexp.MustCompile(`href="#([^"]*)"`)
	pageAnchors = regexp.MustCompile(` id="([^"]*)"`)
)

// Every link of the page leads somewhere, and no place has two of a name.
func TestLinksLeadSomewhere(t *testing.T) {
	for name, d := range map[string]*data{"changed": changed(), "concluded": concluded(), "many": sample(70, 2), "nothing measured": {}} {
		checkLinks(t, name, string(printed(t, composed(t, d, Options{}), WriteHTML)))
	}
}

func checkLinks(t *testing.T, name, page string) {
	t.Helper()
	anchors := map[string]bool{"main": true}
	for _, m := range pageAnchors.FindAllStringSubmatch(page, -1) {
		if anchors[m[1]] && m[1] != "main" {
			t.Errorf("%s: two places are called %s", name, m[1])
		}
		anchors[m[1]] = true
	}
	for _, m := range pageLinks.FindAllStringSubmatch(page, -1) {
		if !anchors[m[1]] {
			t.Errorf("%s: a link leads to %s, which is nowhere", name, m[1])
		}
	}
}

// Figures of several parks lead to the sums that they are made of, as those of
// one park do: in the summary, the row of totals, the roll-ups and the audit.
func TestFiguresLeadToHowTheyWereComputed(t *testing.T) {
	m := composed(t, concluded(), Options{Lang: land.ZH})
	lines := map[string]MetricLine{}
	for _, up := range m.RollUps {
		for _, l := range up.Metrics {
			lines[l.ID] = l
		}
	}
	for _, p := range m.Parks {
		for _, e := range p.Extents {
			for _, l := range e.Metrics {
				lines[l.ID] = l
			}
		}
	}
	led := map[string]int{}
	check := func(table string, f Figure, link string) {
		l, known := lines[link]
		if link == "" || !known {
			return
		}
		led[table]++
		if !strings.HasPrefix(f.Text, l.Figure.Text) && f.Places == l.Figure.Places {
			t.Errorf("%s: %s leads to %s, which is %s", table, f.Text, link, l.Figure.Text)
		}
	}
	for _, f := range m.Summary.Facts {
		check("summary", f.Figure, f.Link)
	}
	for _, table := range append([]Table{m.Metrics[0]}, m.Uses...) {
		for _, r := range table.Rows {
			for _, c := range r.Cells {
				if id := table.ID; r.Total && id == "metrics" {
					check("totals", c.Figure, c.Link)
				} else {
					check(id, c.Figure, c.Link)
				}
			}
		}
	}
	for table, least := range map[string]int{"summary": 4, "totals": len(rawIndicators), "regions": 1, "audit": 1} {
		if led[table] < least {
			t.Errorf("%s: %d figures lead to how they were computed, want %d", table, led[table], least)
		}
	}
	total := lines[totalID("built_ratio")]
	if total.Numerator == nil || total.Denominator == nil || total.Figure.Number == nil {
		t.Fatalf("%+v", total)
	}
	if ratio := total.Numerator.Number.Mul(hundred).DivRound(*total.Denominator.Number, ratioDigits); !ratio.Round(ratioDigits - 3).Equal(total.Figure.Number.Round(ratioDigits - 3)) {
		t.Errorf("%s of %s is not %s", total.Numerator, total.Denominator, total.Figure)
	}
}
