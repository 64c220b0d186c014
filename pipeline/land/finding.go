package land

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// Severity says what a finding means for the figures (DESIGN §9).
type Severity string

// The severities.
const (
	Error   Severity = "error"   // a figure may be wrong until somebody acts
	Warning Severity = "warning" // odd, but the figure stands
	Note    Severity = "note"    // worth knowing
)

// Finding (问题) is a data problem on record. Found and Expected are short and
// mostly the same in every language: values, numbers with units, names.
type Finding struct {
	Code     Code
	Source   string // path of the file as in Source.Path; "" where the finding is not about a file
	Record   int    // from 1; 0 where the finding is about the file as a whole
	Field    string // field of the file, as named there
	ParcelID string
	ParkCode string
	AreaM2   Quantity // the land concerned, or the change of area by a repair, m²
	Found    string
	Expected string
	Words    Text // what was found, where that takes a sentence; empty as a rule

	Shape orb.MultiPolygon // where it is, in the working CRS; nil where that is not known or nobody asked

	Count   int64 // how many findings this one stands for; 0 and 1 mean one
	Records []int // the first records of a rolled-up finding
}

// Severity returns the severity that the code has.
func (f Finding) Severity() Severity { return catalogue[f.Code].severity }

// Times returns how many data problems the finding stands for.
func (f Finding) Times() int64 { return max(f.Count, 1) }

// Message says in one line what was found, what was expected and what to do.
func (f Finding) Message(l Lang) string {
	entry := catalogue[f.Code]
	return entry.title.In(l) + f.detail(l) + Text{"。", ". "}.In(l) + entry.remedy.In(l)
}

// Detail says what was found at this one place, without what is the same for
// every finding of its code: field, value, what was expected, how often.
func (f Finding) Detail(l Lang) string {
	return strings.TrimLeft(f.detail(l), "：；: ;")
}

func (f Finding) detail(l Lang) string {
	var b strings.Builder
	if f.Field != "" {
		fmt.Fprintf(&b, Text{"（字段 %s）", " (field %s)"}.In(l), f.Field)
	}
	if f.Found != "" {
		b.WriteString(Text{"：", ": "}.In(l) + f.Found)
	}
	if f.Words.ZH != "" {
		b.WriteString(Text{"：", ": "}.In(l) + f.Words.In(l))
	}
	if f.Expected != "" {
		b.WriteString(Text{"；应为 ", "; expected "}.In(l) + f.Expected)
	}
	if f.Times() > 1 {
		fmt.Fprintf(&b, Text{"；共 %d 处", "; %d times in all"}.In(l), f.Times())
	}
	return b.String()
}

// Place says where the finding is, for a list: file, record, parcel, park.
func (f Finding) Place(l Lang) string {
	var parts []string
	if f.Source != "" {
		parts = append(parts, f.Source)
	}
	if f.Record > 0 {
		parts = append(parts, fmt.Sprintf(Text{"记录 %d", "record %d"}.In(l), f.Record))
	}
	if f.ParcelID != "" {
		parts = append(parts, fmt.Sprintf(Text{"地块 %s", "parcel %s"}.In(l), f.ParcelID))
	}
	if f.ParkCode != "" {
		parts = append(parts, fmt.Sprintf(Text{"园区 %s", "park %s"}.In(l), f.ParkCode))
	}
	return strings.Join(parts, " ")
}
