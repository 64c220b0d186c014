package ingest

import (
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// region returns the county or city that a row of declared figures is about as
// a whole, by its code or its name as the roster has it, or by a county's name
// where the roster has its code and parks are named after it; "" is the whole, for
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
	if name := r.At(t.name); r.At(t.code) == "" && !t.in.namesPark(name) {
		if county := t.in.countyNamed(name); county != "" {
			return county, true
		}
	}
	total := isTotal(r.At(t.code)) || isTotal(r.At(t.name))
	return "", total && len(counties) <= 1
}

// namesPark reports whether the name is that of a park of the roster, or of a kind
// that parks have: 大宁经济开发区 ends as a county does, and is none.
func (in *Input) namesPark(name string) bool {
	return slices.ContainsFunc(parkEnds, func(end string) bool { return strings.HasSuffix(name, end) }) ||
		slices.ContainsFunc(in.Parks, func(p land.Park) bool { return p.Name == name })
}

// countyEnds end the names of counties.
const countyEnds = "县区市旗"

// parkEnds end the names of parks that end with the character of a district.
var parkEnds = []string{"开发区", "园区", "新区", "工业区", "产业区", "集聚区", "集中区", "示范区", "试验区", "实验区", "保税区", "加工区", "物流区", "合作区", "功能区", "度假区", "港区", "片区"}

// shortestStem is how many characters of a county's name have to stand before
// its end to tell it from others: 隰县 has one, with which many a name begins.
const shortestStem = 2

// countyNamed returns the county of the roster that has this name, as the names
// of its parks tell: 大宁县 is that of 大宁经济开发区. "" where parks of no county,
// or of several, are named after it.
func (in *Input) countyNamed(name string) string {
	letters := []rune(name)
	if len(letters) <= shortestStem || !strings.ContainsRune(countyEnds, letters[len(letters)-1]) {
		return ""
	}
	stem, found := string(letters[:len(letters)-1]), ""
	for _, p := range in.Parks {
		if p.County == "" || !strings.HasPrefix(p.Name, stem) {
			continue
		}
		if found != "" && found != p.County {
			return ""
		}
		found = p.County
	}
	return found
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
	if name := r.At(t.name); r.At(t.code) == "" && region != "" && name != region {
		t.findings.add(land.Finding{Code: land.StatisticsByName, Field: t.config.Name, Found: name, Expected: region})
	}
	t.eachFigure(r, func(key, field string, v float64) {
		same := func(f land.RegionFigure) bool {
			return f.Region == region && f.Kind == t.config.Extent && f.Figure == key
		}
		i := slices.IndexFunc(t.in.DeclaredRegions, same)
		if i < 0 {
			t.in.DeclaredRegions = append(t.in.DeclaredRegions, land.RegionFigure{Region: region, Kind: t.config.Extent, Figure: key, Value: v, Source: t.source, Record: r.Line})
		} else if have := t.in.DeclaredRegions[i].Value; have != v {
			t.findings.add(land.Finding{Code: land.StatisticsDisagree, Field: field, Found: fmt.Sprint(v), Expected: fmt.Sprint(have)})
		}
	})
}
