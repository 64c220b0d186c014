package score

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// DeclaredTolerance is the relative difference up to which a declared figure
// agrees with the computed one: declared figures are printed with three or
// four digits.
const DeclaredTolerance = 0.01

// Verdicts of an audit.
const (
	agrees        = "agrees"
	differs       = "differs"
	notComputable = "not_computable"
)

// audits hold the figures that were handed in, for parks and for whole
// counties and cities, against those computed, and look for the parcels that
// explain what differs.
type audits struct {
	parks    []store.Audit
	regions  []store.RegionAudit
	findings []land.Finding // the figures that differ, with what explains them
}

// audit makes the audits of the run's parks and regions.
func (c *city) audit(s *store.Store, landFindings []store.Finding, regions []region) (*audits, error) {
	places, err := s.GivenPlaces()
	if err != nil {
		return nil, err
	}
	declared, err := s.DeclaredRegions()
	if err != nil {
		return nil, err
	}
	a := &audits{}
	for i := range c.extents {
		if e := &c.extents[i]; e.declared != nil {
			a.parks = append(a.parks, e.compare(places)...)
		}
	}
	members := map[outline][]int{}
	for i := range regions {
		r := &regions[i]
		members[r.key()] = r.members
		a.regions = append(a.regions, c.auditRegion(r, declared)...)
	}
	x := &explainer{city: c, store: s, faulty: faultyRecords(landFindings), recounts: map[int]*recount{}}
	x.wanted, x.searched, x.ofRegion = a.differing(), a.searched(c, members), a.ofRegions(members)
	x.selection = c.set.Select(x.wanted)
	return a, a.explain(x, members)
}

// differing lists the indicators in which a declared figure differs.
func (a *audits) differing() []string {
	found := map[string]bool{}
	for i := range a.parks {
		found[a.parks[i].Indicator] = found[a.parks[i].Indicator] || a.parks[i].Verdict == differs
	}
	for i := range a.regions {
		found[a.regions[i].Indicator] = found[a.regions[i].Indicator] || a.regions[i].Verdict == differs
	}
	maps.DeleteFunc(found, func(_ string, wanted bool) bool { return !wanted })
	return slices.Sorted(maps.Keys(found))
}

// searched are the extents of which every parcel is tried: those with a figure
// of their own that differs, and those of a region that differs while they don't
// have more than auditPieces.
func (a *audits) searched(c *city, members map[outline][]int) map[int]bool {
	extents := map[int]bool{}
	for i := range a.parks {
		if row := &a.parks[i]; row.Verdict == differs {
			extents[c.at[outline{row.ParkCode, row.ExtentKind}]] = true
		}
	}
	for i := range a.regions {
		row := &a.regions[i]
		if row.Verdict != differs {
			continue
		}
		of, pieces := members[outline{row.Level + " " + row.Region, row.ExtentKind}], int64(0)
		for _, extent := range of {
			pieces += c.extents[extent].totals["parcel_area"].Pieces
		}
		for _, extent := range of {
			if pieces <= auditPieces {
				extents[extent] = true
			}
		}
	}
	return extents
}

// ofRegions are the extents of the regions that have a figure that differs.
func (a *audits) ofRegions(members map[outline][]int) map[int]bool {
	extents := map[int]bool{}
	for i := range a.regions {
		if row := &a.regions[i]; row.Verdict == differs {
			for _, extent := range members[outline{row.Level + " " + row.Region, row.ExtentKind}] {
				extents[extent] = true
			}
		}
	}
	return extents
}

// explain says of every figure that differs which parcels explain it, and what
// they leave unexplained. Those of one park stand together.
func (a *audits) explain(x *explainer, members map[outline][]int) error {
	for i := range a.parks {
		row := &a.parks[i]
		extent := x.at[outline{row.ParkCode, row.ExtentKind}]
		if row.Verdict == differs {
			if err := a.explainPark(x, row, extent); err != nil {
				return err
			}
		}
		if i+1 == len(a.parks) || x.at[outline{a.parks[i+1].ParkCode, a.parks[i+1].ExtentKind}] != extent {
			x.release(extent, x.ofRegion[extent])
		}
	}
	for i := range a.regions {
		if row := &a.regions[i]; row.Verdict == differs {
			if err := a.explainRegion(x, row, members[outline{row.Level + " " + row.Region, row.ExtentKind}]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *audits) explainPark(x *explainer, row *store.Audit, extent int) error {
	e, err := x.explain(difference{row.Indicator, row.Unit, row.Declared, *row.Computed, *row.Tolerance}, []int{extent})
	if err != nil {
		return err
	}
	row.WholeParcels, row.Unexplained, row.Note = e.whole, &e.unexplained, e.words.In(x.lang)
	for _, p := range e.parcels {
		row.Parcels = append(row.Parcels, p.AuditParcel)
	}
	f := differing(row.Indicator, row.Declared, *row.Computed, row.ExtentKind, e.words)
	f.Source, f.Record, f.ParkCode = row.Source, row.Record, row.ParkCode
	a.findings = append(a.findings, f)
	return nil
}

func (a *audits) explainRegion(x *explainer, row *store.RegionAudit, members []int) error {
	for _, extent := range members { // one at a time: what its parks did not ask for is not counted yet
		if _, err := x.recount(extent); err != nil {
			return err
		}
		x.release(extent, true)
	}
	e, err := x.explain(difference{row.Indicator, row.Unit, row.Declared, *row.Computed, *row.Tolerance}, members)
	if err != nil {
		return err
	}
	row.Unexplained, row.Note, row.Parcels = &e.unexplained, joined(row.Note, e.words.In(x.lang)), e.parcels
	f := differing(row.Indicator, row.Declared, *row.Computed, strings.TrimSpace(row.Region+" "+row.ExtentKind), e.words)
	f.Source, f.Record = row.Source, row.Record
	a.findings = append(a.findings, f)
	return nil
}

// compare makes a row of every declared figure that the set computes.
func (e *scored) compare(places map[store.GivenKey]store.GivenPlace) []store.Audit {
	var rows []store.Audit
	for i := range e.metrics {
		m := &e.metrics[i]
		declared, given := e.declared[m.Indicator]
		if !given {
			continue
		}
		place := places[store.GivenKey{ParkCode: e.park, ExtentKind: e.kind, Name: DeclaredPrefix + m.Indicator}]
		row := store.Audit{ParkCode: e.park, ExtentKind: e.kind, Indicator: m.Indicator, Declared: declared, Computed: m.Value,
			Unit: m.Unit, Source: place.Source, Record: place.Record}
		row.Difference, row.Tolerance, row.Verdict = judge(declared, m.Value)
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b store.Audit) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return rows
}

// judge holds a declared figure against the computed one.
func judge(declared float64, computed *float64) (difference, tolerance *float64, verdict string) {
	if computed == nil {
		return nil, nil, notComputable
	}
	d, within := declared-*computed, DeclaredTolerance*max(math.Abs(declared), math.Abs(*computed))
	if math.Abs(d) > within {
		return &d, &within, differs
	}
	return &d, &within, agrees
}

// differing says of a declared figure that the land gives another; about is
// whose land, words what explains it.
func differing(indicator string, declared, computed float64, about string, words land.Text) land.Finding {
	return land.Finding{Code: land.DeclaredFigure, Field: indicator, Words: words,
		Found: fmt.Sprintf("%.6g (%s)", declared, about), Expected: fmt.Sprintf("%.6g", computed)}
}
