package score

import (
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// regionAudits hold the figures that were handed in for whole counties and
// cities against their parks added up, each kind of extent by itself.
func (c *city) regionAudits(s *store.Store, regions []store.Region) ([]store.RegionAudit, error) {
	declared, err := s.DeclaredRegions()
	if err != nil || len(declared) == 0 {
		return nil, err
	}
	var rows []store.RegionAudit
	for i := range regions {
		r := &regions[i]
		if r.ExtentKind == string(land.Growth) {
			continue // declared figures are those of main areas
		}
		for j := range declared {
			if d := &declared[j]; d.Region == r.Region {
				rows = append(rows, c.auditRegion(r, d)...)
			}
		}
	}
	return rows, nil
}

// auditRegion compares one declared figure; none where the set has no such
// indicator.
func (c *city) auditRegion(r *store.Region, d *store.DeclaredRegion) []store.RegionAudit {
	for i := range r.Metrics {
		m := &r.Metrics[i]
		if m.Indicator != d.Indicator {
			continue
		}
		row := store.RegionAudit{Level: r.Level, Region: r.Region, ExtentKind: r.ExtentKind, Indicator: d.Indicator, Declared: d.Value,
			Computed: m.Value, Unit: m.Unit, Source: d.Source, Record: d.Record, Note: m.Note}
		row.Difference, row.Tolerance, row.Verdict = judge(d.Value, m.Value)
		if r.TwiceM2 > 0 {
			row.Note = joined(row.Note, land.Textf("其中 %.2f m² 位于两个园区范围内，重复计入", "%.2f m² lie in two extents and count twice", r.TwiceM2).In(c.lang))
		}
		return []store.RegionAudit{row}
	}
	return nil
}

// regionAuditFindings are the figures that differ.
func regionAuditFindings(audits []store.RegionAudit) []land.Finding {
	var findings []land.Finding
	for i := range audits {
		if a := &audits[i]; a.Verdict == differs {
			f := differing(a.Indicator, a.Declared, *a.Computed, strings.TrimSpace(a.Region+" "+a.ExtentKind))
			f.Source, f.Record = a.Source, a.Record
			findings = append(findings, f)
		}
	}
	return findings
}
