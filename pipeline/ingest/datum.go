package ingest

import (
	"fmt"

	"jiyue/geo/crs"
	"jiyue/pipeline/config"
)

// datums are the datums that the configuration can name.
var datums = map[config.DatumName]crs.Datum{
	config.Beijing1954: crs.Beijing1954, config.Xian1980: crs.Xian1980, config.CGCS2000: crs.CGCS2000,
}

// datumShift returns the user's parameters from one datum to the other, or the
// inverse of those for the way back, and how a finding says them; nothing where
// none are given or none are needed.
func (in *Input) datumShift(from, to crs.Datum) ([]crs.Option, string) {
	if from == to {
		return nil, ""
	}
	for _, s := range in.cfg.DatumShifts {
		h := crs.Helmert{DX: s.DX, DY: s.DY, DZ: s.DZ, RX: s.RX, RY: s.RY, RZ: s.RZ, ScalePPM: s.ScalePPM}
		switch {
		case datums[s.From] == to && datums[s.To] == from:
			h = h.Inverse()
		case datums[s.From] != from || datums[s.To] != to:
			continue
		}
		return []crs.Option{crs.WithHelmert(h)},
			fmt.Sprintf(" (%g m, %g m, %g m, %g″, %g″, %g″, %g ppm)", h.DX, h.DY, h.DZ, h.RX, h.RY, h.RZ, h.ScalePPM)
	}
	return nil, ""
}
