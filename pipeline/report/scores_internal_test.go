package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// A park whose growth-direction area pulls its zone down stands below one with
// the lower score of its own, as its rank says, and the table shows why.
func TestScoreTableGoesByTheScoreOfTheZone(t *testing.T) {
	v, r := func(f float64) *float64 { return &f }, func(n int64) *int64 { return &n }
	c := composer{data: &data{}, lang: land.EN, trees: map[extentKey][]store.Score{}}
	c.conclusions = &conclusions{}
	for _, p := range []struct {
		code        string
		score, zone float64
		rank        int64
	}{{code: "A", score: 71.72, zone: 65.38, rank: 2}, {code: "B", score: 71.53, zone: 71.53, rank: 1}} {
		c.parks = append(c.parks, &park{Park: store.Park{Code: p.code, Type: "industrial"}, extents: []store.Extent{{ParkCode: p.code, Kind: "approved"}}})
		c.trees[extentKey{p.code, "approved"}] = []store.Score{{ParkCode: p.code, ExtentKind: "approved", Node: "intensity", Score: v(p.score), Rank: r(p.rank)}}
		c.conclusions.evaluations = append(c.conclusions.evaluations, store.Evaluation{ParkCode: p.code, ExtentKind: "approved", Score: v(p.score), ZoneScore: v(p.zone)})
	}
	table := c.scoreTable()
	if first, second := texts(*table, 0), texts(*table, 1); !strings.HasPrefix(first, "1|") || !strings.HasSuffix(first, "71.53|71.53") || !strings.HasSuffix(second, "71.72|65.38") {
		t.Errorf("%s\n%s", first, second)
	}
	if notes := strings.Join(table.Notes, " "); !strings.Contains(notes, "Ranks are by the score of the zone") {
		t.Errorf("the table does not say by which it ranks: %s", notes)
	}
	c.conclusions.evaluations[0].ZoneScore = v(71.72)
	if table := c.scoreTable(); !strings.HasSuffix(texts(*table, 0), "71.72") || len(table.Notes) != 1 {
		t.Errorf("a column too many without growth-direction areas: %s", texts(*table, 0))
	}
}
