package ingest

import (
	"strings"

	"jiyue/pipeline/land"
)

// The detailed land-status codes (土地利用状况分类, DOMAIN §1.3) that a parcel
// may carry: the leaves of the three trees.
var (
	builtCodes    = []string{"A1", "A2", "A31", "A32", "A4", "A51", "A52", "A6", "B11", "B12", "B21", "B22", "C1", "C2", "C3"}
	supplyCodes   = []string{"D1", "D21", "D22", "E1", "E21", "E22", "F"}
	hightechCodes = []string{"H1", "H2"}
)

// built reports whether the parcel is known to be built.
func built(p *land.Parcel) bool {
	return p.Status == land.Built || strings.HasPrefix(p.BuiltCode, "A")
}

// industrial reports whether the parcel is surely industrial land, by the
// prefix of its code: enough to miss its output. What counts as industrial in
// a figure is the indicator set's to say.
func industrial(p *land.Parcel) bool {
	if p.BuiltCode == "A2" {
		return true
	}
	if p.Scheme == "ydyh-2023" {
		return strings.HasPrefix(p.LandUse, "1001") || strings.HasPrefix(p.LandUse, "1101")
	}
	return strings.HasPrefix(p.LandUse, "06")
}
