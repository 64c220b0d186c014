package crs

import "fmt"

// A Reason names one way in which a description of a system is of no use.
type Reason string

// The reasons.
const (
	NoSystem      Reason = "no system"      // neither a code nor the text of a .prj
	Malformed     Reason = "malformed"      // a text that breaks off or is garbled
	UnknownCode   Reason = "unknown code"   // an EPSG code that is not known here
	NoDatum       Reason = "no datum"       // an engineering or local system
	OtherDatum    Reason = "other datum"    // none of those in use in China
	OtherUnit     Reason = "other unit"     // not metres, degrees, Greenwich
	NoTransverse  Reason = "no transverse"  // another projection than Gauss-Krüger
	OddParameter  Reason = "odd parameter"  // one that is missing or out of any range
	ZoneContested Reason = "zone contested" // false easting and central meridian are of different zones
)

// Refusal is the error of Parse and ParsePRJ: why a system is not understood.
type Refusal struct {
	Reason Reason
	Found  string // what stands there, in words of no language; may be ""

	text string
}

// Error is the sentence.
func (r *Refusal) Error() string { return r.text }

// refused makes a Refusal whose sentence is formatted.
func refused(why Reason, found, format string, args ...any) error {
	return &Refusal{Reason: why, Found: found, text: fmt.Sprintf(format, args...)}
}
