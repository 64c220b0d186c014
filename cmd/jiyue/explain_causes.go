package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// printCauses tells why points were lost, in a sentence each. Why a figure could
// not be computed stands in the list of losses.
func printCauses(w io.Writer, losses []score.Loss, lang land.Lang) {
	told := false
	for _, l := range losses {
		if l.Lost == nil {
			continue
		}
		for i, c := range l.Causes {
			if !told {
				fmt.Fprintln(w, land.Text{ZH: "失分原因：", EN: "why points were lost:"}.In(lang))
				told = true
			}
			if i == 0 {
				linef(w, "  %s (−%s)\n", l.Name, number(l.Lost, 2))
			}
			linef(w, "    %s\n", c.Text)
		}
	}
}

// mostMoves is how many changed figures are listed on a terminal.
const mostMoves = 20

// printMoves tells what changed since the run before and by which input.
func printMoves(w io.Writer, since *score.Since, moves []score.Move, lang land.Lang) {
	if since == nil {
		return
	}
	linef(w, "%s\n", since.Text)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, m := range moves {
		if i == mostMoves {
			break
		}
		linef(t, "  %s\t%s\t%s → %s\t%s\n", m.Figure, m.Name, number(m.Before, 6), number(m.After, 6), m.Unit)
	}
	t.Flush()
	if rest := len(moves) - mostMoves; rest > 0 {
		fmt.Fprintln(w, land.Textf("  另有 %d 项（--json 列出全部）", "  and %d more (--json lists every one)", rest).In(lang))
	}
}
