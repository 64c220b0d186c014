package features

import "github.com/paulmach/orb"

// What tests hold against other readers.
var (
	ParseBlob   = parseBlob
	ParseNumber = parseNumber
)

// IsValue reports whether a text is one value of JSON, with blanks around it.
func IsValue(text []byte) bool {
	text = append(text[:len(text):len(text)], '\n') // numbers end there
	end, err := skipValue(text, 0, 0)
	return err == nil && skipBlanks(text, end) == len(text)
}

// ParseCoordinates reads the coordinates of a MultiPolygon; nil where they are
// none.
func ParseCoordinates(text []byte) orb.MultiPolygon {
	var r coordinateReader
	r.reset(text)
	mp := r.allPolygons()
	if r.broken {
		return nil
	}
	return mp
}
