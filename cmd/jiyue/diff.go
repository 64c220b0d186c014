package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func newDiff(e *environment, f *flags) *cobra.Command {
	var from, to int64
	var all bool
	c := &cobra.Command{
		Use:   "diff STORE [PARK [INDICATOR]]",
		Short: "what changed between two runs, and the parcels that explain it",
		Long: `Says which parks changed between two runs, by default the last two, and why:
which files and settings differ, which figures moved, and for one PARK the
parcels that explain each of them, the greatest effect first. The parcels add up
to the change; what is no parcel's (statistics, the extent, the configuration) is
named beside them. PARK is a code, a name, or a part of a name that only one park
has; INDICATOR a key or a name likewise, "score" or "class_points".

  jiyue diff out/jiyue.gpkg
  jiyue diff out/jiyue.gpkg S149062
  jiyue diff out/jiyue.gpkg S149062 output_per_mu`,
		Args: between(1, 3),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := store.Open(args[0])
			if err != nil {
				return err
			}
			defer s.Close()
			return e.diff(f, s, from, to, append(args[1:], "", ""), all)
		},
	}
	c.Flags().Int64Var(&from, "from", 0, "number of the earlier run (default: the one before --to)")
	c.Flags().Int64Var(&to, "to", 0, "number of the later run (default: the last)")
	c.Flags().BoolVar(&f.json, "json", false, "print as JSON")
	c.Flags().BoolVar(&all, "all", false, "list every parcel and every park")
	return c
}

// diff answers for the store or for one park of it.
func (e *environment) diff(f *flags, s *store.Store, from, to int64, about []string, all bool) error {
	lang := e.talkLang(f)
	c, err := diff.Between(s, from, to, lang)
	if err != nil {
		return err
	}
	if c.Remark != "" && !f.json {
		fmt.Fprintln(e.stderr, c.Remark)
	}
	park, indicator := about[0], about[1]
	if park == "" {
		if f.json {
			return e.encode(c)
		}
		printComparison(e.stdout, c, all, lang)
		return nil
	}
	p, err := c.Park(park, indicator)
	if err != nil {
		return err
	}
	if f.json {
		return e.encode(struct {
			From diff.RunName `json:"from"`
			To   diff.RunName `json:"to"`
			*diff.Park
		}{c.From, c.To, p})
	}
	printChangedPark(e.stdout, p, indicator, all, lang)
	return nil
}

