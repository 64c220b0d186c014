package performance

import (
	"errors"
	"slices"
	"strings"

	"jiyue/indicators"
)

// Table is a self-evaluation table, checked. It never changes after Parse.
type Table struct {
	file  tableFile
	rules *rules
	items []item
	rows  []budgetRow
	doc   *indicators.Document
}

// tableFile is a table as written in YAML.
type tableFile struct {
	Project  string
	Level    string // of the project: 中央, 省, 市, 县; compared with the columns of the budget
	Goals    goalLines
	Texts    []string   // paragraphs of the document, for the audit
	Body     []bodyLine // what the body of the document says of its items, to be compared with the annex
	Budget   budgetLines
	Items    []itemLine
	Grades   []Grade
	Filed    *filedLine // the document as it was filed, to be compared
	Defaults bool       // false: the weights of the dimensions were agreed otherwise
}

type goalLines struct {
	Period string // 项目总体目标
	Year   string // 年度目标
}

// bodyLine is an item as the body of the document (正文) has it, as printed
// there; what the body doesn't say is left out.
type bodyLine struct {
	Indicator  string
	Weight     string
	Target     string
	Achieved   string
	Completion string
	Score      string
}

type itemLine struct {
	Dimension string
	Class     string
	Indicator string
	Weight    indicators.Exact
	Target    string
	Achieved  string // as given; or
	Formula   string // over the run's results and the budget
	Unit      string // of the formula's result; the target's where left out
	Rule      string `enum:"positive negative equal qualitative"` // from the target's sign where left out
	Tier      string `enum:"met partly poor"`                     // of a qualitative item
	Share     *indicators.Exact
	Basis     string // why a qualitative item has its tier
	Reason    string // 偏差原因分析及改进措施
	Filed     *filedLine
}

// filedLine is what a filed document says, as printed there.
type filedLine struct {
	Completion string
	Score      string
	Total      string
	Grade      string
}

// The rules by which an item is scored.
const (
	positive    = "positive"    // full at or above the target, proportional below
	negative    = "negative"    // full at or below the target, none from twice the target
	equal       = "equal"       // like positive; a target of 0 allows nothing above it
	qualitative = "qualitative" // a share of the weight within its tier
)

// item is a row of the table.
type item struct {
	itemLine
	number   int
	target   value
	achieved value // of an item without formula
	formula  *indicators.Expression
	rule     string
	share    indicators.Exact // of a qualitative item, percent
}

// Parse reads a table and checks what can be checked without results: keys,
// weights, formulas, the rows of the budget, that words as targets are scored
// by a tier. Errors have line and column.
func Parse(data []byte, name string) (*Table, error) {
	r, err := standardRules()
	if err != nil {
		return nil, err
	}
	t := &Table{rules: r}
	t.file.Defaults = true
	if t.doc, err = indicators.ReadDocument(data, name, &t.file); err != nil {
		return nil, whatItNeeds(err)
	}
	if len(t.file.Items) == 0 {
		return nil, t.doc.Errorf(nil, "自评表没有 items", "the table has no items")
	}
	if err := t.readBudget(); err != nil {
		return nil, err
	}
	for i, line := range t.file.Items {
		it, err := t.readItem(line, indicators.Path{"items", i})
		if err != nil {
			return nil, err
		}
		it.number = i + 1
		t.items = append(t.items, it)
	}
	if len(t.file.Grades) == 0 {
		t.file.Grades = r.Grades
	}
	if err := t.checkBody(); err != nil {
		return nil, err
	}
	return t, t.checkGrades()
}

// checkBody demands that every line of the body names its indicator, once.
func (t *Table) checkBody() error {
	seen := map[string]bool{}
	for i, line := range t.file.Body {
		if line.Indicator == "" || seen[line.Indicator] {
			return t.doc.Errorf(indicators.Path{"body", i}, "body 的每一行须有自己的指标", "every line of the body needs an indicator of its own")
		}
		seen[line.Indicator] = true
	}
	return nil
}

// whatItNeeds adds to the error of an empty file what the least table has.
func whatItNeeds(err error) error {
	var empty *indicators.SourceError
	if errors.Is(err, indicators.ErrEmpty) && errors.As(err, &empty) {
		empty.Message.ZH += "；自评表须有 items，每项有 dimension、indicator、weight、target，以及 achieved 或 formula"
		empty.Message.EN += "; a self-evaluation table needs items, each with dimension, indicator, weight, target and either achieved or formula"
	}
	return err
}

// Check demands that every name in the items' formulas is one of those that
// the caller has results for, group and key as in parks.listed, or a row of
// the table's own budget. A name that has no value tonight belongs in known
// too: its item gets no points, whereas a misspelt one would silently spoil the
// grade. The error has file, line, column and the nearest name.
func (t *Table) Check(known []string) error {
	known = slices.Clone(known)
	for _, r := range t.rows {
		known = append(known, budgetGroup+"."+r.Key)
	}
	for i := range t.items {
		if t.items[i].formula == nil {
			continue
		}
		for _, name := range t.items[i].formula.Names() {
			if !slices.Contains(known, name) {
				return t.doc.Errorf(indicators.Path{"items", i, "formula"}, "运行结果中没有 %s%s", "no run has a result %s%s", name, indicators.Suggestion(name, known))
			}
		}
	}
	return nil
}

// Project returns the project's name.
func (t *Table) Project() string { return t.file.Project }

