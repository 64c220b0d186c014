package indicators

import (
	"cmp"
	"slices"
	"strconv"
)

// classification sorts parks into classes A to D by what they yield for their
// land (亩均论英雄).
type classification struct {
	title     Note
	items     []classItem
	cap       float64    // how many times its benchmark a figure may count
	capSource string     // "" marks a demonstration value, as every source here
	standing  []standard // best first
	byPlace   bool       // borders are shares of the parks, not points
	lower     bool       // equal points share the lower class
	lacking   string     // the class of parks without figures; "" for none
}

type classItem struct {
	indicator       *indicator
	weight          float64
	weightSource    string
	benchmark       *float64 // nil: the mean of all that are classified together
	benchmarkSource string   // of the mean too: that it is held against this is a choice
}

// standard is the border of a class.
type standard struct {
	name   string
	border float64 // percent of the parks from the best, or points
	source string
}

// Rating is the class of one park and how it came about.
type Rating struct {
	Name          string   // A, B, C, D; "" where not classified
	Points        *float64 // 100 where every figure is at its benchmark
	Place, Of     int      // among those classified together, from 1; 0 without points
	Items         []RatingItem
	Demonstration bool // a weight, a benchmark, a border or the cap is confirmed by no source
	Note          Note
}

// RatingItem is what one indicator adds to the points.
type RatingItem struct {
	Indicator        string
	Value, Benchmark *float64 // in the indicator's unit
	Weight           float64  // as the set says
	Points           *float64 // weight × value / benchmark × 100, capped; nil where there is no value
}

// Classify sorts parks that are judged together; each entry holds a park's
// metrics, and the classes come in the same order. Figures count up to the
// set's cap, what is missing is left out and its weight spread over the rest.
// Equal points get the same class. A set without a classification gives nil.
func (s *Set) Classify(parks [][]Metric) []Rating {
	if s.classing == nil {
		return nil
	}
	return s.classing.classify(parks, Note{"个园区", "parks"})
}

// classify sorts what is judged together; of says what these are, in the
// plural.
func (c *classification) classify(parks [][]Metric, of Note) []Rating {
	ratings, points := make([]Rating, len(parks)), make([]*float64, len(parks))
	for i := range c.items {
		c.rate(i, parks, ratings)
	}
	for i := range ratings {
		points[i] = c.points(&ratings[i])
	}
	ranks, placed := Rank(points), 0
	shared := map[int]int{}
	for _, r := range ranks {
		if r > 0 {
			placed++
			shared[r]++
		}
	}
	for i := range ratings {
		ratings[i].Demonstration = c.demonstration()
		ratings[i].Place, ratings[i].Of = ranks[i], placed
		c.sort(&ratings[i], shared[ranks[i]], of)
	}
	return ratings
}

// rate gives every park its points of one item.
func (c *classification) rate(item int, parks [][]Metric, ratings []Rating) {
	it := &c.items[item]
	figures := make([]*Metric, len(parks))
	var numerator, denominator sum
	for i := range parks {
		figures[i] = findMetric(parks[i], it.indicator.name)
		if m := figures[i]; m != nil && m.Value != nil && m.Denominator != nil {
			numerator.add(*m.Numerator)
			denominator.add(*m.Denominator)
		}
	}
	benchmark := it.benchmark
	if mean := numerator.value() / denominator.value(); benchmark == nil && finite(mean) && mean > 0 {
		benchmark = &mean
	}
	for i := range ratings {
		entry := RatingItem{Indicator: it.indicator.name, Benchmark: benchmark, Weight: it.weight}
		if m := figures[i]; m != nil && m.Value != nil {
			entry.Value = m.Value
			if benchmark != nil {
				p := it.weight * fullScore * min(max(*m.Value / *benchmark, 0), c.cap)
				entry.Points = &p
			}
		}
		ratings[i].Items = append(ratings[i].Items, entry)
	}
}

func findMetric(metrics []Metric, name string) *Metric {
	for i := range metrics {
		if metrics[i].Indicator == name {
			return &metrics[i]
		}
	}
	return nil
}

