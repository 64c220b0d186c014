package report

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func TestNumber(t *testing.T) {
	for _, test := range []struct {
		name   string
		value  string
		places int32
		want   string
	}{
		{"thousands are set apart", "1234567.891", 2, "1,234,567.89"},
		{"half away from zero", "0.125", 2, "0.13"},
		{"half away from zero, below it", "-0.125", 2, "-0.13"},
		{"no minus before nought", "-0.001", 2, "0.00"},
		{"three digits stay together", "999", 0, "999"},
		{"minus before thousands", "-1000", 0, "-1,000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := decimal.RequireFromString(test.value)
			if got := number(&d, test.places, "").Text; got != test.want {
				t.Errorf("%s prints %s, want %s", test.value, got, test.want)
			}
		})
	}
	if f := number(nil, 2, "%"); f.Text != none || f.String() != none {
		t.Errorf("a missing number prints %q", f.String())
	}
}

// A float is printed as the decimal that it shows: 2.675 is 2.68 though the
// nearest float lies below.
func TestFloatsRoundAsTheyRead(t *testing.T) {
	v := 2.675
	if got := number(fromFloat(&v), 2, "").Text; got != "2.68" {
		t.Errorf("2.675 prints %s", got)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		if fromFloat(&v) != nil {
			t.Errorf("%v became a number", v)
		}
	}
}

func TestMu(t *testing.T) {
	v := 20000.0 // 2 ha = 30 mu
	if got := mu(&v).String(); got != "30" {
		t.Errorf("20 000 m² are %s mu, want 30", got)
	}
}

func TestExactly(t *testing.T) {
	for _, test := range []struct {
		name, text, printed, number string
	}{
		{"a percentage", "39.41%", "39.41%", "39.41"},
		{"a score", "3.94", "3.94", "3.94"},
		{"a word", "合规", "合规", ""},
		{"nothing", "", "", ""},
		{"digits are kept", "100.00%", "100.00%", "100"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := exactly(test.text)
			if f.String() != test.printed {
				t.Errorf("prints %q, want %q", f.String(), test.printed)
			}
			if (f.Number == nil) != (test.number == "") || f.Number != nil && !f.Number.Equal(decimal.RequireFromString(test.number)) {
				t.Errorf("number %v, want %q", f.Number, test.number)
			}
		})
	}
}

// Two parks: 60 of 100 ha built, 10 of 20 ha built; the second has no output.
// Worked by hand: 70/120 = 58.33 %; 3000 万元 on 1500 mu = 2.00 万元/亩, the
// land of the park without output left out.
func TestTotalsDivideSums(t *testing.T) {
	metric := func(park, indicator string, v float64) store.Metric {
		return store.Metric{ParkCode: park, ExtentKind: "approved", Indicator: indicator, Value: &v, Unit: "m²"}
	}
	d := &data{
		parks:   []store.Park{{Code: "A"}, {Code: "B"}},
		extents: []store.Extent{{ParkCode: "A", Kind: "approved"}, {ParkCode: "B", Kind: "approved"}, {ParkCode: "B", Kind: "managed"}},
		metrics: []store.Metric{
			metric("A", "parcel_area", 1e6), metric("A", "built_area", 6e5), metric("A", "output", 3000),
			metric("B", "parcel_area", 2e5), metric("B", "built_area", 1e5),
			{ParkCode: "B", ExtentKind: "approved", Indicator: "output", Note: "none"},
			{ParkCode: "B", ExtentKind: "managed", Indicator: "parcel_area", Value: new(float64)},
		},
	}
	c := newComposer(d, Options{})
	for key, want := range map[string]string{"built_ratio": "58.33%", "output_per_mu": "2.00 万元/亩", "parcel_area": "120.00 公顷"} {
		if got := c.totalFigure(rawByKey[key]).String(); got != want {
			t.Errorf("%s of both is %s, want %s", key, got, want)
		}
	}
}

func TestLedgerOutOfBalance(t *testing.T) {
	if m := composed(t, sample(3, 2), Options{}); !m.Summary.Balance.Balanced {
		t.Fatalf("the sample's ledger: %s", m.Summary.Balance.Text)
	}
	for _, test := range []struct {
		name  string
		spoil func(*store.LedgerRow) bool
	}{
		{"a parcel gone", func(r *store.LedgerRow) bool { return r.Account == "inside" && r.Scope == "source" && add(r.Count, -1) }},
		{"a square centimetre gone", func(r *store.LedgerRow) bool {
			if r.Account == "stored" {
				*r.AreaM2 -= 0.01
			}
			return r.Account == "stored"
		}},
		{"a piece twice", func(r *store.LedgerRow) bool { return r.Account == "stored" && add(r.Count, 1) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sample(3, 2)
			for i := range d.ledger {
				if test.spoil(&d.ledger[i]) {
					break
				}
			}
			m := composed(t, d, Options{})
			if m.Summary.Balance.Balanced {
				t.Error("the report calls the ledger balanced")
			}
			if !strings.Contains(string(printed(t, m, WriteHTML)), "台账不平") {
				t.Error("the page doesn't say so")
			}
		})
	}
}

