package score

import (
	"fmt"
	"math"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// auditParcels is how many parcels an audit names for one figure: those with the
// greatest effect on it.
const auditParcels = 10

// partOfDifference is the share of a difference for which parcels have to account
// to be named: what leaves most of it is not its reason.
const partOfDifference = 0.5

// difference is a declared figure that is not the computed one.
type difference struct {
	indicator, unit               string
	declared, computed, tolerance float64
}

// rest is what is left of the difference if the figure were that value.
func (d *difference) rest(value float64) float64 { return math.Abs(d.declared - value) }

// explanation says which parcels account for a difference.
type explanation struct {
	whole       *float64 // the figure with every cut parcel whole; nil where none is cut
	parcels     []store.RegionAuditParcel
	unexplained float64 // declared less what the figure is with the parcels counted otherwise
	words       land.Text
}

// trial is one try at an explanation: the figure with some parcels counted
// otherwise.
type trial struct {
	value   float64
	parcels []store.RegionAuditParcel // the greatest effect first
	count   int                       // of all such parcels; more than are named
	words   land.Text                 // what was tried
}

// explain looks for what counties usually do otherwise: count parcels whole that
// the extents cut, leave out those that have an error on record, both, either
// with a single parcel, or leave out one or a few of any parcels. Parcels that
// don't account for the figure are not named.
func (x *explainer) explain(d difference, members []int) (explanation, error) {
	q := inquiry{explainer: x, difference: d}
	q.at, _ = slices.BinarySearch(x.wanted, d.indicator)
	for _, extent := range members {
		if err := q.add(extent); err != nil {
			return explanation{}, err
		}
	}
	trials := q.trials()
	best := trial{value: d.computed}
	for _, t := range trials {
		if d.rest(t.value) <= d.tolerance {
			best = t
			break
		}
	}
	if best.count == 0 { // nothing accounts for all of it
		enough := (1 - partOfDifference) * d.rest(d.computed)
		for _, t := range trials {
			if left := d.rest(t.value); left <= enough && left < d.rest(best.value) {
				best = t
			}
		}
	}
	e := explanation{parcels: best.parcels, unexplained: d.declared - best.value}
	e.words = best.said(&d, e.unexplained, q.unsearched)
	if whole, known := q.value(q.others[0]); known && q.counts[0] > 0 {
		e.whole = &whole
	}
	return e, nil
}

// said puts the outcome of a trial into words; unsearched is in how many extents
// not every parcel was tried.
func (t *trial) said(d *difference, unexplained float64, unsearched int) land.Text {
	rest := fmt.Sprintf("%.6g", unexplained)
	if d.unit != "" {
		rest += " " + d.unit
	}
	var more land.Text
	if t.count > len(t.parcels) {
		more = land.Textf("（共 %d 宗，列出影响最大的 %d 宗）", " (%d parcels; the %d with the greatest effect are named)", t.count, len(t.parcels))
	}
	switch {
	case t.count == 0 && unsearched > 0:
		return land.Textf("被切割或有错误的地块不能解释差值，%s 未得到解释（地块过多，%d 个范围内未逐宗试算）",
			"no parcels that are cut or have an error explain it; %s unexplained (too many parcels: in %d extents not every one was tried)", rest, unsearched)
	case t.count == 0:
		return land.Textf("没有地块能解释差值，%s 未得到解释", "no parcels explain it; %s unexplained", rest)
	case math.Abs(unexplained) > d.tolerance:
		return land.Text{
			ZH: fmt.Sprintf("%s只能解释一部分差值%s，%s 未得到解释", t.words.ZH, more.ZH, rest),
			EN: fmt.Sprintf("%s explains a part of it%s; %s unexplained", t.words.EN, more.EN, rest),
		}
	}
	return land.Text{ZH: t.words.ZH + "即可解释差值" + more.ZH, EN: t.words.EN + " explains it" + more.EN}
}

// inquiry adds up what the extents of a park or region would have.
type inquiry struct {
	*explainer
	difference
	at       int // of the indicator among the wanted
	base     sums
	others   [len(otherCounts)]sums
	counts   [len(otherCounts)]int // parcels that count otherwise
	suspects []weighed

	unsearched int // extents in which not every parcel was tried
}

// weighed is a suspect with the park that it is in.
type weighed struct {
	*suspect
	extent int
	base   indicators.Ratio // of the extent
}

// sums are numerators and denominators added up over parks.
type sums struct {
	numerator, denominator float64
	quotient               bool
}

// exchange takes a park's ratio out and another one in; one that is not known
// changes nothing.
func (s sums) exchange(out, in indicators.Ratio) sums {
	if !in.Known || in.Quotient != out.Quotient {
		return s
	}
	s.numerator += in.Numerator - out.Numerator
	if in.Quotient {
		s.denominator, s.quotient = s.denominator+in.Denominator-out.Denominator, true
	}
	return s
}

// add takes in an extent; one that lacks the figure has no part in it.
func (q *inquiry) add(extent int) error {
	r, err := q.recount(extent)
	if err != nil || !r.base[q.at].Known {
		return err
	}
	base := r.base[q.at]
	none := indicators.Ratio{Known: true, Quotient: base.Quotient}
	q.base = q.base.exchange(none, base)
	for i := range otherCounts {
		q.others[i] = q.others[i].exchange(none, base).exchange(base, r.others[i][q.at])
		for reason, n := range r.reasons {
			if otherCounts[i].takes(reason) {
				q.counts[i] += n
			}
		}
	}
	for i := range r.suspects {
		q.suspects = append(q.suspects, weighed{&r.suspects[i], extent, base})
	}
	if !q.searched[extent] {
		q.unsearched++
	}
	return nil
}

// value is the figure of the sums; false where they make none.
func (q *inquiry) value(s sums) (float64, bool) {
	v := valueOf(q.set, q.indicator, indicators.Ratio{Numerator: s.numerator, Denominator: s.denominator, Known: true, Quotient: s.quotient})
	if v == nil {
		return 0, false
	}
	return *v, true
}
