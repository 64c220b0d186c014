package crs

// Stand is where a set of coordinates stands: its system and a longitude in the
// middle of it, which picks the zone where the system is one of degrees.
type Stand struct {
	CRS CRS
	Lon float64 // degrees east; used where CRS is Geographic, NaN where it is not known
}

// Working chooses the system of metres to work in: the one to which most of the
// sources can be brought, and of several such the first in the list. So where
// no two datums meet it is the first system of metres, and where they do the
// odd source is the one that differs from most, wherever it is listed. The 3°
// zones that sources in degrees lie in come after all systems of metres. options are those of [NewTransform] from one datum to
// another; nil for none. The answer is false where no system of metres can be told.
func Working(sources []Stand, options func(from, to Datum) []Option) (CRS, bool) {
	best, most := CRS{}, 0
	for _, c := range planes(sources) {
		if n := reached(sources, c, options); n > most {
			best, most = c, n
		}
	}
	return best, most > 0
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