// encode prints an answer as JSON.
func (e *environment) encode(v any) error {
	encoder := json.NewEncoder(e.stdout)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// shownParks is how many changed parks are listed on a terminal.
const shownParks = 50

func printComparison(w io.Writer, c *diff.Comparison, all bool, lang land.Lang) {
	say := func(zh, en string, args ...any) { fmt.Fprintln(w, land.Textf(zh, en, args...).In(lang)) }
	switch len(c.Extents) {
	case 0:
		say("第 %d 次运行与第 %d 次运行之间，没有园区变化。", "no park changed between run %d and run %d.", c.From.RunID, c.To.RunID)
	case 1:
		say("第 %d 次运行与第 %d 次运行之间，有 1 个范围变化。", "1 extent changed between run %d and run %d.", c.From.RunID, c.To.RunID)
	default:
		say("第 %d 次运行与第 %d 次运行之间，有 %d 个范围变化。", "%[3]d extents changed between run %[1]d and run %[2]d.", c.From.RunID, c.To.RunID, len(c.Extents))
	}
	fmt.Fprintln(w, c.Why.Text)
	if c.NotCompared != "" {
		fmt.Fprintln(w, c.NotCompared+land.Text{ZH: "。", EN: "."}.In(lang))
	}
	if len(c.Extents) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  园区\t名称\t范围\t新增\t消失\t变形\t变类\t改值\t指标变化\t", EN: "  park\tname\textent\tadded\tremoved\treshaped\treclassified\tedited\tfigures\t"}.In(lang))
	for i := range c.Extents {
		if i == shownParks && !all {
			break
		}
		x := &c.Extents[i]
		fmt.Fprintf(t, "  %s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\t\n", x.ParkCode, x.Name, x.Kind, x.Added, x.Removed, x.Reshaped, x.Reclassified, x.Edited, keyMoves(x, lang))
	}
	t.Flush()
	if rest := len(c.Extents) - shownParks; rest > 0 && !all {
		say("  另有 %d 个（--all 或 --json 列出全部）", "  and %d more (--all or --json lists every one)", rest)
	}
	say("某个园区为何变化：jiyue diff STORE %s", "why a park changed: jiyue diff STORE %s", c.Extents[0].ParkCode)
}

// keyFigures are those by which a table of parks tells the change.
var keyFigures = []string{"output_per_mu", "plot_ratio", "built_ratio", "score", "class_points"}

func keyMoves(x *diff.Extent, lang land.Lang) string {
	var told []string
	if x.Outline != nil {
		told = append(told, x.Outline.Text)
	}
	shown := 0
	for _, key := range keyFigures {
		for i := range x.Moves {
			if m := &x.Moves[i]; m.Figure == key {
				told = append(told, m.Name+" "+diff.Signed(m.Difference()))
				shown++
			}
		}
	}
	if rest := len(x.Moves) - shown; rest > 0 {
		told = append(told, land.Textf("另 %d 项", "%d more", rest).In(lang))
	}
	return strings.Join(told, ", ")
}

func printChangedPark(w io.Writer, p *diff.Park, indicator string, all bool, lang land.Lang) {
	fmt.Fprintln(w, p.Answer)
	fmt.Fprintln(w, p.Why.Text)
	for i := range p.Extents {
		e := &p.Extents[i]
		if e.Total() == 0 && len(e.Figures) == 0 && e.Outline == nil {
			continue
		}
		printChangedExtent(w, e, indicator, all, lang)
	}
}

func printChangedExtent(w io.Writer, e *diff.ParkExtent, indicator string, all bool, lang land.Lang) {
	say := func(zh, en string, args ...any) { fmt.Fprintln(w, land.Textf(zh, en, args...).In(lang)) }
	say("\n四至范围 %s：地块新增 %d，消失 %d，变形 %d，变类 %d，改值 %d", "\nextent %s: parcels added %d, removed %d, reshaped %d, reclassified %d, edited %d",
		e.Kind, e.Added, e.Removed, e.Reshaped, e.Reclassified, e.Edited)
	if e.Outline != nil {
		fmt.Fprintln(w, "  "+e.Outline.Text)
	}
	if by := e.ByOutline(); by.Total() > 0 {
		fmt.Fprintln(w, "  "+by.Text(lang))
	}
	if e.NotListed != "" {
		fmt.Fprintln(w, "  "+e.NotListed)
	}
	told := e.Headline()
	if told != nil {
		printExplained(w, e, told, all, lang)
	}
	printPoints(w, e, lang)
	if indicator == "" {
		printFigureMoves(w, e, lang)
	}
}

// printExplained prints one figure with its parcels.
func printExplained(w io.Writer, e *diff.ParkExtent, f *diff.Figure, all bool, lang land.Lang) {
	difference := f.Difference()
	fmt.Fprintf(w, "%s  %s: %s → %s %s  %s\n", f.Figure, f.Name, diff.Number(f.Before, difference), diff.Number(f.After, difference), f.Unit, diff.Signed(difference))
	if f.Formula != "" {
		fmt.Fprintf(w, "  = %s: %s\n", f.Formula, sumsText(f))
	}
	if f.Numerator == nil { // it concludes from other figures
		for i := range f.Others {
			fmt.Fprintf(w, "  %s  %s\n", diff.Signed(f.Others[i].Effect), diff.CauseWord(f.Others[i].Cause).In(lang))
		}
		return
	}
	if len(f.Parcels)+len(f.Others) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  影响\t分子\t分母\t地块\t文件\t记录\t变化\t", EN: "  effect\tnumerator\tdenominator\tparcel\tfile\trecord\tchange\t"}.In(lang))
	for i := range f.Parcels {
		if i == shownParcels && !all {
			break
		}
		x := &f.Parcels[i]
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", diff.Signed(x.Effect), diff.Signed(&x.Numerator), diff.Signed(&x.Denominator), x.ParcelID, x.Source, recordText(x, lang),
			e.Parcels[x.Parcel].Told(lang))
	}
	for i := range f.Others {
		x := &f.Others[i]
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t\t\t\t\n", diff.Signed(x.Effect), diff.Signed(&x.Numerator), diff.Signed(&x.Denominator), diff.CauseWord(x.Cause).In(lang))
	}
	t.Flush()
	if rest := len(f.Parcels) - shownParcels; rest > 0 && !all {
		fmt.Fprintln(w, land.Textf("  另有 %d 宗（--all 或 --json 列出全部）", "  and %d more (--all or --json lists every one)", rest).In(lang))
	}
}

// recordText is the record of a parcel; of one that is no more there, that of the
// earlier file.
func recordText(x *diff.Effect, lang land.Lang) string {
	if x.Change == store.PieceRemoved {
		return land.Textf("原 %d", "was %d", x.Record).In(lang)
	}
	return strconv.Itoa(x.Record)
}

// sumsText writes numerator and denominator before and after.
func sumsText(f *diff.Figure) string {
	side := func(s *diff.Sum) string {
		d := (&diff.Move{Before: s.Before, After: s.After}).Difference()
		return fmt.Sprintf("%s → %s (%s)", diff.Number(s.Before, d), diff.Number(s.After, d), diff.Signed(d))
	}
	if f.Denominator == nil {
		return side(f.Numerator)
	}
	return side(f.Numerator) + " / " + side(f.Denominator)
}

func printPoints(w io.Writer, e *diff.ParkExtent, lang land.Lang) {
	if len(e.Points) == 0 {
		return
	}
	fmt.Fprintln(w, land.Text{ZH: "得分，按指标：", EN: "points of the score, by indicator:"}.In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range e.Points {
		x := &e.Points[i]
		d := x.Difference()
		fmt.Fprintf(t, "  %s\t%s\t%s\t→ %s\t\n", diff.Signed(&d), x.Name, diff.Number(x.Before, &d), diff.Number(x.After, &d))
	}
	t.Flush()
}

func printFigureMoves(w io.Writer, e *diff.ParkExtent, lang land.Lang) {
	if len(e.Figures) == 0 {
		return
	}
	fmt.Fprintln(w, land.Text{ZH: "有变化的指标：", EN: "figures that moved:"}.In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range e.Figures {
		m := &e.Figures[i].Move
		d := m.Difference()
		fmt.Fprintf(t, "  %s\t%s\t%s\t→ %s\t%s\t%s\t\n", m.Figure, m.Name, diff.Number(m.Before, d), diff.Number(m.After, d), diff.Signed(d), m.Unit)
	}
	t.Flush()
}