// points adds up the items that have a value.
func (c *classification) points(r *Rating) *float64 {
	var total sum
	weight := 0.0
	for _, it := range r.Items {
		if it.Points != nil {
			total.add(*it.Points)
			weight += it.Weight
		}
	}
	if weight == 0 {
		return nil
	}
	p := total.value() / weight
	r.Points = &p
	return r.Points
}

// sort finds the class; shared is how many have the same place, of what they
// are.
func (c *classification) sort(r *Rating, shared int, of Note) {
	if r.Points == nil {
		r.Name, r.Note = c.lacking, c.whyWithoutPoints(r)
		return
	}
	measure := *r.Points
	if c.byPlace { // the share of those before the park: the first is of the best class however few there are
		place := r.Place
		if c.lower {
			place += shared - 1
		}
		measure = 100 * float64(place-1) / float64(r.Of)
	}
	for _, s := range c.standing {
		if c.byPlace && measure < s.border || !c.byPlace && measure >= s.border-rankStep {
			r.Name = s.name
			break
		}
	}
	if shared > 1 {
		n := strconv.Itoa(shared)
		r.Note = Note{n + " " + of.ZH + "得分相同，归入同一类", n + " " + of.EN + " have the same points and share the class"}
	}
}

// whyWithoutPoints tells figures that are missing from figures that there is
// nothing to hold against: a mean that is not above 0.
func (c *classification) whyWithoutPoints(r *Rating) Note {
	for i, it := range r.Items {
		if it.Value != nil {
			title := c.items[i].indicator.title
			return Note{title.ZH + "的均值不大于 0，无从比较，未参加分类",
				"not classified: the mean of " + title.EN + " is not above 0, so that no figure can be held against it"}
		}
	}
	return Note{"各项指标均不可计算，未参加分类", "not classified: none of the figures can be computed"}
}

// demonstration says whether a weight, a benchmark, a border or the cap has no
// source.
func (c *classification) demonstration() bool {
	if c.capSource == "" || slices.ContainsFunc(c.items, func(it classItem) bool { return it.weightSource == "" || it.benchmarkSource == "" }) {
		return true
	}
	return slices.ContainsFunc(c.standing, func(s standard) bool { return s.source == "" })
}

func (l *loader) loadClassification() error {
	line := l.file.Classification
	if line == nil {
		return nil
	}
	at := Path{"classification"}
	c := &classification{title: titled(line.ZH, line.EN, "classification"), cap: 1, capSource: line.CapSource, lower: line.Ties == "lower", lacking: line.Lacking}
	if line.Cap != nil {
		c.cap = *line.Cap
	}
	switch {
	case checkCap(c.cap) != nil:
		return l.file.doc.Errorf(append(at, "cap"), "cap 须为 1 或以上", "cap is 1 or more")
	case line.Ties != "" && line.Ties != "higher" && line.Ties != "lower":
		return l.file.doc.Errorf(append(at, "ties"), "ties 只能是 higher 或 lower", "ties is higher or lower")
	case len(line.Items) == 0 || len(line.Classes) == 0:
		return l.file.doc.Errorf(at, "分类须有 items 和 classes", "a classification needs items and classes")
	}
	if err := l.loadClassItems(c, line.Items); err != nil {
		return err
	}
	if err := l.loadStandings(c, line.Classes); err != nil {
		return err
	}
	l.set.classing = c
	return nil
}

