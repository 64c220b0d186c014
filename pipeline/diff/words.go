package diff

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// headlines are the figures that a park's change is told by where none was asked
// for, the first of them that moved.
var headlines = []string{"output_per_mu", "tax_per_mu", "plot_ratio", "building_density", "built_ratio", "industrial_ratio", scoreFigure, "coverage"}

// namedParcels is how many parcels an answer names.
const namedParcels = 3

// Headline is the figure by which the change of an extent is told; nil where none
// differs.
func (e *ParkExtent) Headline() *Figure {
	for _, name := range headlines {
		if i := slices.IndexFunc(e.Figures, func(f Figure) bool { return f.Figure == name }); i >= 0 {
			return &e.Figures[i]
		}
	}
	if len(e.Figures) > 0 {
		return &e.Figures[0]
	}
	return nil
}

// answer says in plain words what became of a park, by the figure that was asked
// for or by its headline.
func (c *Comparison) answer(p *Park, indicator string) string {
	from, to := moments(c.From.StartedAt, c.To.StartedAt)
	runs := land.Textf("第 %d 次运行（%s）至第 %d 次运行（%s）", "between run %d (%s) and run %d (%s)", c.From.RunID, from, c.To.RunID, to).In(c.lang)
	for i := range p.Extents {
		e := &p.Extents[i]
		if f := e.Headline(); f != nil {
			return c.moved(p, e, f, runs)
		}
	}
	name := p.Code
	if p.Name != "" {
		name = fmt.Sprintf("%s (%s)", p.Name, p.Code)
	}
	redrawn := p.outlines(c.lang)
	if indicator != "" {
		return land.Textf("%[3]s，%[1]s的%[2]s没有变化。", "%[2]s of %[1]s is the same %[3]s.", name, c.nameOf(indicator), runs).In(c.lang) + redrawn
	}
	var changed int64
	for i := range p.Extents {
		changed += p.Extents[i].Total()
	}
	if changed > 0 {
		return land.Textf("%[3]s，%[1]s有 %[2]d 宗地块变化，但没有一项指标因此改变。", "changed parcels of %[1]s %[3]s: %[2]d; no figure changed with them.", name, changed, runs).In(c.lang) + redrawn
	}
	if redrawn != "" {
		return land.Textf("%[2]s，%[1]s的地块和指标没有变化。", "no parcel and no figure of %[1]s changed %[2]s.", name, runs).In(c.lang) + redrawn
	}
	return land.Textf("%[2]s，%[1]s没有变化。", "nothing changed in %[1]s %[2]s.", name, runs).In(c.lang)
}

// moved tells one figure: by how much, and what explains it.
func (c *Comparison) moved(p *Park, e *ParkExtent, f *Figure, runs string) string {
	name := fmt.Sprintf("%s (%s, %s)", p.Name, p.Code, e.Kind)
	difference := f.Difference()
	if difference == nil {
		return land.Textf("%[6]s，%[1]s的%[2]s：%[3]s → %[4]s %[5]s。", "%[2]s of %[1]s: %[3]s → %[4]s %[5]s %[6]s.",
			name, f.Name, Number(f.Before, nil), Number(f.After, nil), f.Unit, runs).In(c.lang) + c.because(e, f)
	}
	verb := land.Text{ZH: "升至", EN: "rose"}
	if *difference < 0 {
		verb = land.Text{ZH: "降至", EN: "fell"}
	}
	unit := ""
	if f.Unit != "" {
		unit = " " + f.Unit
	}
	percent := ""
	if *f.Before != 0 {
		relative := 100 * *difference / math.Abs(*f.Before)
		percent = land.Textf("，%s%%", ", %s %%", Signed(&relative)).In(c.lang)
	}
	return land.Textf("%[8]s，%[1]s的%[2]s由 %[4]s %[3]s %[5]s%[6]s（%[7]s）。", "%[2]s of %[1]s %[3]s from %[4]s to %[5]s%[6]s (%[7]s) %[8]s.",
		name, f.Name, verb.In(c.lang), Number(f.Before, difference), Number(f.After, difference), unit, Signed(difference)+percent, runs).In(c.lang) + c.because(e, f)
}

