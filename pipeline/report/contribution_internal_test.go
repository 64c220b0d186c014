package report

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// What a piece adds to a figure is what the set itself makes of a park that
// has this piece alone, for pieces of every kind of land.
func TestPartsAsTheSet(t *testing.T) {
	w := newWeigher(store.IndicatorSet{}, "tdt1029-2014")
	if w == nil {
		t.Fatal("the built-in set is not known")
	}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	compared := 0
	for range 300 {
		p := store.Piece{LandUse: pick("0601", "0701", "", "1004"), Scheme: pick("gbt21010-2017", "sandiao"), Status: pick("built", "idle", "unsupplied", ""),
			BuiltCode: pick("", "A2", "A1", "B21"), SupplyCode: pick("", "D22", "D21", "E21"), HightechCode: pick("", "H1"), AreaM2: 1 + random.Float64()*1e4, Figures: map[string]*float64{}}
		f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: p.Status, BuiltCode: p.BuiltCode, SupplyCode: p.SupplyCode, HightechCode: p.HightechCode, AreaM2: p.AreaM2}
		for _, name := range w.names {
			amount := random.Float64() * 1e3
			p.Figures[name] = &amount
			f.Amounts = append(f.Amounts, indicators.Amount{Value: amount, Known: true})
		}
		got := map[string]*contributors{}
		w.weigh(&p, got)
		tally := w.set.NewTally(w.names)
		tally.Add(&f)
		for _, m := range w.set.Evaluate(tally.Totals()) {
			want, have := numeratorOf(m), 0.0
			if c := got[m.Indicator]; c != nil {
				have = c.largest[0].value
			}
			compared++
			if math.Abs(have-want) > 1e-9*math.Abs(want) {
				t.Errorf("%s of %+v: %v, the set says %v", m.Indicator, p, have, want)
			}
		}
	}
	if compared < 1000 {
		t.Errorf("compared only %d", compared)
	}
}

// The largest come first, of equals the first record, and all are counted.
func TestLargestContributors(t *testing.T) {
	var l contributors
	for i, v := range []float64{1, 5, 3, 5, 0.5, 4} {
		l.take(contributor{record: i + 1, value: v})
	}
	var got []int
	for _, p := range l.largest {
		got = append(got, p.record)
	}
	if l.pieces != 6 || len(got) != 3 || got[0] != 2 || got[1] != 4 || got[2] != 6 {
		t.Errorf("%d pieces, records %v", l.pieces, got)
	}
}

// Every figure of the wide tables leads to a line of the page that has its
// value, and parks with a map name the parcels behind it.
func TestFiguresLeadToTheirLines(t *testing.T) {
	m := composed(t, sample(9, 3), Options{Lang: land.ZH})
	lines := map[string]MetricLine{}
	named := 0
	for _, p := range m.Parks {
		for _, e := range p.Extents {
			for _, l := range e.Metrics {
				if _, twice := lines[l.ID]; twice || l.ID == "" {
					t.Errorf("line %q of %s", l.ID, p.Code)
				}
				lines[l.ID] = l
				if l.Indicator == "parcel_area" && (l.Pieces == 0 || len(l.Largest) != largestShown || l.Largest[0].Source == "") {
					t.Errorf("%s: the parcels behind the area are %d: %+v", p.Code, l.Pieces, l.Largest)
				}
				named += len(l.Largest)
			}
		}
	}
	figures := 0
	for _, table := range m.Metrics {
		for _, row := range table.Rows {
			for _, c := range row.Cells {
				if c.Number == nil || row.Total {
					continue
				}
				figures++
				if l := lines[c.Link]; l.Figure.Text != c.Text {
					t.Errorf("%s leads to %q, which says %s", c.Text, c.Link, l.Figure.Text)
				}
			}
		}
	}
	if figures < 100 || named < 30 {
		t.Errorf("%d figures, %d parcels", figures, named)
	}
	page := string(printed(t, m, WriteHTML))
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[id[1]] {
			t.Errorf("two elements are called %s", id[1])
		}
		ids[id[1]] = true
	}
	for _, link := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[link[1]] {
			t.Errorf("a link leads to %s, which is not there", link[1])
		}
	}
	if !strings.Contains(page, "input/parcels_01.shp #") {
		t.Error("no source record behind a figure")
	}
}
