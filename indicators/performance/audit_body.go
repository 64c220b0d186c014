package performance

import "strings"

// body holds the annex against the body of the document: items that only one
// of them has, and figures that differ.
func (a *audit) body() {
	if len(a.table.file.Body) == 0 {
		return
	}
	lines := map[string]*bodyLine{}
	for i := range a.table.file.Body {
		lines[a.table.file.Body[i].Indicator] = &a.table.file.Body[i]
	}
	for i := range a.scored {
		s := &a.scored[i]
		line, has := lines[s.Indicator]
		if !has {
			a.sayItem("annex_only", s, true, "附表有此项，正文没有", "stands in the annex and not in the body")
			continue
		}
		delete(lines, s.Indicator)
		a.bodyItem(s, line)
	}
	for _, line := range a.table.file.Body {
		if _, left := lines[line.Indicator]; left {
			a.say("body_only", line.Indicator, 0, true, "%s：正文有此项，附表没有", "%s: stands in the body and not in the annex", line.Indicator)
		}
	}
}

// bodyItem compares the columns that the body states.
func (a *audit) bodyItem(s *scoredItem, line *bodyLine) {
	for _, column := range []struct{ zh, en, body, annex string }{
		{"权重", "weight", line.Weight, s.Weight},
		{"目标值", "target", line.Target, s.Target},
		{"业绩值", "achievement", line.Achieved, s.Achieved},
		{"完成率", "completion", line.Completion, s.Completion},
		{"得分", "score", line.Score, s.Score.Short(scorePlaces)},
	} {
		if column.body != "" && !samePrinted(column.body, column.annex) {
			a.sayItem("body_differs", s, true, column.zh+"：正文为“%[1]s”，附表为“%[2]s”", "%[3]s: %[1]q in the body, %[2]q in the annex", column.body, column.annex, column.en)
		}
	}
}

// samePrinted compares what was printed: 10 is 10.00, 95％ is 95%, other words
// are themselves.
func samePrinted(a, b string) bool {
	x, y := parseValue(a), parseValue(b)
	if x.isNumber && y.isNumber {
		return x.relation == y.relation && x.unit == y.unit && x.number.Cmp(y.number) == 0
	}
	return strings.TrimSpace(a) == strings.TrimSpace(b)
}