// because names the parcels with the greatest effect, and what else there is.
func (c *Comparison) because(e *ParkExtent, f *Figure) string {
	var reasons []string
	if e.Outline != nil {
		reasons = append(reasons, e.Outline.Text)
		if by := e.ByOutline(); by.Total() > 0 {
			reasons = append(reasons, by.Text(c.lang))
		}
	}
	if _, concludes := conclusionNames[f.Figure]; e.Total() > 0 && !concludes {
		n := e.Total()
		reasons = append(reasons, land.Textf("%d 宗地块有变化，其中 %d 宗影响此项", "changed parcels: %d, with an effect on it: %d", n, len(f.Parcels)).In(c.lang))
	} else if n := e.Total(); n > 0 {
		reasons = append(reasons, land.Textf("%d 宗地块有变化", "changed parcels: %d", n).In(c.lang))
	}
	for i := range f.Parcels[:min(len(f.Parcels), namedParcels)] {
		reasons = append(reasons, c.told(e, &f.Parcels[i]))
	}
	for i := range f.Others {
		reasons = append(reasons, CauseWord(f.Others[i].Cause).In(c.lang)+effectText(f.Others[i].Effect))
	}
	if f.Figure == scoreFigure {
		for i := range e.Points[:min(len(e.Points), namedParcels)] {
			d := e.Points[i].Difference()
			reasons = append(reasons, e.Points[i].Name+" "+Signed(&d))
		}
	}
	if e.NotListed != "" {
		reasons = append(reasons, e.NotListed)
	}
	if len(reasons) == 0 {
		return ""
	}
	return land.Text{ZH: "", EN: " "}.In(c.lang) + capital(strings.Join(reasons, land.Text{ZH: "；", EN: "; "}.In(c.lang))) + land.Text{ZH: "。", EN: "."}.In(c.lang)
}

func capital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// told says in brief what became of a parcel and what that does.
func (c *Comparison) told(e *ParkExtent, x *Effect) string {
	p := &e.Parcels[x.Parcel]
	record := land.Textf("第 %d 条", "#%d", p.Record)
	if p.Change == store.PieceRemoved {
		record = land.Textf("原第 %d 条", "was #%d", p.Record)
	}
	name := land.Textf("地块 %s（%s %s，%s）", "parcel %s (%s %s, %s)", p.ParcelID, p.Source, record.In(c.lang), p.Told(c.lang)).In(c.lang)
	return name + effectText(x.Effect)
}

func effectText(effect *float64) string {
	if effect == nil {
		return ""
	}
	return " " + Signed(effect)
}

// Told says in brief how a parcel changed: output 500 → 190.
func (p *Parcel) Told(lang land.Lang) string {
	word := p.word().In(lang)
	if p.Change == store.PieceAdded || p.Change == store.PieceRemoved {
		for _, d := range p.Differs {
			if v := cmpOr(d.After, d.Before); d.Attribute == "area" && v != nil {
				word += " " + valueText(v) + " m²"
			}
		}
		return word
	}
	var parts []string
	for _, d := range p.Differs {
		parts = append(parts, AttributeWord(d.Attribute).In(lang)+" "+valueText(d.Before)+" → "+valueText(d.After))
	}
	const most = 4
	if len(parts) > most {
		parts = append(parts[:most], "…")
	}
	if len(parts) == 0 { // the shape alone
		return word
	}
	return word + land.Text{ZH: "：", EN: ": "}.In(lang) + strings.Join(parts, land.Text{ZH: "，", EN: ", "}.In(lang))
}

func cmpOr(a, b any) any {
	if a != nil {
		return a
	}
	return b
}

