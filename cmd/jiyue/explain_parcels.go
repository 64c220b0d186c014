package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// printParcels lists the parcels behind a figure in the order of what they cost
// it.
func printParcels(w io.Writer, m *score.MetricReason, all bool, lang land.Lang) {
	if len(m.Parcels) == 0 {
		return
	}
	fmt.Fprintln(w, parcelsTitle(m).In(lang))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, land.Text{ZH: "  地块\t影响\t失分\t分子\t分母\t占比\t面积 m²\t关系\t文件\t记录\t",
		EN: "  parcel\teffect\tlost\tnumerator\tdenominator\tshare\tarea m²\trelation\tfile\trecord\t"}.In(lang))
	for i, p := range m.Parcels {
		if i == shownParcels && !all {
			break
		}
		linef(t, "  %s\t%s\t%s\t%s\t%s\t%.6f\t%.2f\t%s\t%s\t%d\t\n", p.ParcelID, signed(p.Effect, 6), number(p.Lost, 2), number(p.Numerator, 4), number(p.Denominator, 4),
			p.Share, p.AreaM2, p.Relation, p.Source, p.Record)
	}
	t.Flush()
	if rest := len(m.Parcels) - shownParcels; rest > 0 && !all {
		fmt.Fprintln(w, land.Textf("  另有 %d 宗（--all 或 --json 列出全部）", "  and %d more (--all or --json lists every one)", rest).In(lang))
	}
}

// parcelsTitle says in which order parcels stand and what their effect is.
func parcelsTitle(m *score.MetricReason) land.Text {
	switch {
	case m.Parcels[0].Effect == nil:
		return land.Text{ZH: "地块（数值大的在前）：", EN: "parcels, the largest first:"}
	case m.Lower:
		return land.Text{ZH: "地块（使指标变差最多的在前，该指标越低越好；影响 = 现状值 − 没有该地块时的值）：",
			EN: "parcels, those that raise the figure most first (less is better); effect: the figure less what it would be without the parcel"}
	}
	return land.Text{ZH: "地块（拉低指标最多的在前；影响 = 现状值 − 没有该地块时的值）：",
		EN: "parcels, those that lower the figure most first; effect: the figure less what it would be without the parcel"}
}

// signed is number with a sign before what is more than nothing.
func signed(v *float64, decimals int) string {
	text := number(v, decimals)
	if v != nil && *v > 0 {
		return "+" + text
	}
	return text
}

// linef prints with the texts among its arguments kept on one line and in one
// cell: names of parks, parcels and files come out of other people's files. What
// would end either is shown as visible shows what a terminal obeys.
func linef(w io.Writer, format string, args ...any) {
	for i, arg := range args {
		if text, is := arg.(string); is {
			args[i] = inLine.Replace(text)
		}
	}
	fmt.Fprintf(w, format, args...)
}

var inLine = strings.NewReplacer("\n", `\u000a`, "\r", `\u000d`, "\t", `\u0009`, "\v", `\u000b`, "\f", `\u000c`)
