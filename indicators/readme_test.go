package indicators_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jiyue/indicators"
)

var update = flag.Bool("update", false, "write the generated documents anew")

// generatedMark divides README.md: what is above is written by hand.
const generatedMark = "<!-- Below this line the page is written from the sets by `go test ./indicators -run README -update`. -->\n"

// The tables of README.md are those of the sets, so that they can't disagree.
func TestREADMEAgreesWithTheSets(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(page), generatedMark)
	if !found {
		t.Fatal("README.md lacks the mark above the generated part")
	}
	want := head + generatedMark + generated(t)
	if string(page) == want {
		return
	}
	if !*update {
		t.Fatal("README.md differs from the sets; run go test ./indicators -run README -update")
	}
	if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func generated(t *testing.T) string {
	var b strings.Builder
	for _, name := range indicators.BuiltinNames() {
		s := builtin(t, name)
		fmt.Fprintf(&b, "\n## %s: %s (%s)\n\n%s\n", name, s.Title("zh"), s.Title("en"), s.Provenance())
		if s.Demonstration() {
			b.WriteString("\n**Weights and ideal values without a source are demonstration values, not official ones.** They are marked ◇.\n")
		}
		writeDefinitions(&b, "Indicators", s.Definitions())
		writeDefinitions(&b, "Potential", s.Potentials())
		writeEquations(&b, s.Equations())
		writeTypeRules(&b, s.TypeRules())
		writeRules(&b, s)
		for _, tree := range s.Trees() {
			writeTree(&b, s, tree)
		}
		writeClassification(&b, s)
		writeLists(&b, s.ParcelLists())
		writeThresholds(&b, s.Thresholds())
	}
	s := builtin(t, indicators.BuiltinNames()[0])
	b.WriteString("\n## Sums over pieces\n\n| name | 中文 | sum of | over pieces with |\n|---|---|---|---|\n")
	for _, a := range s.Aggregates() {
		fmt.Fprintf(&b, "| `%s` | %s | %s (%s) | %s |\n", a.Name, a.NameZH, a.Sum, a.Unit, a.Where)
	}
	b.WriteString("\n## Statistics of a park\n\n| key | 中文 | English | unit |\n|---|---|---|---|\n")
	for _, st := range s.Statistics() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", st.Key, st.NameZH, st.NameEN, st.Unit)
	}
	return b.String()
}

func writeDefinitions(b *strings.Builder, title string, list []indicators.Definition) {
	fmt.Fprintf(b, "\n### %s\n\n| name | 中文 | formula | unit | plausible | source |\n|---|---|---|---|---|---|\n", title)
	for _, d := range list {
		unit, plausible := d.Unit, ""
		if unit == "" {
			unit = "–"
		}
		if d.Lower {
			unit += " (less is better, " + d.Standard + ")"
		}
		if d.DueCounts {
			unit += " (full where nothing was due)"
		}
		if len(d.Plausible) == 2 {
			plausible = fmt.Sprintf("%g to %g", d.Plausible[0], d.Plausible[1])
			if d.Open {
				plausible += ", ends excluded"
			}
		}
		fmt.Fprintf(b, "| `%s` | %s | `%s` | %s | %s | %s |\n", d.Name, d.NameZH, d.Formula, unit, plausible, d.Source)
	}
}

// gapRules say what the rules for indicators without a value do.
var gapRules = map[string]string{
	"skip": "it is left out, and its weight goes to its siblings in proportion to theirs; a node with nothing below it is left out likewise",
	"zero": "it counts as 0 points", "full": "it counts as 100 points",
}

func writeRules(b *strings.Builder, s *indicators.Set) {
	fmt.Fprintf(b, "\n### What can't be computed, and zones of two areas\n\n`not_computable: %s`: where an indicator has no value, %s. The row keeps the reason.\n", s.Gaps(), gapRules[s.Gaps()])
	share, source := s.MainShare()
	if share == 1 {
		b.WriteString("\nThe edition knows no growth-direction area: `main_share` is 1.\n")
		return
	}
	fmt.Fprintf(b, "\n`main_share: %g`%s: a zone with a growth-direction area scores %g × main area + %.12g × growth-direction area.\n", share, diamond(source), share, 1-share)
}

