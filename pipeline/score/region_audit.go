package score

import (
	"slices"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// auditRegion holds the figures that were handed in for a county, a city or the
// whole against its parks added up; what the set does not compute is not
// audited. Declared figures are those of main areas.
func (c *city) auditRegion(r *region, declared []store.DeclaredRegion) []store.RegionAudit {
	if r.ExtentKind == string(land.Growth) {
		return nil
	}
	var rows []store.RegionAudit
	for i := range declared {
		d := &declared[i]
		if !about(d, r, declared) {
			continue
		}
		for j := range r.Metrics {
			if m := &r.Metrics[j]; m.Indicator == d.Indicator {
				rows = append(rows, c.auditRegionFigure(r, d, m))
			}
		}
	}
	return rows
}

// about reports whether a declared figure is about the region's extents: one for
// their kind is, and one for every kind where the former is missing.
func about(d *store.DeclaredRegion, r *region, declared []store.DeclaredRegion) bool {
	if d.Region != r.Region.Region || d.ExtentKind != "" {
		return d.Region == r.Region.Region && d.ExtentKind == r.ExtentKind
	}
	return !slices.ContainsFunc(declared, func(other store.DeclaredRegion) bool {
		return other.Region == d.Region && other.Indicator == d.Indicator && other.ExtentKind == r.ExtentKind
	})
}

// auditRegionFigure compares one declared figure.
func (c *city) auditRegionFigure(r *region, d *store.DeclaredRegion, m *store.Metric) store.RegionAudit {
	row := store.RegionAudit{Level: r.Level, Region: r.Region.Region, ExtentKind: r.ExtentKind, Indicator: d.Indicator, Declared: d.Value,
		Computed: m.Value, Unit: m.Unit, Source: d.Source, Record: d.Record, Note: m.Note}
	row.Difference, row.Tolerance, row.Verdict = judge(d.Value, m.Value)
	if r.TwiceM2 > 0 {
		row.Note = joined(row.Note, land.Textf("其中 %.2f m² 位于两个园区范围内，重复计入", "%.2f m² lie in two extents and count twice", r.TwiceM2).In(c.lang))
	}
	return row
}
