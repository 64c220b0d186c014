package indicators_test

import (
	"errors"
	"math"
	"slices"
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

// secondTree is another tree of smallSet, for parks of some types.
func secondTree(name, types string) string {
	return "  - name: " + name + "\n    types: [" + types + "]\n    nodes:\n      - {indicator: density, weight: 1, ideal: 50}\n"
}

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
		{"ideal of 0", "ideal: 80", "ideal: 0", "ours.yaml:20:48: the ideal value of share must be above 0"},
		{"negative ideal", "ideal: 80", "ideal: -80", "ours.yaml:20:48: the ideal value of share must not be negative"},
		{"ideal that is no number", "ideal: 80", "ideal: .nan", "ours.yaml:20:48: the ideal value of share must not be negative"},
		{"a share of 1000 %", "ideal: 80", "ideal: 1000", "ours.yaml:20:48: 1000 is out of reach: share is up to 100 %"},
		{"ideal beyond the plausible range", `unit: "%", formula`, `unit: "%", plausible: [0, 70], formula`, "ours.yaml:20:48: 80 is out of reach: share is 0 to 70 %"},
		{"ideal of an inner node", "ideal: 80", "ideal: 80, name: x", "either a leaf with an indicator or has a name"},
		{"leaf without indicator", "indicator: share", "indicator: shares", "ours.yaml:20:21: unknown indicator shares; did you mean share?"},
		{"leaf of an unknown indicator", "indicator: share", "indicator: xyzzy", "ours.yaml:20:21: unknown indicator xyzzy; there are: land_area"},
		{"the same leaf twice", "indicator: share", "indicator: density", "ours.yaml:20:21: the node density stands twice"},
		{"missing weight", ", weight: 0.6", "", "ours.yaml:20:10: the node needs a weight from 0 to 1"},
		{"weight above 1", "weight: 0.6", "weight: 1.6", "ours.yaml:20:10: the node needs a weight from 0 to 1"},
		{"weight that is no number", "weight: 0.6", "weight: .nan", "ours.yaml:20:10: the node needs a weight from 0 to 1"},
		{"weight that is a word", "weight: 0.6", "weight: half", "ours.yaml:20:36: a number is needed here, not half"},
		{"only weights of 0", "weight: 0.4", "weight: 0", "add up to 0.6, not 1"},
		{"list that is a word", "types: [any]", "types: any", "ours.yaml:16:12: a list is needed here, not any"},
		{"switch that is a word", "default: true", "default: perhaps", "ours.yaml:17:14: true or false is needed here, not perhaps"},
		{"section that is a word", "aggregates:\n", "grades: none\naggregates:\n", "ours.yaml:4:9: a list is needed here, not none"},
		{"repeated key", "zh: 本县体系", "zh: 本县体系\nzh: 本省体系", `ours.yaml:3:1: mapping key "zh" already defined at [2:1]`},
		{"repeated key in a list", "weight: 0.6", "weight: 0.5, weight: 0.6", `mapping key "weight" already defined`},
		{"division by 0", "formula: works / parcel_area", "formula: works / 0", `ours.yaml:11:58: formula "works / 0", column 7: works / 0 divides by 0`},
		{"division by what comes to 0", "formula: works / parcel_area", "formula: works / (0.1 + 0.2 - 0.3)", "divides by 0"},
		{"indicator by its bare name", "formula: works / parcel_area", "formula: built_ratio", "unknown name built_ratio; an indicator is written indicator.built_ratio"},
		{"indicator spelt wrong", "formula: works / parcel_area", "formula: indicator.built_ration", "unknown indicator built_ration; did you mean built_ratio?"},
		{"lower is better by the ideal's ratio", "formula: works / parcel_area", "formula: works / parcel_area, better: lower, standard: ideal_ratio", "ours.yaml:11:104: ideal_ratio does not go with better: lower"},
		{"higher is better by the inverse", "formula: works / parcel_area", "formula: works / parcel_area, standard: inverse_ratio", "inverse_ratio does not go with better: higher"},
		{"plausible range without an end", "formula: works / parcel_area", "formula: works / parcel_area, plausible: [0, .inf]", "plausible is a lower and an upper bound"},
		{"what to do with gaps", "name: ours", "name: ours\nnot_computable: guess", "ours.yaml:2:17: not_computable is one of skip, full, zero"},
		{"share of the main area", "name: ours", "name: ours\nmain_share: 1.2", "ours.yaml:2:13: main_share is from 0 to 1"},
		{"name of a built-in set", "name: ours", "name: tdt1029-2014", "ours.yaml:1:7: tdt1029-2014 is the name of a built-in set"},
		{"name of the built-in set that it extends", "name: ours", "name: tdt1029-2014\nextends: tdt1029-2014", "ours.yaml:1:7: tdt1029-2014 is the name of a built-in set; give your own another one"},
		{"a set that extends itself", "name: ours", "name: ours\nextends: ours", `ours.yaml:2:10: no built-in set "ours" to extend`},
		{"identity of land and money", "trees:", "identities:\n  - {name: odd, zh: 怪, en: odd, left: works, right: sales}\ntrees:", "ours.yaml:13:6: the identity odd: works yields m², sales yields 万元"},
		{"identity without a name", "trees:", "identities:\n  - {left: works, right: works}\ntrees:", "a name has letters"},
		{"negative tolerance", "trees:", "identities:\n  - {name: odd, left: works, right: works, tolerance: -1}\ntrees:", "ours.yaml:13:55: a tolerance is 0 or more"},
		{"type that no tree is for", "trees:", "types:\n  - {type: anny, when: works > parcel_area}\ntrees:", `ours.yaml:13:12: no tree is for parks of the type "anny"; did you mean any?`},
		{"type rule without a condition", "trees:", "types:\n  - {type: any}\ntrees:", "ours.yaml:13:6: the rule for the type any needs names, when, or both"},
		{"type rule without a name", "trees:", "types:\n  - {type: any, names: []}\ntrees:", "ours.yaml:13:24: names are parts of a park's name, at least one and none of them empty"},
		{"type rule with an empty name", "trees:", "types:\n  - {type: any, names: [保税, \"\"]}\ntrees:", "names are parts of a park's name"},
		{"type rule with one name outside a list", "trees:", "types:\n  - {type: any, names: 保税}\ntrees:", "ours.yaml:13:24: a list is needed here, not 保税"},
		{"type rule that compares nothing", "trees:", "types:\n  - {type: any, names: [保税], when: works}\ntrees:", "ours.yaml:13:36: when needs a comparison"},
		{"removing what there is not", "name: ours", "name: ours\nextends: tdt1029-2014\nremove: {applications: [warnings]}", "ours.yaml:3:25: there is no warnings under applications to remove; did you mean warning?"},
		{"removing of another section", "name: ours", "name: ours\nextends: tdt1029-2014\nremove: {identities: [total, warning]}", "ours.yaml:3:30: there is no warning under identities to remove"},
		{"removing from no set", "name: ours", "name: ours\nremove: {parcel_lists: [idle]}", "ours.yaml:2:25: there is no idle under parcel_lists to remove"},
		{"removing twice", "name: ours", "name: ours\nextends: tdt1029-2014\nremove:\n  identities: [total, chain, total]", "ours.yaml:4:30: total stands twice"},
		{"removing an indicator", "name: ours", "name: ours\nextends: tdt1029-2014\nremove: {indicators: [idle_rate]}", `ours.yaml:3:10: unknown field "indicators"; did you mean applications?`},
		{"plausible ends of no range", "formula: works / parcel_area", "formula: works / parcel_area, plausible_ends: excluded", "ours.yaml:11:95: plausible_ends needs a plausible range"},
		{"plausible ends of a kind that there is not", "formula: works / parcel_area", "formula: works / parcel_area, plausible: [0, 100], plausible_ends: open", "plausible_ends is included or excluded"},
		{"a tree for nobody", "    types: [any]\n    default: true\n", "", "ours.yaml:13:5: no park would be scored along the tree all"},
		{"one tree twice", "trees:\n", "trees:\n" + secondTree("all", "other"), "ours.yaml:17:11: the tree all stands twice"},
		{"two trees for one type", "trees:\n", "trees:\n" + secondTree("second", "other, any"), "parks of the type any are scored along the tree all already"},
		{"one type twice", "types: [any]", "types: [any, some, any]", "ours.yaml:16:24: the type any stands twice"},
		{"type without a name", "types: [any]", `types: [any, ""]`, "ours.yaml:16:18: a type needs a name"},
		{"two trees for all the others", "trees:\n", "trees:\n" + strings.Replace(secondTree("second", "other"), "nodes:", "default: true\n    nodes:", 1), "only one tree can be the default; all is already"},
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
			bothLanguages(t, err)
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

// A tree of a user's own set that claims a type of the set which it extends is
// refused with the place in the user's file: under the name of the old tree it
// would replace that.
func TestAUsersTreeClaimsNoTypeTwice(t *testing.T) {
	text := "name: ours\nextends: tdt1029-2014\ntrees:\n" + strings.ReplaceAll(secondTree("ours", "工业主导型"), "density", "built_up_rate")
	_, err := indicators.Parse([]byte(text), "ours.yaml")
	if want := "ours.yaml:5:13: parks of the type 工业主导型 are scored along the tree industrial already"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := indicators.Parse([]byte(strings.Replace(text, "name: ours\n    types", "name: industrial\n    types", 1)), "ours.yaml"); err != nil {
		t.Errorf("a tree of the old one's name: %v", err)
	}
}

// A weight of 0 leaves a node out without a tree of one's own.
func TestAWeightOf0LeavesANodeOut(t *testing.T) {
	s := builtin(t, "tdt1029-2014")
	changed, err := s.Override(indicators.Values{Weights: map[string]float64{"industrial/management": 0, "industrial/land_use": 0.8}})
	if err != nil {
		t.Fatal(err)
	}
	idle := workedTotals()
	g := idle["G"]
	g.Value *= 10
	idle["G"] = g
	for name, totals := range map[string]indicators.Totals{"as worked": workedTotals(), "ten times as idle": idle} {
		root := changed.Score(changed.Evaluate(totals), "工业主导型")[0]
		if want := 0.8*91.8539 + 0.2*89.2857; root.Score == nil || math.Abs(*root.Score-want) > fourDecimals {
			t.Errorf("%s: %v, want %.4f", name, root.Score, want)
		}
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

// applicationNames lists the uses of the results that a set judges.
func applicationNames(s *indicators.Set) []string {
	var names []string
	for _, v := range s.Judge(nil, nil, indicators.ParkScore{}) {
		names = append(names, v.Application)
	}
	return names
}

// A set goes without what it removes of the one that it extends; what it
// removes and names anew is its own, and the built-in set keeps it all.
func TestASetRemovesEntries(t *testing.T) {
	s, err := indicators.Parse([]byte(`name: ours
extends: tdt1029-2014
remove:
  identities: [total, hightech_parts]
  applications: [new_quota, enlargement, warning]
  parcel_lists: [low_tax]
applications:
  - {name: warning, all: [{figure: idle_rate, above: 9}]}
`), "ours.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := applicationNames(s); !slices.Equal(got, []string{"release_land", "warning"}) {
		t.Errorf("applications: %v", got)
	}
	var lists, identities []string
	for _, l := range s.ParcelLists() {
		lists = append(lists, l.Name)
	}
	for _, e := range s.Equations() {
		identities = append(identities, e.Name)
	}
	if !slices.Equal(lists, []string{"idle", "expired", "low_plot_ratio"}) {
		t.Errorf("lists: %v", lists)
	}
	if slices.Contains(identities, "total") || slices.Contains(identities, "hightech_parts") || !slices.Contains(identities, "unbuildable") {
		t.Errorf("identities: %v", identities)
	}
	for _, b := range s.Thresholds() {
		if strings.HasPrefix(b.Key, "new_quota/") || b.Key == "low_tax" {
			t.Errorf("the bound %s is of what was removed", b.Key)
		}
	}
	if got := applicationNames(builtin(t, "tdt1029-2014")); len(got) != 4 {
		t.Errorf("the built-in set lost something: %v", got)
	}
}
