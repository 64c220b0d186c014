package features

import "github.com/paulmach/orb"

// feature is a feature as it is in the file: texts that are valid JSON.
type feature struct{ geometry, properties []byte }

// parse reads a feature at a place, as skipValue does.
func (f *feature) parse(b []byte, at int) (int, error) {
	*f = feature{}
	switch {
	case b[at] == 'n':
		return skipWord(b, at, "null") // counts, and has nothing
	case b[at] != '{':
		return at, errMalformed
	}
	return skipMembers(b, at, 2, func(name, value []byte) {
		switch {
		case nameIs(name, "geometry"):
			f.geometry = value
		case nameIs(name, "properties"):
			f.properties = value
		}
	})
}

// eachProperty shows the attributes in the order of the file: names and values
// as they are written.
func (f *feature) eachProperty(each func(name, value []byte)) {
	if len(f.properties) > 0 && f.properties[0] == '{' { // null, or no object: no attributes
		_, _ = skipMembers(f.properties, 0, 0, each) // parse has been through it
	}
}

// shape is the polygons of the feature; none where it has others, or can't be
// read. It is good until r reads the next.
func (f *feature) shape(r *coordinateReader) orb.MultiPolygon {
	if len(f.geometry) == 0 || f.geometry[0] != '{' {
		return nil
	}
	var kind, coordinates []byte
	_, _ = skipMembers(f.geometry, 0, 0, func(name, value []byte) { // parse has been through it
		switch {
		case nameIs(name, "type"):
			kind = value
		case nameIs(name, "coordinates"):
			coordinates = value
		}
	})
	if len(kind) == 0 || kind[0] != '"' {
		return nil
	}
	r.reset(coordinates)
	var mp orb.MultiPolygon
	switch string(appendString(nil, kind)) {
	case "Polygon":
		mp = r.onePolygon()
	case "MultiPolygon":
		mp = r.allPolygons()
	}
	if r.broken {
		return nil
	}
	return mp
}