// diamond marks a value without a source.
func diamond(source string) string {
	if source == "" {
		return " ◇"
	}
	return ""
}

func writeClassification(b *strings.Builder, s *indicators.Set) {
	c, there := s.Classification()
	if !there {
		return
	}
	fmt.Fprintf(b, "\n### Classes by yield per mu: %s\n\n| figure | weight | benchmark |\n|---|---|---|\n", c.NameZH)
	for _, it := range c.Items {
		benchmark := "mean of all that are classified together"
		if it.Benchmark != nil {
			benchmark = fmt.Sprint(*it.Benchmark)
		}
		fmt.Fprintf(b, "| `%s` | %g%s | %s%s |\n", it.Indicator, it.Weight, diamond(it.WeightSource), benchmark, diamond(it.BenchmarkSource))
	}
	ties, lacking := "higher", "has no class"
	if c.TiesLower {
		ties = "lower"
	}
	if c.Lacking != "" {
		lacking = "is of class " + c.Lacking
	}
	fmt.Fprintf(b, "\nPoints: 100 × the sum of weight × figure ÷ benchmark, each figure counted up to %g%s times its benchmark (`cap`); the weight of a missing figure goes to the others. "+
		"Equal points share the %s class (`ties`). What has none of the figures %s (`lacking`). The borders stand below. "+
		"A class loses its mark when every weight (`class_weight/…`), benchmark (`benchmark/…`), border (`class/…`) and the cap (`class_cap`) has a source.\n", c.Cap, diamond(c.CapSource), ties, lacking)
}

// listedLand says what land a list takes.
var listedLand = map[string]string{
	indicators.LandIdle: "supplied, not built and idle", indicators.LandExpired: "used for pay, expired, not disposed of (D22)",
	indicators.LandIndustrial: "built industrial land (A2)",
}

