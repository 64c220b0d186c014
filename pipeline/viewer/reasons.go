package viewer

import (
	"strconv"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// whyRow is a loss with its causes, a sentence each.
type whyRow struct {
	Name, Lost string
	Causes     []string
}

// moveRow is a figure that differs from the run before.
type moveRow struct {
	Name, Link, Unit          string
	Before, After, Difference cell
}

// useRow is the answer to one use of the results, with its conditions.
type useRow struct {
	Name, Answer, Rule string
	Yes, Demonstration bool
	Conditions         []conditionRow
}

// conditionRow is one condition with its figure put in.
type conditionRow struct {
	Name, Value, Bound, Unit, Holds, Note string
	Demonstration                         bool
}

// conclusions is what follows from the figures of an extent.
type conclusions struct {
	Facts      []conclusionFact
	Places     []placeRow
	Potentials []metricRow
	Uses       []useRow
	Note       string
}

// conclusionFact is a grade, a class or a score of the whole.
type conclusionFact struct {
	Name, Value, Remark string
	Demonstration       bool
}

// placeRow is a rank.
type placeRow struct {
	Measure, Among, Group, Place string
	Demonstration                bool
}

// takeWhy words why points were lost and what changed since the run before.
func (p *parkView) takeWhy(e *score.ExtentReasons, since *score.Since) {
	for _, l := range e.Losses {
		if l.Lost == nil || len(l.Causes) == 0 {
			continue // why a figure can't be computed stands with the losses
		}
		row := whyRow{Name: l.Name, Lost: fixed(l.Lost, 2)}
		for _, c := range l.Causes {
			row.Causes = append(row.Causes, c.Text)
		}
		p.Why = append(p.Why, row)
	}
	if since == nil {
		return
	}
	p.Since = since.Text
	for _, m := range e.Moves {
		row := moveRow{Name: m.Name, Unit: p.word(unitNames, m.Unit), Before: cellOf(m.Before, figureText(m.Before, m.Unit, m.Figure)),
			After: cellOf(m.After, figureText(m.After, m.Unit, m.Figure)), Difference: cell{Text: none}}
		if m.Before != nil && m.After != nil {
			difference := *m.After - *m.Before
			row.Difference = cellOf(&difference, changed(&difference))
		}
		if m.Figure != scoreFigure {
			row.Link = p.figureLink(p.Park.Code, p.Kind, m.Figure)
		}
		p.Moves = append(p.Moves, row)
	}
}

// takeConclusions words grade, class, ranks, potential and uses.
func (p *parkView) takeConclusions(e *score.ExtentReasons) {
	c := &p.Conclusions
	if x := e.Conclusion; x != nil {
		c.Note = x.Note
		for _, f := range []conclusionFact{
			{p.Say("开发区总分", "Score of the zone"), fixed(x.ZoneScore, 2), "", x.ScoreDemonstration},
			{p.Say("等级", "Grade"), x.Grade, "", x.GradeDemonstration},
			{p.Say("亩均评价", "Class by yield per mu"), x.Class, p.Say("得分 ", "points ") + fixed(x.ClassPoints, 2), x.ClassDemonstration},
		} {
			if f.Value != "" && f.Value != none {
				c.Facts = append(c.Facts, f)
				p.Tentative = p.Tentative || f.Demonstration
			}
		}
		for _, at := range x.Places {
			c.Places = append(c.Places, placeRow{score.Word(at.Measure).In(p.Lang), score.Word(at.Grouping).In(p.Lang), at.Group,
				strconv.Itoa(at.Place) + " / " + strconv.Itoa(at.Of), x.RestsOnDemonstration(at.Measure)})
		}
	}
	for i := range e.Potentials {
		row := p.metricRowOf(&e.Potentials[i])
		p.Tentative = p.Tentative || row.Demonstration
		c.Potentials = append(c.Potentials, row)
	}
	for i := range e.Uses {
		row := useRowOf(&e.Uses[i], p.Lang)
		p.Tentative = p.Tentative || row.Demonstration
		c.Uses = append(c.Uses, row)
	}
}

func useRowOf(u *score.UseReason, lang land.Lang) useRow {
	row := useRow{Name: u.Name, Answer: score.Word(u.Answer).In(lang), Rule: score.Word("rule." + u.Rule).In(lang), Yes: u.Answer == "yes", Demonstration: u.Demonstration}
	for _, c := range u.Conditions {
		row.Conditions = append(row.Conditions, conditionRow{land.Text{ZH: c.NameZH, EN: c.NameEN}.In(lang), short(c.Value, 4),
			strings.TrimSpace(c.Relation + " " + short(&c.Bound, 6)), c.Unit, score.Word(c.Holds).In(lang), c.Note, c.Demonstration})
	}
	return row
}
