package features

import "github.com/paulmach/orb"

// coordinateReader reads the nested lists of numbers that GeoJSON has for
// coordinates. After the first thing that is no list or number it is broken.
// Polygons that have been read stay as they are when more memory is needed for
// others: what they lie in is left to them.
type coordinateReader struct {
	text   []byte
	at     int
	broken bool

	// What has been read of a shape. They are used again for the next.
	points   []orb.Point
	rings    []orb.Ring
	polygons []orb.Polygon
}

// reset begins with another text.
func (r *coordinateReader) reset(text []byte) {
	*r = coordinateReader{text: text, points: r.points[:0], rings: r.rings[:0], polygons: r.polygons[:0]}
}

// next skips blanks and returns the byte there; 0 at the end.
func (r *coordinateReader) next() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
	return 0
}

// list reads a list whose items are read by item.
func (r *coordinateReader) list(item func()) {
	if r.next() != '[' {
		r.broken = true
		return
	}
	r.at++
	if r.next() == ']' {
		r.at++
		return
	}
	for !r.broken {
		item()
		switch r.next() {
		case ',':
			r.at++
		case ']':
			r.at++
			return
		default:
			r.broken = true
		}
	}
}

// onePolygon reads the coordinates of a Polygon.
func (r *coordinateReader) onePolygon() orb.MultiPolygon {
	r.polygons = append(r.polygons, r.polygon())
	return r.polygons
}

// allPolygons reads the coordinates of a MultiPolygon.
func (r *coordinateReader) allPolygons() orb.MultiPolygon {
	r.list(func() { r.polygons = append(r.polygons, r.polygon()) })
	return r.polygons
}

func (r *coordinateReader) polygon() orb.Polygon {
	start := len(r.rings)
	r.list(func() { r.rings = append(r.rings, r.ring()) })
	return r.rings[start:len(r.rings):len(r.rings)]
}

func (r *coordinateReader) ring() orb.Ring {
	start := len(r.points)
	r.list(r.point)
	return r.points[start:len(r.points):len(r.points)]
}

// point reads a position; a height may follow the two numbers.
func (r *coordinateReader) point() {
	if r.next() != '[' {
		r.broken = true
		return
	}
	r.at++
	var p orb.Point
	for n := 0; ; n++ {
		if v := r.number(); n < len(p) {
			p[n] = v
		}
		end := r.next()
		r.at++
		switch {
		case end == ',' && !r.broken:
			continue
		case end == ']' && n > 0:
			r.points = append(r.points, p)
		default:
			r.broken = true
		}
		return
	}
}

func (r *coordinateReader) number() float64 {
	r.next()
	start := r.at
	for r.at < len(r.text) {
		if c := r.text[r.at]; (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			break
		}
		r.at++
	}
	v, err := parseNumber(r.text[start:r.at])
	r.broken = r.broken || err != nil
	return v
}
