package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/wording"
)

// sentences are the paragraphs of the filed document.
func sentences(m *Model) string {
	var all []string
	for _, s := range m.Performance.Filing {
		for _, b := range s.Blocks {
			if b.Table == nil {
				all = append(all, b.Text)
			}
		}
	}
	return strings.Join(all, "\n")
}

// Every figure that a paragraph can name is one that the report has, and the
// default paragraphs leave no gap where everything is known.
func TestFiguresOfTheWording(t *testing.T) {
	d := changed()
	d.goals.Period, d.goals.Year = "查清现状。", "提交成果"
	c := newComposer(d, Options{})
	m := composed(t, d, Options{})
	figures := c.filedFigures(m)
	for _, n := range wording.Names(wording.Project) {
		if _, has := figures[n.Key]; !has {
			t.Errorf("{%s} is nothing that the report has", n.Key)
		}
	}
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		if text := sentences(composed(t, d, Options{Lang: lang})); strings.ContainsAny(text, "{}[]") || strings.Contains(text, "，。") || strings.Contains(text, "。。") {
			t.Errorf("%s", text)
		}
	}
}

// Prose and tables say the same: the figures of the land paragraph are those
// of the row of totals.
func TestLandParagraph(t *testing.T) {
	m := composed(t, sample(9, 3), Options{Wording: map[string]string{wording.Land: "{built_ratio}|{output_per_mu}|{tax_per_mu}|{building_density}"}})
	totals := m.Metrics[0].Rows[len(m.Metrics[0].Rows)-1]
	var want []string
	for _, key := range []string{"built_ratio", "output_per_mu", "tax_per_mu", "building_density"} {
		for i, column := range m.Metrics[0].Columns {
			if column.Key == key {
				want = append(want, totals.Cells[i].Figure.String())
			}
		}
	}
	if text := sentences(m); len(want) != 4 || !strings.Contains(text, strings.Join(want, "|")) {
		t.Errorf("want %q in:\n%s", want, text)
	}
}

// A bureau's own words replace a paragraph, may be several, or none at all.
func TestOwnWording(t *testing.T) {
	usual, own := composed(t, sample(3, 2), Options{}), composed(t, sample(3, 2), Options{Wording: map[string]string{
		wording.Land: "全县 {园区数} 个园区，建成率 {已建成占比}[，{goal_year}]。\n第二段。", wording.Practice: "", wording.Item: "{目标指标}得 {得分} 分；", wording.Method: "共 {parks} 个园区。",
	}})
	text := sentences(own)
	for _, want := range []string{"全县 3 个园区，建成率 ", "%。\n第二段。\n", "数量落实率得 15 分；考核质量达标率得 10 分；"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	for _, gone := range []string{"一是口径统一", "经汇总"} {
		if strings.Contains(text, gone) || !strings.Contains(sentences(usual), gone) {
			t.Errorf("%q should be gone", gone)
		}
	}
	if len(own.Method) != 1 || own.Method[0] != "共 3 个园区。" {
		t.Errorf("method: %q", own.Method)
	}
	if _, err := compose(sample(2, 2), Options{Wording: map[string]string{wording.Land: "{"}}); err == nil {
		t.Error("a mistaken wording is no error")
	}
}

func TestRolledUpRate(t *testing.T) {
	d := sample(3, 2)
	num := func(v float64) *float64 { return &v }
	for i := range d.metrics {
		if m := &d.metrics[i]; m.Indicator == "built_up_rate" {
			m.Numerator, m.Denominator, m.Value = num(100), num(200), num(50)
			if m.ParkCode == "S147003" {
				m.Numerator, m.Denominator, m.Value = num(300), num(300), num(100)
			}
		}
	}
	if got := newComposer(d, Options{}).rolledUp("built_up_rate").String(); got != "71.43%" { // 500 of 700, no mean of rates
		t.Errorf("%s", got)
	}
	if got := newComposer(d, Options{}).rolledUp("nothing"); got.Number != nil {
		t.Errorf("%s", got)
	}
}

// A section that the wording leaves empty says that nothing was given, and a gap
// between words is none.
func TestEmptySectionSaysSo(t *testing.T) {
	m := composed(t, sample(2, 2), Options{Lang: land.ZH, Wording: map[string]string{wording.Practice: ""}})
	for _, s := range m.Performance.Filing {
		if strings.HasPrefix(s.Heading, "四、") && (len(s.Blocks) != 1 || s.Blocks[0].Text != "本项未提供内容。") {
			t.Errorf("%s: %+v", s.Heading, s.Blocks)
		}
		for _, b := range s.Blocks {
			if strings.Contains(b.Text, "目标值 ") {
				t.Errorf("a gap in %s", b.Text)
			}
		}
	}
}

// A scope that names a kind of extent does so only where all extents are of it.
func TestScopeNamesTheExtentThatAllHave(t *testing.T) {
	c := newComposer(&data{}, Options{Lang: land.ZH})
	one, two := &park{Park: store.Park{Scope: "S0"}, extents: []store.Extent{{Kind: "approved"}}}, &park{extents: []store.Extent{{Kind: "approved"}, {Kind: "managed"}}}
	if got := c.scopeOf([]*park{one}); got != "公告目录内开发区（核定范围）" {
		t.Error(got)
	}
	if got := c.scopeOf([]*park{one, two}); got != "公告目录内开发区" {
		t.Error(got)
	}
}
