package indicators_test

import (
	"errors"
	"strings"
	"testing"

	"jiyue/indicators"
)

// smallSet is a set of a user's own; %s-free so that tests can replace lines.
const smallSet = `name: ours
zh: 本县体系
en: our county's set
aggregates:
  - {name: works, zh: 厂区, en: works, sum: area, where: {status: built, industrial: true}}
  - {name: sales, zh: 产值, en: sales, sum: output}
statistics:
  - {name: people, zh: 人口, en: people, unit: 人}
indicators:
  - {name: density, zh: 密度, en: density, unit: 人/公顷, formula: statistics.people / works}
  - {name: share, zh: 占比, en: share, unit: "%", formula: works / parcel_area}
trees:
  - name: all
    zh: 全部
    en: all
    types: [any]
    default: true
    nodes:
      - {indicator: density, weight: 0.4, ideal: 50}
      - {indicator: share, weight: 0.6, ideal: 80}
`

func TestUsersSetIsRead(t *testing.T) {
	s, err := indicators.Parse([]byte(smallSet), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names := s.IndicatorNames()
	if s.Name() != "ours" || s.Title("zh") != "本县体系" || names[0] != "land_area" || names[len(names)-1] != "share" {
		t.Errorf("name %s, title %s, indicators %v", s.Name(), s.Title("zh"), names)
	}
}

func TestSetErrorsNameThePlace(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"unknown key", "name: ours", "name: ours\nnom: x", `ours.yaml:2:1: unknown field "nom"`},
		{"unknown key in a list", "formula:", "formual:", `unknown field "formual"; did you mean formula?`},
		{"not YAML", "name: ours", "name: [", "ours.yaml:"},
		{"unknown name in a formula", "/ works}", "/ work}", "ours.yaml:10:63: formula \"statistics.people / work\", column 21: unknown name work"},
		{"a name spelt with other capitals", "/ works}", "/ Works}", "did you mean works?"},
		{"unknown statistic", "statistics.people /", "statistics.folk /", "unknown statistic folk"},
		{"unit that doesn't fit", "unit: 人/公顷", "unit: 万元/公顷", "yields 人/m², which can't be written as \"万元/公顷\""},
		{"adding land to money", "formula: works / parcel_area", "formula: (works + sales) / parcel_area", "mixes m² with 万元"},
		{"unknown unit", `unit: "%"`, "unit: furlong", `unknown unit "furlong"`},
		{"statistic not in base units", "zh: 人口, en: people, unit: 人", "zh: 人口, en: people, unit: 公顷", "a statistic arrives in base units"},
		{"unknown attribute", "sum: output", "sum: outputs", "ours.yaml:6:43: unknown attribute \"outputs\"; there are area, employees"},
		{"unknown status", "status: built", "status: buildt", `unknown status "buildt"`},
		{"weights that don't add up", "weight: 0.6", "weight: 0.5", "the weights below ours add up to 0.9, not 1"},
		{"negative weight", "weight: 0.6", "weight: -0.6", "weight from 0 to 1"},
		{"missing ideal", ", ideal: 80", "", "ours.yaml:20:10: share needs an ideal value"},
		{"ideal of 0", "ideal: 80", "ideal: 0", "must be above 0"},
		{"leaf without indicator", "indicator: share", "indicator: shares", "unknown indicator shares"},
		{"the same leaf twice", "indicator: share", "indicator: density", "the node density stands twice"},
		{"repeated name", "name: sales", "name: works", "the name works stands twice"},
		{"name of the raw view", "name: sales", "name: built_area", "belongs to the raw view"},
		{"reserved name", "name: sales", "name: min", "reserved"},
		{"name with a space", "name: sales", "name: the sales", "a name has letters"},
		{"circle", "formula: works / parcel_area", "formula: indicator.share * 1", "in a circle: share → share"},
		{"comparison as a value", "formula: works / parcel_area", "formula: works < parcel_area", "a comparison"},
		{"unknown set to extend", "name: ours", "name: ours\nextends: tdt1029-2013", "no built-in set"},
		{"anchors", "zh: 本县体系", "zh: &a 本县体系", "anchors, aliases"},
		{"codes without classification", "industrial: true", `land_use: "0601"`, "land_use and scheme stand together"},
		{"code of another classification", "industrial: true", `land_use: "061", scheme: gbt21010-2017`, `gbt21010-2017 has no class "061"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(smallSet, tt.old, tt.new, 1)
			if text == smallSet {
				t.Fatalf("the test changes nothing: %q is not in the set", tt.old)
			}
			_, err := indicators.Parse([]byte(text), "ours.yaml")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			var located *indicators.SourceError
			if !errors.As(err, &located) || located.Line < 1 || located.Column < 1 {
				t.Errorf("no line and column in %#v", err)
			}
		})
	}
}

func TestAUsersSetReplacesWhatItNames(t *testing.T) {
	text := `name: ours
zh: 本县
en: ours
extends: tdt1029-2014
indicators:
  - {name: idle_rate, zh: 土地闲置率, en: idle rate, unit: "%", formula: G / A, better: lower}
`
	s, err := indicators.Parse([]byte(text), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	idle := byName(s.Evaluate(workedTotals()))["idle_rate"]
	if idle.Value == nil || *idle.Value-100*6.2/300 > 1e-9 || *idle.Value-100*6.2/300 < -1e-9 {
		t.Errorf("idle rate over A: %+v", idle)
	}
	if nodes := s.Score(s.Evaluate(workedTotals()), "工业主导型"); len(nodes) == 0 || nodes[0].Name != "ours" {
		t.Errorf("the tree of the extended set is kept under the new name, got %d nodes", len(nodes))
	}
}

func TestUnknownSetNamesThoseThatExist(t *testing.T) {
	_, err := indicators.Builtin("tdt1029-2020")
	if err == nil || !strings.Contains(err.Error(), "tdt1029-2014, tdt1029-2010") {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(smallSet))
	f.Add([]byte("name: a\nextends: tdt1029-2014\n"))
	f.Add([]byte("- - - -\n"))
	f.Add([]byte("a: {b: [c, &d e], <<: *d}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := indicators.Parse(data, "fuzz.yaml")
		if err != nil {
			return
		}
		for _, n := range s.Score(s.Evaluate(workedTotals()), "any") {
			if n.Score != nil && !(*n.Score >= 0 && *n.Score <= 100) {
				t.Errorf("%s scores %g", n.Name, *n.Score)
			}
		}
	})
}

func FuzzCompile(f *testing.F) {
	f.Add("100 * a.b / (c - 1) ?? min(d, 2)")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := indicators.Compile(text)
		if err != nil {
			return
		}
		one := func(string) (indicators.Exact, bool) { return indicators.ExactInt(1), true }
		e.Exact(one)
		e.Float(func(string) (float64, bool) { return 1, true })
	})
}
