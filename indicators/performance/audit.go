package performance

import (
	"fmt"
	"strings"

	"jiyue/indicators"
)

// Remark is something in the table that a reader should look at.
type Remark struct {
	Code    string // English and fixed: weights_total, over_completion …
	Row     string // the indicator or budget row; "" for the table as a whole
	Number  int    // the item's number, from 1; 0 where Row is no item
	Warning bool   // somebody must act before the table is filed; a run makes an error finding of it
	Note    indicators.Note
}

// audit looks for what people get wrong in such tables.
type audit struct {
	table  *Table
	result *Result
	scored []scoredItem
}

func (a *audit) run() {
	a.weights()
	for i := range a.scored {
		s := &a.scored[i]
		a.computable(s)
		a.kinds(s)
		a.overCompletion(s)
		a.shortfall(s)
		a.category(s)
		a.business(s)
		a.filedItem(s)
	}
	a.satisfaction()
	a.columns()
	a.budgetCourse()
	a.budgetLevel()
	a.execution()
	a.goals()
	a.surplus()
	a.body()
	a.filedTotal()
}

func (a *audit) say(code, row string, number int, warning bool, zh, en string, args ...any) {
	a.result.Remarks = append(a.result.Remarks, Remark{code, row, number, warning, indicators.Note{
		ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...),
	}})
}

func (a *audit) sayItem(code string, s *scoredItem, warning bool, zh, en string, args ...any) {
	a.say(code, s.Indicator, s.Number, warning, s.Indicator+"："+zh, s.Indicator+": "+en, args...)
}

// weights compares with 100 and with the default weights of the dimensions.
func (a *audit) weights() {
	total := indicators.Exact{}
	for i := range a.scored {
		total = total.Plus(a.scored[i].item.Weight)
	}
	if total.Cmp(indicators.ExactInt(100)) != 0 {
		a.say("weights_total", "", 0, true, "各项权重合计 %s，应为 100", "the weights add up to %s, not to 100", total)
	}
	if !a.table.file.Defaults {
		return
	}
	for _, d := range a.table.rules.Dimensions {
		weight := indicators.Exact{}
		for i := range a.scored {
			if strings.Contains(a.scored[i].Dimension, d.Word) {
				weight = weight.Plus(a.scored[i].item.Weight)
			}
		}
		if weight.Cmp(d.Weight) != 0 {
			a.say("dimension_weight", d.Word, 0, false, "%s权重合计 %s，通常为 %s", "%s weighs %s, usually %s", d.Word, weight, d.Weight)
		}
	}
}

func (a *audit) computable(s *scoredItem) {
	if s.gap != nil {
		reason := s.gap.Reason(nil)
		a.say("not_computable", s.Indicator, s.Number, true, "%s："+reason.ZH+"，计 0 分", "%s: "+reason.EN+"; no points", s.Indicator)
	}
}

// kinds finds a word measured by a number.
func (a *audit) kinds(s *scoredItem) {
	if s.item.rule == qualitative && s.Scored && parseValue(s.Achieved).isNumber != s.item.target.isNumber {
		a.sayItem("kinds_differ", s, false,
			"目标值“%[1]s”与业绩值“%[2]s”类型不同，按定性指标分档评分，依据：%[4]s",
			"target %q and achievement %q are of different kinds; judged as %q because: %s",
			s.Target, s.Achieved, s.item.Tier, s.item.Basis)
	}
}

func (a *audit) overCompletion(s *scoredItem) {
	if !s.Scored || s.completion.Cmp(indicators.ExactInt(100)) <= 0 || s.Reason != "" {
		return
	}
	far := s.completion.Cmp(a.table.rules.OverCompletion) >= 0
	a.sayItem("over_completion", s, far,
		"完成率 %s，超额完成而未说明原因（达到 %s%% 须说明）",
		"completion %s without an explanation (due from %s %%)", s.Completion, a.table.rules.OverCompletion)
}

func (a *audit) shortfall(s *scoredItem) {
	if s.Scored && s.completion.Cmp(indicators.ExactInt(100)) < 0 && s.Reason == "" {
		a.sayItem("reason_missing", s, true, "完成率 %s，未说明偏差原因", "completion %s without a reason", s.Completion)
	}
}

// satisfactionWord marks indicators that measure satisfaction.
const satisfactionWord = "满意"

func (a *audit) category(s *scoredItem) {
	if strings.Contains(s.Indicator, satisfactionWord) && !strings.Contains(s.Dimension, satisfactionWord) {
		a.sayItem("category", s, false, "衡量满意度，却列在“%s”的“%s”下", "measures satisfaction but stands under %s, %s", s.Dimension, s.Class)
	}
}

// satisfaction says how many points rest on satisfaction, where it is more
// than one item's.
func (a *audit) satisfaction() {
	weight, items := indicators.Exact{}, 0
	for i := range a.scored {
		if strings.Contains(a.scored[i].Indicator, satisfactionWord) {
			weight, items = weight.Plus(a.scored[i].item.Weight), items+1
		}
	}
	if items > 1 {
		a.say("satisfaction_twice", "", 0, false, "共 %d 项满意度指标，合计 %s 分", "%d indicators measure satisfaction, %s points together", items, weight)
	}
}

// business finds an indicator of a business that the project isn't about.
func (a *audit) business(s *scoredItem) {
	about := a.table.file.Project + a.table.file.Goals.Period + a.table.file.Goals.Year
	for _, word := range a.table.rules.Businesses {
		if strings.Contains(s.Indicator, word) && !strings.Contains(about, word) {
			a.sayItem("foreign_indicator", s, false, "项目名称和目标均未涉及“%s”", "neither the project's name nor its goals speak of %s", word)
		}
	}
}

// filedItem compares with what a filed document printed.
func (a *audit) filedItem(s *scoredItem) {
	f := s.item.Filed
	if f == nil {
		return
	}
	if f.Score != "" && f.Score != s.Score.Short(scorePlaces) && f.Score != s.Score.Fixed(scorePlaces) {
		a.sayItem("filed_score", s, true, "所报得分 %s，按规则为 %s", "filed with %s points, by the rule %s", f.Score, s.Score.Short(scorePlaces))
	}
	if f.Completion != "" && f.Completion != s.Completion && f.Completion != s.completion.Short(2)+"%" {
		a.sayItem("filed_completion", s, true, "所报完成率 %s，计算为 %s", "filed with a completion of %s, computed %s", f.Completion, s.Completion)
	}
}

func (a *audit) filedTotal() {
	f := a.table.file.Filed
	if f == nil {
		return
	}
	total := a.result.Total.Fixed(scorePlaces)
	if f.Total == "" {
		a.say("total_missing", "", 0, false, "附表没有总分行（应为 %s）", "the annex has no row for the total (%s)", total)
	} else if f.Total != total && f.Total != a.result.Total.Short(scorePlaces) {
		a.say("filed_total", "", 0, true, "所报总分 %s，各项之和为 %s", "filed with a total of %s, the items add up to %s", f.Total, total)
	}
	if f.Grade != "" && f.Grade != a.result.Grade {
		a.say("filed_grade", "", 0, true, "所报等级“%s”，按总分为“%s”", "filed with the grade %s, by the total %s", f.Grade, a.result.Grade)
	}
}
