package indicators

import (
	"sync"

	"jiyue/indicators/intensity"
)

// LandCode is a land-status code of the evaluation: construction (A, B, C),
// supply (D, E, F) or high-tech (H) status.
type LandCode struct {
	Code           string
	NameZH, NameEN string
}

type landCodeFile struct {
	Provenance string
	Codes      []struct {
		Code   string
		ZH, EN string
	}
}

var landCodes = sync.OnceValues(func() ([]LandCode, error) {
	var f landCodeFile
	if _, err := ReadDocument(intensity.LandCodes(), "land-codes.yaml", &f); err != nil {
		return nil, err
	}
	codes := make([]LandCode, len(f.Codes))
	for i, c := range f.Codes {
		codes[i] = LandCode{c.Code, c.ZH, c.EN}
	}
	return codes, nil
})

var landCodeSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	codes, _ := landCodes() // embedded; a test reads it
	for _, c := range codes {
		set[c.Code] = true
	}
	return set
})

// LandCodes lists the land-status codes of the evaluation code, coarse ones
// (A, D2) and fine ones (A31, D21).
func LandCodes() []LandCode {
	codes, _ := landCodes()
	return codes
}

// KnownLandCode says whether a land-status code exists.
func KnownLandCode(code string) bool { return landCodeSet()[code] }
