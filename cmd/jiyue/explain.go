package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// shownParcels is how many parcels are listed on a terminal; --json and --all
// list every one.
const shownParcels = 20

func newExplain(e *environment, f *flags) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "explain STORE PARK [INDICATOR]",
		Short: "why this figure or score: formula with numbers, points lost, the parcels behind it",
		Long: `Says how the figures of a park came about: points lost by indicator, for the
three largest losses whether the data or the land is the cause and how many
points would come back without it, what changed since the last run and by which
input, formula with the numbers put in, grade, class and ranks, potential, uses
of the results with their conditions, and, for one INDICATOR, the parcels behind
it with share and source record.

  jiyue explain out/jiyue.gpkg S149062
  jiyue explain out/jiyue.gpkg S149062 output_per_mu`,
		Args: between(2, 3),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := store.Open(args[0])
			if err != nil {
				return err
			}
			defer s.Close()
			indicator := ""
			if len(args) == 3 {
				indicator = args[2]
			}
			lang := e.talkLang(f)
			x, err := score.Explain(s, args[1], indicator, lang)
			if err != nil {
				return err
			}
			if f.json {
				encoder := json.NewEncoder(e.stdout)
				encoder.SetIndent("", "  ")
				encoder.SetEscapeHTML(false)
				return encoder.Encode(x)
			}
			// Asked why one figure is as it is, not what follows from all of them.
			printExplanation(e.stdout, x, all, indicator == "", lang)
			return nil
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print as JSON")
	c.Flags().BoolVar(&all, "all", false, "list every parcel")
	return c
}

func printExplanation(w io.Writer, x *score.Explanation, all, concluded bool, lang land.Lang) {
	say := func(zh, en string, args ...any) { linef(w, land.Text{ZH: zh, EN: en}.In(lang)+"\n", args...) }
	say("%s %s（第 %d 次运行，%s）", "%s %s (run %d, %s)", x.ParkCode, x.Name, x.RunID, x.Set)
	for _, e := range x.Extents {
		say("\n四至范围 %s，%.2f m²", "\nextent %s, %.2f m²", e.Kind, e.AreaM2)
		if e.Closing != nil {
			say("面积闭合：%s", "how it closes: %s", e.Closing.Text(lang))
		}
		if len(e.Losses) > 0 {
			printLosses(w, e, lang)
			printCauses(w, e.Losses, lang)
		}
		printMoves(w, x.Since, e.Moves, lang)
		printMetrics(w, e.Metrics, all, lang)
		printConclusions(w, e, concluded, lang)
		printEnterprises(w, e.Enterprises, all, lang)
	}
	if len(x.Findings) > 0 {
		say("\n问题：", "\nfindings:")
		for _, f := range x.Findings {
			linef(w, "  %-7s %s %s %s  [%s]\n", f.Severity, f.Source, recordNumber(f.Record), f.Message, f.Code)
		}
	}
}

func recordNumber(n int) string {
	if n == 0 {
		return ""
	}
	return "#" + strconv.Itoa(n)
}

func printLosses(w io.Writer, e score.ExtentReasons, lang land.Lang) {
	rank := ""
	if e.Rank != nil {
		rank = land.Textf("，同类排名 %d", ", rank %d of its type", *e.Rank).In(lang)
		if c := e.Conclusion; c != nil && c.ZoneScore != nil && e.Score != nil && *c.ZoneScore != *e.Score {
			rank = land.Textf("，同类排名 %d（按开发区总分 %s）", ", rank %d of its type (by the score of the zone, %s)", *e.Rank, number(c.ZoneScore, 4)).In(lang)
		}
	}
	linef(w, "%s %s%s%s\n", land.Text{ZH: "集约度得分", EN: "intensity score"}.In(lang), number(e.Score, 4), demonstrationMark(e.Demonstration), rank)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  指标\t现状值\t理想值\t总权重\t得分\t失分\t", EN: "  indicator\tvalue\tideal\tweight\tscore\tlost\t"}.In(lang))
	demonstration := false
	for _, l := range e.Losses {
		demonstration = demonstration || l.Demonstration
		linef(t, "  %s\t%s\t%s\t%.4f%s\t%s\t%s\t%s\n", l.Name, number(l.Value, 4), number(l.Ideal, 4), l.Weight, demonstrationMark(l.Demonstration),
			number(l.Score, 2), number(l.Lost, 2), l.Note)
	}
	t.Flush()
	if demonstration {
		fmt.Fprintln(w, land.Text{ZH: "  * 演示用权重或理想值，未经任何正式来源确认", EN: "  * demonstration weight or ideal, confirmed by no official source"}.In(lang))
	}
}

func printMetrics(w io.Writer, metrics []score.MetricReason, all bool, lang land.Lang) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range metrics {
		linef(t, "  %s\t%s\t= %s %s\t%s\t%s\n", m.Indicator, m.Name, number(m.Value, 6), m.Unit, withNumbers(m), m.Note)
	}
	t.Flush()
	for _, m := range metrics {
		printStatistics(w, &m)
	}
	for i := range metrics {
		printParcels(w, &metrics[i], all, lang)
	}
}

// printStatistics names the rows outside the parcels' files that a figure rests
// on.
func printStatistics(w io.Writer, m *score.MetricReason) {
	if m.Basis == nil {
		return
	}
	for _, s := range m.Basis.Statistics {
		linef(w, "  %s ← %s\n", m.Indicator, s.Text)
	}
}

// withNumbers writes the formula with the numbers put in.
func withNumbers(m score.MetricReason) string {
	if m.Numerator == nil || m.Denominator == nil {
		return m.Formula
	}
	return fmt.Sprintf("%s = %s / %s", m.Formula, number(m.Numerator, 4), number(m.Denominator, 4))
}

// shortest prints a bound as it was written.
func shortest(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// number prints the given decimals, and "—" for what can't be computed.
func number(v *float64, decimals int) string {
	if v == nil {
		return "—"
	}
	return strconv.FormatFloat(*v, 'f', decimals, 64)
}
