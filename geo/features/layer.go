package features

import (
	"errors"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// Layer is a layer of features.
type Layer struct {
	Name    string
	EPSG    int    // of its coordinates; 0 where the file names no such code
	PRJ     string // well-known text of the system, where EPSG is 0; "" where the file states none
	Columns []Column
	Records int

	each func(yield Yield) error
}

// Column is an attribute.
type Column struct {
	Name  string
	Width int // of its longest text, in bytes
}

// Yield takes a feature: its polygons (none where it has no shape, or one of
// another kind) and a text for each column, "" where there is none. Both are
// good until it returns.
type Yield func(shape orb.MultiPolygon, values []string) error

// Each goes through the features in the order of the file. An error of yield
// ends it.
func (l *Layer) Each(yield Yield) error { return l.each(yield) }

// ErrNoLayer says that a file has no layer of polygons.
var ErrNoLayer = errors.New("no layer of polygons")

// numberWidth is the longest text that number makes.
const numberWidth = 24

// number writes a number so that it comes back as it is; ordinary ones without
// an exponent, which tables of attributes do not all understand.
func number(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-5 || a >= 1e15) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
