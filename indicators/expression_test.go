package indicators_test

import (
	"strings"
	"testing"

	"jiyue/indicators"
)

func lookupIn(values map[string]float64) func(string) (float64, bool) {
	return func(name string) (float64, bool) {
		v, ok := values[name]
		return v, ok
	}
}

func TestExpression(t *testing.T) {
	values := map[string]float64{"A": 6, "B": 3, "zero": 0, "statistics.people": 12}
	tests := []struct {
		formula string
		want    float64
		gap     string // the reason in English; "" where there is a value
	}{
		{"A + B * 2", 12, ""},
		{"(A - B) / B", 1, ""},
		{"-A + 2.5", -3.5, ""},
		{"statistics.people / A", 2, ""},
		{"missing ?? B", 3, ""},
		{"A ?? missing", 6, ""},
		{"min(A, B, 4)", 3, ""},
		{"max(A, B, 4)", 6, ""},
		{"max(0, B - A)", 0, ""},
		{"A > B and B >= 3", 1, ""},
		{"A < B or not (B == 3)", 0, ""},
		{"A / zero", 0, "not computable: the denominator zero is 0"},
		{"A / (B - 3)", 0, "not computable: the denominator B - 3 is 0"},
		{"A / missing", 0, "not computable: lacks missing"},
		{"one + two * one", 0, "not computable: lacks one, two"},
		{"A / zero + missing", 0, "not computable: lacks missing"},
		{"one ?? two", 0, "not computable: lacks one, two"},
	}
	for _, tt := range tests {
		t.Run(tt.formula, func(t *testing.T) {
			e, err := indicators.Compile(tt.formula)
			if err != nil {
				t.Fatal(err)
			}
			got, gap := e.Float(lookupIn(values))
			if gap != nil {
				if reason := gap.Reason(nil).EN; reason != tt.gap {
					t.Errorf("reason %q, want %q", reason, tt.gap)
				}
				return
			}
			if tt.gap != "" || got != tt.want {
				t.Errorf("got %g, want %g %s", got, tt.want, tt.gap)
			}
			exact, _ := e.Exact(func(name string) (indicators.Exact, bool) {
				v, ok := values[name]
				x, _ := indicators.ExactFloat(v)
				return x, ok
			})
			if exact.Float() != tt.want {
				t.Errorf("exactly %s, want %g", exact, tt.want)
			}
		})
	}
}

func TestExpressionErrors(t *testing.T) {
	for formula, want := range map[string]string{
		"":                        "unexpected token EOF",
		"A +":                     "unexpected token EOF",
		"A ** 2":                  "operator ** can't be used",
		`"text"`:                  "can't be used in a formula",
		"a.b.c":                   "not a name of the form group.name",
		"sum(A)":                  "function sum is unknown",
		"[1, 2]":                  "can't be used in a formula",
		"min()":                   "",
		"A ? B : C":               "can't be used in a formula",
		strings.Repeat("(", 5000): "longer than",
	} {
		_, err := indicators.Compile(formula)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: got %v, want an error with %q", formula, err, want)
		}
	}
}
