package land

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

	Given []Given // of a table of declared figures: which it has, in the order of the file
}

// Given says in which record of a table a park's figure stands.
type Given struct {
	ParkCode, Figure string
	Record           int // from 1
}

// Statistics are per-park figures from statistics tables: park code → name of
// the figure (the key under `fields`) → value.
type Statistics map[string]map[string]float64

// Declared are figures that a county handed in: park code → indicator → value.
type Declared map[string]map[string]float64
