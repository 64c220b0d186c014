package diff

import (
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Parcel is a changed piece as it is told.
type Parcel struct {
	ParcelID string       `json:"parcel_id"`
	Change   string       `json:"change"`          // store.PieceAdded, PieceRemoved, PieceReshaped, PieceReclassified, PieceEdited
	Cause    string       `json:"cause,omitempty"` // of one that came, went or was reshaped where the extent has another outline: CauseOutline, CauseParcel; else ""
	Source   string       `json:"source"`          // of the later run; of a removed piece that of the earlier
	Record   int          `json:"record"`          // in Source, from 1; of a removed piece in the earlier file
	Differs  []Difference `json:"differs"`         // attributes, in the order of the table piece
}

// Difference is an attribute of a piece that differs. Of one that was added or
// removed these are all that it has.
type Difference struct {
	Attribute string `json:"attribute"` // parcel_id, share, area (m²), status, output (万元), …: see attributeNames
	Before    any    `json:"before"`    // string or float64; nil where there is none
	After     any    `json:"after"`
}

// Why a piece came, went or was reshaped.
const (
	CauseOutline = "outline" // the outline of the extent: the parcel is as it was
	CauseParcel  = "parcel"  // the parcel itself
)

// parcelOf tells a changed piece of an extent, whose outline is another or not.
func parcelOf(x *store.PieceChange, redrawn bool) Parcel {
	p := Parcel{ParcelID: x.ParcelID, Change: x.Change}
	switch {
	case !redrawn || x.Change == store.PieceEdited || x.Change == store.PieceReclassified:
	case x.ByExtent:
		p.Cause = CauseOutline
	default:
		p.Cause = CauseParcel
	}
	state := x.After
	if state == nil {
		state = x.Before
	}
	p.Source, p.Record = state.Source, state.Record
	before, after := attributesOf(x.Before), attributesOf(x.After)
	for i := range attributeNames {
		if before[i] != after[i] {
			p.Differs = append(p.Differs, Difference{attributeNames[i], before[i], after[i]})
		}
	}
	return p
}

// attributeNames are the attributes that are told, by the words of the
// configuration: areas in m², money in 万元, people by the head.
var attributeNames = append([]string{"parcel_id", "share", "area", "land_use", "scheme", "status", "built_code", "supply_code", "hightech_code"}, land.MeasureNames()...)

// attributesOf are the values of attributeNames; nil where there is none.
func attributesOf(s *store.PieceState) []any {
	values := make([]any, len(attributeNames))
	if s == nil {
		return values
	}
	texts := []string{s.ParcelID, "", "", s.LandUse, s.Scheme, string(s.Status), s.BuiltCode, s.SupplyCode, s.HightechCode}
	for i, t := range texts {
		if t != "" {
			values[i] = t
		}
	}
	values[1], values[2] = s.Share, s.AreaM2
	for i, q := range s.Figures {
		if q.Known {
			values[len(texts)+i] = q.Value
		}
	}
	return values
}

// countOf counts changed pieces by kind.
func countOf(changes []store.PieceChange) Counts {
	var c Counts
	for i := range changes {
		switch changes[i].Change {
		case store.PieceAdded:
			c.Added++
		case store.PieceRemoved:
			c.Removed++
		case store.PieceReshaped:
			c.Reshaped++
		case store.PieceReclassified:
			c.Reclassified++
		case store.PieceEdited:
			c.Edited++
		}
	}
	return c
}
