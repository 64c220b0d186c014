package pipeline_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/store"
)

// TestGoldenConclusions holds what follows from the scores of the demo county
// against fixtures/daning/want, as TestGoldenTables does for the scores.
func TestGoldenConclusions(t *testing.T) {
	_, s := runFixture(t, "daning", pipeline.Options{})
	for table, dump := range map[string]func(*testing.T, *store.Store) [][]string{
		"evaluation": dumpEvaluations, "ranking": dumpRankings, "potential": dumpPotentials, "application": dumpApplications, "region": dumpRegions,
	} {
		golden(t, filepath.Join("../fixtures/daning/want", table+".csv"), dump(t, s))
	}
}

func dumpEvaluations(t *testing.T, s *store.Store) [][]string {
	run, err := s.LastRun()
	rows, also := s.Evaluations(run.ID)
	if err != nil || also != nil {
		t.Fatal(err, also)
	}
	list := [][]string{{"park_code", "extent_kind", "tree", "score", "zone_score", "grade", "class_points", "class", "class_demonstration", "note"}}
	for _, e := range rows {
		list = append(list, []string{e.ParkCode, e.ExtentKind, e.Tree, figure(e.Score), figure(e.ZoneScore), e.Grade, figure(e.ClassPoints), e.Class,
			strconv.FormatBool(e.ClassDemonstration), e.Note})
	}
	return list
}

func dumpRankings(t *testing.T, s *store.Store) [][]string {
	rows, err := s.Rankings()
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"measure", "grouping", "member_of", "extent_kind", "place", "members", "park_code", "value"}}
	for _, r := range rows {
		list = append(list, []string{r.Measure, r.Grouping, r.MemberOf, r.ExtentKind, strconv.Itoa(r.Place), strconv.Itoa(r.Members), r.ParkCode, figure(&r.Value)})
	}
	return list
}

func dumpPotentials(t *testing.T, s *store.Store) [][]string {
	rows, err := s.Potentials()
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"park_code", "extent_kind", "potential", "value", "shown", "unit", "demonstration", "note"}}
	for _, p := range rows {
		list = append(list, []string{p.ParkCode, p.ExtentKind, p.Potential, figure(p.Value), figure(p.Shown), p.Unit, strconv.FormatBool(p.Demonstration), p.Note})
	}
	return list
}

func dumpApplications(t *testing.T, s *store.Store) [][]string {
	rows, err := s.Applications()
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"park_code", "extent_kind", "application", "answer", "rule", "reason", "demonstration"}}
	for _, a := range rows {
		list = append(list, []string{a.ParkCode, a.ExtentKind, a.Application, a.Answer, a.Rule, a.Reason, strconv.FormatBool(a.Demonstration)})
	}
	return list
}

func dumpRegions(t *testing.T, s *store.Store) [][]string {
	rows, err := s.Regions()
	if err != nil {
		t.Fatal(err)
	}
	list := [][]string{{"region_level", "region", "extent_kind", "parks", "scored", "twice_m2", "indicator", "value", "numerator", "denominator", "note"}}
	for _, r := range rows {
		for _, m := range r.Metrics {
			list = append(list, []string{r.Level, r.Region, r.ExtentKind, strconv.Itoa(r.Parks), strconv.Itoa(r.Scored), fmt.Sprint(r.TwiceM2),
				m.Indicator, figure(m.Value), figure(m.Numerator), figure(m.Denominator), m.Note})
		}
	}
	return list
}
