package shapefile

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
	// Text says in English what was found and what was expected.
	Text string
}

// String is the text, for messages.
func (d Damage) String() string { return d.Text }
