package config

import (
	"strconv"
	"strings"

	"jiyue/pipeline/land"
)

// Checks are the bounds beyond which data is a finding.
type Checks struct {
	ApprovedArea float64 // relative difference of an outline's area from the approved one
}

// defaultChecks stands where the configuration says nothing: one per cent, as
// the field suggests for outlines (DOMAIN §9).
var defaultChecks = Checks{ApprovedArea: 0.01}

func (c *Config) readChecks(v value) {
	v.object(key{"approved_area", false, fraction(&c.Checks.ApprovedArea)})
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
