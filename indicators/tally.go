package indicators

import (
	"slices"
	"strings"
)

// Tally adds up the pieces of one extent. It keeps one sum per kind of land
// and attribute, not one per aggregate: a set may have sixty aggregates, but a
// park has a few dozen kinds of land, and which aggregate takes which kind is
// decided once, in Totals. A Tally is not safe for concurrent use.
//
// The same pieces in the same order give the same totals to the last digit.
type Tally struct {
	set      *Set
	measures []string
	kinds    kinds
	buckets  []*bucket // in order of first appearance
}

// bucket holds the sums of one kind of land.
type bucket struct {
	class   classKey
	pieces  int64
	area    sum
	amounts []amountSum // by measure
}

// amountSum is the sum of a measure over the pieces that have it.
type amountSum struct {
	sum
	known int64 // pieces
}

// NewTally makes a tally whose Facts hold their Amounts in the order of the
// measure names. Measures that the set wants and the names lack are unknown.
func (s *Set) NewTally(measures []string) *Tally {
	return &Tally{set: s, measures: measures}
}

// Add takes in one piece. It allocates only for a kind of land that is new to
// the extent. f is not kept.
func (t *Tally) Add(f *Facts) {
	key := classKey{f.LandUse, f.Scheme, f.Status, f.BuiltCode, f.SupplyCode, f.HightechCode}
	b, place := t.kinds.find(&key)
	if b == nil {
		b = t.newBucket(key)
		t.kinds.put(b, place)
	}
	b.pieces++
	b.area.add(f.AreaM2)
	for i := range min(len(f.Amounts), len(b.amounts)) {
		if a := &f.Amounts[i]; a.Known {
			b.amounts[i].add(a.Value)
			b.amounts[i].known++
		}
	}
}

// newBucket copies the key's strings, which may lie in a buffer of the caller.
func (t *Tally) newBucket(k classKey) *bucket {
	for _, s := range []*string{&k.landUse, &k.scheme, &k.status, &k.built, &k.supply, &k.hightech} {
		*s = strings.Clone(*s)
	}
	b := &bucket{class: k, amounts: make([]amountSum, len(t.measures))}
	t.buckets = append(t.buckets, b)
	return b
}

// Totals returns the set's aggregates over the pieces added so far, by name,
// and as "derived.built_code" and "derived.supply_code" the land whose codes
// were derived from status and land use for lack of them in the source.
func (t *Tally) Totals() Totals {
	stands, hightech := make([]standing, len(t.buckets)), false
	for i, b := range t.buckets {
		stands[i] = stand(b.class)
		hightech = hightech || stands[i].hightech != ""
	}
	totals := make(Totals, len(t.set.aggregates)+2)
	for i := range t.set.aggregates {
		a := &t.set.aggregates[i]
		totals[a.name] = t.total(a, stands, hightech)
	}
	totals[derivedPrefix+"built_code"] = t.derived(stands, func(s *standing) bool { return s.builtIsDerived })
	totals[derivedPrefix+"supply_code"] = t.derived(stands, func(s *standing) bool { return s.supplyIsDerived })
	return totals
}

// total adds up one aggregate. It is known when a piece in it tells, or when
// there is none that could: a park without idle land has 0 idle land, a park
// whose source has no floor areas has an unknown floor area.
func (t *Tally) total(a *aggregate, stands []standing, hightech bool) Total {
	measure := slices.Index(t.measures, a.sum)
	result, s, told, anywhere := Total{Unit: a.unit.symbol}, sum{}, int64(0), a.sum == areaSum
	for i, b := range t.buckets {
		if measure >= 0 && b.amounts[measure].known > 0 {
			anywhere = true
		}
		switch a.where.takes(&stands[i], hightech) {
		case unsaid:
			result.Missing += b.pieces
		case yes:
			result.Pieces += b.pieces
			have := b.tells(measure, a.sum)
			told += have
			result.Missing += b.pieces - have
			if have > 0 {
				s.merge(b.of(measure))
			}
		}
	}
	result.Known = told > 0 || result.Missing == 0 && anywhere
	return result.with(s)
}

// with fills in the value; what is not known or out of range has none.
func (t Total) with(s sum) Total {
	if v := s.value(); t.Known && finite(v) {
		t.Value = v
		return t
	}
	t.Known = false
	return t
}

// tells returns how many pieces of the bucket have the attribute.
func (b *bucket) tells(measure int, name string) int64 {
	switch {
	case name == areaSum:
		return b.pieces
	case measure < 0:
		return 0
	}
	return b.amounts[measure].known
}

func (b *bucket) of(measure int) sum {
	if measure < 0 {
		return b.area
	}
	return b.amounts[measure].sum
}

func (t *Tally) derived(stands []standing, is func(*standing) bool) Total {
	result, s := Total{Known: true, Unit: "m²"}, sum{}
	for i, b := range t.buckets {
		if is(&stands[i]) {
			result.Pieces += b.pieces
			s.merge(b.area)
		}
	}
	return result.with(s)
}
