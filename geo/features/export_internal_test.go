package features

import "github.com/paulmach/orb"

// ParseBlob is parseBlob, for tests.
var ParseBlob = parseBlob

// ParseCoordinates reads the coordinates of a MultiPolygon; nil where they are
// none.
func ParseCoordinates(text []byte) orb.MultiPolygon {
	r := coordinateReader{text: text}
	var mp orb.MultiPolygon
	r.list(func() { mp = append(mp, r.polygon()) })
	if r.broken {
		return nil
	}
	return mp
}