func (t *Table) checkGrades() error {
	for i, g := range t.file.Grades {
		if i > 0 && g.From.Cmp(t.file.Grades[i-1].From) >= 0 {
			return t.doc.Errorf(indicators.Path{"grades", i, "from"}, "等级须由高到低排列", "grades go from the highest to the lowest")
		}
	}
	if last := t.file.Grades[len(t.file.Grades)-1]; last.From.Sign() != 0 {
		return t.doc.Errorf(indicators.Path{"grades"}, "最低等级须从 0 分起", "the lowest grade must begin at 0")
	}
	return nil
}

func (t *Table) readItem(line itemLine, path indicators.Path) (item, error) {
	fail := func(key, zh, en string, args ...any) (item, error) {
		return item{}, t.doc.Errorf(append(slices.Clone(path), key), zh, en, args...)
	}
	it := item{itemLine: line, target: parseValue(line.Target), achieved: parseValue(line.Achieved)}
	hundred := indicators.ExactInt(100)
	switch {
	case line.Dimension == "" || line.Indicator == "":
		return fail("indicator", "每一项须有 dimension 和 indicator", "an item needs a dimension and an indicator")
	case line.Weight.Sign() <= 0 || line.Weight.Cmp(hundred) > 0:
		return fail("weight", "%s 须有大于 0 且不超过 100 的权重", "%s needs a weight above 0 and up to 100", line.Indicator)
	case line.Target == "":
		return fail("target", "%s 须有 target", "%s needs a target", line.Indicator)
	case (line.Achieved == "") == (line.Formula == ""):
		return fail("achieved", "%s 须有 achieved 或 formula 之一", "%s needs either achieved or formula", line.Indicator)
	}
	if err := it.chooseRule(); err != nil {
		return fail("rule", "%s", "%s", err)
	}
	if it.rule == qualitative {
		if err := it.readTier(t.rules); err != nil {
			return fail("tier", "%s", "%s", err)
		}
		return it, t.compileFormula(&it, path)
	}
	switch {
	case !it.target.isNumber:
		return fail("target", "目标 %q 是文字：请写 rule: qualitative，并给出 tier 和依据 basis", "the target %q is a word: say rule: qualitative with a tier and the basis for it", line.Target)
	case it.target.number.Sign() < 0:
		return fail("target", "目标值不能为负", "a target must not be negative")
	case line.Formula == "" && !it.achieved.isNumber:
		return fail("achieved", "目标 %q 是数，而 %q 不是", "the target %q is a number and %q is not", line.Target, line.Achieved)
	case line.Formula == "" && it.achieved.unit != it.target.unit:
		return fail("achieved", "目标 %q 与完成值 %q 单位不同", "target %q and achieved %q have different units", line.Target, line.Achieved)
	}
	return it, t.compileFormula(&it, path)
}

// chooseRule takes the rule as given or from the sign before the target.
func (it *item) chooseRule() error {
	known := []string{positive, negative, equal, qualitative}
	it.rule = it.Rule
	if it.rule == "" {
		it.rule = map[string]string{"≤": negative, "=": equal}[it.target.relation]
	}
	if it.rule == "" {
		it.rule = positive
	}
	if !slices.Contains(known, it.rule) {
		return indicators.Errorf("rule 只能是 %s 之一", "rule is one of %s", strings.Join(known, ", "))
	}
	return nil
}

// readTier settles the share of the weight that a qualitative item gets: the
// given one, which must lie in its tier, or all of it where the target is met.
func (it *item) readTier(r *rules) error {
	if it.Basis == "" {
		return indicators.Errorf("%s 是定性评判的，须有依据 basis", "%s is judged, not measured: it needs a basis", it.Indicator)
	}
	for _, tr := range r.Tiers {
		if tr.Name != it.Tier {
			continue
		}
		if it.Share == nil && tr.Name != r.Tiers[0].Name {
			return indicators.Errorf("%s 档须有 %s 到 %s 之间的百分比", "tier %s needs a share from %s to %s percent", tr.Name, tr.From, tr.To)
		}
		it.share = tr.To
		if it.Share != nil {
			it.share = *it.Share
		}
		above := it.share.Cmp(tr.To)
		if it.share.Cmp(tr.From) < 0 || above > 0 || above == 0 && tr.Name != r.Tiers[0].Name {
			return indicators.Errorf("%s%% 不在 %s 档内（%s 到 %s）", "a share of %s percent is not in tier %s (%s to %s)", it.share, tr.Name, tr.From, tr.To)
		}
		return nil
	}
	return indicators.Errorf("%s 须有 tier：met、partly 或 poor", "%s needs a tier: met, partly or poor", it.Indicator)
}

// compileFormula reads the formula; names of the budget must exist in it, all
// other names are looked up in the run's results (see Check).
func (t *Table) compileFormula(it *item, path indicators.Path) error {
	if it.Formula == "" {
		return nil
	}
	at := append(slices.Clone(path), "formula")
	e, err := indicators.Compile(it.Formula)
	if err != nil {
		return t.doc.At(at, err)
	}
	for _, name := range e.Names() {
		group, key, dotted := strings.Cut(name, ".")
		if !dotted {
			return t.doc.Errorf(at, "名称 %s 缺少所属的组，写法如 parks.listed", "the name %s lacks its group, as in parks.listed", name)
		}
		if group == budgetGroup && t.row(key) == nil {
			return t.doc.Errorf(at, "预算没有 %s 行%s", "the budget has no row %s%s", key, indicators.Suggestion(key, t.rowKeys()))
		}
	}
	it.formula = e
	return nil
}
