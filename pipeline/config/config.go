// Package config reads the configuration file of a run: types, defaults, and
// errors with line and column. It opens no data file; what a field of a source
// is called is checked by ingest, which has the source in hand.
//
// Start with Load and Config.
package config

import "jiyue/pipeline/land"

// Config is a configuration file, checked and with its defaults filled in.
type Config struct {
	Path string // of the file, as given
	Dir  string // the folder that relative paths start from
	Hash string // SHA-256 of the file and of the set and performance files that it names, hexadecimal

	Project     Project
	Parks       []ParkSource
	Parcels     []ParcelSource
	Statistics  []TableSource
	Declared    []TableSource
	Status      map[string]land.Status // value in the file → our word
	CRS         string                 // working CRS, e.g. EPSG:4525; "" for the extents' own
	DatumShifts []DatumShift           // the user's own parameters between datums; none where empty
	Area        land.AreaKind
	Checks      Checks
	Indicators  Indicators
	Performance string // path of the self-evaluation table; "" where none
	Report      Report
	Output      string // folder, absolute or relative to the working folder
	KeepRuns    int    // runs that the store keeps, the newest of them; 0 for all

	// KeepGoing is no key of the file: a check sets it. A source that can't be
	// used is then a finding, and damaged ones are read as far as they go.
	KeepGoing bool

	places         map[string]place // where keys stand in the file, for At
	withoutSources bool             // LoadRules: the files of the sources are not looked for
}

// At says where a key stands in the file, as file:line:column; the file alone
// for a key that it doesn't have. Keys are written as
// "parcels[0].fields.output", the first entry of a list being 0.
func (c *Config) At(key string) string { return c.places[key].in(c.Path) }

// Project says what is evaluated.
type Project struct {
	Name     string
	BaseDate string // 评价时点, YYYY-MM-DD
}

// OnDamage says what to do with a source that can't be trusted as a whole.
type OnDamage string

// The two answers of DESIGN §9.
const (
	FailOnDamage OnDamage = ""              // the run fails, last night's store stays
	KeepReadable OnDamage = "keep_readable" // publish what is readable, with error findings
)

// File is what every source has.
type File struct {
	Path     string   // as written: may be a glob
	Paths    []string // the files that it names, absolute or relative to the working folder, sorted
	Missing  []string // .shp files that a glob in Path would name, were there more of them than a .dbf or .shx
	CRS      string   // the source's own CRS where its .prj is missing
	Encoding string   // the user's word for the encoding of texts
	OnDamage OnDamage
	Layer    string // of a GeoPackage or an archive with several; in an archive it may be a glob
	Line     int    // of the source's entry in the configuration file, from 1
}

// ParkSource is a roster with extents, or one of the two alone.
type ParkSource struct {
	File
	Extent  land.ExtentKind
	Park    string // code of the one park that the whole source is about; "" where Fields.Code tells
	Sheet   string // of an .xlsx; "" for the first
	Angles  AngleForm
	Fields  ParkFields
	Corners CornerFields    // of a table of corner points
	Units   map[string]Unit // field key → unit in the file
}

// ParkFields names the fields of a park source; all but Code may be empty, and
// Code where the source has a Park.
type ParkFields struct {
	Code, Name, Level, Scope, Type, ApprovedArea, County string

	ZonePart string // 评价范围: 主区 or 发展方向区, record by record; of shapefiles only
}

// ParcelSource is a cadastre.
type ParcelSource struct {
	File
	CodeScheme string // classification of land_use
	Fields     ParcelFields
	Units      map[string]Unit
}

// ParcelFields names the fields of a parcel source; all but ID may be empty.
type ParcelFields struct {
	ID, LandUse, Status, BuiltCode, SupplyCode, HightechCode string
	DeclaredArea, Enterprise, BuiltYear                      string
	Measures                                                 [land.MeasureCount]string // by land.Measure
}

// TableSource is a table of per-park figures: statistics or declared.
type TableSource struct {
	File
	Sheet  string          // of an .xlsx; "" for the first
	Extent land.ExtentKind // which extent of a park the figures are about: Approved or Managed; "" for the park, whichever its extent
	Code   string          // field of the park code
	Name   string          // field of the park name, used where the code is missing
	Fields []TableField
	Units  map[string]Unit
}

// TableField is one figure of a table: Key is our name, Field the column's.
type TableField struct{ Key, Field string }

// Unit is a unit of an input field; figures are converted when they are read.
type Unit string

// Units of DESIGN §5.
const (
	M2   Unit = "m2"
	Ha   Unit = "ha"
	Mu   Unit = "mu"
	Yuan Unit = "yuan"
	Wan  Unit = "wan"
	Yi   Unit = "yi"
)

// Indicators says which indicator set scores the parks.
type Indicators struct {
	Set     string             // a built-in set, or the path of a YAML file
	Path    string             // of the YAML file, resolved; "" for a built-in set
	Ideals  map[string]float64 // single values that replace the set's
	Weights map[string]float64

	Thresholds map[string]float64 // bounds of grades, classes, applications and lists of parcels
}
