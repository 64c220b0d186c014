package report

import (
	"fmt"
	"strings"

	"jiyue/pipeline/store"
	"jiyue/pipeline/wording"
)

// author words the document that is filed: paragraphs of the wording, with the
// figures as they are printed in the tables.
type author struct {
	*composer
	texts    wording.Texts
	figures  map[string]string
	sections []Section
}

// word writes the prose of the report.
func (c *composer) word(m *Model, texts wording.Texts) {
	a := &author{composer: c, texts: texts, figures: c.filedFigures(m)}
	m.Method = linesOfText(texts[wording.Method].Fill(a.figure))
	if m.Performance != nil {
		m.Performance.Filing = a.filing(m)
	}
}

// filing words the six sections of the document that is filed.
func (a *author) filing(m *Model) []Section {
	a.project(m.Performance)
	a.results(m.Performance)
	a.analysis()
	a.heading(1, "四、项目主要经验做法", "4. Experience")
	a.tell(wording.Practice)
	a.orNothing()
	a.heading(1, "五、项目管理中存在问题及原因分析", "5. Problems and their reasons")
	a.either("worst", wording.Problems, wording.NoProblems)
	a.either("remarks", wording.Remarks, "")
	a.orNothing()
	a.heading(1, "六、进一步加强项目管理措施及建议", "6. Measures and suggestions")
	a.tell(wording.Measures)
	a.orNothing()
	return a.sections
}

// project words the first section.
func (a *author) project(p *Performance) {
	a.heading(1, "一、项目的基本情况", "1. The project")
	a.heading(2, "（一）项目概况", "1.1 Overview")
	a.tell(wording.Project, wording.Parks, wording.Land)
	a.heading(2, "（二）预算执行情况", "1.2 Budget")
	a.tell(wording.Budget)
	a.table(&p.Budget)
	a.heading(2, "（三）项目绩效目标", "1.3 Goals")
	if len(p.Goals) > 0 {
		a.tell(wording.Goals)
	} else {
		a.tell(wording.NoGoals)
	}
}

// results words the second section, a part for each dimension.
func (a *author) results(p *Performance) {
	a.heading(1, "二、项目绩效情况", "2. Performance")
	a.tell(wording.Result)
	for i, d := range dimensions(a.performance.Items) {
		a.heading(2, "（%[1]s）%[3]s", "2.%[2]d %[3]s", ordinal(i), i+1, d.name)
		a.paragraphs(a.texts[wording.Dimension].Fill(a.dimensionFigure(d)))
		a.table(&p.Short[i])
	}
}

// analysis words the third section.
func (a *author) analysis() {
	a.heading(1, "三、项目绩效分析", "3. Analysis")
	a.tell(wording.Input, wording.Output)
	a.either("best", wording.Benefit, "")
	if a.demonstration() {
		a.tell(wording.Demonstration)
	}
}

func (a *author) heading(level int, zh, en string, args ...any) {
	a.sections = append(a.sections, Section{Heading: a.say(zh, en, args...), Level: level})
}

func (a *author) figure(key string) string { return a.figures[key] }

// tell words paragraphs of the wording.
func (a *author) tell(keys ...string) {
	for _, key := range keys {
		a.paragraphs(a.texts[key].Fill(a.figure))
	}
}

// either words one paragraph where a figure is known and the other where it
// is not.
func (a *author) either(figure, known, unknown string) {
	if a.figures[figure] != "" {
		a.tell(known)
	} else if unknown != "" {
		a.tell(unknown)
	}
}

// orNothing says of a section that the wording leaves empty that nothing was
// given: the form numbers its sections, none can be left out.
func (a *author) orNothing() {
	if len(a.sections[len(a.sections)-1].Blocks) == 0 {
		a.paragraphs(a.say("本项未提供内容。", "Nothing was given here."))
	}
}

// paragraphs adds the lines of a text to the last section, a paragraph each.
func (a *author) paragraphs(text string) {
	last := &a.sections[len(a.sections)-1]
	for _, line := range linesOfText(text) {
		last.Blocks = append(last.Blocks, Block{Text: line})
	}
}

// linesOfText are the lines of a text that hold something.
func linesOfText(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func (a *author) table(t *Table) {
	last := &a.sections[len(a.sections)-1]
	last.Blocks = append(last.Blocks, Block{Table: t})
}

// ordinal is the Chinese numeral of a position from 0; beyond ten, digits.
func ordinal(i int) string {
	numerals := []rune("一二三四五六七八九十")
	if i < len(numerals) {
		return string(numerals[i])
	}
	return fmt.Sprint(i + 1)
}

// filedDimension is one dimension of the self-evaluation.
type filedDimension struct {
	name  string
	items []store.PerformanceItem
}

// dimensions groups items that follow one another under one dimension.
func dimensions(items []store.PerformanceItem) []filedDimension {
	var out []filedDimension
	for start := 0; start < len(items); {
		end := start
		for end < len(items) && items[end].Dimension == items[start].Dimension {
			end++
		}
		out = append(out, filedDimension{items[start].Dimension, items[start:end]})
		start = end
	}
	return out
}

// dimensionFigure finds the figures of a dimension.
func (a *author) dimensionFigure(d filedDimension) func(string) string {
	var sentences []string
	for i := range d.items {
		if s := a.texts[wording.Item].Fill(itemFigure(&d.items[i])); s != "" {
			sentences = append(sentences, s)
		}
	}
	weight, _ := sumTexts(d.items, func(i store.PerformanceItem) string { return i.Weight })
	score, _ := sumTexts(d.items, func(i store.PerformanceItem) string { return i.Score })
	figures := map[string]string{"dimension": d.name, "count": fmt.Sprint(len(d.items)), "weight": weight, "score": score,
		"items": strings.Join(sentences, a.say("", " "))}
	return func(key string) string { return figures[key] }
}

// itemFigure finds the figures of an item.
func itemFigure(i *store.PerformanceItem) func(string) string {
	figures := map[string]string{"dimension": i.Dimension, "class": i.Class, "indicator": i.Indicator, "weight": i.Weight, "target": i.Target,
		"achieved": i.Achieved, "completion": i.Completion, "score": i.Score, "reason": unstopped(i.Reason)}
	return func(key string) string { return figures[key] }
}

// unstopped drops the stop at the end of a sentence, which the wording sets.
func unstopped(sentence string) string { return strings.TrimRight(sentence, "。.；; ") }
