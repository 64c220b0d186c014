package score

import (
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// noteShared says beside every figure of a park with two extents which of its
// statistics stand at the same value for the other extent too: over two areas one
// figure can't be true of both.
func (c *city) noteShared() {
	rests := c.statisticsBehind()
	for i := range c.extents {
		e := &c.extents[i]
		other, has := c.at[outline{e.park, otherKind(e.kind)}]
		if !has {
			continue
		}
		shared := sharedStatistics(e.totals, c.extents[other].totals)
		if len(shared) == 0 {
			continue
		}
		for j := range e.metrics {
			m := &e.metrics[j]
			of := slices.DeleteFunc(slices.Clone(rests[m.Indicator]), func(key string) bool { return !slices.Contains(shared, key) })
			if m.Value != nil && len(of) > 0 {
				m.Note = m.Note.And(c.sharedNote(of))
			}
		}
	}
}

// otherKind is the extent that statistics may be shared with; "" for those of
// growth-direction areas, which have no statistics.
func otherKind(kind string) string {
	switch kind {
	case string(land.Approved):
		return string(land.Managed)
	case string(land.Managed):
		return string(land.Approved)
	}
	return ""
}

// sharedStatistics lists the statistics that both have, at the same value.
func sharedStatistics(a, b indicators.Totals) []string {
	var keys []string
	for name, t := range a {
		key, given := strings.CutPrefix(name, indicators.StatisticPrefix)
		if same, has := b[name]; given && has && t.Known && same.Known && t.Value == same.Value {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// statisticsBehind lists by indicator the statistics that its formula names, and
// those of the indicators that it names.
func (c *city) statisticsBehind() map[string][]string {
	behind := map[string][]string{}
	for _, d := range c.set.Definitions() { // each after those that it needs
		formula, err := indicators.Compile(d.Formula)
		if err != nil {
			continue
		}
		var keys []string
		for _, name := range formula.Names() {
			if other, is := strings.CutPrefix(name, "indicator."); is {
				keys = append(keys, behind[other]...)
			} else if key, given := strings.CutPrefix(name, indicators.StatisticPrefix); given {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		behind[d.Name] = slices.Compact(keys)
	}
	return behind
}

// sharedNote names the statistics in words.
func (c *city) sharedNote(keys []string) indicators.Note {
	var zh, en []string
	for _, key := range keys {
		name := land.Text{ZH: key, EN: key}
		for _, known := range c.set.Statistics() {
			if known.Key == key {
				name = land.Text{ZH: known.NameZH, EN: known.NameEN}
			}
		}
		zh, en = append(zh, name.ZH), append(en, name.EN)
	}
	return indicators.Note{
		ZH: strings.Join(zh, "、") + "：核定范围与实际管理范围取同一数值，未分别提供",
		EN: strings.Join(en, ", ") + ": one figure for the approved and the managed extent, not given for each",
	}
}
