package ingest

import (
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// region returns the county or city that a row of declared figures is about as
// a whole, by its code or its name as the roster has it; "" is the whole, for
// a row of totals where the roster has no more than one county. Subtotals are
// of nobody knows what.
func (t *figures) region(r table.Row) (region string, known bool) {
	if t.role != land.RoleDeclared {
		return "", false
	}
	counties := t.in.counties()
	for _, cell := range []string{r.At(t.code), r.At(t.name)} {
		if slices.ContainsFunc(counties, func(county string) bool {
			city, coded := land.CityOf(county)
			return cell != "" && (cell == county || coded && cell == city)
		}) {
			return cell, true
		}
	}
	total := isTotal(r.At(t.code)) || isTotal(r.At(t.name))
	return "", total && len(counties) <= 1
}

// isTotal tells the row of totals from one of subtotals.
func isTotal(cell string) bool { return isSum(cell) && !strings.Contains(cell, "小") }

// counties are those of the roster, in the order of first mention.
func (in *Input) counties() []string {
	var list []string
	for _, p := range in.Parks {
		if p.County != "" && !slices.Contains(list, p.County) {
			list = append(list, p.County)
		}
	}
	return list
}

// readRegion takes the figures of a row about a whole county or city. One that
// is known already must be the same.
func (t *figures) readRegion(r table.Row, region string) {
	t.eachFigure(r, func(key, field string, v float64) {
		same := func(f land.RegionFigure) bool { return f.Region == region && f.Figure == key }
		i := slices.IndexFunc(t.in.DeclaredRegions, same)
		if i < 0 {
			t.in.DeclaredRegions = append(t.in.DeclaredRegions, land.RegionFigure{Region: region, Figure: key, Value: v, Source: t.source, Record: r.Line})
		} else if have := t.in.DeclaredRegions[i].Value; have != v {
			t.findings.add(land.Finding{Code: land.StatisticsDisagree, Field: field, Found: fmt.Sprint(v), Expected: fmt.Sprint(have)})
		}
	})
}
