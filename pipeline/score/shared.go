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
			of := slices.DeleteFunc(c.set.StatisticsBehind(m.Indicator), func(key string) bool { return !slices.Contains(shared, key) })
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

// sharedNote names the statistics in words.
func (c *city) sharedNote(keys []string) indicators.Note {
	var zh, en []string
	for _, key := range keys {
		name, _ := statisticCalled(c.set, key)
		zh, en = append(zh, name.ZH), append(en, name.EN)
	}
	return indicators.Note{
		ZH: strings.Join(zh, "、") + "：核定范围与实际管理范围取同一数值，未分别提供",
		EN: strings.Join(en, ", ") + ": one figure for the approved and the managed extent, not given for each",
	}
}

// statisticCalled returns the name and the unit of a statistic; the key is the
// name of one that the set does not know.
func statisticCalled(set *indicators.Set, key string) (name land.Text, unit string) {
	for _, known := range set.Statistics() {
		if known.Key == key {
			return land.Text{ZH: known.NameZH, EN: known.NameEN}, known.Unit
		}
	}
	return land.Text{ZH: key, EN: key}, ""
}
