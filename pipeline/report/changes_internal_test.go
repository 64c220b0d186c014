package report

import (
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// changed is the concluded sample with two earlier runs on record, of the year
// before and of the night before.
func changed() *data {
	d := concluded()
	v := func(f float64) *float64 { return &f }
	code, kind, other, otherKind := d.parks[0].Code, d.extents[0].Kind, d.parks[1].Code, d.extents[1].Kind
	year := store.Run{ID: 1, StartedAt: "2020-09-01T18:00:00Z", BaseDate: "2019-12-31"}
	before := store.Run{ID: 2, StartedAt: "2021-08-31T18:00:00Z", BaseDate: "2020-12-31"}
	d.history = &history{before: &before, year: &year, runs: []store.Run{year, before, d.run}, scores: map[int64]string{1: "88", 2: "93.9", 3: "93.94"},
		sums: []store.Sum{{RunID: 1, Indicator: "built_ratio", Numerator: 651, Denominator: 1000}, {RunID: 2, Indicator: "built_ratio", Numerator: 660, Denominator: 1000}, {RunID: 3, Indicator: "built_ratio", Numerator: 670.4, Denominator: 1000},
			{RunID: 1, Indicator: "plot_ratio", Numerator: 5, Denominator: 10}, {RunID: 3, Indicator: "plot_ratio", Numerator: 4, Denominator: 10}},
		changes: []store.Comparison{
			{ParkCode: code, ExtentKind: kind, Figure: "built_ratio", Value: v(.6704), Before: v(.66), SinceBefore: v(.0104), Year: v(.651), SinceYear: v(.0194)},
			{ParkCode: code, ExtentKind: kind, Figure: "score", Unit: "分", Value: v(76.005), Before: v(77), SinceBefore: v(-.995), Year: v(70), SinceYear: v(6.005)},
			{ParkCode: other, ExtentKind: otherKind, Figure: "plot_ratio", Value: v(.80001), Before: v(.80002), SinceBefore: v(-.00001), Year: v(.8), SinceYear: v(.00001)},
			{ParkCode: other, ExtentKind: otherKind, Figure: "tax", Unit: "万元", Value: v(1200), Year: v(1000), SinceYear: v(200)},
			{ParkCode: other, ExtentKind: otherKind, Figure: "score", Unit: "分", Value: v(70.001), Before: v(70), Year: v(70), SinceYear: v(.001)}, // not to be seen at two decimals
			{ParkCode: "nobody", Figure: "score", Value: v(1), Before: v(2), SinceBefore: v(-1)},
		}}
	return d
}

// Changes say how much, since the run before and since the year before, in the
// figures that are printed; what does not show is left out.
func TestChanges(t *testing.T) {
	m := composed(t, changed(), Options{Lang: land.ZH})
	want := []string{
		"较上次运行（第 2 次，评价时点 2020年12月31日）：2 个园区的 3 项指标和得分有变化。项目自评总分由 93.90 变为 93.94（+0.04）。",
		"较上年（第 1 次，评价时点 2019年12月31日）：2 个园区的 3 项指标和得分有变化。",
		"较上年（评价时点 2019年12月31日）：已建成占比由 65.10% 变为 67.04%（+1.94 个百分点），地块容积率由 0.50 变为 0.40（-0.10）；总分上升的园区 1 个，下降的 0 个。",
	}
	for i, sentence := range want {
		if i >= len(m.Changes.Since) || m.Changes.Since[i] != sentence {
			t.Errorf("sentence %d of %q, want %q", i, m.Changes.Since, sentence)
		}
	}
	rows := m.Changes.Figures.Table.Rows
	for i, want := range []string{"本项目|项目自评总分||93.94|93.90|+0.04|88.00|+5.94", "集约利用总分|分|76.01|77.00|-0.99|70.00|+6.01", "%|67.04|66.00|+1.04|65.10|+1.94", "万元|1,200.00|—|—|1,000.00|+200.00"} {
		if i >= len(rows) || !strings.HasSuffix(texts(m.Changes.Figures.Table, i), want) {
			t.Errorf("row %d of %v, want …%s", i, rows, want)
		}
	}
	if len(rows) != 4 {
		t.Errorf("%d changes, want 4: one that does not show at two decimals is none", len(rows))
	}
	if got := texts(*m.Changes.Parks, 0); !strings.HasSuffix(got, "-0.99|+1.04|2|+6.01|+1.94|2") {
		t.Errorf("the park that changed: %s", got)
	}
	if lines := m.Changes.Lines; len(lines) != 1 || lines[0].Text != "集约利用总分 77.00 分 → 76.01 分（-0.99 分）" || lines[0].Up {
		t.Errorf("summary: %+v", lines)
	}
	if len(m.Changes.Charts) != 3 {
		t.Errorf("%d charts of the trend, want 3: a figure of one run has none", len(m.Changes.Charts))
	}
	if text := docxText(t, printed(t, m, WriteDOCX)); !strings.Contains(text, "（五）较上次变化") || strings.Count(text, want[2]) != 2 {
		t.Error("the document does not say what changed since the year before, in its prose and in its section")
	}
	if m := composed(t, concluded(), Options{}); m.Changes != nil || m.Summary.Changes != nil {
		t.Error("a first run has changes")
	}
}

// The project's own score is told where no park changed; one that is the same, or
// that the run before lacks, is not.
func TestProjectScoreChanged(t *testing.T) {
	for name, test := range map[string]struct {
		before string
		rows   int
	}{"moved": {"95.07", 1}, "same": {"93.940", 0}, "none before": {"", 0}} {
		d := changed()
		d.history.changes, d.history.scores[2] = nil, test.before
		m := composed(t, d, Options{Lang: land.ZH})
		rows := 0
		if m.Changes.Figures != nil {
			rows = len(m.Changes.Figures.Table.Rows)
		}
		told := strings.Contains(m.Changes.Since[0], "项目自评总分由 95.07 变为 93.94（-1.13）")
		if rows != test.rows || told != (test.rows == 1) {
			t.Errorf("%s: %d rows, %s", name, rows, m.Changes.Since[0])
		}
		for _, document := range documents {
			printed(t, m, document.print)
		}
	}
}

// More changes than a page holds stand in the book; the page keeps those of key
// figures and says how many are left.
func TestManyChanges(t *testing.T) {
	d := changed()
	row := d.history.changes[0]
	for range changesInBook {
		row.Figure = "tax"
		d.history.changes = append(d.history.changes, row)
	}
	m := composed(t, d, Options{Lang: land.ZH})
	figures := m.Changes.Figures
	if len(figures.Table.Rows) != changesInBook || len(figures.Short.Rows) != 3 || figures.Left != changesInBook+1 {
		t.Errorf("%d rows in the book, %d on the page, %d left", len(figures.Table.Rows), len(figures.Short.Rows), figures.Left)
	}
}

// The store's own views say what changed between two of its runs.
func TestChangesFromStore(t *testing.T) {
	d := sample(3, 4)
	dir := publishedSample(t, d)
	night, err := store.Amend(dir, store.Options{Version: "0.1.0"})
	if err != nil {
		t.Fatal(err)
	}
	defer night.Discard()
	run, err := night.Begin(store.Run{Kind: "score", LandRun: 1, StartedAt: "2022-09-02T09:30:00Z", BaseDate: "2021-12-31", IndicatorSet: d.run.IndicatorSet, AreaKind: d.run.AreaKind})
	if err != nil {
		t.Fatal(err)
	}
	metrics := append([]store.Metric(nil), d.metrics...)
	for i := range metrics {
		if m := &metrics[i]; m.ParkCode == d.parks[0].Code && m.Indicator == "built_ratio" {
			half, above := *m.Value/2, *m.Numerator/2
			m.Value, m.Numerator = &half, &above
		}
	}
	for _, err := range []error{night.WriteMetrics(metrics), night.WritePerformance(d.performance), night.Finish(run), night.Publish()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(filepath.Join(dir, "jiyue.gpkg"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	m, err := Build(s, Options{Lang: land.EN})
	if err != nil {
		t.Fatal(err)
	}
	if m.Changes == nil || m.Changes.Figures == nil || len(m.Changes.Figures.Table.Rows) != 1 || len(m.Changes.Since) != 3 {
		t.Fatalf("changes: %+v", m.Changes)
	}
	if len(m.Changes.Charts) != 4 {
		t.Errorf("%d charts of the trend, want 4", len(m.Changes.Charts))
	}
}

// A park with two extents may be told twice, each time by its extent.
func TestChangeLinesNameTheExtent(t *testing.T) {
	c := &composer{lang: land.ZH, data: &data{}}
	p := &park{Park: store.Park{Name: "甲"}, extents: []store.Extent{{Kind: "approved"}}}
	if got := c.extentName(p, "approved"); got != "甲" {
		t.Errorf("one extent: %q", got)
	}
	p.extents = append(p.extents, store.Extent{Kind: "managed"})
	if a, b := c.extentName(p, "approved"), c.extentName(p, "managed"); a == b || !strings.HasPrefix(b, "甲（") {
		t.Errorf("two extents: %q and %q", a, b)
	}
}
