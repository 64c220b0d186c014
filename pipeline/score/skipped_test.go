package score_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

// TestWeightThatIsSkipped: park A has no statistics and no site coverage. Of the
// industrial tree of the 2014 edition that takes the investment intensity, benefit
// 0.2 × input and output 1 × investment 0.5 = 0.1, and the building coefficient,
// land use 0.7 × intensity 0.5 × coefficient 0.28 = 0.098. B can't be scored at
// all, which its score says, and no weight is spread.
func TestWeightThatIsSkipped(t *testing.T) {
	n, run := night(t)
	_, err := scoreParks(n, run, set(t), land.EN)
	must(t, err)
	rows, err := n.Read().Evaluations(run.ID)
	must(t, err)
	for _, row := range rows {
		switch note := row.Note; row.ParkCode {
		case "A":
			if want := "19.8 % of the weight can't be computed (industrial building coefficient, industrial investment intensity) and is spread over the rest"; note != want {
				t.Errorf("A: %q, want %q", note, want)
			}
		case "B":
			if strings.Contains(note, "of the weight") {
				t.Errorf("B: %q", note)
			}
		}
	}
}
