package indicators

import "math"

// Amount is an additive attribute of a piece, which a source may lack. The
// zero value is unknown, which is not 0.
type Amount struct {
	Value float64
	Known bool
}

// Facts are what is known of one piece. Codes are as delivered, "" where the
// source has none. Amounts are already apportioned and stand in the order of
// the measure names given to NewTally.
type Facts struct {
	LandUse, Scheme                     string // code and classification: 0601 in gbt21010-2017
	Status                              string // built, unbuilt, idle, unsupplied, unbuildable
	BuiltCode, SupplyCode, HightechCode string // detailed land-status codes A1 … H2
	AreaM2                              float64
	Amounts                             []Amount
}

// Total is one aggregate of one extent, or one of its statistics.
type Total struct {
	Value   float64 // 0 where not known
	Known   bool    // false where no piece tells
	Unit    string  // m², 万元 or 人
	Pieces  int64   // pieces in the aggregate
	Missing int64   // pieces that are or may be in it and don't tell
}

// Totals are the aggregates of one extent by name. Besides those of the set's
// aggregates a caller puts in "land_area" (the extent's area, m²) and
// "statistics.<key>", in m², 万元 and persons like all others.
type Totals map[string]Total

// LandArea is the name under which the caller adds the extent's own area, m².
const LandArea = "land_area"

// StatisticPrefix comes before the key of a per-park statistic.
const StatisticPrefix = "statistics."

// derivedPrefix comes before the name of a code that was derived for lack of
// one in the source; such a total holds the area concerned.
const derivedPrefix = "derived."

// sum is a compensated sum (Neumaier's variant of Kahan's): its error doesn't
// grow with the number of summands.
type sum struct{ total, rest float64 }

func (s *sum) add(v float64) {
	t := s.total + v
	if math.Abs(s.total) >= math.Abs(v) {
		s.rest += (s.total - t) + v
	} else {
		s.rest += (v - t) + s.total
	}
	s.total = t
}

func (s *sum) merge(o sum) {
	s.add(o.total)
	s.rest += o.rest
}

func (s *sum) value() float64 { return s.total + s.rest }

// finite says whether v can stand in a store.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
