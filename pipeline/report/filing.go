package report

import (
	"bufio"
	"fmt"
	"strings"
	"text/template"

	"jiyue/pipeline/store"
)

// filingText is what the wording of the filed document may use: every figure
// as it is printed in the tables.
type filingText struct {
	Project, BaseDate                            string
	Parks, Scopes, Land, LandMu, Parcels, Pieces string
	BuiltRatio, PlotRatio, Output, OutputPerMu   string
	Score, Grade, Execution, Weights, Ledger     string
	FindingsTotal, Errors, Warnings, Notes       string
	Worst, Best                                  string
	Demonstration                                bool
	SinceYear                                    string // what became of the county since the year before
	Remarks                                      string
	Goals                                        []Fact
	Items                                        []store.PerformanceItem
	Dimensions                                   []filingDimension
}

// filingDimension is one dimension of the self-evaluation with its sums.
type filingDimension struct {
	Name, Weight, Score string
	Items               []store.PerformanceItem
}

// filing words the six sections of the document that is filed.
func (c *composer) filing(m *Model) ([]Section, error) {
	name := "template/filing." + string(c.lang) + ".txt"
	text, err := templates.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Funcs(c.filingFuncs()).Parse(string(text))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if err := t.Execute(&b, c.filingText(m)); err != nil {
		return nil, err
	}
	return c.sections(b.String(), m.Performance)
}

func (c *composer) filingFuncs() template.FuncMap {
	return template.FuncMap{
		"budget":  c.budgetTotal,
		"item":    c.item,
		"inc":     func(i int) int { return i + 1 },
		"ordinal": ordinal,
		"trim":    func(s string) string { return strings.TrimRight(s, "。.；; ") },
	}
}

// budgetTotal is the first amount of the budget row with the number.
func (c *composer) budgetTotal(number int) string {
	for _, b := range c.performance.Budget {
		if b.Number == number && len(b.Amounts) > 0 && b.Amounts[0] != "" {
			return b.Amounts[0]
		}
	}
	return none
}

func (c *composer) item(i int) store.PerformanceItem {
	if i < 0 || i >= len(c.performance.Items) {
		return store.PerformanceItem{}
	}
	return c.performance.Items[i]
}

// ordinal is the Chinese numeral of a position from 0; beyond ten, digits.
func ordinal(i int) string {
	numerals := []rune("一二三四五六七八九十")
	if i < len(numerals) {
		return string(numerals[i])
	}
	return fmt.Sprint(i + 1)
}

func (c *composer) filingText(m *Model) filingText {
	facts := map[string]Fact{}
	for _, f := range m.Summary.Facts {
		facts[f.Key] = f
	}
	t := filingText{
		Project: m.Project, BaseDate: m.BaseDate,
		Parks: facts["parks"].Figure.Text, Scopes: c.scopeCounts(),
		Land: facts["land"].Figure.String(), LandMu: facts["land"].Note,
		Parcels: facts["parcels"].Figure.Text, Pieces: count(c.run.Pieces, "").Text,
		BuiltRatio: facts["built_ratio"].Figure.String(), PlotRatio: facts["plot_ratio"].Figure.String(),
		OutputPerMu: facts["output_per_mu"].Figure.String(), Output: c.totalFigure(rawByKey["output"]).String(),
		Score: c.performance.Total.Score, Grade: c.performance.Total.Grade, Ledger: m.Summary.Balance.Text,
		Demonstration: c.demonstration(), Remarks: strings.Join(trimmed(c.performance.Remarks), c.say("；", "; ")), Items: c.performance.Items, Best: c.best(), Goals: m.Performance.Goals, SinceYear: c.yearSentence(),
	}
	if m.Summary.Execution != nil {
		t.Execution = m.Summary.Execution.String()
	}
	t.Weights, _ = sumTexts(t.Items, func(i store.PerformanceItem) string { return i.Weight })
	t.Dimensions = dimensions(t.Items)
	c.countFindings(&t, m.Summary)
	return t
}

