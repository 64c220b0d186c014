package indicators_test

import (
	"errors"
	"maps"
	"math"
	"strings"
	"testing"

	"jiyue/indicators"
)

// ofClasses are values for everything behind a class of a built-in set.
var ofClasses = map[string]float64{
	"class/A": 25, "class/B": 70, "class/C": 95, "class/D": 100,
	"benchmark/tax_per_mu": 0.3, "benchmark/output_per_mu": 3, "benchmark/value_added_per_mu": 0.1,
	"class_weight/tax_per_mu": 0.4, "class_weight/output_per_mu": 0.4, "class_weight/value_added_per_mu": 0.2,
	"class_cap": 1.5,
}

// A class is a demonstration until every value behind it is the user's: what
// is lacking may be a kind of values, or a single one.
func TestAClassIsADemonstrationUntilAllBehindItIsGiven(t *testing.T) {
	for _, tt := range []struct {
		name, without string
		marked        bool
	}{
		{"everything given", "nothing", false},
		{"no weight", "class_weight/", true},
		{"no benchmark", "benchmark/", true},
		{"the mean for one of them", "benchmark/output_per_mu", true},
		{"no border", "class/", true},
		{"no cap", "class_cap", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			given := maps.Clone(ofClasses)
			maps.DeleteFunc(given, func(key string, _ float64) bool { return strings.HasPrefix(key, tt.without) })
			s, err := builtin(t, "tdt1029-2014").Override(indicators.Values{Thresholds: given})
			if err != nil {
				t.Fatal(err)
			}
			if r := s.Classify([][]indicators.Metric{nodesYields(s, 1, 1, 1, 1)})[0]; r.Demonstration != tt.marked {
				t.Errorf("a park: marked %v, want %v", r.Demonstration, tt.marked)
			}
			measures := []string{"tax", "output", "value_added"}
			one := []indicators.Amount{{Value: 1, Known: true}, {Value: 1, Known: true}, {Value: 1, Known: true}}
			list := []indicators.Holding{{Pieces: 1, AreaM2: 1000, Amounts: one}}
			if r := s.ClassifyEnterprises(measures, list)[0]; r.Demonstration != tt.marked {
				t.Errorf("an enterprise: marked %v, want %v", r.Demonstration, tt.marked)
			}
		})
	}
}

// 1 mu with a tax of 0.6, an output of 3 and a value added of 0.05 against 0.3,
// 3 and 0.1: 40 × min(2, 1.5) + 40 × 1 + 20 × 0.5 = 110 points.
func TestWeightsAndCapOfTheUserCount(t *testing.T) {
	s, err := builtin(t, "tdt1029-2014").Override(indicators.Values{Thresholds: ofClasses})
	if err != nil {
		t.Fatal(err)
	}
	if r := s.Classify([][]indicators.Metric{nodesYields(s, 1, 0.6, 3, 0.05)})[0]; !closeTo(r.Points, 110) {
		t.Errorf("%s points, want 110", inWords(r.Points))
	}
}

func TestWeightsOfClassesThatDoNotFitAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name, key string
		value     float64
		want      string
	}{
		{"one weight alone", "class_weight/tax_per_mu", 0.6, "add up to 1.1, not 1"},
		{"weight of 0", "class_weight/tax_per_mu", 0, "a weight above 0 and up to 1 is needed"},
		{"weight that is no number", "class_weight/tax_per_mu", math.NaN(), "a weight above 0 and up to 1 is needed"},
		{"no such item", "class_weight/tax_per_mi", 0.5, "did you mean class_weight/tax_per_mu?"},
		{"cap below 1", "class_cap", 0.9, "a value of 1 or more is needed"},
		{"no cap at all", "class_cap", math.Inf(1), "a value of 1 or more is needed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := builtin(t, "tdt1029-2014").Override(indicators.Values{Thresholds: map[string]float64{tt.key: tt.value}})
			var refused *indicators.ValueError
			if !errors.As(err, &refused) || refused.Section != "thresholds" || refused.Key != tt.key || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s: %s", err, tt.key, tt.want)
			}
		})
	}
}

// Where nobody pays tax the mean is 0: the figures are there, but nothing to
// hold them against.
func TestAMeanOf0IsNamedAsTheReason(t *testing.T) {
	s, none := builtin(t, "tdt1029-2014"), math.NaN()
	for _, tt := range []struct {
		name string
		tax  float64
		want string
	}{
		{"tax of 0", 0, "not classified: the mean of tax per mu is not above 0, so that no figure can be held against it"},
		{"tax not known", none, "not classified: none of the figures can be computed"},
	} {
		r := s.Classify([][]indicators.Metric{nodesYields(s, 10, tt.tax, none, none), nodesYields(s, 20, tt.tax, none, none)})[0]
		if r.Points != nil || r.Name != "" || r.Note.EN != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, r.Note.EN, tt.want)
		}
	}
}
