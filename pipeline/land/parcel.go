package land

import (
	"strings"

	"github.com/paulmach/orb"
)

// Status is what has become of a parcel, in our words; the configuration maps
// the values of the file to them.
type Status string

// The statuses of DESIGN §5. The empty Status means that the source has none.
const (
	Built       Status = "built"       // 已建成
	Unbuilt     Status = "unbuilt"     // 已供应未建成: supplied, not built
	Unsupplied  Status = "unsupplied"  // 未供应
	Unbuildable Status = "unbuildable" // 不可建设
	Idle        Status = "idle"        // 闲置: supplied, not built, and idle
)

// Quantity is a number that a source may lack. The zero value is unknown,
// which is not the same as 0: unknown becomes NULL in the store.
type Quantity struct {
	Value float64
	Known bool
}

// Known returns the quantity v.
func Known(v float64) Quantity { return Quantity{v, true} }

// Times returns q multiplied by factor; unknown stays unknown.
func (q Quantity) Times(factor float64) Quantity {
	return Quantity{q.Value * factor, q.Known}
}

// Measure is an additive attribute of a parcel: one that is apportioned by
// share where an extent cuts the parcel.
type Measure int

// The additive attributes, in the order in which Figures holds them.
const (
	Footprint    Measure = iota // 建筑基底面积, m²
	FloorArea                   // 建筑面积, m²
	SiteCoverage                // 建(构)筑物基底、露天堆场和露天操作场地, m² (JDZMJ of TD/T 1030)
	HightechArea                // 高新技术产业用地面积, m²
	Output                      // 产值 or 收入, 万元 a year
	Tax                         // 税收, 万元 a year
	ValueAdded                  // 工业增加值, 万元 a year
	Investment                  // 固定资产投资, 万元, cumulative
	Employees                   // 从业人员, persons
	measures
)

// MeasureCount is how many additive attributes a parcel has.
const MeasureCount = int(measures)

// measureNames are the keys of the configuration's `fields` and the names by
// which aggregates of an indicator set ask for the attribute.
var measureNames = [MeasureCount]string{
	"footprint", "floor_area", "site_coverage", "hightech_area",
	"output", "tax", "value_added", "investment", "employees",
}

// String returns the measure's name as the configuration writes it.
func (m Measure) String() string { return measureNames[m] }

// MeasureNames lists the names of all measures, in the order of Figures.
func MeasureNames() []string { return append([]string(nil), measureNames[:]...) }

// Figures holds the additive attributes of a parcel or, apportioned, of a piece.
type Figures [MeasureCount]Quantity

// Times returns the figures apportioned by share; unknown ones stay unknown.
func (f Figures) Times(share float64) Figures {
	for i := range f {
		f[i] = f[i].Times(share)
	}
	return f
}

// Classes says what kind of land a parcel is. Every code is as delivered,
// leading zeros and letters kept; "" means that the source has none.
type Classes struct {
	LandUse      string // 地类编码, to be read in the scheme of the source
	Scheme       string // the classification of LandUse, e.g. gbt21010-2017
	Status       Status
	BuiltCode    string // A1 … C3, 土地建设状况 (DOMAIN §1.3)
	SupplyCode   string // D1 … F, 土地供应状况
	HightechCode string // H1, H2
}

// Parcel (地块, 宗地, 图斑) is one land parcel with its attributes.
type Parcel struct {
	Source int    // index into the run's sources
	Record int    // number of the record in the file, from 1
	ID     string // 地块编号; "" where the source has none

	Classes
	Figures
	Enterprise   string   // the enterprise whose totals stand on the parcel, if mapped
	DeclaredM2   Quantity // 证载 or 登记面积, converted to m²; compared, never used for share
	BuiltYear    string   // as delivered, if mapped
	AttributeRow bool     // false where the shape had no row in the attribute table

	Shape orb.MultiPolygon // working CRS, repaired by the documented rule where it had to be
	Box   orb.Bound        // the smallest box around Shape; of no meaning where Rejected

	AreaM2          float64 // planar area of Shape
	DeliveredAreaM2 float64 // planar area of the rings as delivered, before any repair
	CoveredM2       float64 // planar area inside extents, counted once; written by clip
	CutOffM2        float64 // planar area outside all extents of a parcel that is cut, found without the pieces; written by clip
	Rejected        bool    // has no usable area, or repeats an earlier record: counts in the ledger only
}

// Relation says how a parcel lies to an extent.
type Relation string

// The relations that make a piece. A parcel that shares no area with any
// extent makes none.
const (
	Inside Relation = "inside" // share 1 exactly
	Cut    Relation = "cut"    // share below 1
)

// Piece is the part of one parcel inside one extent.
type Piece struct {
	Extent   int // index into the run's extents
	Source   int // index into the run's sources
	Record   int // number of the parcel's record, from 1
	ParcelID string

	Classes
	Figures // already apportioned by Share

	Relation Relation
	Share    float64 // planar piece area / planar parcel area, in (0, 1]
	PlanarM2 float64 // area in the plane of the working CRS, m²
	AreaM2   float64 // the area the configuration asks for (AreaKind), less RemovedM2, m²
	Shape    orb.MultiPolygon

	RemovedM2 float64 // of the same kind: what others keep by the policy for overlaps; then Share is lower by the same part

	Row []byte // package store's own: the piece as it is written; nil as long as it is not packed
}

// Batch is a run of consecutive records of one source with the pieces that
// they make: the unit of parallel work. Batches are reused; what is kept
// beyond the sink must be copied.
type Batch struct {
	Source   int // index into the run's sources
	First    int // number of the first record, from 1
	Parcels  []Parcel
	Pieces   []Piece // in the order of Parcels, then of extents
	Findings []Finding

	Arena Arena  // backs the shapes of Parcels
	Rows  []byte // package store's own: backs the rows of Pieces; kept by Reset for its memory
	Patch any    // package clip's own: what the parcels' boundaries come to; kept by Reset for its memory
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset() {
	b.Parcels, b.Pieces, b.Findings = b.Parcels[:0], b.Pieces[:0], b.Findings[:0]
	b.Arena.Reset()
}

// AttributeFindings completes the findings about the batch's records: the file
// they come from, and the codes of the parks in which the parcel has pieces,
// so that a park's list of problems is whole.
func (b *Batch) AttributeFindings(sources []Source, extents []Extent) {
	if len(b.Findings) == 0 {
		return
	}
	parks := make(map[int]string, len(b.Findings))
	for _, p := range b.Pieces {
		code, have := extents[p.Extent].ParkCode, parks[p.Record]
		if !strings.Contains(","+have+",", ","+code+",") {
			parks[p.Record] = strings.TrimPrefix(have+","+code, ",")
		}
	}
	for i := range b.Findings {
		f := &b.Findings[i]
		if f.Source == "" {
			f.Source = sources[b.Source].Path
		}
		if f.ParkCode == "" {
			f.ParkCode = parks[f.Record]
		}
	}
}
