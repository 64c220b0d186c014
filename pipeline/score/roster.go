package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// scopeKinds are the kinds of extent that a survey scope asks for: the approved
// area of catalogue zones, their actually managed extent, the verified area of
// zones approved since, the managed extent of all other parks.
var scopeKinds = map[string][]land.ExtentKind{
	"S0": {land.Approved, land.Managed, land.Growth}, // the zone of S0 is that of S1, and both may be surveyed
	"S1": {land.Managed, land.Approved, land.Growth},
	"S2": {land.Approved, land.Growth},
	"S3": {land.Managed},
}

// catalogueScopes are those of the zones of the catalogue, whose codes it has.
var catalogueScopes = []string{"S0", "S1"}

// catalogueCode takes a catalogue code apart: level, province, the rest.
var catalogueCode = regexp.MustCompile(`^([GS])([0-9]{2})[0-9]{4}$`)

// levelWords are how rosters word the levels of the catalogue.
var levelWords = map[string]string{"G": "国家", "S": "省"}

// checkRoster holds the roster (产业园名录) against itself and against the
// extents: codes, names, scopes.
func (c *city) checkRoster(s *store.Store) ([]land.Finding, error) {
	parks, err := s.Parks()
	if err != nil {
		return nil, err
	}
	kinds := map[string][]land.ExtentKind{}
	for i := range c.extents {
		e := &c.extents[i]
		kinds[e.park] = append(kinds[e.park], land.ExtentKind(e.kind))
	}
	rows, err := s.RosterRows()
	if err != nil {
		return nil, err
	}
	listed := listedParks(rows, parks)
	byName := map[string][]string{}
	for _, p := range parks {
		if p.Name != "" {
			byName[p.Name] = append(byName[p.Name], p.Code)
		}
	}
	findings := repeatedRows(rows)
	for i := range parks {
		p := &parks[i]
		findings = append(findings, checkCode(p)...)
		findings = append(findings, checkScope(p, kinds[p.Code])...)
		if codes := byName[p.Name]; len(codes) > 1 && codes[0] == p.Code {
			findings = append(findings, land.Finding{Code: land.RosterName, ParkCode: strings.Join(codes, ","), Found: p.Name})
		}
		if !listed[p.Code] && len(kinds[p.Code]) > 0 {
			findings = append(findings, land.Finding{Code: land.RosterUnlisted, ParkCode: p.Code, Found: strings.TrimSpace(p.Code + " " + p.Name)})
		}
	}
	return findings, nil
}

// listedParks are the parks that the roster has: those of the tables that list
// parks without outlines or, where there is no such table, those of which a
// source tells more than code and name, if of any.
func listedParks(rows []store.RosterRow, parks []store.Park) map[string]bool {
	listed := map[string]bool{}
	for _, r := range rows {
		listed[r.ParkCode] = true
	}
	if len(rows) > 0 {
		return listed
	}
	for _, p := range parks {
		if p.Scope != "" || p.Level != "" {
			listed[p.Code] = true
		}
	}
	if len(listed) == 0 {
		for _, p := range parks {
			listed[p.Code] = true
		}
	}
	return listed
}

// repeatedRows names parks that the tables of the roster have more than once.
func repeatedRows(rows []store.RosterRow) []land.Finding {
	places, order := map[string][]string{}, []string(nil)
	for _, r := range rows {
		if places[r.ParkCode] == nil {
			order = append(order, r.ParkCode)
		}
		places[r.ParkCode] = append(places[r.ParkCode], fmt.Sprintf("%s #%d", r.Source, r.Record))
	}
	var findings []land.Finding
	for _, code := range order {
		if at := places[code]; len(at) > 1 {
			findings = append(findings, land.Finding{Code: land.RosterRepeated, ParkCode: code, Found: strings.Join(at, ", ")})
		}
	}
	return findings
}

// checkCode holds level and province of a catalogue code against the roster. A
// code of another form is one of the park's own, which no zone of the
// catalogue has.
func checkCode(p *store.Park) []land.Finding {
	parts := catalogueCode.FindStringSubmatch(p.Code)
	if parts == nil {
		if p.Code == p.Name || !slices.Contains(catalogueScopes, strings.ToUpper(p.Scope)) {
			return nil // another finding speaks of the form, and of a name that stands in for a code
		}
		return []land.Finding{{Code: land.RosterCode, ParkCode: p.Code, Found: p.Code, Expected: p.Scope + ": G000000, S000000"}}
	}
	var findings []land.Finding
	for letter, word := range levelWords {
		if letter != parts[1] && strings.HasPrefix(p.Level, word) {
			findings = append(findings, land.Finding{Code: land.RosterCode, ParkCode: p.Code, Found: p.Code, Expected: p.Level})
		}
	}
	if _, isCode := land.CityOf(p.County); isCode && p.County[:len(parts[2])] != parts[2] {
		findings = append(findings, land.Finding{Code: land.RosterCode, ParkCode: p.Code, Found: p.Code, Expected: p.County})
	}
	return findings
}

// checkScope holds the kinds of a park's extents against its survey scope.
func checkScope(p *store.Park, kinds []land.ExtentKind) []land.Finding {
	allowed, known := scopeKinds[strings.ToUpper(p.Scope)]
	switch {
	case p.Scope == "":
		return nil
	case !known:
		return []land.Finding{{Code: land.RosterScopeUnknown, ParkCode: p.Code, Found: p.Scope, Expected: "S0–S3"}}
	}
	var findings []land.Finding
	for _, kind := range kinds {
		if !slices.Contains(allowed, kind) {
			findings = append(findings, land.Finding{Code: land.RosterScope, ParkCode: p.Code,
				Found: fmt.Sprintf("%s: %s", p.Scope, kind), Expected: string(allowed[0])})
		}
	}
	return findings
}
