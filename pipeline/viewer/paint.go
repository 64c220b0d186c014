package viewer

import (
	"strconv"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// What the colours of a park's map may show: the values of ?colour=.
const (
	byStatus = "status"
	byUse    = "use"
)

// paint is a colour of the map: a class of the style sheet and what it means.
type paint struct {
	key   string
	class string
	name  land.Text
}

// statusPaints are the statuses in the order of the legend; the last is for
// land whose source says none.
var statusPaints = []paint{
	{string(land.Built), "s-built", land.Text{ZH: "已建成", EN: "built"}},
	{string(land.Unbuilt), "s-unbuilt", land.Text{ZH: "已供应未建成", EN: "supplied, not built"}},
	{string(land.Idle), "s-idle", land.Text{ZH: "闲置", EN: "idle"}},
	{string(land.Unsupplied), "s-unsupplied", land.Text{ZH: "未供应", EN: "not supplied"}},
	{string(land.Unbuildable), "s-unbuildable", land.Text{ZH: "不可建设", EN: "cannot be built on"}},
	{"", "s-unknown", land.Text{ZH: "状态不明", EN: "status unknown"}},
}

// usePaints are groups of land use that every classification has: what its
// classes are once they are built, by the first two characters of the
// land-status code (A1 residential … B1 rural).
var usePaints = []paint{
	{"A2", "u-industry", land.Text{ZH: "工矿仓储", EN: "industry, mining, warehouses"}},
	{"A1", "u-residence", land.Text{ZH: "住宅", EN: "residential"}},
	{"A4", "u-commerce", land.Text{ZH: "商服", EN: "commerce and services"}},
	{"A5", "u-public", land.Text{ZH: "公共管理、公园绿地", EN: "public services, parks and green"}},
	{"A3", "u-transport", land.Text{ZH: "交通运输", EN: "transport"}},
	{"A6", "u-urban", land.Text{ZH: "其他城镇建设用地", EN: "other urban land"}},
	{"B1", "u-rural", land.Text{ZH: "农村建设用地", EN: "rural construction"}},
	{"open", "u-open", land.Text{ZH: "农用地、水域及其他", EN: "farmland, water and other"}},
	{"", "u-unknown", land.Text{ZH: "地类不明", EN: "land use unknown"}},
}

// colour returns what the colours show; status unless land use is asked for.
func (p *parkView) colour() string {
	if p.address.Query().Get("colour") == byUse {
		return byUse
	}
	return byStatus
}

// otherColour is what the map could show instead.
func otherColour(colour string) string {
	if colour == byUse {
		return byStatus
	}
	return byUse
}

// paintsOf are the colours of a map, in the order of the legend.
func paintsOf(colour string) []paint {
	if colour == byUse {
		return usePaints
	}
	return statusPaints
}

// paintFor returns the colour of land with these properties.
func paintFor(colour, status, scheme, use string) paint {
	if colour == byUse {
		return paintWith(usePaints, useGroup(scheme, use))
	}
	return paintWith(statusPaints, status)
}

// legend lists the colours that occur, with the number of pieces.
func (p *parkView) legend(colour string, groups []store.LandGroup) []legendEntry {
	counts := map[string]int64{}
	for _, g := range groups {
		counts[paintFor(colour, g.Status, g.Scheme, g.LandUse).class] += g.Pieces
	}
	var list []legendEntry
	for _, paint := range paintsOf(colour) {
		if n := counts[paint.class]; n > 0 {
			list = append(list, legendEntry{paint.class, paint.name.In(p.Lang), strconv.FormatInt(n, 10)})
		}
	}
	return list
}

// paintWith finds a paint; what the list lacks looks unknown.
func paintWith(paints []paint, key string) paint {
	for _, c := range paints {
		if c.key == key {
			return c
		}
	}
	return paints[len(paints)-1]
}

// useGroup returns the group of a land-use code.
func useGroup(scheme, code string) string {
	class, ok := classOf(scheme, code)
	switch {
	case !ok:
		return ""
	case class.BuiltCode == "":
		return "open"
	}
	return class.BuiltCode[:min(len(class.BuiltCode), 2)]
}

// classOf returns the class of a land-use code; false where scheme or code is
// unknown.
func classOf(scheme, code string) (indicators.Class, bool) {
	s, err := indicators.Scheme(scheme)
	if err != nil {
		return indicators.Class{}, false
	}
	return s.Class(code)
}
