package score

import (
	"slices"
	"testing"

	"jiyue/pipeline/store"
)

func TestAParkInSeveralRowsOfTheRosterIsNamed(t *testing.T) {
	row := func(park, source string, record int) store.RosterRow {
		return store.RosterRow{ParkCode: park, Source: source, Record: record}
	}
	var got []string
	for _, f := range repeatedRows([]store.RosterRow{row("B", "a.csv", 1), row("A", "a.csv", 2), row("C", "a.csv", 3), row("A", "b.csv", 1), row("B", "a.csv", 9)}) {
		got = append(got, string(f.Code)+" "+f.ParkCode+": "+f.Found)
	}
	want := []string{"roster_repeated B: a.csv #1, a.csv #9", "roster_repeated A: a.csv #2, b.csv #1"}
	if !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
}
