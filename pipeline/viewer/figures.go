package viewer

import (
	"slices"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// scoreFigure is the name of the root of the tree among figures, whatever the
// set calls it; so the store's comparisons name it too.
const scoreFigure = "score"

// namedFigure is a figure that parks can be coloured by.
type namedFigure struct{ Key, Name, Unit string }

// figureList is every metric and every node of the tree, each once.
type figureList struct {
	Metrics, Nodes []namedFigure
	at             map[string]int // place among metrics, then nodes, by key
}

// nodePrefix keeps a node of the tree apart from the metric of the same name:
// one is points, the other a figure.
const nodePrefix = "node."

// Of the same run there are hundreds of rows for each name: the first tells.
func (f frame) figuresOf(about []store.Figure, metrics []store.Metric, scores []store.Score) figureList {
	l := figureList{at: map[string]int{}}
	names := map[string]string{}
	for _, a := range about {
		names[a.Name] = f.Say(a.NameZH, a.NameEN)
	}
	for _, m := range metrics {
		if _, seen := l.at[m.Indicator]; !seen && !strings.Contains(m.Indicator, ".") { // declared.… are not ours
			l.at[m.Indicator] = 0
			l.Metrics = append(l.Metrics, namedFigure{m.Indicator, f.nameOf(names, m.Indicator), f.word(unitNames, m.Unit)})
		}
	}
	for _, n := range scores {
		key := nodeKey(n)
		if _, seen := l.at[key]; !seen {
			l.at[key] = 0
			name := f.Say(n.NameZH, n.NameEN)
			if key == scoreFigure { // the node has the name of the set
				name = f.nameOf(nil, key)
			}
			l.Nodes = append(l.Nodes, namedFigure{key, name, f.Say("分", "points")})
		}
	}
	for i, figure := range slices.Concat(l.Metrics, l.Nodes) {
		l.at[figure.Key] = i
	}
	return l
}

// nodeKey names a node among figures. Parks of several types have several
// roots, which are one figure.
func nodeKey(n store.Score) string {
	if n.Parent == "" {
		return scoreFigure
	}
	return nodePrefix + n.Node
}

// nameOf titles a figure; one that no set describes keeps its name.
func (f frame) nameOf(names map[string]string, key string) string {
	if key == scoreFigure {
		return f.Say("集约度得分", "Intensity score")
	}
	if name := names[key]; name != "" {
		return name
	}
	return f.word(rawNames, key)
}

// colourDigits are the significant digits of figures that only choose a colour
// and are shown in its legend.
const colourDigits = 6

// packed writes the figures of every extent in the order of the list, parted by
// spaces, for the script: a gap is empty.
func (l *figureList) packed(metrics []store.Metric, scores []store.Score) map[outline]string {
	values := map[outline][]string{}
	put := func(of outline, key string, v *float64) {
		i, known := l.at[key]
		if !known || v == nil {
			return
		}
		if values[of] == nil {
			values[of] = make([]string, len(l.at))
		}
		values[of][i] = strconv.FormatFloat(*v, 'g', colourDigits, 64)
	}
	for _, m := range metrics {
		put(outline{m.ParkCode, m.ExtentKind}, m.Indicator, m.Value)
	}
	for _, n := range scores {
		put(outline{n.ParkCode, n.ExtentKind}, nodeKey(n), n.Score)
	}
	text := make(map[outline]string, len(values))
	for of, list := range values {
		text[of] = strings.Join(list, " ")
	}
	return text
}

// rawNames are the figures that every run has, for stores of programs that kept
// no dictionary of them.
var rawNames = map[string]land.Text{
	"coverage": {ZH: "覆盖率", EN: "coverage"}, "built_ratio": {ZH: "建成比例", EN: "built ratio"},
	"plot_ratio": {ZH: "容积率", EN: "plot ratio"}, "building_density": {ZH: "建筑密度", EN: "building density"},
	"output_per_mu": {ZH: "亩均产值", EN: "output per mu"}, "tax_per_mu": {ZH: "亩均税收", EN: "tax per mu"},
}

// At returns the place of the figure among the packed ones.
func (l figureList) At(key string) int { return l.at[key] }
