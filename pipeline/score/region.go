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
	{"city", land.CityOf},
	{"all", func(string) (string, bool) { return "", true }},
}

// regionKey names a region with one kind of extents.
type regionKey struct{ level, region, kind string }

// regions add the parks up to counties, cities and the whole: sums of
// numerators over sums of denominators, each kind of extent by itself. Land
// that two parks claim counts twice, and the row says how much that is.
func (c *city) regions(overlaps []store.ExtentOverlap) []store.Region {
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
	for i := range rows {
		c.addUp(&rows[i], members[i], overlaps)
	}
	return rows
}

// addUp fills a region's row from its members.
func (c *city) addUp(row *store.Region, members []int, overlaps []store.ExtentOverlap) {
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
		if inside[o.ParkCode] && inside[o.OtherParkCode] && (o.ExtentKind == row.ExtentKind || o.ExtentKind == "") {
			row.TwiceM2 += o.AreaM2
		}
	}
	for _, m := range c.set.RollUp(metrics...) {
		row.Metrics = append(row.Metrics, metricRow(outline{}, &m, c.lang))
	}
}

// overlaps returns what land the extents of two parks share. A land run of an
// earlier program has it in its findings alone, which don't say of which kind
// the extents are.
func overlaps(s *store.Store, findings []store.Finding) ([]store.ExtentOverlap, error) {
	list, err := s.ExtentOverlaps()
	if err != nil || len(list) > 0 {
		return list, err
	}
	for _, f := range findings {
		if f.Code != string(land.ExtentsOverlap) || f.AreaM2 == nil {
			continue
		}
		if parks := (land.Finding{ParkCode: f.ParkCode}).Parks(); len(parks) == 2 {
			list = append(list, store.ExtentOverlap{ParkCode: parks[0], OtherParkCode: parks[1], AreaM2: *f.AreaM2})
		}
	}
	return list, nil
}
