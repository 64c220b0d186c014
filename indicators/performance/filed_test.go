package performance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"jiyue/indicators/performance"
)

// filedDocument is the part of the shared facts that the test reads.
type filedDocument struct {
	Project string
	Budget  struct {
		Rows []struct {
			Name, Total, Fiscal, Central, Formula, Percent string
		}
	}
	Items []struct {
		Dimension, Class, Indicator, Weight, Target, Achieved, Completion, Score, Reason string
	}
	Total string
	Grade string `json:"grade_as_filed"`
}

func readFiled(t *testing.T) filedDocument {
	t.Helper()
	data, err := os.ReadFile("../../../shared/data/daning-self-evaluation.json")
	if err != nil {
		t.Skipf("the facts of the filed document are not at hand: %v", err)
	}
	var doc filedDocument
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// asTable writes the filed document as a table: everything typed in, nothing
// measured, with the figures as filed for comparison.
func (d filedDocument) asTable() string {
	var b strings.Builder
	fmt.Fprintf(&b, "project: %s\nlevel: 县\n", d.Project)
	// Both goals of the filed document are one text; its words don't matter here.
	b.WriteString("goals: {period: 完成全面评价, year: 完成全面评价}\n")
	b.WriteString("texts: [项目剩余资金已退回财政]\n")
	fmt.Fprintf(&b, "filed: {grade: %s}\n", d.Grade) // the annex has no total
	b.WriteString("budget:\n  columns:\n    - {key: total, name: 年度总金额, sum_of: [fiscal]}\n" +
		"    - {key: fiscal, name: 财政资金小计, sum_of: [central]}\n    - {key: central, name: 中央级, level: 中央}\n  rows:\n")
	for i, key := range []string{"initial", "total", "received", "executed"} {
		r := d.Budget.Rows[i]
		fmt.Fprintf(&b, "    - {key: %s, name: %s, amounts: {total: %s, fiscal: %s", key, r.Name, r.Total, r.Fiscal)
		if r.Central != "" {
			fmt.Fprintf(&b, ", central: %s", r.Central)
		}
		b.WriteString("}}\n")
	}
	b.WriteString("items:\n")
	for _, it := range d.Items {
		fmt.Fprintf(&b, "  - dimension: %s\n    class: %s\n    indicator: %s\n    weight: %s\n    target: %s\n    achieved: %s\n",
			it.Dimension, it.Class, it.Indicator, it.Weight, it.Target, it.Achieved)
		if it.Target == "合规" {
			b.WriteString("    rule: qualitative\n    tier: met\n    basis: as filed\n")
		}
		if it.Reason != "" {
			b.WriteString("    reason: 按进度支付\n")
		}
		fmt.Fprintf(&b, "    filed: {completion: %q, score: %q}\n", it.Completion, it.Score)
	}
	return b.String()
}

// filedRemarks are the defects of a document: code and row of the remark, and
// whether it is a warning. The names are those of the items that are wrong.
func filedRemarks(kinds, over, category, foreign string) map[string]bool {
	return map[string]bool{
		"kinds_differ " + kinds:        false,
		"over_completion " + over:      false, // below 130 %: a remark
		"category " + category:         false,
		"satisfaction_twice ":          false,
		"foreign_indicator " + foreign: false,
		"surplus_contradiction ":       true,
		"budget_during_year 年初预算资金":    false,
		"budget_level 全年预算资金":          false,
		"execution_low ":               false,
		"goals_same ":                  false,
		"total_missing ":               false,
	}
}

// auditFiled holds the audit of a document against what is wrong with it.
func auditFiled(t *testing.T, text, total, grade string, want map[string]bool) {
	t.Helper()
	tab, err := performance.Parse([]byte(text), "filed.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := evaluate(t, tab, nil)
	if r.Total.Fixed(2) != total || r.Grade != grade {
		t.Errorf("total %s %s, filed %s %s", r.Total.Fixed(2), r.Grade, total, grade)
	}
	found := map[string]bool{}
	for _, m := range r.Remarks {
		found[m.Code+" "+m.Row] = m.Warning
	}
	for remark, warning := range want {
		if is, there := found[remark]; !there || is != warning {
			t.Errorf("%s: found %v, warning %v; want a remark with warning %v", remark, there, is, warning)
		}
		delete(found, remark)
	}
	for remark := range found {
		t.Errorf("unexpected remark %s", remark)
	}
}

// Every defect of a document as filed is found, and its row named. By hand: 4 of
// 10 for 40 % of the budget, full points for all else: 94.
func TestAuditOfADocumentAsFiled(t *testing.T) {
	text, err := os.ReadFile("testdata/filed.yaml")
	if err != nil {
		t.Fatal(err)
	}
	auditFiled(t, string(text), "94.00", "优秀", filedRemarks("成本控制情况", "成果验收合格率", "社会公众满意度", "执法及时率"))
}

// So are those of a real one, where its figures are at hand.
func TestAuditOfTheFiledDocument(t *testing.T) {
	doc := readFiled(t)
	auditFiled(t, doc.asTable(), doc.Total, doc.Grade, filedRemarks("成本合规率", "考核质量达标率", "社会公众满意度", "执法时效提升率"))
}

// The audit also finds what this document got right and others don't.
func TestAuditFindsOtherMistakes(t *testing.T) {
	base := string(daning(t))
	for _, tt := range []struct {
		name, old, new, want string
		warning              bool
	}{
		{"weights that don't add up", "weight: 30", "weight: 25", "weights_total", true},
		{"a dimension with another weight", "weight: 30", "weight: 25", "dimension_weight", false},
		{"over-completion beyond 130 %", "target: 95%\n    formula", "target: 70%\n    formula", "over_completion", true},
		{"a shortfall without a reason", "achieved: 95%", "achieved: 90%", "reason_missing", true},
		{"a budget whose parts differ", "central: 27.59}", "central: 27}", "budget_sum", true},
		{"a total that isn't the sum", "level: 县", "level: 县\nfiled: {total: 95, grade: 优秀}", "filed_total", true},
		{"a grade that isn't the total's", "level: 县", "level: 县\nfiled: {total: 93.94, grade: 良}", "filed_grade", true},
		{"a score that isn't the rule's", "target: 合规", "filed: {score: 14}\n    target: 合规", "filed_score", true},
		{"a completion that isn't the quotient", "target: 合规", "filed: {completion: 99%}\n    target: 合规", "filed_completion", true},
		{"an item that the body has and the annex lacks", "level: 县", "level: 县\nbody:\n  - {indicator: 培训人次, target: 20 人}", "body_only", true},
		{"an item that the annex has and the body lacks", "level: 县", "level: 县\nbody:\n  - {indicator: 数量落实率}", "annex_only", true},
		{"an achievement that is another one in the body", "level: 县", "level: 县\nbody:\n  - {indicator: 群众满意度, achieved: 98%}", "body_differs", true},
		{"a weight that is another one in the body", "level: 县", "level: 县\nbody:\n  - {indicator: 群众满意度, weight: 15}", "body_differs", true},
		{"a figure that isn't there", "parks.measured /", "parcels.read /", "not_computable", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(base, tt.old, tt.new, 1)
			if text == base {
				t.Fatalf("the test changes nothing: %q", tt.old)
			}
			for _, m := range evaluate(t, table(t, []byte(text)), demoResults()).Remarks {
				if m.Code == tt.want && m.Warning == tt.warning {
					return
				}
			}
			t.Errorf("no remark %s with warning %v", tt.want, tt.warning)
		})
	}
}

// A body that says the same in other digits is no difference.
func TestBodyThatAgrees(t *testing.T) {
	text := strings.Replace(string(daning(t)), "level: 县", "level: 县\nbody:\n  - {indicator: 群众满意度, weight: 10.00, target: ≥95%, achieved: 95.0％, completion: 100%, score: 10.0}", 1)
	text = strings.Replace(text, "indicator: 群众满意度\n    weight: 10\n    target: 95%", "indicator: 群众满意度\n    weight: 10\n    target: ≥95%", 1)
	for _, m := range evaluate(t, table(t, []byte(text)), demoResults()).Remarks {
		if m.Code == "body_differs" {
			t.Errorf("%s", m.Note.EN)
		}
	}
}

func TestGoalsAreInTheResult(t *testing.T) {
	g := evaluate(t, table(t, daning(t)), demoResults()).Goals
	if !strings.HasPrefix(g.Period, "查清全县") || !strings.HasPrefix(g.Year, "完成 2021 年度") {
		t.Errorf("goals %+v", g)
	}
}
