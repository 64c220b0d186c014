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
	listed, err := listedParks(s, parks)
	if err != nil {
		return nil, err
	}
	byName := map[string][]string{}
	for _, p := range parks {
		if p.Name != "" {
			byName[p.Name] = append(byName[p.Name], p.Code)
		}
	}
	var findings []land.Finding
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
func listedParks(s *store.Store, parks []store.Park) (map[string]bool, error) {
	rows, err := s.RosterRows()
	listed := map[string]bool{}
	for _, r := range rows {
		listed[r.ParkCode] = true
	}
	if len(rows) > 0 {
		return listed, err
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
	return listed, err
}

// checkCode holds level and province of a catalogue code against the roster.
func checkCode(p *store.Park) []land.Finding {
	parts := catalogueCode.FindStringSubmatch(p.Code)
	if parts == nil {
		return nil // another finding speaks of the form
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
	if !known {
		return nil
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
