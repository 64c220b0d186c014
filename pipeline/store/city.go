package store

import "jiyue/pipeline/land"

// cityStep is the step of the schema that brought these tables.
const cityStep = 4

// RosterRow is a row of roster_row: a park listed in a table without outlines.
type RosterRow struct {
	ParkCode, Source string
	Record           int // from 1
}

// ExtentOverlap is a row of extent_overlap.
type ExtentOverlap struct {
	ParkCode, OtherParkCode, ExtentKind string
	AreaM2                              float64
}

// DeclaredRegion is a row of declared_region; Region is "" for the whole,
// ExtentKind "" where the figure is held against extents of every kind.
type DeclaredRegion struct {
	Region, ExtentKind, Indicator string
	Value                         float64
	Source                        string
	Record                        int // from 1
}

// RegionAudit is a row of region_audit.
type RegionAudit struct {
	Level, Region, ExtentKind, Indicator string
	Declared                             float64
	Computed, Difference, Tolerance      *float64
	Unexplained                          *float64 // what Parcels leave of Difference; nil where the figures agree
	Unit, Verdict, Source                string
	Record                               int
	Note                                 string
	Parcels                              []RegionAuditParcel
}

// RegionAuditParcel is a row of region_audit_parcel.
type RegionAuditParcel struct {
	ParkCode string
	AuditParcel
}

// WriteRosterRows writes which parks the tables of the roster list.
func (t *Tonight) WriteRosterRows(list []RosterRow) error {
	return t.load("roster_row", "park_code, source, record", len(list), func(i int, v []any) ([]any, error) {
		return append(v, list[i].ParkCode, list[i].Source, list[i].Record), nil
	})
}

// WriteExtentOverlaps writes what land the extents of two parks share.
func (t *Tonight) WriteExtentOverlaps(list []land.ExtentOverlap) error {
	return t.load("extent_overlap", "park_code, other_park_code, extent_kind, area_m2", len(list), func(i int, v []any) ([]any, error) {
		o := &list[i]
		return append(v, o.ParkCode, o.OtherParkCode, string(o.Kind), o.AreaM2), finite("area_m2", o.AreaM2)
	})
}

// WriteDeclaredRegions writes the figures handed in for counties, cities and
// the whole.
func (t *Tonight) WriteDeclaredRegions(list []DeclaredRegion) error {
	return t.load("declared_region", "region, extent_kind, indicator, value, source, record", len(list), func(i int, v []any) ([]any, error) {
		d := &list[i]
		return append(v, d.Region, d.ExtentKind, d.Indicator, d.Value, d.Source, d.Record), finite(d.Indicator, d.Value)
	})
}

// WriteRegionAudits writes what became of the figures handed in for counties,
// cities and the whole.
func (t *Tonight) WriteRegionAudits(list []RegionAudit) error {
	columns := "region_level, region, extent_kind, indicator, declared, computed, difference, tolerance, unexplained, unit, verdict, source, record, note"
	type place struct{ audit, parcel int }
	var parcels []place
	if err := t.load("region_audit", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		for j := range a.Parcels {
			parcels = append(parcels, place{i, j})
		}
		v = append(v, a.Level, a.Region, a.ExtentKind, a.Indicator)
		v, err := nullable(v, "declared computed difference tolerance unexplained", &a.Declared, a.Computed, a.Difference, a.Tolerance, a.Unexplained)
		return append(v, a.Unit, a.Verdict, a.Source, a.Record, a.Note), about(err, a.Indicator, a.Region)
	}); err != nil {
		return err
	}
	columns = "region_level, region, extent_kind, indicator, park_code, " + auditParcelColumns
	return t.load("region_audit_parcel", columns, len(parcels), func(i int, v []any) ([]any, error) {
		a := &list[parcels[i].audit]
		p := &a.Parcels[parcels[i].parcel]
		v, err := p.values(append(v, a.Level, a.Region, a.ExtentKind, a.Indicator, p.ParkCode))
		return v, about(err, a.Indicator, a.Region)
	})
}

// collectCity is collect for the tables of cityStep.
func collectCity[T any](s *Store, scan func(scanner, *T) error, query string) ([]T, error) {
	var list []T
	err := s.eachSince(cityStep, query, nil, func(rows scanner) error {
		var row T
		err := scan(rows, &row)
		list = append(list, row)
		return err
	})
	return list, err
}

// RosterRows returns which parks the tables of the roster list, in their
// order; none where parks are known from outlines alone.
func (s *Store) RosterRows() ([]RosterRow, error) {
	return collectCity(s, func(row scanner, r *RosterRow) error {
		return row.Scan(&r.ParkCode, &r.Source, &r.Record)
	}, "SELECT park_code, source, record FROM roster_row ORDER BY id")
}

// ExtentOverlaps returns what land the extents of two parks share.
func (s *Store) ExtentOverlaps() ([]ExtentOverlap, error) {
	return collectCity(s, func(row scanner, o *ExtentOverlap) error {
		return row.Scan(&o.ParkCode, &o.OtherParkCode, &o.ExtentKind, &o.AreaM2)
	}, "SELECT park_code, other_park_code, extent_kind, area_m2 FROM extent_overlap ORDER BY id")
}

// DeclaredRegions returns the figures handed in for counties, cities and the
// whole.
func (s *Store) DeclaredRegions() ([]DeclaredRegion, error) {
	return collectCity(s, func(row scanner, d *DeclaredRegion) error {
		return row.Scan(&d.Region, &d.ExtentKind, &d.Indicator, &d.Value, &d.Source, &d.Record)
	}, "SELECT region, extent_kind, indicator, value, source, record FROM declared_region ORDER BY id")
}

// RegionAudits returns what became of the figures handed in for counties,
// cities and the whole, as the last run found it, with the parcels that help to
// explain differences.
func (s *Store) RegionAudits() ([]RegionAudit, error) {
	unexplained, err := s.markColumn("unexplained")
	if err != nil {
		return nil, err
	}
	at := map[[4]string]int{}
	list, err := collectCity(s, func(row scanner, a *RegionAudit) error {
		err := row.Scan(&a.Level, &a.Region, &a.ExtentKind, &a.Indicator, &a.Declared, &a.Computed, &a.Difference, &a.Tolerance, &a.Unexplained,
			&a.Unit, &a.Verdict, &a.Source, &a.Record, &a.Note)
		at[[4]string{a.Level, a.Region, a.ExtentKind, a.Indicator}] = len(at)
		return err
	}, `SELECT region_level, region, extent_kind, indicator, declared, computed, difference, tolerance, `+unexplained+`, unit, verdict, source, record, note
		FROM region_audit ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return list, s.eachSince(marksStep, "SELECT region_level, region, extent_kind, indicator, park_code, "+auditParcelColumns+" FROM region_audit_parcel ORDER BY id", nil, func(row scanner) error {
		var of [4]string
		var p RegionAuditParcel
		err := row.Scan(append([]any{&of[0], &of[1], &of[2], &of[3], &p.ParkCode}, p.scanned()...)...)
		if i, known := at[of]; known && err == nil {
			list[i].Parcels = append(list[i].Parcels, p)
		}
		return err
	})
}