func add(n *int64, by int64) bool {
	*n += by
	return true
}

// Whatever the report shows as scores, it says when they are a demonstration.
func TestDemonstrationIsMarked(t *testing.T) {
	d := sample(3, 2)
	m := composed(t, d, Options{})
	for _, document := range documents {
		content := printed(t, m, document.print)
		text := string(content)
		switch document.name {
		case DOCXName:
			text = docxText(t, content)
		case XLSXName:
			text = xlsxText(t, content)
		}
		if !strings.Contains(text, "演示") {
			t.Errorf("%s doesn't mark demonstration scores", document.name)
		}
	}
	for i := range d.scores {
		d.scores[i].Demonstration = false
	}
	if page := string(printed(t, composed(t, d, Options{}), WriteHTML)); strings.Contains(page, "演示") {
		t.Error("official scores are called a demonstration")
	}
}

// TestPathKeepsItsPoints reads paths back: relative moves in tenths must not
// drift, however long the line.
func TestPathKeepsItsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := orb.LineString(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{rapid.Float64Range(-2000, 2000).Draw(t, "x"), rapid.Float64Range(-2000, 2000).Draw(t, "y")}
		}), 3, 40).Draw(t, "line"))
		var b strings.Builder
		writePath(&b, line, true)
		got := readPath(t, b.String())
		i := 0
		for _, p := range got {
			for i < len(line) && (math.Abs(line[i][0]-p[0]) > .0501 || math.Abs(line[i][1]-p[1]) > .0501) {
				i++ // a point that rounds to the one before it is left out
			}
		}
		if i >= len(line) {
			t.Fatalf("%v reads back as %v", line, got)
		}
	})
}

// readPath reads M x y l dx dy … z.
func readPath(t *rapid.T, path string) orb.LineString {
	start, rest, ok := strings.Cut(strings.TrimPrefix(path, "M"), "l")
	if !ok {
		t.Fatalf("no moves in %q", path)
	}
	numbers := func(s string) []float64 {
		var out []float64
		s = strings.NewReplacer("-", " -", "z", "").Replace(s)
		for _, field := range strings.Fields(s) {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatalf("%q in %q", field, path)
			}
			out = append(out, v)
		}
		return out
	}
	at := numbers(start)
	line := orb.LineString{{at[0], at[1]}}
	moves := numbers(rest)
	for i := 0; i+1 < len(moves); i += 2 {
		last := line[len(line)-1]
		line = append(line, orb.Point{last[0] + moves[i], last[1] + moves[i+1]})
	}
	return line
}

// Two labels that would cover each other go to different sides.
func TestLabelsKeepApart(t *testing.T) {
	lo, hi := orb.Point{100, 100}, orb.Point{120, 120}
	_, first := placeLabel(lo, hi, 80, 400, 300, nil)
	_, second := placeLabel(lo, hi, 80, 400, 300, []orb.Bound{first})
	if commonArea(first, second) > 0 {
		t.Errorf("labels %v and %v cover each other", first, second)
	}
}

func TestRoundSteps(t *testing.T) {
	for v, want := range map[float64]float64{1: 1, 1.9: 1, 2: 2, 4.9: 2, 7: 5, 99: 50, 0.03: 0.02} {
		if got := roundDown(v); math.Abs(got-want) > 1e-12 {
			t.Errorf("roundDown(%g) = %g, want %g", v, got, want)
		}
	}
	for v, want := range map[float64]float64{1: 1, 1.1: 2, 2.1: 5, 6: 10, 0: 1, 0.03: 0.05} {
		if got := niceStep(v); math.Abs(got-want) > 1e-12 {
			t.Errorf("niceStep(%g) = %g, want %g", v, got, want)
		}
	}
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "＝1": "'＝1", "\t=1": "'\t=1", "甲": "甲", "": "", "1-1": "1-1"} {
		if got := harmless(text); got != want {
			t.Errorf("harmless(%q) = %q, want %q", text, got, want)
		}
	}
}

// A formula stands only where it gives the stored figure.
func TestScoreFormula(t *testing.T) {
	item := store.PerformanceItem{Weight: "10", Target: "100%", Achieved: "39.41%", Completion: "39.41%", Score: "3.94"}
	if scoreFormula(item) == "" || completionFormula(item) == "" {
		t.Error("an item that is scored by ratio has no live formula")
	}
	item.Score, item.Completion = "6.06", "60.59%" // a negative indicator
	if scoreFormula(item) != "" || completionFormula(item) != "" {
		t.Error("an item that is scored by another rule has a formula that contradicts it")
	}
	item.Target = "合规"
	if scoreFormula(item) != "" {
		t.Error("a word has been divided by")
	}
}

