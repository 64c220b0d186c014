package score

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// leftOutTogether is how many parcels an audit leaves out together; more of them
// would explain any figure.
const leftOutTogether = 3

// effect is what a suspect by itself changes in the figure.
type effect struct {
	row store.RegionAuditParcel
	of  *weighed
}

// effects works out what each suspect by itself changes, the greatest first;
// those that change nothing are left out.
func (q *inquiry) effects() []effect {
	var list []effect
	for i := range q.suspects {
		w := &q.suspects[i]
		is, known := q.value(q.base.exchange(w.base, w.ratios[q.at]))
		if change := is - q.computed; known && change != 0 {
			row := store.RegionAuditParcel{ParkCode: q.extents[w.extent].park, AuditParcel: w.row}
			row.Effect = &change
			list = append(list, effect{row, w})
		}
	}
	slices.SortStableFunc(list, func(a, b effect) int { return cmp.Compare(math.Abs(*b.row.Effect), math.Abs(*a.row.Effect)) })
	return list
}

// trials are what may explain the difference: groups of parcels first, then
// single ones, the nearest first, then a few that are left out together.
func (q *inquiry) trials() []trial {
	effects := q.effects()
	var groups, singles []trial
	for i := range otherCounts {
		way := &otherCounts[i]
		value, known := q.value(q.others[i])
		if !known || q.counts[i] == 0 {
			continue
		}
		t := trial{value: value, count: q.counts[i], words: way.words}
		for _, e := range effects {
			if way.takes(e.row.Reason) && len(t.parcels) < auditParcels {
				t.parcels = append(t.parcels, e.row)
			}
		}
		groups = append(groups, t)
	}
	for _, e := range effects {
		singles = append(singles, trial{value: q.computed + *e.row.Effect, count: 1, parcels: []store.RegionAuditParcel{e.row}, words: alone(&e.row)})
	}
	slices.SortStableFunc(singles, func(a, b trial) int { return cmp.Compare(q.rest(a.value), q.rest(b.value)) })
	return slices.Concat(groups, singles, q.together(effects))
}

// together leaves out parcels, the greatest effect first, each of which brings
// the figure nearer; none where one is all it takes.
func (q *inquiry) together(effects []effect) []trial {
	t := trial{value: q.computed}
	var picked []*weighed
	for _, e := range effects {
		if e.row.Reason == becauseCut || q.rest(t.value+*e.row.Effect) >= q.rest(t.value) {
			continue
		}
		value, known := q.without(append(picked, e.of))
		if !known || q.rest(value) >= q.rest(t.value) {
			continue
		}
		picked, t.value, t.parcels = append(picked, e.of), value, append(t.parcels, e.row)
		if len(picked) == leftOutTogether || q.rest(value) <= q.tolerance {
			break
		}
	}
	if t.count = len(picked); t.count < 2 {
		return nil
	}
	var names []string
	for i := range t.parcels {
		names = append(names, called(&t.parcels[i]))
	}
	t.words = land.Text{ZH: fmt.Sprintf("地块 %s 不计入", strings.Join(names, "、")), EN: fmt.Sprintf("that parcels %s are left out", strings.Join(names, ", "))}
	return []trial{t}
}

// without is the figure with all of the suspects counted otherwise.
func (q *inquiry) without(picked []*weighed) (float64, bool) {
	sums := q.base
	for i, w := range picked {
		if slices.ContainsFunc(picked[:i], func(v *weighed) bool { return v.extent == w.extent }) {
			continue // its extent has been exchanged
		}
		gains := q.set.NewTally(land.MeasureNames())
		for _, v := range picked[i:] {
			if v.extent == w.extent {
				gains.Add(&v.gains)
			}
		}
		sums = sums.exchange(w.base, q.ratiosWith(&q.extents[w.extent], gains)[q.at])
	}
	return q.value(sums)
}

// alone puts the trial of one parcel into words.
func alone(p *store.RegionAuditParcel) land.Text {
	if p.Reason == becauseCut {
		return land.Textf("地块 %s 按整宗计入", "that parcel %s counts whole", called(p))
	}
	return land.Textf("地块 %s 不计入", "that parcel %s is left out", called(p))
}

// called names a parcel, by its record where it has no number.
func called(p *store.RegionAuditParcel) string {
	if p.ParcelID != "" {
		return p.ParcelID
	}
	return fmt.Sprintf("%s #%d", p.Source, p.Record)
}
