package report

import (
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// An item says what was put into its formula and by which rule it was scored.
func TestItemLines(t *testing.T) {
	d := concluded()
	v := 85.5
	d.conclusions.regions = []store.Region{{Level: "all", ExtentKind: "approved", Metrics: []store.Metric{{Indicator: "supply_rate", Value: &v, Unit: "%"}, {Indicator: "plot_ratio"}}}}
	d.conclusions.evaluations = []store.Evaluation{{ExtentKind: "approved", ZoneScore: &v}, {ExtentKind: "managed", ZoneScore: &v}, {ExtentKind: "approved"}}
	d.performance.Items[2].Formula = "metrics.supply_rate + scores.mean * parks.without_error_findings / parks.with_error_findings - metrics.nobody - budget.spare"
	d.findings = append(d.findings, store.Finding{Severity: "error", ParkCode: d.parks[0].Code, Code: string(land.StatusUnknown)})
	m := composed(t, d, Options{Lang: land.ZH})
	for i, want := range [][]string{
		{"全年执行资金|27.59 万元|budget", "全年预算资金|70 万元|budget"},
		{"本底指标齐全的园区数|2|metrics", "名录园区数|2|roster"},
		{"土地供应率|85.50%|s1.2", "平均总分（核定范围）|85.50|scores-all", "没有错误级问题的园区数|1|findings-all", "有错误级问题的园区数|1|findings-all"},
	} {
		var got []string
		for _, input := range m.Performance.Lines[i].Inputs {
			got = append(got, input.Name+"|"+input.Figure.String()+"|"+input.Link)
		}
		if !slices.Equal(got, want) {
			t.Errorf("item %d: %q, want %q", i+1, got, want)
		}
	}
	for i, want := range map[int]string{0: "权重 10 × 业绩值 ÷ 目标值", 4: "定性指标"} {
		if got := m.Performance.Lines[i].Rule; !strings.HasPrefix(got, want) {
			t.Errorf("item %d is scored by %q", i+1, got)
		}
	}
	if link := m.Performance.Items.Rows[0].Cells[7].Link; link != m.Performance.Lines[0].ID {
		t.Errorf("a score leads to %q", link)
	}
}
