package land

import "github.com/paulmach/orb"

// ExtentKind says which outline of a park an extent is. One park may have
// several kinds; they are never added together.
type ExtentKind string

// The kinds of extent of DESIGN §3.
const (
	Approved ExtentKind = "approved" // 核定范围, the outline that was approved
	Managed  ExtentKind = "managed"  // 实际管理范围, the outline in fact managed
	Growth   ExtentKind = "growth"   // 发展方向区, where the park is to grow, beside the approved outline (主区)
)

// Park (园区, 开发区) is an entry of the roster (产业园名录).
type Park struct {
	Code   string // park_code: a catalogue code such as S147062, or the user's own id
	Name   string // 园区名称
	Level  string // 级别: 国家级, 省级, …, as delivered
	Scope  string // 调查范围: which of the three survey scopes, as delivered
	Type   string // 评价类型: 工业主导型 or 产城融合型, as delivered
	County string // 县级行政区代码 or name, as delivered

	ApprovedAreaM2 Quantity // 核准面积, converted from the unit of the source

	Source int // index into the run's sources
	Record int // number of the record, from 1, of the park's first block
}

// Extent (四至范围) is one outline of a park: all its blocks of one kind, united.
type Extent struct {
	ParkCode string
	Kind     ExtentKind
	Blocks   int              // records that were united
	Shape    orb.MultiPolygon // working CRS, valid, shells counter-clockwise

	AreaM2            float64 // planar, in the working CRS
	EllipsoidalAreaM2 float64 // the land survey's area

	Source  int   // index into the run's sources, of the first block
	Records []int // record numbers of the blocks, from 1
}

// AreaKind says which area stands in AreaM2 of pieces and in every ratio.
type AreaKind string

// The two areas that a configuration may ask for.
const (
	Planar      AreaKind = "planar"      // area in the plane of the working CRS
	Ellipsoidal AreaKind = "ellipsoidal" // area on the ellipsoid, by the land survey's method
)
