package crs

import "slices"

// Stand is where a set of coordinates stands: its system and a longitude in the
// middle of it, which picks the zone where the system is one of degrees.
type Stand struct {
	CRS       CRS
	Lon       float64 // degrees east; used where CRS is Geographic, NaN where it is not known
	Preferred bool    // of several systems to which as many sources can be brought, its own goes before those of others
}

// Working chooses the system of metres to work in: the one to which most of the
// sources can be brought; of several such the one in which most preferred sources
// are, then most sources, then the first in the list. So where datums meet, the
// odd source is the one that differs from most, wherever it is listed, and where
// they don't, one source in another zone does not move the others out of theirs.
// The 3° zones that sources in degrees lie in come after all systems of metres.
// options are those of [NewTransform] from one datum to another; nil for none. The
// answer is false where no system of metres can be told.
func Working(sources []Stand, options func(from, to Datum) []Option) (CRS, bool) {
	var best CRS
	var most [3]int
	for _, c := range planes(sources) {
		preferred, all := native(sources, c)
		if votes := [...]int{reached(sources, c, options), preferred, all}; slices.Compare(votes[:], most[:]) > 0 {
			best, most = c, votes
		}
	}
	return best, most[0] > 0
}

// native counts the sources that are in a system, the preferred ones and all.
func native(sources []Stand, in CRS) (preferred, all int) {
	for _, s := range sources {
		if s.CRS.Same(in) {
			all++
			if s.Preferred {
				preferred++
			}
		}
	}
	return preferred, all
}

// planes lists the systems of metres of the sources without repetition, those
// of sources in degrees last.
func planes(sources []Stand) []CRS {
	var list []CRS
	add := func(c CRS) {
		for _, other := range list {
			if other.Same(c) {
				return
			}
		}
		list = append(list, c)
	}
	for _, s := range sources {
		if !s.CRS.Geographic && s.CRS.Datum.known() {
			add(s.CRS)
		}
	}
	for _, s := range sources {
		if zone, ok := ZoneOf(s.CRS.Datum, s.Lon, false); ok && s.CRS.Geographic {
			add(zone)
		}
	}
	return list
}

// reached counts the sources that can be brought to a system.
func reached(sources []Stand, to CRS, options func(from, to Datum) []Option) (n int) {
	for _, s := range sources {
		var o []Option
		if options != nil {
			o = options(s.CRS.Datum, to.Datum)
		}
		if _, err := NewTransform(s.CRS, to, o...); err == nil {
			n++
		}
	}
	return n
}
