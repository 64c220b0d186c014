package indicators_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"jiyue/indicators"
)

// fieldNotes describes the field: §1.4 the trees, §1.5 the indicators.
const fieldNotes = "../../shared/DOMAIN.md"

func fieldSection(t *testing.T, from, to string) string {
	t.Helper()
	text, err := os.ReadFile(fieldNotes)
	if err != nil {
		t.Skipf("%s is not at hand: it stands beside the project", fieldNotes)
	}
	_, section, found := strings.Cut(string(text), "\n### "+from)
	section, _, ended := strings.Cut(section, "\n### "+to)
	if !found || !ended {
		t.Fatalf("%s has no section %s before %s", fieldNotes, from, to)
	}
	return section
}

// Each numbered row of the field's table of indicators is a figure of the sets,
// worked out in nodesIndicators or nodesManagement2010, and a row of the manual.
func TestNodesEveryIndicatorOfTheField(t *testing.T) {
	rows := regexp.MustCompile(`(?m)^\| (\d+) \| (\S+)`).FindAllStringSubmatch(fieldSection(t, "1.5", "1.6"), -1)
	if len(rows) != 21 {
		t.Fatalf("%d rows, want 21", len(rows))
	}
	manual, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, generated, _ := strings.Cut(string(manual), generatedMark)
	defined := map[string]indicators.Definition{}
	for _, set := range indicators.BuiltinNames() {
		for _, d := range builtin(t, set).Definitions() {
			defined[d.NameZH] = d
		}
	}
	worked := bothOf(nodesIndicators, nodesManagement2010)
	for _, row := range rows {
		names := []string{row[2]}
		if row[2] == "亩均" { // the variants per mu
			names = []string{"亩均产值", "亩均税收", "亩均工业增加值"}
		}
		for _, name := range names {
			d, ok := defined[name]
			if _, example := worked[d.Name]; !ok || !example {
				t.Errorf("row %s, %s: no indicator of a set, or no worked example", row[1], name)
			}
			if !strings.Contains(generated, "| `"+d.Name+"` | "+name+" | `"+d.Formula+"` | ") {
				t.Errorf("row %s, %s does not stand in README.md", row[1], name)
			}
		}
	}
}

// nodesFieldTrees are the columns of the field's trees; a cell names the
// indicators below a sub-goal.
var nodesFieldTrees = []struct {
	set, tree, area string
	column          int
}{
	{"tdt1029-2010", "general", "", 3},
	{"tdt1029-2010", "hightech", "", 3},
	{"tdt1029-2014", "industrial", "主区", 3},
	{"tdt1029-2014", "integrated", "主区", 4},
}

// The goals, sub-goals and indicators of the trees are those of the field's
// tables, each below its own.
func TestNodesTreesAreThoseOfTheField(t *testing.T) {
	section := fieldSection(t, "1.4", "1.5")
	earlier, later, found := strings.Cut(section, "**(b)")
	if !found {
		t.Fatal("no table (b)")
	}
	for _, tt := range nodesFieldTrees {
		table := later
		if tt.set == "tdt1029-2010" {
			table = earlier
		}
		want := fieldTree(table, tt.column, tt.area, tt.tree == "hightech")
		s := builtin(t, tt.set)
		got := map[string]string{}
		nodes := s.Score(nil, nodesTree(t, s, tt.tree).Types[0])
		titles := map[string]string{}
		for _, n := range nodes {
			titles[n.Name] = n.NameZH
		}
		for _, n := range nodes[1:] {
			if got[n.NameZH] = titles[n.Parent]; n.Parent == s.Name() {
				got[n.NameZH] = ""
			}
		}
		for name, parent := range want {
			if have, ok := got[name]; !ok || have != parent {
				t.Errorf("%s/%s: %s is below %q, want %q", tt.set, tt.tree, name, have, parent)
			}
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				t.Errorf("%s/%s: %s is not in the field's tree", tt.set, tt.tree, name)
			}
		}
	}
}

// fieldTree reads one column of a table of the field: each name with what it is
// below, goals with "". "same" is the column before.
func fieldTree(table string, column int, area string, hightech bool) map[string]string {
	tree, goal := map[string]string{}, ""
	for _, line := range strings.Split(table, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 5 || strings.HasPrefix(cells[1], "-") || strings.Contains(line, "Goal") {
			continue
		}
		if g := withoutLetter(cells[1]); g != "" { // an empty cell is the goal above
			goal = g
			tree[goal] = ""
		}
		cell := strings.TrimSpace(cells[column])
		if cell == "same" {
			cell = strings.TrimSpace(cells[column-1])
		}
		if cell == "(none)" {
			continue
		}
		sub, other, _ := strings.Cut(withoutLetter(cells[2]), " (") // in brackets the name for integrated parks
		if column == 4 && other != "" {
			sub = strings.TrimSuffix(other, ")")
		}
		tree[sub] = goal
		for _, name := range fieldIndicators(cell, area, hightech) {
			tree[name] = sub
		}
	}
	return tree
}

// withoutLetter takes the number off 土地开发程度 A1.
func withoutLetter(cell string) string { return strings.TrimRight(strings.TrimSpace(cell), " ABC123") }

// fieldIndicators reads a cell: 主区: 土地供应率, 土地建成率; 发展方向区: 土地开发率.
func fieldIndicators(cell, area string, hightech bool) []string {
	var names []string
	for _, part := range strings.Split(cell, ";") {
		label, list, labelled := strings.Cut(part, ":")
		if !labelled {
			list = part
		} else if strings.TrimSpace(label) != area {
			continue
		}
		for _, indicator := range strings.Split(list, ",") {
			name, only, _ := strings.Cut(strings.TrimSpace(indicator), " (") // (high-tech zones only)
			if only == "" || hightech {
				names = append(names, name)
			}
		}
	}
	return names
}
