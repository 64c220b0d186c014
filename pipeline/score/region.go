package score

import (
	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// regionLevel is what parks are added up to. of gives the region of a park's
// county, as the roster writes it; false where it doesn't tell.
type regionLevel struct {
	name string
	of   func(county string) (region string, known bool)
}

var regionLevels = []regionLevel{
	{"county", func(county string) (string, bool) { return county, county != "" }},
	{"city", cityOf},
	{"all", func(string) (string, bool) { return "", true }},
}

// Lengths of administrative codes (GB/T 2260): a county's has six digits or
// more, the first four are its city's.
const (
	countyCode = 6
	cityPrefix = 4
)

// cityOf returns the code of the city that a county's code belongs to; a name
// doesn't tell.
func cityOf(county string) (string, bool) {
	if len(county) < countyCode {
		return "", false
	}
	for _, digit := range county[:countyCode] {
		if digit < '0' || digit > '9' {
			return "", false
		}
	}
	return county[:cityPrefix] + "00", true
}

// regionKey names a region with one kind of extents.
type regionKey struct{ level, region, kind string }

// regions add the parks up to counties, cities and the whole: sums of
// numerators over sums of denominators, each kind of extent by itself. Land
// that two parks claim counts twice, and the row says how much that is.
func (c *city) regions(findings []store.Finding) []store.Region {
	var rows []store.Region
	at := map[regionKey]int{}
	var members [][]int
	for _, level := range regionLevels {
		for i := range c.extents {
			e := &c.extents[i]
			region, known := level.of(e.roster.County)
			if !known {
				continue
			}
			key := regionKey{level.name, region, e.kind}
			n, seen := at[key]
			if !seen {
				n = len(rows)
				at[key] = n
				rows = append(rows, store.Region{Level: level.name, Region: region, ExtentKind: e.kind})
				members = append(members, nil)
			}
			members[n] = append(members[n], i)
		}
	}
	overlaps := overlapsOf(findings)
	for i := range rows {
		c.addUp(&rows[i], members[i], overlaps)
	}
	return rows
}

// addUp fills a region's row from its members.
func (c *city) addUp(row *store.Region, members []int, overlaps []overlap) {
	metrics := make([][]indicators.Metric, len(members))
	inside := make(map[string]bool, len(members))
	for i, at := range members {
		e := &c.extents[at]
		metrics[i] = e.metrics
		inside[e.park] = true
		if e.score() != nil {
			row.Scored++
		}
	}
	row.Parks = len(members)
	for _, o := range overlaps {
		if inside[o.first] && inside[o.second] {
			row.TwiceM2 += o.areaM2
		}
	}
	for _, m := range c.set.RollUp(metrics...) {
		row.Metrics = append(row.Metrics, metricRow(outline{}, &m, c.lang))
	}
}

// overlap is land that the extents of two parks share.
type overlap struct {
	first, second string
	areaM2        float64
}

func overlapsOf(findings []store.Finding) []overlap {
	var list []overlap
	for _, f := range findings {
		if f.Code != string(land.ExtentsOverlap) || f.AreaM2 == nil {
			continue
		}
		if parks := (land.Finding{ParkCode: f.ParkCode}).Parks(); len(parks) == 2 {
			list = append(list, overlap{parks[0], parks[1], *f.AreaM2})
		}
	}
	return list
}
