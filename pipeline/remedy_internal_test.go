package pipeline

import (
	"strings"
	"testing"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// What is proposed helps against what is wrong: only a set that there is not is
// replaced by one of those that there are.
func TestRemediesForIndicatorSets(t *testing.T) {
	_, unknown := indicators.Builtin("tdt1029-2020")
	_, mistake := indicators.Parse([]byte("name: ours\ngrades: none\n"), "ours.yaml")
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	_, refused := set.Override(indicators.Values{Ideals: map[string]float64{"supply_rate": 1000}})
	for _, tt := range []struct {
		name, want string
		err        error
	}{
		{"unknown set", "built-in sets: tdt1029-2014, tdt1029-2010", unknown},
		{"mistake in the user's file", "mend the file at that line", mistake},
		{"value out of reach", "mend the value", refused},
	} {
		if got := remedyFor(tt.err).In(land.EN); tt.err == nil || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s (%v): %s, want %s", tt.name, tt.err, got, tt.want)
		}
	}
}
