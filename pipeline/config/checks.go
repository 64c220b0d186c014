package config

import (
	"math"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
)

// Checks are the bounds beyond which data is a finding, and who keeps land that
// several parcels claim.
type Checks struct {
	ApprovedArea float64 // relative difference of an outline's area from the approved one
	SliverM      float64 // mean width up to which a gap or an overlap of parcels is a sliver, m
	Overlaps     land.Policy
}

// defaultChecks stands where the configuration says nothing: one per cent, as
// the field suggests for outlines (DOMAIN §9); a decimetre, the order of
// what cadastral surveys allow a boundary point to be off.
var defaultChecks = Checks{ApprovedArea: 0.01, SliverM: 0.1, Overlaps: land.CountTwice}

func (c *Config) readChecks(v value) {
	v.object(
		key{"approved_area", false, fraction(&c.Checks.ApprovedArea)},
		key{"sliver", false, width(&c.Checks.SliverM)},
		key{"overlaps", false, word(&c.Checks.Overlaps, land.Policies...)},
	)
}

// width reads metres, 0 or more.
func width(to *float64) func(value) {
	return func(v value) {
		f, ok := v.number()
		if ok && !(f >= 0 && !math.IsInf(f, 1)) {
			v.wrong(land.Textf("%v 不是宽度", "%v is no width", f), land.Textf("请写 0 或以上的米数，例如 0.1", "write metres, 0 or more, such as 0.1"))
			return
		}
		if ok {
			*to = f
		}
	}
}

// fraction reads a part of the whole from 0 to 1, also as 1% or 5‰.
func fraction(to *float64) func(value) {
	return func(v value) {
		s, ok := v.text()
		if !ok {
			return
		}
		number, scale := s, 1.0
		for sign, s := range map[string]float64{"%": 0.01, "％": 0.01, "‰": 0.001} {
			if cut, found := strings.CutSuffix(number, sign); found {
				number, scale = strings.TrimSpace(cut), s
				break
			}
		}
		f, err := strconv.ParseFloat(number, 64)
		if err != nil || !(f*scale >= 0 && f*scale <= 1) {
			v.wrong(land.Textf("%s 不是 0 到 1 之间的比例", "%s is no part of a whole, from 0 to 1", s), land.Textf("请写作 1%% 或 0.01", "write it as 1%% or 0.01"))
			return
		}
		*to = f * scale
	}
}
