package viewer

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"jiyue/pipeline/store"
)

// parksView is the page of all parks.
type parksView struct {
	frame
	Map     *drawing
	Rows    []parkRow
	Figures figureList
	Groups  []group
}

// group is a property of the roster that parks can be coloured and chosen by.
type group struct {
	Key, Name string
	Values    []string
}

// parkRow is one extent of a park with the figures of its line.
type parkRow struct {
	Key, Code, Name, Kind, Scope, Level, Type, Link, Packed       string
	Area, Coverage, Built, PlotRatio, Output, Score, Rank, Faults cell
	Grave                                                         bool // has error findings
	builtRatio                                                    *float64
	areaM2                                                        float64
	shape                                                         orb.MultiPolygon
}

// outline names one extent of a park.
type outline struct{ park, kind string }

// parksPage reads all parks.
func parksPage(s *store.Store, _ *http.Request, f frame) (any, error) {
	f.Title = f.Say("全部园区", "All parks")
	a, err := readAbstract(s, f)
	if err != nil {
		return nil, err
	}
	page := &parksView{frame: f, Figures: a.figures, Groups: f.groupsOf(a.parks)}
	for _, p := range a.parks {
		extents := a.extents[p.Code]
		if len(extents) == 0 {
			page.Rows = append(page.Rows, f.rowOf(a, p, store.Extent{}))
		}
		for _, e := range extents {
			page.Rows = append(page.Rows, f.rowOf(a, p, e))
		}
	}
	page.Map = f.parksMap(page.Rows)
	return page, nil
}

func (f frame) rowOf(a *abstract, p store.Park, e store.Extent) parkRow {
	at := outline{p.Code, e.Kind}
	m, root, found := a.metrics[at], a.roots[at], a.faults[p.Code]
	row := parkRow{
		Key: p.Code + "/" + e.Kind, Code: p.Code, Name: p.Name, Kind: f.word(kindNames, e.Kind), Scope: p.Scope, Level: p.Level, Type: p.Type, Packed: a.packed[at], Link: f.parkLink(p.Code, e.Kind),
		Coverage:  cellOf(m["coverage"], percent(m["coverage"])),
		Built:     cellOf(m["built_ratio"], percent(m["built_ratio"])),
		PlotRatio: cellOf(m["plot_ratio"], fixed(m["plot_ratio"], 2)),
		Output:    cellOf(m["output_per_mu"], fixed(m["output_per_mu"], 2)),
		Score:     cellOf(root.Score, fixed(root.Score, 2)),
		Area:      cell{Text: none}, Rank: cell{Text: none},
		Faults:     cell{strconv.FormatInt(found.all, 10), strconv.FormatInt(found.all, 10)},
		Grave:      found.errors > 0,
		builtRatio: m["built_ratio"], areaM2: e.AreaM2, shape: e.Shape,
	}
	if e.Kind != "" {
		row.Area = cellOf(&e.AreaM2, hectares(&e.AreaM2))
	}
	if root.Rank != nil {
		n := strconv.FormatInt(*root.Rank, 10)
		row.Rank = cell{n, n}
	}
	return row
}

// groupsOf lists the properties of the roster with the values that occur; a
// property that all parks have alike tells nothing and is left out.
func (f frame) groupsOf(parks []store.Park) []group {
	var groups []group
	for _, g := range []struct {
		key, name string
		of        func(store.Park) string
	}{
		{"scope", f.Say("调查范围", "Scope"), func(p store.Park) string { return p.Scope }},
		{"level", f.Say("级别", "Level"), func(p store.Park) string { return p.Level }},
		{"type", f.Say("类型", "Type"), func(p store.Park) string { return p.Type }},
	} {
		var values []string
		for _, p := range parks {
			if v := g.of(p); v != "" {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		if values = slices.Compact(values); len(values) > 1 {
			groups = append(groups, group{g.key, g.name, values})
		}
	}
	return groups
}
