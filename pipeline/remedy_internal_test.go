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

// A set or a value that is refused is explained in the language of the talk.
func TestRefusalsOfSetsInBothLanguages(t *testing.T) {
	_, mistake := indicators.Parse([]byte("name: ours\ngrades: none\n"), "ours.yaml")
	set, err := indicators.Builtin("tdt1029-2014")
	if err != nil {
		t.Fatal(err)
	}
	_, refused := set.Override(indicators.Values{Weights: map[string]float64{"industrial/land_use": 2}})
	for _, tt := range []struct {
		err    error
		zh, en string
	}{
		{mistake, "指标体系：ours.yaml:2:9: 此处须为列表，不能是 none", "indicator set: ours.yaml:2:9: a list is needed here, not none"},
		{refused, "指标体系：weights: industrial/land_use: 权重须在 0 到 1 之间", "indicator set: weights: industrial/land_use: a weight must be from 0 to 1"},
	} {
		if got := refusal("指标体系：", "indicator set: ", tt.err); got != (land.Text{ZH: tt.zh, EN: tt.en}) {
			t.Errorf("got  %+v\nwant %s, %s", got, tt.zh, tt.en)
		}
	}
}
