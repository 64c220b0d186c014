package diff

import (
	"fmt"
	"testing"

	"jiyue/indicators"
)

// Points of the classes are put down to the figures of the extent where these
// moved, to the mean of all where they did not, to the configuration where that
// differs.
func TestWhatMovesThePointsOfTheClasses(t *testing.T) {
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	classing, known := set.Classification()
	if !known || classing.Items[0].Benchmark != nil {
		t.Fatalf("the set no longer classifies by the mean: %+v", classing)
	}
	before, after := 80.0, 82.5
	points := Move{Figure: classFigure, Before: &before, After: &after}
	own := Move{Figure: classing.Items[0].Indicator}
	for name, x := range map[string]struct {
		moves   []Move
		sameSet bool
		want    string
	}{
		"nothing of its own": {[]Move{points}, true, "benchmark 2.5;"},
		"a figure apart":     {[]Move{points, {Figure: "idle_rate"}}, true, "benchmark 2.5;"},
		"its own figure":     {[]Move{points, own}, true, "own_figures; benchmark;"},
		"another set":        {[]Move{points, own}, false, "configuration;"},
	} {
		c := &Comparison{set: set, sameSet: x.sameSet}
		got := ""
		for _, o := range c.classified(&ParkExtent{Extent: Extent{Moves: x.moves}}, points).Others {
			got += o.Cause
			if o.Effect != nil {
				got += fmt.Sprint(" ", *o.Effect)
			}
			got += ";"
			if len(got) < len(x.want) {
				got += " "
			}
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}