// trimmed drops the full stops at the end of sentences, which the wording sets.
func trimmed(sentences []string) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = strings.TrimRight(s, "。.；;")
	}
	return out
}

func (c *composer) countFindings(t *filingText, s Summary) {
	var total int64
	texts := make([]string, len(s.Counts))
	for i, n := range s.Counts {
		total += n.Number
		texts[i] = n.Count
	}
	t.FindingsTotal = count(total, "").Text
	t.Errors, t.Warnings, t.Notes = texts[0], texts[1], texts[2]
	var worst []string
	for _, f := range s.Worst {
		worst = append(worst, f.Text)
	}
	t.Worst = strings.Join(worst, c.say("；", "; "))
}

// scopeCounts says how many parks each survey scope has, where there are
// several scopes.
func (c *composer) scopeCounts() string {
	var parts []string
	for start := 0; start < len(c.parks); {
		end := start
		for end < len(c.parks) && c.parks[end].Scope == c.parks[start].Scope {
			end++
		}
		parts = append(parts, c.say("%s %d 个", "%s: %d", c.scope(c.parks[start].Scope), end-start))
		start = end
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts, c.say("、", "; "))
}

// best names the parks with the highest and the lowest output per mu.
func (c *composer) best() string {
	bars := c.bars("output_per_mu")
	if len(bars) < 2 {
		return ""
	}
	high, low := bars[0], bars[len(bars)-1]
	return c.say("亩均产值最高的是%s（%s），最低的是%s（%s）", "output per mu is highest in %s (%s) and lowest in %s (%s)",
		orNone(high.park.Name), high.figure, orNone(low.park.Name), low.figure)
}

// dimensions groups items that follow one another under one dimension.
func dimensions(items []store.PerformanceItem) []filingDimension {
	var out []filingDimension
	for start := 0; start < len(items); {
		end := start
		for end < len(items) && items[end].Dimension == items[start].Dimension {
			end++
		}
		d := filingDimension{Name: items[start].Dimension, Items: items[start:end]}
		d.Weight, _ = sumTexts(d.Items, func(i store.PerformanceItem) string { return i.Weight })
		var ok bool
		if d.Score, ok = sumTexts(d.Items, func(i store.PerformanceItem) string { return i.Score }); !ok {
			d.Score = none
		}
		out = append(out, d)
		start = end
	}
	return out
}

// sections reads the lines of a filled-in wording.
func (c *composer) sections(text string, p *Performance) ([]Section, error) {
	var out []Section
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "# "):
			out = append(out, Section{Heading: line[2:], Level: 1})
			continue
		case strings.HasPrefix(line, "## "):
			out = append(out, Section{Heading: line[3:], Level: 2})
			continue
		case len(out) == 0:
			return nil, fmt.Errorf("report wording: %q stands before the first heading", line)
		}
		last := &out[len(out)-1]
		table, isTable, err := p.table(line)
		switch {
		case err != nil:
			return nil, err
		case isTable:
			last.Blocks = append(last.Blocks, Block{Table: table})
		default:
			last.Blocks = append(last.Blocks, Block{Text: line})
		}
	}
	return out, lines.Err()
}

// table finds the table that a line such as [items 2] stands for.
func (p *Performance) table(line string) (*Table, bool, error) {
	if !strings.HasPrefix(line, "[") || !strings.HasSuffix(line, "]") {
		return nil, false, nil
	}
	var n int
	switch _, err := fmt.Sscanf(line, "[items %d]", &n); {
	case line == "[budget]":
		return &p.Budget, true, nil
	case line == "[annex]":
		return &p.Items, true, nil
	case err == nil && n >= 1 && n <= len(p.Short):
		return &p.Short[n-1], true, nil
	}
	return nil, true, fmt.Errorf("report wording: there is no table %s", line)
}