func writeLists(b *strings.Builder, lists []indicators.ParcelList) {
	b.WriteString("\n### Lists of parcels\n\n| list | 中文 | English | land | parcels |\n|---|---|---|---|---|\n")
	for _, l := range lists {
		which := "all"
		if l.Figure != "" {
			which = fmt.Sprintf("`%s` < %g%s %s", l.Figure, l.Below, diamond(l.Source), l.Unit)
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", l.Name, l.NameZH, l.NameEN, listedLand[l.Land], strings.TrimSpace(which))
	}
}

func writeEquations(b *strings.Builder, list []indicators.Equation) {
	b.WriteString("\n### Identities\n\nWhat must hold in every park; a finding says where it does not.\n\n| name | 中文 | identity | tolerance |\n|---|---|---|---|\n")
	for _, e := range list {
		relation := "="
		if e.AtMost {
			relation = "≤"
		}
		fmt.Fprintf(b, "| `%s` | %s | `%s` %s `%s` | %g |\n", e.Name, e.NameZH, e.Left, relation, e.Right, e.Tolerance)
	}
}

func writeTypeRules(b *strings.Builder, list []indicators.TypeRule) {
	if len(list) == 0 {
		return
	}
	b.WriteString("\n### Type of a park by its name and figures\n\nA proposal where the roster says otherwise; the first that holds.\n\n| type | name has in it | and figures |\n|---|---|---|\n")
	for _, r := range list {
		when := r.When
		if when != "" {
			when = "`" + when + "`"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", r.Type, strings.Join(r.Names, ", "), when)
	}
}

func writeThresholds(b *strings.Builder, list []indicators.Threshold) {
	b.WriteString("\n### Every bound, by its key\n\n| key | 中文 | English | bound | unit |\n|---|---|---|---|---|\n")
	for _, t := range list {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s %g%s | %s |\n", t.Key, t.NameZH, t.NameEN, t.Relation, t.Value, diamond(t.Source), t.Unit)
	}
}

func writeTree(b *strings.Builder, s *indicators.Set, tree indicators.Tree) {
	fmt.Fprintf(b, "\n### Tree %s: %s\n\nFor parks of the types %s", tree.Name, tree.NameZH, strings.Join(tree.Types, ", "))
	if tree.Default {
		b.WriteString(", and for all of a type that no tree names")
	}
	b.WriteString(".\n\n| node | 中文 | weight | ideal |\n|---|---|---|---|\n")
	depth := map[string]int{}
	for _, n := range s.Score(nil, tree.Types[0]) {
		depth[n.Name] = depth[n.Parent] + 1
		ideal, mark := "", ""
		if n.Ideal != nil {
			ideal = fmt.Sprint(*n.Ideal)
		}
		if n.Demonstration && n.Parent != "" {
			mark = " ◇"
		}
		fmt.Fprintf(b, "| %s`%s` | %s | %g%s | %s |\n", strings.Repeat("&emsp;", depth[n.Name]-1), n.Name, n.NameZH, n.Weight, mark, ideal)
	}
}

// What the manual shows works as shown.
func TestREADMEExamplesWork(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```yaml\n")
	if len(blocks) != 4 {
		t.Fatalf("the manual has %d examples, the test knows 3", len(blocks)-1)
	}
	var run struct {
		Indicators struct {
			Set                         string
			Ideals, Weights, Thresholds map[string]float64
		}
	}
	override, _, _ := strings.Cut(blocks[1], "```")
	if _, err := indicators.ReadDocument([]byte(override), "README.md", &run); err != nil {
		t.Fatal(err)
	}
	if _, err := builtin(t, run.Indicators.Set).Override(indicators.Values{Ideals: run.Indicators.Ideals, Weights: run.Indicators.Weights, Thresholds: run.Indicators.Thresholds}); err != nil {
		t.Error(err)
	}
	set, _, _ := strings.Cut(blocks[2], "```")
	s, err := indicators.Parse([]byte(set), "ours-2026.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := applicationNames(s); !slices.Equal(got, []string{"new_quota", "release_land", "warning"}) {
		t.Errorf("enlargement was removed, warning replaced: %v", got)
	}
	nodes := nodesByName(s.Score(s.Evaluate(workedTotals()), "工业主导型"))
	if n := nodes["built_up_rate"]; n.Demonstration {
		t.Error("a weight and an ideal value with a source are no demonstration values")
	}
	if g, demonstration := s.Grade(80); g != "集约利用" || demonstration {
		t.Errorf("80 points: %q, demonstration %v", g, demonstration)
	}
	if n := nodes["jobs"]; !n.Demonstration {
		t.Error("a weight without a source is a demonstration value")
	}
}

// The manual's figures of later rounds: of land approved for conversion 330 ha,
// D 310 is supplied; 81 000 万元 on 180 ha, which is 450 万元/公顷, is 30 万元/亩.
func TestREADMEFiguresOfLaterRounds(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(strings.Split(string(page), "```yaml\n")[3], "```")
	s, err := indicators.Parse([]byte(text), "ours-2026-round.yaml")
	if err != nil {
		t.Fatal(err)
	}
	totals := workedTotals()
	totals["statistics.conversion_approved"] = indicators.Total{Value: 3_300_000, Known: true}
	metrics := byName(s.Evaluate(totals))
	for name, want := range map[string]float64{"approved_not_supplied": 20, "industrial_tax_per_mu": 30, "industrial_tax_intensity": 450} {
		if m := metrics[name]; !closeTo(m.Value, want) {
			t.Errorf("%s is %s %s, want %g", name, inWords(m.Value), m.Unit, want)
		}
	}
}
