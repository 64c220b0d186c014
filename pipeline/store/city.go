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

// DeclaredRegion is a row of declared_region; Region is "" for the whole.
type DeclaredRegion struct {
	Region, Indicator string
	Value             float64
	Source            string
	Record            int // from 1
}

// RegionAudit is a row of region_audit.
type RegionAudit struct {
	Level, Region, ExtentKind, Indicator string
	Declared                             float64
	Computed, Difference, Tolerance      *float64
	Unit, Verdict, Source                string
	Record                               int
	Note                                 string
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
	return t.load("declared_region", "region, indicator, value, source, record", len(list), func(i int, v []any) ([]any, error) {
		d := &list[i]
		return append(v, d.Region, d.Indicator, d.Value, d.Source, d.Record), finite(d.Indicator, d.Value)
	})
}

// WriteRegionAudits writes what became of the figures handed in for counties,
// cities and the whole.
func (t *Tonight) WriteRegionAudits(list []RegionAudit) error {
	columns := "region_level, region, extent_kind, indicator, declared, computed, difference, tolerance, unit, verdict, source, record, note"
	return t.load("region_audit", columns, len(list), func(i int, v []any) ([]any, error) {
		a := &list[i]
		v = append(v, a.Level, a.Region, a.ExtentKind, a.Indicator)
		v, err := nullable(v, "declared computed difference tolerance", &a.Declared, a.Computed, a.Difference, a.Tolerance)
		return append(v, a.Unit, a.Verdict, a.Source, a.Record, a.Note), about(err, a.Indicator, a.Region)
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
		return row.Scan(&d.Region, &d.Indicator, &d.Value, &d.Source, &d.Record)
	}, "SELECT region, indicator, value, source, record FROM declared_region ORDER BY id")
}

// RegionAudits returns what became of the figures handed in for counties,
// cities and the whole, as the last run found it.
func (s *Store) RegionAudits() ([]RegionAudit, error) {
	return collectCity(s, func(row scanner, a *RegionAudit) error {
		return row.Scan(&a.Level, &a.Region, &a.ExtentKind, &a.Indicator, &a.Declared, &a.Computed, &a.Difference, &a.Tolerance,
			&a.Unit, &a.Verdict, &a.Source, &a.Record, &a.Note)
	}, `SELECT region_level, region, extent_kind, indicator, declared, computed, difference, tolerance, unit, verdict, source, record, note
		FROM region_audit ORDER BY id`)
}
