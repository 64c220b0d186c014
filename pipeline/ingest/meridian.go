package ingest

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// farDegrees is how far extents may lie from the central meridian of the
// working CRS. The plane exaggerates areas by about (Δλ cos φ)², Δλ in
// radians: at 36° N by 0.4 ‰ at the edge of a 3° zone (1.5°), and by 1.2 ‰ at
// 2.5°. The middle of a neighbouring zone is 3° off (1.8 ‰).
const farDegrees = 2.5

// checkMeridian finds a working CRS that is not made for the place of the
// parks. Areas on the ellipsoid don't depend on it.
func (in *Input) checkMeridian() {
	if in.cfg.Area == land.Ellipsoidal {
		return
	}
	var worst, planarM2, trueM2 float64
	park := ""
	for _, e := range in.Extents {
		off := in.offMeridian(e.Shape.Bound())
		if math.Abs(off) <= farDegrees {
			continue
		}
		planarM2, trueM2 = planarM2+e.AreaM2, trueM2+e.EllipsoidalAreaM2
		if math.Abs(off) > math.Abs(worst) {
			worst, park = off, e.ParkCode
		}
	}
	if park == "" {
		return
	}
	in.Findings = append(in.Findings, land.Finding{
		Code: land.CRSFar, AreaM2: land.Known(planarM2 - trueM2),
		Found:    fmt.Sprintf("%s, %s %+.1f° (%+.2f%%)", in.CRS, park, worst, 100*(planarM2-trueM2)/trueM2),
		Expected: fmt.Sprintf("±%g°", farDegrees),
	})
}

// offMeridian returns how many degrees east of the central meridian the box
// reaches, or west where that is more; west is negative.
func (in *Input) offMeridian(b orb.Bound) float64 {
	worst := 0.0
	for _, p := range []orb.Point{b.Min, b.Max, b.LeftTop(), b.RightBottom()} {
		lon, _ := in.CRS.ToLonLat(p[0], p[1])
		if off := lon - in.CRS.CentralMeridian; math.Abs(off) > math.Abs(worst) {
			worst = off
		}
	}
	return worst
}