func TestRowFormula(t *testing.T) {
	for text, want := range map[string]bool{"(3)-(4)": true, "（4）/（2）": true, "(4)÷(2)": true, "": false, "3-4": false, "(3)-": false, "(99999999999)-(1)": false, "(x)-(1)": false} {
		var a, z int
		var operator byte
		if got := parseRowFormula(text, &a, &z, &operator); got != want {
			t.Errorf("parseRowFormula(%q) = %v", text, got)
		}
	}
}

// A park that shares no land with the sources, a county without parks, a run
// without anything: every document is printed all the same.
func TestEmptyStores(t *testing.T) {
	nothing := func(string, string, func(*store.Piece) error) error { return nil }
	for name, d := range map[string]*data{
		"nothing at all":       {pieces: nothing},
		"a park alone":         {pieces: nothing, parks: []store.Park{{Code: "A"}}},
		"an extent, no pieces": {pieces: nothing, parks: []store.Park{{Code: "A"}}, extents: []store.Extent{{ParkCode: "A", Kind: string(land.Approved), Shape: orb.MultiPolygon{{{{0, 0}, {100, 0}, {100, 100}, {0, 0}}}}}}},
		"an extent of no size": {pieces: nothing, parks: []store.Park{{Code: "A"}}, extents: []store.Extent{{ParkCode: "A", Kind: "managed", Shape: orb.MultiPolygon{{{{5, 5}, {5, 5}, {5, 5}, {5, 5}}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			m := composed(t, d, Options{})
			for _, document := range documents {
				if len(printed(t, m, document.print)) == 0 {
					t.Errorf("%s is empty", document.name)
				}
			}
		})
	}
}

// A record's number is a name: it prints as it is, in tables and workbooks.
func TestRecordsKeepTheirDigits(t *testing.T) {
	c := newComposer(&data{}, Options{})
	row := c.findingRow(store.Finding{Code: string(land.RingUnclosed), Record: 1197, Count: 1197})
	record, times := row.Cells[5], row.Cells[8]
	if record.Text != "1197" || numberStyle(&record.Figure, false).format() != "0" {
		t.Errorf("record 1197 prints %q, in a workbook as %s", record.Text, numberStyle(&record.Figure, false).format())
	}
	if times.Text != "1,197" || numberStyle(&times.Figure, false).format() != "#,##0" {
		t.Errorf("1197 times prints %q, in a workbook as %s", times.Text, numberStyle(&times.Figure, false).format())
	}
}

// A built-in set shows its title, one of the user's own its key.
func TestSetTitle(t *testing.T) {
	for key, want := range map[string]string{
		"tdt1029-2014": "开发区土地集约利用评价（2014 年度试行）（tdt1029-2014）",
		"our-own":      "our-own",
	} {
		c := newComposer(&data{run: store.Run{IndicatorSet: key}}, Options{})
		if got := c.setTitle(); got != want {
			t.Errorf("%s shows as %q, want %q", key, got, want)
		}
	}
}

// Codes and names of files fit into their columns; what they take more comes
// from the columns that have long texts.
func TestWordsDontBreak(t *testing.T) {
	table := &Table{Columns: []Column{{Name: "a", Width: 60}, {Name: "b", Width: 4}, {Name: "c", Width: 4}},
		Rows: []Row{{Cells: []Cell{word("长的说明"), word("X141030001"), word("input/parcels_north.shp")}}}}
	widths := columnWidths(table, 9000)
	if sumInts(widths) != 9000 {
		t.Errorf("columns take %d of 9000", sumInts(widths))
	}
	for i, text := range []string{"", "X141030001", "parcels_north.shp"} {
		if need := int(textWidth(text, float64(tableSize)/2)*twips) + 2*cellPadding; widths[i] < need {
			t.Errorf("column %d has %d, %q needs %d", i, widths[i], text, need)
		}
	}
}

// English heads break between words, of texts and of numbers alike, and set
// their units in narrow brackets.
func TestHeadsDontBreakInsideWords(t *testing.T) {
	m := composed(t, concluded(), Options{Lang: land.EN})
	for i := range m.Performance.Short {
		table := &m.Performance.Short[i]
		for column, width := range columnWidths(table, 9000) {
			for word := range strings.FieldsSeq(table.headText(column)) {
				if need := int(textWidth(word, float64(textSize(table))/2)*twips) + 2*cellPadding; width < need {
					t.Errorf("%s: %q needs %d and has %d", table.Caption, word, need, width)
				}
			}
		}
	}
	if got := headText(&Column{Name: "Land", Unit: "ha"}); got != "Land\n(ha)" {
		t.Errorf("the head of a column: %q", got)
	}
}

func TestRowsStayTogether(t *testing.T) {
	for _, test := range []struct {
		name string
		rows int
		want string // k for a row that is kept with the next
	}{
		{"a short table is whole", 4, "kkk."},
		{"a long one parts neither its first nor its last rows", 12, "k........kk."},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for i := range test.rows {
				if staysWithNext(i, test.rows) {
					got += "k"
				} else {
					got += "."
				}
			}
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
