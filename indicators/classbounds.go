package indicators

import (
	"math"
	"strings"
)

// What the keys of the values behind a class begin with.
const (
	classWeightKey = "class_weight/"
	benchmarkKey   = "benchmark/"
)

func (s *Set) classBounds(yield func(bound) bool) bool {
	c := s.classing
	if c == nil {
		return true
	}
	relation, unit := atLeast, "分"
	if c.byPlace {
		relation, unit = atMost, "%"
	}
	for i := range c.standing {
		b := &c.standing[i]
		t := Threshold{"class/" + b.name, c.title.ZH + b.name, c.title.EN + ", class " + b.name, string(relation), b.border, unit, b.source}
		if !yield(bound{t, &b.border, &b.source, upTo(fullScore)}) {
			return false
		}
	}
	for i := range c.items {
		if !c.items[i].bounds(yield) {
			return false
		}
	}
	t := Threshold{"class_cap", "单项最高计入倍数", "how many times its benchmark a figure may count", "=", c.cap, "", c.capSource}
	return yield(bound{t, &c.cap, &c.capSource, checkCap})
}

// bounds are the weight and, where it is not the mean, the benchmark.
func (it *classItem) bounds(yield func(bound) bool) bool {
	name, title := it.indicator.name, it.indicator.title
	t := Threshold{classWeightKey + name, "分类权重：" + title.ZH, "weight in the classes: " + title.EN, "=", it.weight, "", it.weightSource}
	if !yield(bound{t, &it.weight, &it.weightSource, checkClassWeight}) {
		return false
	}
	if it.benchmark == nil {
		return true
	}
	t = Threshold{benchmarkKey + name, "基准值：" + title.ZH, "benchmark: " + title.EN, "=", *it.benchmark, it.indicator.unit.symbol, it.benchmarkSource}
	return yield(bound{t, it.benchmark, &it.benchmarkSource, it.checkBenchmark})
}

// itemOf finds the item whose benchmark the key means.
func (c *classification) itemOf(key string) *classItem {
	for i := range c.items {
		if it := &c.items[i]; key == benchmarkKey+it.indicator.name {
			return it
		}
	}
	return nil
}

// checkBenchmark makes sure that a figure can be held against it.
func (it *classItem) checkBenchmark(value float64) error {
	if err := positive(value); err != nil {
		return err
	}
	return it.indicator.checkReach(value)
}

func checkClassWeight(v float64) error {
	if !(v > 0 && v <= 1) {
		return Errorf("权重须大于 0 且不超过 1", "a weight above 0 and up to 1 is needed")
	}
	return nil
}

func checkCap(v float64) error {
	if !(v >= 1) || !finite(v) {
		return Errorf("须为 1 或以上的数", "a value of 1 or more is needed")
	}
	return nil
}

// checkWeights holds the weights of the items to a sum of 1.
func (c *classification) checkWeights() error {
	total := 0.0
	for i := range c.items {
		total += c.items[i].weight
	}
	if math.Abs(total-1) > weightTolerance {
		return Errorf("分类各项权重之和为 %.10g，应为 1", "the weights of the classification add up to %.10g, not 1", total)
	}
	return nil
}

// checkClassWeights refuses weights of the user that don't fit the others. The
// error concerns the first that was given.
func (s *Set) checkClassWeights(values map[string]float64) error {
	if s.classing == nil {
		return nil
	}
	err := s.classing.checkWeights()
	if err == nil {
		return nil
	}
	for _, key := range sortedKeys(values) {
		if strings.HasPrefix(key, classWeightKey) {
			return &ValueError{"thresholds", key, err}
		}
	}
	return &ValueError{"thresholds", "", err}
}
