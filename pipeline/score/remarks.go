package score

import (
	"fmt"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// fullCoverage is the share of an extent that parcels cover where the cadastre
// is whole; below it land is missing, which changes every ratio over parcels.
const fullCoverage = 0.995

// remarks says what is odd about an extent's figures.
func remarks(set *indicators.Set, e *scored, lang string) []land.Finding {
	var findings []land.Finding
	about := func(code land.Code, found, expected string) {
		findings = append(findings, land.Finding{Code: code, ParkCode: e.park, Found: found, Expected: expected})
	}
	computed := map[string]bool{}
	for i := range e.metrics {
		m := &e.metrics[i]
		computed[m.Indicator] = true
		if m.Indicator == "coverage" && m.Value != nil && *m.Value > 0 && *m.Value < fullCoverage {
			about(land.CoverageGap, fmt.Sprintf("%.2f %% (%s)", 100**m.Value, e.kind), "100 %")
		}
	}
	for _, r := range set.Check(e.totals, e.metrics) {
		code := land.IdentityBroken
		if computed[r.Check] {
			code = land.Implausible
		}
		about(code, r.Note.In(lang), "")
	}
	if e.kind != string(land.Growth) {
		if proposed, ok := set.AdvisoryType(e.roster.Name, e.totals); ok && e.roster.Type != "" && !set.SameType(proposed, e.roster.Type) {
			about(land.TypeAdvisory, e.roster.Type, proposed)
		}
	}
	if len(e.nodes) > 0 && e.nodes[0].Score == nil {
		about(land.ScoreImpossible, e.nodes[0].Note.In(lang), "")
	}
	return findings
}
