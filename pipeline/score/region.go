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

// region is a county, a city or the whole with one kind of extents.
type region struct {
	store.Region
	members []int // extents
}

// key is how the region is found again.
func (r *region) key() outline { return outline{r.Level + " " + r.Region.Region, r.ExtentKind} }

// regionKey names a region with one kind of extents.
type regionKey struct{ level, region, kind string }

// regions add the parks up to counties, cities and the whole: sums of
// numerators over sums of denominators, each kind of extent by itself. Land
// that two parks claim counts twice, and the row says how much that is.
func (c *city) regions(overlaps []store.ExtentOverlap) []region {
	var list []region
	at := map[regionKey]int{}
	for _, level := range regionLevels {
		for i := range c.extents {
			e := &c.extents[i]
			name, known := level.of(e.roster.County)
			if !known {
				continue
			}
			key := regionKey{level.name, name, e.kind}
			n, seen := at[key]
			if !seen {
				n = len(list)
				at[key] = n
				list = append(list, region{Region: store.Region{Level: level.name, Region: name, ExtentKind: e.kind}})
			}
			list[n].members = append(list[n].members, i)
		}
	}
	for i := range list {
		c.addUp(&list[i], overlaps)
	}
	return list
}

// regionRows are the regions as rows.
func regionRows(list []region) []store.Region {
	rows := make([]store.Region, len(list))
	for i := range list {
		rows[i] = list[i].Region
	}
	return rows
}

// addUp fills a region's row from its members.
func (c *city) addUp(row *region, overlaps []store.ExtentOverlap) {
	metrics := make([][]indicators.Metric, len(row.members))
	inside := make(map[string]bool, len(row.members))
	for i, at := range row.members {
		e := &c.extents[at]
		metrics[i] = e.metrics
		inside[e.park] = true
		if e.score() != nil {
			row.Scored++
		}
	}
	row.Parks = len(row.members)
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
