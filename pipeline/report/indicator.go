package report

import (
	"unicode"
	"unicode/utf8"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// rawIndicator is one of the indicators that every run carries whatever the
// set (DESIGN §6): the raw view of the land.
type rawIndicator struct {
	key         string
	formula     land.Text
	percent     bool
	unit        string // of the column
	numerator   string // raw indicators of a ratio; "" for a sum
	denominator string
}

// rawIndicators lists the raw view in the order of its table. Areas are
// printed in ha.
var rawIndicators = []rawIndicator{
	{key: "land_area", unit: unitHa,
		formula: land.Text{ZH: "四至范围的面积", EN: "area of the extent"}},
	{key: "parcel_area", unit: unitHa,
		formula: land.Text{ZH: "范围内各地块部分面积之和", EN: "sum of the pieces in the extent"}},
	{key: "coverage", percent: true, unit: "%",
		formula:   land.Text{ZH: "地块面积 ÷ 四至范围面积", EN: "parcels ÷ extent"},
		numerator: "parcel_area", denominator: "land_area"},
	{key: "built_area", unit: unitHa,
		formula: land.Text{ZH: "状态为已建成的地块部分面积之和", EN: "sum of the pieces with status built"}},
	{key: "built_ratio", percent: true, unit: "%",
		formula:   land.Text{ZH: "已建成面积 ÷ 地块面积", EN: "built ÷ parcels"},
		numerator: "built_area", denominator: "parcel_area"},
	{key: "industrial_area", unit: unitHa,
		formula: land.Text{ZH: "地类为工矿仓储的地块部分面积之和", EN: "sum of the pieces of industrial, mining and warehouse classes"}},
	{key: "industrial_ratio", percent: true, unit: "%",
		formula:   land.Text{ZH: "工矿仓储用地面积 ÷ 地块面积", EN: "industrial ÷ parcels"},
		numerator: "industrial_area", denominator: "parcel_area"},
	{key: "footprint_area", unit: unitHa,
		formula: land.Text{ZH: "按占比分摊的建筑基底面积之和", EN: "sum of apportioned footprints"}},
	{key: "building_density", percent: true, unit: "%",
		formula:   land.Text{ZH: "建筑基底面积 ÷ 地块面积", EN: "footprint ÷ parcels"},
		numerator: "footprint_area", denominator: "parcel_area"},
	{key: "floor_area", unit: unitHa,
		formula: land.Text{ZH: "按占比分摊的总建筑面积之和", EN: "sum of apportioned floor areas"}},
	{key: "plot_ratio",
		formula:   land.Text{ZH: "建筑面积 ÷ 地块面积", EN: "floor area ÷ parcels"},
		numerator: "floor_area", denominator: "parcel_area"},
	{key: "output", unit: unitWan,
		formula: land.Text{ZH: "按占比分摊的年产值之和", EN: "sum of apportioned yearly output"}},
	{key: "output_per_mu", unit: "万元/亩",
		formula:   land.Text{ZH: "产值 ÷ 地块面积（亩）", EN: "output ÷ parcels in mu"},
		numerator: "output", denominator: "parcel_area"},
	{key: "tax", unit: unitWan,
		formula: land.Text{ZH: "按占比分摊的年税收之和", EN: "sum of apportioned yearly tax"}},
	{key: "tax_per_mu", unit: "万元/亩",
		formula:   land.Text{ZH: "税收 ÷ 地块面积（亩）", EN: "tax ÷ parcels in mu"},
		numerator: "tax", denominator: "parcel_area"},
}

// rawByKey finds a raw indicator by its name in the store.
var rawByKey = func() map[string]*rawIndicator {
	m := make(map[string]*rawIndicator, len(rawIndicators))
	for i := range rawIndicators {
		m[rawIndicators[i].key] = &rawIndicators[i]
	}
	return m
}()

// isPercent reports whether a raw indicator is a ratio that readers expect in
// percent. Indicators of a set say so by their unit.
func isPercent(key string) bool {
	raw, ok := rawByKey[key]
	return ok && raw.percent
}

// setWords returns what built-in sets call their indicators and how they
// compute them; where they differ, the words are those of the set named last.
// A set of the user's own names what it scores in the score rows.
func setWords(set string) (names, formulas map[string]land.Text) {
	names, formulas = map[string]land.Text{}, map[string]land.Text{}
	for _, name := range append(indicators.BuiltinNames(), set) {
		s, err := indicators.Builtin(name)
		if err != nil {
			continue // the user's own set
		}
		for _, m := range s.Evaluate(nil) {
			names[m.Indicator] = land.Text{ZH: m.NameZH, EN: m.NameEN}
			formulas[m.Indicator] = land.Text{ZH: m.Formula, EN: m.Formula}
		}
	}
	return names, formulas
}

// indicatorName returns what the indicator is called, or its key where no set
// names it.
func (c *composer) indicatorName(key string) string {
	if t, ok := c.names[key]; ok && t.In(c.lang) != "" {
		return capitalized(t.In(c.lang))
	}
	return key
}

// capitalized begins a name with a capital, as heads of tables do.
func capitalized(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// statusOrder is the order of statuses in legends, with their names. The empty
// status is land whose source says none.
var statusOrder = []struct {
	status land.Status
	name   land.Text
}{
	{land.Built, land.Text{ZH: "已建成", EN: "built"}},
	{land.Unbuilt, land.Text{ZH: "已供应未建成", EN: "supplied, not built"}},
	{land.Idle, land.Text{ZH: "闲置", EN: "idle"}},
	{land.Unsupplied, land.Text{ZH: "未供应", EN: "not supplied"}},
	{land.Unbuildable, land.Text{ZH: "不可建设", EN: "cannot be built on"}},
	{"", land.Text{ZH: "状态不明", EN: "status unknown"}},
}

var kindNames = map[string]land.Text{
	string(land.Approved): {ZH: "核定范围", EN: "approved extent"},
	string(land.Managed):  {ZH: "实际管理范围", EN: "managed extent"},
	string(land.Growth):   {ZH: "发展方向区", EN: "growth-direction area"},
}

var severityNames = map[land.Severity]land.Text{
	land.Error:   {ZH: "错误", EN: "error"},
	land.Warning: {ZH: "警告", EN: "warning"},
	land.Note:    {ZH: "提示", EN: "note"},
}

// scopeNames word the survey scopes of the 2021 evaluation where a roster
// gives them by number.
var scopeNames = map[string]land.Text{
	"S0": {ZH: "公告目录内开发区（核定范围）", EN: "Zones of the 2018 catalogue, approved extent"},
	"S1": {ZH: "公告目录内开发区（实际管理范围）", EN: "Zones of the 2018 catalogue, managed extent"},
	"S2": {ZH: "目录后新批省级开发区（四至范围已核定）", EN: "Provincial zones approved since, four corners verified"},
	"S3": {ZH: "其他产业园", EN: "Other parks"},
}
