package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// demonstrationMark follows what no official source confirms; the line below
// the lists says so.
func demonstrationMark(is bool) string {
	if is {
		return "*"
	}
	return ""
}

// printDemonstration says what the mark means.
func printDemonstration(w io.Writer, lang land.Lang) {
	fmt.Fprintln(w, land.Text{ZH: "  * 依演示用权重、理想值或界限得出，未经任何正式来源确认",
		EN: "  * by a demonstration weight, ideal or bound, confirmed by no official source"}.In(lang))
}

// printConclusions prints what follows from the figures of an extent: grade,
// class and ranks where concluded says so, potential, uses with their conditions.
func printConclusions(w io.Writer, e score.ExtentReasons, concluded bool, lang land.Lang) {
	marked := false
	if c := e.Conclusion; c != nil && concluded {
		printConclusion(w, c, lang)
		marked = c.ScoreDemonstration || c.GradeDemonstration || c.ClassDemonstration
	}
	marked = printPotentials(w, e.Potentials, lang) || marked
	marked = printUses(w, e.Uses, lang) || marked
	if marked {
		printDemonstration(w, lang)
	}
}

func printConclusion(w io.Writer, c *score.Conclusion, lang land.Lang) {
	said := []string{land.Textf("开发区总分 %s%s", "score of the zone %s%s", number(c.ZoneScore, 4), demonstrationMark(c.ScoreDemonstration)).In(lang)}
	if c.Grade != "" {
		said = append(said, land.Textf("等级 %s%s", "grade %s%s", c.Grade, demonstrationMark(c.GradeDemonstration)).In(lang))
	}
	if c.Class != "" {
		said = append(said, land.Textf("亩均评价 %s%s 类（%s 分）", "class %[1]s%[2]s by yield per mu (%[3]s points)",
			c.Class, demonstrationMark(c.ClassDemonstration), number(c.ClassPoints, 4)).In(lang))
	}
	linef(w, "%s\n", strings.Join(said, land.Text{ZH: "，", EN: ", "}.In(lang)))
	if c.Note != "" {
		linef(w, "  %s\n", c.Note)
	}
	if len(c.Places) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  排名\t范围\t\t名次\t", EN: "  rank by\tamong\t\tplace\t"}.In(lang))
	for _, p := range c.Places {
		linef(t, "  %s\t%s\t%s\t%d/%d%s\t\n", score.Word(p.Measure).In(lang), score.Word(p.Grouping).In(lang), p.Group, p.Place, p.Of, demonstrationMark(c.RestsOnDemonstration(p.Measure)))
	}
	t.Flush()
}

// printPotentials lists the land that the park could win and says whether one
// of the figures is marked.
func printPotentials(w io.Writer, potentials []score.MetricReason, lang land.Lang) (marked bool) {
	if len(potentials) == 0 {
		return false
	}
	fmt.Fprintln(w, land.Text{ZH: "潜力：", EN: "potential:"}.In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range potentials {
		marked = marked || p.Demonstration
		linef(t, "  %s\t%s\t= %s%s %s\t%s\t%s\n", p.Indicator, p.Name, number(p.Value, 4), demonstrationMark(p.Demonstration), p.Unit, withNumbers(p), p.Note)
	}
	t.Flush()
	return marked
}

// printUses lists the uses of the results with the conditions behind each
// answer, and says whether one of them is marked.
func printUses(w io.Writer, uses []score.UseReason, lang land.Lang) (marked bool) {
	if len(uses) == 0 {
		return false
	}
	fmt.Fprintln(w, land.Text{ZH: "成果应用：", EN: "uses of the results:"}.In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, u := range uses {
		marked = marked || u.Demonstration
		linef(t, "  %s\t%s\t%s%s\t%s\n", u.Application, u.Name, score.Word(u.Answer).In(lang), demonstrationMark(u.Demonstration), score.Word("rule."+u.Rule).In(lang))
		for _, c := range u.Conditions {
			linef(t, "    %s\t%s\t%s\t%s\n", c.Figure, land.Text{ZH: c.NameZH, EN: c.NameEN}.In(lang), score.Word(c.Holds).In(lang), conditionText(c))
		}
	}
	t.Flush()
	return marked
}

// conditionText writes a condition with its figure put in.
func conditionText(c store.Condition) string {
	text := fmt.Sprintf("%s %s %s%s %s", number(c.Value, 4), c.Relation, shortest(c.Bound), demonstrationMark(c.Demonstration), c.Unit)
	return strings.TrimSpace(strings.TrimSpace(text) + "  " + c.Note)
}

// printEnterprises lists what the land of the enterprises yields, best first.
func printEnterprises(w io.Writer, list []score.EnterpriseReason, all bool, lang land.Lang) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(w, land.Text{ZH: "企业亩均效益（万元）：", EN: "enterprises by yield per mu (万元):"}.In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  企业\t宗地\t亩\t产值\t税收\t增加值\t亩均产值\t亩均税收\t亩均增加值\t类别\t得分\t名次\t",
		EN: "  enterprise\tparcels\tmu\toutput\ttax\tvalue added\tper mu\tper mu\tper mu\tclass\tpoints\tplace\t"}.In(lang))
	marked := false
	for i, e := range list {
		if i == shownParcels && !all {
			break
		}
		marked = marked || e.Demonstration
		linef(t, "  %s\t%d\t%.4f\t%s\t%s\t%s\t%s\t%s\t%s\t%s%s\t%s\t%d/%d\t%s\n", e.Enterprise, e.Parcels, e.AreaMu,
			number(e.OutputWan, 2), number(e.TaxWan, 2), number(e.ValueAddedWan, 2), number(e.OutputPerMu, 4), number(e.TaxPerMu, 4), number(e.AddedPerMu, 4),
			e.Class, demonstrationMark(e.Demonstration && e.Class != ""), number(e.ClassPoints, 2), e.Place, e.Of, e.Note)
	}
	t.Flush()
	if rest := len(list) - shownParcels; rest > 0 && !all {
		fmt.Fprintln(w, land.Textf("  另有 %d 家（--all 或 --json 列出全部）", "  and %d more (--all or --json lists every one)", rest).In(lang))
	}
	if marked {
		printDemonstration(w, lang)
	}
}
