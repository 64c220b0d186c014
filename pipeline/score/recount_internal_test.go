package score

import (
	"fmt"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/store"
)

// TestKeepStrongest: of 100 suspects the first ones move the plot ratio most and
// the last ones the output per mu; those of either are kept in their order, and
// what moves neither much is let go.
func TestKeepStrongest(t *testing.T) {
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	wanted := []string{"output_per_mu", "plot_ratio"}
	base := indicators.Ratio{Numerator: 1000, Denominator: 1000, Known: true, Quotient: true}
	r := &recount{base: []indicators.Ratio{base, base}}
	for i := range 100 {
		output, plot := base, base
		output.Numerator -= float64(i)
		plot.Numerator -= float64(100 - i)
		r.suspects = append(r.suspects, suspect{row: store.AuditParcel{Record: i}, ratios: []indicators.Ratio{output, plot}})
	}
	r.keepStrongest(set, wanted)
	var got, want []int
	for _, s := range r.suspects {
		got = append(got, s.row.Record)
	}
	for i := range regionCandidates {
		want = append(want, i)
	}
	for i := range regionCandidates {
		want = append(want, 100-regionCandidates+i)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("kept %v\nwant %v", got, want)
	}
}
