package shapefile

import (
	"fmt"
	"strconv"
)

// A DamageKind names one way in which a file as a whole can be wrong.
type DamageKind string

// The kinds of damage. Which of them are fatal stands in [Damage.Fatal].
const (
	// CutOff: the .shp holds less than its header, its .shx or its own last record promises.
	CutOff DamageKind = "shp cut off"
	// Garbled: the records of the .shp cannot all be reached, neither by walking nor through the .shx.
	Garbled DamageKind = "shp garbled"
	// HeaderLength: the header of the .shp states a wrong length, though every record is whole.
	HeaderLength DamageKind = "shp header length"
	// StrayBytes: bytes in the .shp that belong to no record.
	StrayBytes DamageKind = "shp stray bytes"
	// NotPolygons: the file is one of points, lines or other shapes that have no area.
	NotPolygons DamageKind = "not polygons"
	// IndexMissing: no .shx; the .shp was walked.
	IndexMissing DamageKind = "shx missing"
	// IndexWrong: the .shx disagrees with the .shp; the .shp was walked.
	IndexWrong DamageKind = "shx wrong"
	// TableMissing: no .dbf. Fatal to a caller who needs attributes; one who needs shapes only may go on.
	TableMissing DamageKind = "dbf missing"
	// TableUnreadable: the header of the .dbf makes no sense; the file is treated as one without attributes.
	TableUnreadable DamageKind = "dbf unreadable"
	// TableCutOff: the .dbf holds fewer rows than its header promises.
	TableCutOff DamageKind = "dbf cut off"
	// TableLayout: the fields of the .dbf do not fill or exceed its rows; fields beyond the row were left out.
	TableLayout DamageKind = "dbf layout"
	// RowsMissing: fewer rows than shapes; the last shapes have no attributes.
	RowsMissing DamageKind = "dbf rows missing"
	// RowsExtra: more rows than shapes; the last rows have no shape.
	RowsExtra DamageKind = "dbf rows extra"
	// EncodingDoubt: the encoding that a .cpg or language byte names does not
	// fit the texts, or no encoding fits all of them.
	EncodingDoubt DamageKind = "encoding"
)

// Damage is something wrong with a file as a whole.
type Damage struct {
	Kind DamageKind
	// Fatal: the file cannot be trusted as a whole. What is readable can still be scanned.
	Fatal bool
	// Found and Expected say what was met and what should have been there in
	// words of no language: parts by their endings, lengths in bytes ("508 B"),
	// counts of records as bare numbers, encodings and types of shape by name.
	// Either may be "".
	Found, Expected string
	// Text says the same in English, in a sentence.
	Text string
}

// sides are what was found and what was expected, as Damage has them.
type sides struct{ found, expected string }

// inBytes compares the length of a part with what it should be.
func inBytes(part string, found, expected int64) sides {
	return sides{fmt.Sprintf("%s %d B", part, found), fmt.Sprintf("%d B", expected)}
}

// inRecords compares the number of records of a part with what it should be.
func inRecords(part string, found, expected int) sides {
	return sides{fmt.Sprintf("%s %d", part, found), strconv.Itoa(expected)}
}

// goodRecords tells how many of the entries of a .shx are right: all should be.
func goodRecords(good, all int) sides {
	return sides{fmt.Sprintf(".shx %d/%d", good, all), fmt.Sprintf("%d/%d", all, all)}
}

// damaged makes damage whose text is formatted.
func damaged(kind DamageKind, fatal bool, s sides, format string, args ...any) Damage {
	return Damage{Kind: kind, Fatal: fatal, Found: s.found, Expected: s.expected, Text: fmt.Sprintf(format, args...)}
}

// String is the text, for messages.
func (d Damage) String() string { return d.Text }
