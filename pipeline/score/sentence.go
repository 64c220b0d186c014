package score

import (
	"strconv"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// measureTitles word the attributes of parcels.
var measureTitles = map[string]land.Text{
	land.Footprint.String():    {ZH: "建筑基底面积", EN: "footprint"},
	land.FloorArea.String():    {ZH: "建筑面积", EN: "floor area"},
	land.SiteCoverage.String(): {ZH: "建构筑物基底、堆场和操作场地面积", EN: "built and yard area"},
	land.HightechArea.String(): {ZH: "高新技术产业用地面积", EN: "high-tech area"},
	land.Output.String():       {ZH: "产值", EN: "output"},
	land.Tax.String():          {ZH: "税收", EN: "tax"},
	land.ValueAdded.String():   {ZH: "工业增加值", EN: "value added"},
	land.Investment.String():   {ZH: "固定资产投资", EN: "investment"},
	land.Employees.String():    {ZH: "从业人员", EN: "employees"},
}

// statusTitles word what has become of land.
var statusTitles = map[string]land.Text{
	string(land.Built):       {ZH: "已建成", EN: "built"},
	string(land.Unbuilt):     {ZH: "已供应未建成", EN: "supplied but not built"},
	string(land.Unsupplied):  {ZH: "未供应", EN: "not supplied"},
	string(land.Unbuildable): {ZH: "不可建设", EN: "not to be built on"},
	string(land.Idle):        {ZH: "闲置", EN: "idle"},
}

// title words a name; what the list lacks stays as it is.
func title(titles map[string]land.Text, name string) land.Text {
	if t, known := titles[name]; known {
		return t
	}
	return land.Text{ZH: name, EN: name}
}

// classTitle words a land-status code: A31 街巷用地.
func classTitle(code string) land.Text {
	for _, c := range indicators.LandCodes() {
		if c.Code == code {
			return land.Text{ZH: code + " " + c.NameZH, EN: code + " " + c.NameEN}
		}
	}
	return land.Text{ZH: code, EN: code}
}

// sentence tells the cause in one sentence with the arithmetic behind it.
func (c *Cause) sentence(m MetricReason, lang land.Lang) string {
	switch {
	case c.Kind == CauseWhole:
		return c.wholeSentence(m, lang)
	case c.OfLand == nil:
		return land.Textf("数据：文件 %[1]s 中 %[2]d 条记录没有地块状态，%[3]s 公顷；如全部已建成，指标为 %[4]s（现为 %[5]s），可得回 %[6]s 分。",
			"data: records of %[1]s without status: %[2]d, %[3]s ha; if all of them were built, the figure would be %[4]s (now %[5]s) and %[6]s points would come back.",
			c.Source, c.Parcels, shown(c.AreaM2/10_000, 2), shown(*c.Then, 4), shown(*m.Value, 4), shown(*c.PointsBack, 2)).In(lang)
	}
	return land.Textf("%s，%s 公顷，占分母的 %s%%；如与其余地块相同，指标为 %s（现为 %s），可得回 %s 分。",
		"%s, %s ha, %s %% of the denominator; if they were as the others, the figure would be %s (now %s) and %s points would come back.",
		c.about(lang), shown(c.AreaM2/10_000, 2), shown(*c.OfLand*100, 1), shown(*c.Then, 4), shown(*m.Value, 4), shown(*c.PointsBack, 2)).In(lang)
}

// about names the parcels of the cause.
func (c *Cause) about(lang land.Lang) string {
	switch {
	case c.Lacks != "":
		return land.Textf("数据：文件 %[1]s 中 %[2]d 条记录没有%[3]s", "data: records of %[1]s without %[3]s: %[2]d",
			c.Source, c.Parcels, title(measureTitles, c.Lacks).In(lang)).In(lang)
	case c.Zero != "":
		return land.Textf("土地：%[1]d 宗地的%[2]s为 0", "land: parcels with 0 %[2]s: %[1]d", c.Parcels, title(measureTitles, c.Zero).In(lang)).In(lang)
	case c.LandClass != "":
		return land.Textf("土地：%[1]d 宗地为 %[2]s", "land: parcels of %[2]s: %[1]d", c.Parcels, classTitle(c.LandClass).In(lang)).In(lang)
	}
	return land.Textf("土地：%[1]d 宗地%[2]s", "land: parcels %[2]s: %[1]d", c.Parcels, title(statusTitles, c.Status).In(lang)).In(lang)
}

// wholeSentence is for what no single group of parcels explains: what it takes
// to reach the ideal over the same land.
func (c *Cause) wholeSentence(m MetricReason, lang land.Lang) string {
	return land.Textf("土地：没有哪一类地块能单独解释；%s", "land: no one kind of parcels explains it; %s", c.toIdeal(m, lang)).In(lang)
}

// toIdeal says by how much the numerator misses the ideal.
func (c *Cause) toIdeal(m MetricReason, lang land.Lang) string {
	if c.Needed == nil {
		return land.Textf("%s 中分子为 %s，分母为 %s。", "in %s the numerator is %s and the denominator %s.",
			m.Formula, shown(*m.Numerator, 4), shown(*m.Denominator, 4)).In(lang)
	}
	return land.Textf("%s 中分母 %s 不变时，分子须由 %s 增加 %s 才达到理想值。",
		"in %s, over the same denominator of %s, the numerator of %s would have to rise by %s to reach the ideal.",
		m.Formula, shown(*m.Denominator, 4), shown(*m.Numerator, 4), shown(*c.Needed, 4)).In(lang)
}

// given is the cause of a figure that does not add up from parcels.
func given(loss *Loss, m MetricReason, lang land.Lang) Cause {
	c := Cause{Kind: CauseGiven, Needed: needed(loss, m)}
	c.Text = land.Textf("上报数据：采用按园区上报的统计数据，不由地块相加；%s",
		"given: it rests on a statistic handed in for the park and does not add up from parcels; %s", c.toIdeal(m, lang)).In(lang)
	return c
}

// gap is the cause of what could not be scored, which stands in its note: land
// where there is none to divide by, and else data.
func (l *landView) gap(loss *Loss, lang land.Lang) Cause {
	if m, known := l.metrics[loss.Node]; known && m.Denominator != nil && *m.Denominator == 0 {
		return Cause{Kind: CauseLand, Text: land.Textf("土地：%s", "land: %s", loss.Note).In(lang)}
	}
	return Cause{Kind: CauseData, Text: land.Textf("数据：%s", "data: %s", loss.Note).In(lang)}
}

// shown prints a number with at most so many decimals, rounded half away from
// zero.
func shown(v float64, decimals int) string {
	if x, ok := indicators.ExactFloat(v); ok {
		return x.Short(decimals)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