func (l *loader) loadClassItems(c *classification, lines []classItemLine) error {
	for i, line := range lines {
		path := Path{"classification", "items", i}
		it := classItem{indicator: l.set.findIndicator(line.Indicator), weightSource: line.WeightSource, benchmark: line.Benchmark, benchmarkSource: line.BenchmarkSource}
		switch {
		case it.indicator == nil:
			return l.file.doc.Errorf(append(path, "indicator"), "没有指标 %s%s", "unknown indicator %s%s", line.Indicator, Suggestion(line.Indicator, l.set.IndicatorNames()))
		case it.indicator.lower:
			return l.file.doc.Errorf(append(path, "indicator"), "%s 是逆向指标，不能与基准值相比", "%s is better when it is lower: it can't be held against a benchmark", line.Indicator)
		case line.Benchmark == nil && it.indicator.denominator == nil:
			return l.file.doc.Errorf(path, "%s 不是比值，没有均值：请给出 benchmark", "%s is no ratio, so that it has no mean: give a benchmark", line.Indicator)
		case slices.ContainsFunc(c.items, func(o classItem) bool { return o.indicator == it.indicator }):
			return l.file.doc.Errorf(append(path, "indicator"), "%s 出现两次", "%s stands twice", line.Indicator)
		case line.Weight == nil || checkClassWeight(*line.Weight) != nil:
			return l.file.doc.Errorf(path, "%s 须有大于 0 且不超过 1 的权重", "%s needs a weight above 0 and up to 1", line.Indicator)
		}
		if line.Benchmark != nil {
			if err := it.checkBenchmark(*line.Benchmark); err != nil {
				return l.file.doc.Errorf(append(path, "benchmark"), "%s 的基准值：%s", "the benchmark of %s: %s", line.Indicator, err)
			}
		}
		it.weight = *line.Weight
		c.items = append(c.items, it)
	}
	if err := c.checkWeights(); err != nil {
		return l.file.doc.At(Path{"classification", "items"}, err)
	}
	return nil
}

// loadStandings reads the borders: all of them shares of the parks, rising, or
// all of them points, falling.
func (l *loader) loadStandings(c *classification, lines []standingLine) error {
	c.byPlace = lines[0].Top != nil
	for i, line := range lines {
		path := Path{"classification", "classes", i}
		border := line.From
		if c.byPlace {
			border = line.Top
		}
		switch {
		case line.Name == "" || slices.ContainsFunc(c.standing, func(o standard) bool { return o.name == line.Name }):
			return l.file.doc.Errorf(append(path, "name"), "每一类须有自己的名称", "a class needs a name of its own")
		case border == nil || (line.Top != nil) == (line.From != nil):
			return l.file.doc.Errorf(path, "%s 类的界限须与其他各类同一形式：top（园区的百分比）或 from（得分）", "the class %s needs a border of the same kind as the others: top (percent of the parks) or from (points)", line.Name)
		case !(*border >= 0 && finite(*border)) || c.byPlace && *border > 100:
			return l.file.doc.Errorf(path, "%s 的界限超出范围", "the border of %s is out of range", line.Name)
		}
		if i > 0 {
			if !c.follows(c.standing[i-1].border, *border) {
				return l.file.doc.Errorf(path, "各类须由优到劣排列：%s 的顺序不对", "the classes stand from the best to the worst: %s does not follow", line.Name)
			}
		}
		c.standing = append(c.standing, standard{line.Name, *border, line.Source})
	}
	worst := &c.standing[len(c.standing)-1]
	if c.lacking != "" && !slices.ContainsFunc(c.standing, func(o standard) bool { return o.name == c.lacking }) {
		return l.file.doc.Errorf(Path{"classification", "lacking"}, "没有 %s 类", "there is no class %s", c.lacking)
	}
	if worst.border != c.lastBorder() {
		return l.file.doc.Errorf(Path{"classification", "classes"}, "最后一类 %s 须包括其余全部：top: 100 或 from: 0", "the last class, %s, has to take all that is left: top: 100 or from: 0", worst.name)
	}
	worst.source = cmp.Or(worst.source, ByDefinition)
	return nil
}

// follows says whether a class with the border next may stand after one with
// the border before.
func (c *classification) follows(before, next float64) bool {
	if c.byPlace {
		return next > before
	}
	return next < before
}

// lastBorder is the border of the last class, which takes all that is left.
func (c *classification) lastBorder() float64 {
	if c.byPlace {
		return wholeShare
	}
	return 0
}