func valueText(v any) string {
	switch v := v.(type) {
	case nil:
		return "—"
	case float64:
		return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// ChangeWord says what a kind of change is called.
func ChangeWord(change string) land.Text {
	return wordOf(changeWords, change)
}

// word says what became of the parcel: where the extent is drawn otherwise, whether
// that or the parcel itself makes the change.
func (p *Parcel) word() land.Text {
	if w, known := causedWords[[2]string{p.Change, p.Cause}]; known {
		return w
	}
	return ChangeWord(p.Change)
}

var causedWords = map[[2]string]land.Text{
	{store.PieceAdded, CauseOutline}: {ZH: "进入范围", EN: "came into the extent"}, {store.PieceAdded, CauseParcel}: {ZH: "文件新增", EN: "new in the file"},
	{store.PieceRemoved, CauseOutline}: {ZH: "移出范围", EN: "left the extent"}, {store.PieceRemoved, CauseParcel}: {ZH: "文件中已无", EN: "gone from the file"},
	{store.PieceReshaped, CauseOutline}: {ZH: "界线切割改变", EN: "cut otherwise"},
}

var changeWords = map[string]land.Text{
	store.PieceAdded: {ZH: "新增", EN: "added"}, store.PieceRemoved: {ZH: "消失", EN: "removed"}, store.PieceReshaped: {ZH: "变形", EN: "reshaped"},
	store.PieceReclassified: {ZH: "变类", EN: "reclassified"}, store.PieceEdited: {ZH: "改值", EN: "edited"},
}

// CauseWord says what moves a figure besides parcels.
func CauseWord(cause string) land.Text { return wordOf(causeWords, cause) }

var causeWords = map[string]land.Text{
	CauseConfiguration: {ZH: "配置、指标体系或程序改变", EN: "the configuration, the indicator set or the program changed"},
	CauseExtent:        {ZH: "四至范围面积改变", EN: "the area of the extent changed"},
	CauseStatistics:    {ZH: "统计数据改变", EN: "statistics of the park changed"},
	CauseNotListed:     {ZH: "未逐宗记录的地块", EN: "pieces that are not listed one by one"},
	CauseOwnFigures:    {ZH: "本园自身的指标改变", EN: "figures of its own moved"},
	CauseBenchmark:     {ZH: "一并分类的各园区均值（基准）改变", EN: "the mean of all that are classified together, its benchmark, moved"},
	CauseFormula:       {ZH: "公式不是地块之和的部分", EN: "what the formula makes that is no sum over parcels"},
}

// AttributeWord names an attribute of a piece.
func AttributeWord(attribute string) land.Text { return wordOf(attributeWords, attribute) }

var attributeWords = map[string]land.Text{
	"parcel_id": {ZH: "编号", EN: "id"}, "share": {ZH: "占比", EN: "share"}, "area": {ZH: "面积", EN: "area"}, "land_use": {ZH: "地类", EN: "land use"},
	"scheme": {ZH: "地类分类", EN: "classification"}, "status": {ZH: "状态", EN: "status"}, "built_code": {ZH: "建设状况", EN: "built code"},
	"supply_code": {ZH: "供应状况", EN: "supply code"}, "hightech_code": {ZH: "高新代码", EN: "high-tech code"},
	"footprint": {ZH: "基底面积", EN: "footprint"}, "floor_area": {ZH: "建筑面积", EN: "floor area"}, "site_coverage": {ZH: "构筑物与堆场", EN: "site coverage"},
	"hightech_area": {ZH: "高新用地", EN: "high-tech area"}, "output": {ZH: "产值", EN: "output"}, "tax": {ZH: "税收", EN: "tax"},
	"value_added": {ZH: "增加值", EN: "value added"}, "investment": {ZH: "投资", EN: "investment"}, "employees": {ZH: "从业人员", EN: "employees"},
}

func wordOf(words map[string]land.Text, key string) land.Text {
	if w, known := words[key]; known {
		return w
	}
	return land.Text{ZH: key, EN: key}
}

// moments prints when two runs were started: by their days, and where these are
// one by the time too, UTC.
func moments(from, to string) (earlier, later string) {
	f, err := time.Parse(time.RFC3339, from)
	t, failed := time.Parse(time.RFC3339, to)
	if err != nil || failed != nil {
		return from, to
	}
	f, t = f.UTC(), t.UTC()
	layout := time.DateOnly
	if f.Format(layout) == t.Format(layout) {
		layout = "2006-01-02 15:04:05 UTC"
	}
	return f.Format(layout), t.Format(layout)
}

// Number prints a figure with as many decimals as show the difference, at least
// two; "—" for what could not be computed.
func Number(v, difference *float64) string {
	if v == nil {
		return "—"
	}
	return strconv.FormatFloat(*v, 'f', decimalsOf(difference), 64)
}

// Signed prints a difference with its sign.
func Signed(v *float64) string {
	if v == nil {
		return "—"
	}
	s := strconv.FormatFloat(*v, 'f', decimalsOf(v), 64)
	if *v > 0 {
		return "+" + s
	}
	return strings.Replace(s, "-", "−", 1)
}

const (
	leastDecimals = 2
	mostDecimals  = 8
	shownDigits   = 3 // of a difference
)

func decimalsOf(difference *float64) int {
	if difference == nil || *difference == 0 {
		return leastDecimals
	}
	return min(max(shownDigits-1-int(math.Floor(math.Log10(math.Abs(*difference)))), leastDecimals), mostDecimals)
}
