package main

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// The headline says by which score is ranked where that is not the one it shows.
func TestHeadlineSaysByWhichScoreIsRanked(t *testing.T) {
	own, joined, rank := 71.72, 65.38, int64(4)
	for _, tt := range []struct {
		name, want string
		zone       *float64
	}{
		{"growth area", "intensity score 71.7200, rank 4 of its type (by the score of the zone, 65.3800)\n", &joined},
		{"none", "intensity score 71.7200, rank 4 of its type\n", &own},
	} {
		var said strings.Builder
		printLosses(&said, score.ExtentReasons{Score: &own, Rank: &rank, Conclusion: &score.Conclusion{ZoneScore: tt.zone}}, land.EN)
		if !strings.HasPrefix(said.String(), tt.want) {
			t.Errorf("%s: %s", tt.name, said.String())
		}
	}
}
