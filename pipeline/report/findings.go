package report

import (
	"sort"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// severities from the worst to the mildest.
var severities = []land.Severity{land.Error, land.Warning, land.Note}

func severityRank(s string) int {
	for i, known := range severities {
		if string(known) == s {
			return i
		}
	}
	return len(severities)
}

func (c *composer) severity(s string) string {
	if t, ok := severityNames[land.Severity(s)]; ok {
		return t.In(c.lang)
	}
	return s
}

// asFinding rebuilds the finding, which words itself in either language.
func asFinding(f store.Finding) land.Finding {
	return land.Finding{
		Code: land.Code(f.Code), Source: f.Source, Record: f.Record, Field: f.Field,
		ParcelID: f.ParcelID, ParkCode: f.ParkCode, Found: f.Found, Expected: f.Expected, Count: f.Count,
	}
}

// message words a finding; codes that this version doesn't know keep the
// words that were stored.
func (c *composer) message(f store.Finding) string {
	if land.SeverityOf(land.Code(f.Code)) == "" {
		return f.Message
	}
	return asFinding(f).Message(c.lang)
}

// sortedFindings returns the findings, the worst first, else as stored.
func (c *composer) sortedFindings(list []store.Finding) []store.Finding {
	sorted := append([]store.Finding(nil), list...)
	sort.SliceStable(sorted, func(i, j int) bool {
		return severityRank(sorted[i].Severity) < severityRank(sorted[j].Severity)
	})
	return sorted
}

func times(f store.Finding) int64 { return max(f.Count, 1) }

// findingTables lists every finding, and the part of them that a page holds.
func (c *composer) findingTables() Listing {
	t := Table{ID: "findings", Caption: c.say("问题清单", "Findings"), Sort: true, Small: true, Columns: []Column{
		{Key: "severity", Name: c.say("级别", "Severity"), Width: 8},
		{Key: "code", Name: c.say("代码", "Code"), Width: 20},
		{Key: "message", Name: c.say("说明与处理", "What and what to do"), Width: 60},
		{Key: "park", Name: c.say("园区", "Park"), Width: 12},
		{Key: "source", Name: c.say("来源文件", "Source"), Width: 18},
		{Key: "record", Name: c.say("记录", "Record"), Numeric: true, Width: 8},
		{Key: "parcel", Name: c.say("地块", "Parcel"), Width: 16},
		{Key: "area", Name: c.say("涉及面积", "Area"), Unit: "m²", Numeric: true, Places: 2, Width: 12},
		{Key: "count", Name: c.say("件数", "Times"), Numeric: true, Width: 7},
	}}
	for _, f := range c.sortedFindings(c.findings) {
		t.Rows = append(t.Rows, c.findingRow(f))
	}
	short := t
	short.ID = "findings"
	left := len(t.Rows) - c.opt.ListedFindings
	if left > 0 {
		short.Rows = t.Rows[:c.opt.ListedFindings]
	}
	return Listing{Table: t, Short: short, Left: max(left, 0)}
}

func (c *composer) findingRow(f store.Finding) Row {
	record, area := word(""), word("")
	if f.Record > 0 {
		record = valued(identifier(int64(f.Record)))
	}
	if f.AreaM2 != nil {
		area = valued(number(fromFloat(f.AreaM2), 2, "m²"))
	}
	return Row{Tone: f.Severity, Cells: []Cell{
		word(c.severity(f.Severity)), word(f.Code), word(c.message(f)), word(c.findingParks(f.ParkCode)), word(f.Source),
		record, word(f.ParcelID), area, valued(count(times(f), "")),
	}}
}

// namedParks is how many parks a row of findings names: an overlap has two, a name
// that stands twice in the roster a few, one that stands everywhere all.
const namedParks = 6

// findingParks names the parks of a finding by their codes; of many the first,
// and how many there are.
func (c *composer) findingParks(codes string) string {
	list := strings.Split(codes, ",")
	if len(list) <= namedParks {
		return codes
	}
	return c.say("%s 等 %d 个园区，全部代码见 jiyue.gpkg 的表 finding", "%s and others, %d parks in all: see the table finding of jiyue.gpkg",
		strings.Join(list[:namedParks], ","), len(list))
}

// placeOf says where a finding is.
func (c *composer) placeOf(f store.Finding) string {
	f.ParkCode = c.findingParks(f.ParkCode)
	return asFinding(f).Place(c.lang)
}

// severityCounts counts the findings of each severity.
func (c *composer) severityCounts() []SeverityCount {
	var out []SeverityCount
	for _, s := range severities {
		var n int64
		for _, f := range c.findings {
			if f.Severity == string(s) {
				n += times(f)
			}
		}
		out = append(out, SeverityCount{s, c.severity(string(s)), count(n, "").Text, n})
	}
	return out
}

// worstKinds is how many kinds of finding the summary names.
const worstKinds = 4

// worst names the gravest kinds of finding, errors before warnings, the most
// frequent first. Notes are not worth a director's time.
func (c *composer) worst() []FindingLine {
	type group struct {
		first store.Finding
		n     int64
	}
	var groups []*group
	byCode := map[string]*group{}
	for _, f := range c.findings {
		if f.Severity == string(land.Note) {
			continue
		}
		g := byCode[f.Code]
		if g == nil {
			g = &group{first: f}
			byCode[f.Code] = g
			groups = append(groups, g)
		}
		g.n += times(f)
	}
	sort.SliceStable(groups, func(i, j int) bool {
		a, b := severityRank(groups[i].first.Severity), severityRank(groups[j].first.Severity)
		return a < b || a == b && groups[i].n > groups[j].n
	})
	var out []FindingLine
	for _, g := range groups[:min(len(groups), worstKinds)] {
		title := land.Code(g.first.Code).Title().In(c.lang)
		if title == "" {
			title = g.first.Message
		}
		if g.n > 1 {
			title += c.say("（%s 处）", " (%s times)", count(g.n, "").Text)
		}
		out = append(out, FindingLine{land.Severity(g.first.Severity), c.severity(g.first.Severity), title, c.place(g.first, g.n)})
	}
	return out
}

// place says where a finding is; of several, the first.
func (c *composer) place(f store.Finding, n int64) string {
	place := strings.TrimSpace(c.placeOf(f))
	if n > 1 && place != "" {
		return c.say("如 %s", "e.g. %s", place)
	}
	return place
}

// parkFindings lists the gravest findings of a park and how many are left.
func (c *composer) parkFindings(p *park) ([]FindingLine, int64) {
	var out []FindingLine
	var left int64
	for _, f := range c.sortedFindings(p.findings) {
		if len(out) >= c.opt.ParkFindings {
			left += times(f)
			continue
		}
		out = append(out, FindingLine{land.Severity(f.Severity), c.severity(f.Severity), c.message(f), c.placeOf(f)})
	}
	return out, left
}
