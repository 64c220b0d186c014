package shapefile

import "fmt"

// A Flaw names one way in which a record can make no sense.
type Flaw string

// The flaws.
const (
	ContentShort Flaw = "content short" // fewer bytes than what the record states to hold
	OtherShape   Flaw = "other shape"   // a shape that is no polygon, in a layer of polygons
	PartsAstray  Flaw = "parts astray"  // the rings do not cover the points in order
	IndexAstray  Flaw = "index astray"  // the .shx leads out of the .shp
	IndexDiffers Flaw = "index differs" // the .shx states another length than the record
)

// RecordError is what is wrong with the shape of a record.
type RecordError struct {
	Flaw            Flaw
	Found, Expected string // in words of no language, as Damage has them; either may be ""
	Text            string // the same in English, in a sentence
}

// Error is the sentence.
func (e *RecordError) Error() string { return e.Text }

// flawed makes a RecordError whose text is formatted.
func flawed(f Flaw, s sides, format string, args ...any) error {
	return &RecordError{Flaw: f, Found: s.found, Expected: s.expected, Text: fmt.Sprintf(format, args...)}
}

// counted compares two numbers of a unit, which may be "".
func counted(found, expected int64, unit string) sides {
	return sides{fmt.Sprintf("%d%s", found, unit), fmt.Sprintf("%d%s", expected, unit)}
}
