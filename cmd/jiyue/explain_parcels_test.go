package main

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// A name with a tab or the end of a line in it makes neither a column nor a line.
func TestNamesStayInTheirLine(t *testing.T) {
	area := 1.0
	x := &score.Explanation{ParkCode: "S1", Name: "a\tb\nc\v\f\r", Extents: []score.ExtentReasons{{Kind: "approved",
		Metrics: []score.MetricReason{{Indicator: "tax", Name: "tax", Parcels: []score.Contribution{{ParcelID: "p\n\tq", Source: "x\ty.shp", Numerator: &area}}}}}}}
	var said strings.Builder
	printExplanation(&said, x, true, false, land.EN)
	for _, line := range []string{`S1 a\u0009b\u000ac\u000b\u000c\u000d (run 0, )`, `  p\u000a\u0009q  —       —     1.0000 `} {
		if !strings.Contains(said.String(), "\n"+line) && !strings.HasPrefix(said.String(), line) {
			t.Errorf("no line begins with %q:\n%s", line, said.String())
		}
	}
	if strings.ContainsAny(said.String(), "\t\v\f\r") {
		t.Errorf("%q", said.String())
	}
}
