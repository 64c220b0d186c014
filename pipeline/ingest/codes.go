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

// codeForm is what the codes of a land-use classification look like.
type codeForm struct {
	classes int   // first-level classes: the first two digits go from 01 to this
	lengths []int // how many digits a code may have
	letters bool  // whether letters may follow: 05H1, 08H2A, 0810A, and K for 可调整
}

// codeForms are the forms of DOMAIN §8, by code_scheme. They catch codes of
// another classification (three digits are of 2007, six of 用地用海), not a
// wrong class of the right one.
var codeForms = map[string]codeForm{
	"gbt21010-2007": {12, []int{2, 3}, false},
	"gbt21010-2017": {12, []int{2, 4}, true},
	"sandiao":       {12, []int{2, 4}, true},
	"ydyh-2023":     {24, []int{2, 4, 6}, false},
}

// wellFormed reports whether a code looks like one of the scheme's.
func wellFormed(scheme, code string) bool {
	form, known := codeForms[scheme]
	if !known {
		return true
	}
	digits := code
	if form.letters {
		digits = strings.TrimRight(code, "AK")
		if len(digits) == 4 && digits[2] == 'H' {
			digits = digits[:2] + "0" + digits[3:]
		}
	}
	class := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
		if i < 2 {
			class = 10*class + int(digits[i]-'0')
		}
	}
	for _, n := range form.lengths {
		if len(digits) == n {
			return class >= 1 && class <= form.classes
		}
	}
	return false
}

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
