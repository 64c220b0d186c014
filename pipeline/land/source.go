package land

import "maps"

// Role says what a source file is for.
type Role string

// The roles of source files.
const (
	RoleParks      Role = "parks"
	RoleParcels    Role = "parcels"
	RoleStatistics Role = "statistics"
	RoleDeclared   Role = "declared"
)

// Source is one input file (a shapefile with its parts counts as one).
type Source struct {
	Role     Role
	Path     string // relative to the configuration file where it lies below it, with forward slashes
	Bytes    int64  // all parts together
	Hash     string // SHA-256 of the content of all parts, hexadecimal
	Records  int
	CRS      string // as found, e.g. "EPSG:4525 CGCS2000 3° GK zone 37"; "" for tables
	CRSRule  string // which rule decided: prj, config, easting
	Encoding string // of the attribute texts
	EncRule  string // which rule decided: user, cpg, language byte, utf-8, gb18030
	Scheme   string // land-use classification of a parcel source

	Given []Given // of a table of statistics or declared figures: which it has, in the order of the file
}

// Given says in which record of a table a park's figure stands.
type Given struct {
	Subject
	Figure string
	Record int // from 1
}

// Subject is what a figure of a table is about: one extent of a park, or the
// park whichever its extent where Kind is "".
type Subject struct {
	ParkCode string
	Kind     ExtentKind
}

// ParkFigures are figures that were handed in, statistics or declared: by subject and
// name (the key under `fields`).
type ParkFigures map[Subject]map[string]float64

// Of returns the figures that an extent is computed with: those given for it,
// and beside them those given for its park.
func (f ParkFigures) Of(e *Extent) map[string]float64 {
	figures := maps.Clone(f[Subject{ParkCode: e.ParkCode}])
	if figures == nil {
		figures = map[string]float64{}
	}
	maps.Copy(figures, f[Subject{e.ParkCode, e.Kind}])
	return figures
}
