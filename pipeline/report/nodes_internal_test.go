package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// Scores are drawn at their place on the scale, a dot a park; of more parks
// than can be told apart the spread is.
func TestNodeChart(t *testing.T) {
	for _, test := range []struct {
		name        string
		parks, dots int
	}{{"a county", 9, 8 * 8}, {"a province", 60, 0}} {
		t.Run(test.name, func(t *testing.T) {
			m := composed(t, sample(test.parks, 2), Options{Lang: land.ZH})
			chart := m.Charts[len(m.Charts)-1]
			if chart.ID != "chart-nodes" || !strings.Contains(chart.Caption, "演示") {
				t.Fatalf("the last chart is %s: %s", chart.ID, chart.Caption)
			}
			dots, medians := 0, 0
			var zero, full float64
			for _, mark := range chart.Drawing.Marks {
				switch {
				case mark.Class == "dot":
					dots++
				case mark.Class == "bar" && mark.Rings[0][0][0] == mark.Rings[0][1][0]:
					medians++
				case mark.Class == "tick" && mark.Text == "0":
					zero = mark.At[0]
				case mark.Class == "tick" && mark.Text == "100":
					full = mark.At[0]
				}
			}
			if dots != test.dots || medians != 8 {
				t.Errorf("%d dots and %d medians, want %d and 8", dots, medians, test.dots)
			}
			for _, mark := range chart.Drawing.Marks {
				if mark.Class == "dot" && strings.HasSuffix(mark.Title, " 70.00") && mark.At[0] != zero+(full-zero)*.7 {
					t.Errorf("70 points stand at %v between %v and %v", mark.At[0], zero, full)
				}
			}
		})
	}
}

// The annex has the score tree of every park that has a page in it.
func TestTreesAreFiled(t *testing.T) {
	m := composed(t, sample(9, 2), Options{Lang: land.ZH, FiledParks: 3})
	tables := docxTables(t, printed(t, m, WriteDOCX))
	for i, p := range m.Parks {
		for _, e := range p.Extents {
			grids := tables[e.Score.Caption]
			if (len(grids) == 1) != (i < 3) {
				t.Errorf("park %d has %d trees in the document", i+1, len(grids))
			} else if i < 3 {
				compareGrids(t, e.Score.Caption, shownGrid(e.Score, true), grids[0])
			}
		}
	}
}
