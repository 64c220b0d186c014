package scout

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Draft writes a configuration for what was found, with comments in the
// language; what a person has to settle is marked by "??".
func (f *Folder) Draft(lang land.Lang) string {
	d := &draft{lang: lang}
	d.line("# %s", land.Text{ZH: "由 jiyue init 起草，请逐项核对；标有 ?? 处须由您确定", EN: "drafted by jiyue init: read it through; what is marked ?? is yours to settle"}.In(lang))
	d.line("project:")
	d.line("  name: %s", scalar(projectName(f.Dir, lang)))
	d.line("  # base_date: 2020-12-31   # %s", land.Text{ZH: "?? 评价时点", EN: "?? the date that the evaluation is for"}.In(lang))
	if f.CRS.EPSG != 0 {
		d.line("\ncrs: EPSG:%d   # %s: %s", f.CRS.EPSG, land.Text{ZH: "工作坐标系，以米为单位", EN: "working CRS, of metres"}.In(lang), f.CRS)
	}
	d.section(Parks, f.Of(Parks), land.Text{ZH: "名录与四至范围；extent: approved 核定范围 | managed 实际管理范围", EN: "roster and extents; extent: approved | managed"})
	d.section(Parcels, f.groups(), land.Text{ZH: "地块", EN: "parcels"})
	d.section(Statistics, f.Of(Statistics), land.Text{ZH: "园区统计数据", EN: "per-park figures"})
	d.section(Declared, f.Of(Declared), land.Text{ZH: "上报的指标，与地块核对", EN: "figures handed in, to be audited against the land"})
	d.statuses(f)
	d.line("indicators: tdt1029-2014")
	d.left(f)
	return d.b.String()
}

func projectName(dir string, lang land.Lang) string {
	name := path.Base(strings.ReplaceAll(dir, `\`, "/"))
	if name == "." || name == "/" || name == ".." {
		name = land.Text{ZH: "开发区", EN: "development zones"}.In(lang)
	}
	return name + land.Text{ZH: " 土地集约利用评价", EN: ": evaluation of land use"}.In(lang)
}

type draft struct {
	b    strings.Builder
	lang land.Lang
}

func (d *draft) line(format string, args ...any) { fmt.Fprintf(&d.b, format+"\n", args...) }

// section writes the list of one role.
func (d *draft) section(role Role, files []*File, title land.Text) {
	required := role == Parks || role == Parcels
	if len(files) == 0 && !required {
		return
	}
	d.line("\n%s:   # %s", role, title.In(d.lang))
	if len(files) == 0 {
		d.line("  # ?? %s", land.Text{ZH: "没有找到；例如", EN: "none was found; for example"}.In(d.lang))
		d.line("  # - path: parks.shp\n  #   fields: {code: YQDM, name: YQMC}")
	}
	for _, file := range files {
		d.file(role, file)
	}
}

// file writes the entry of one file.
func (d *draft) file(role Role, f *File) {
	for _, u := range f.Unsure {
		d.line("  # ?? %s", oneLine(u.In(d.lang)))
	}
	d.line("  - path: %s   # %s", scalar(f.Path), d.about(f))
	if f.Sheet != "" {
		d.line("    sheet: %s", scalar(f.Sheet))
	}
	if f.Layer != "" {
		d.line("    layer: %s", scalar(f.Layer))
	}
	if f.Encoding != "" {
		d.line("    encoding: %s   # %s", f.Encoding, land.Text{ZH: "由内容推断", EN: "deduced from the content"}.In(d.lang))
	}
	if f.NeedsCRS {
		d.line("    # ?? crs: EPSG:4546   # %s", land.Text{ZH: "坐标没有带号：请写明坐标系（4546 为 2000 系中央经线 111°）", EN: "no zone number in the coordinates: state the system (4546 is CGCS2000 with central meridian 111°)"}.In(d.lang))
	}
	if f.packed {
		d.line("    # ?? angles: packed   # %s", land.Text{ZH: "度.分秒", EN: "ddd.mmss"}.In(d.lang))
	}
	if role == Parks && f.outlines {
		d.line("    extent: %s", f.Extent)
	}
	if role == Parks && f.onePark() {
		d.line("    park: %s   # ?? %s", scalar(strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))),
			land.Text{ZH: "文件名；请改写为园区代码", EN: "the file's name; write the park's code"}.In(d.lang))
	}
	if role == Parcels && f.Fields["land_use"] != nil {
		d.line("    code_scheme: %s   # %s", f.Scheme, strings.Join(config.Schemes, " | "))
	}
	d.fields(f)
	d.units(role, f)
}

// units writes the units that are not the configuration's own.
func (d *draft) units(role Role, f *File) {
	if len(f.Units) == 0 {
		return
	}
	var list []string
	for _, key := range slices.Sorted(maps.Keys(f.Units)) {
		list = append(list, key+": "+string(f.Units[key]))
	}
	why := land.Text{ZH: "见表头", EN: "by the header"}
	if role == Parcels {
		why = land.Text{ZH: "与图形面积比较得出", EN: "by comparison with the areas of the shapes"}
	}
	d.line("    units: {%s}   # %s", strings.Join(list, ", "), why.In(d.lang))
}

func (d *draft) about(f *File) string {
	about := land.Textf("%d 条", "%d records", f.Records).In(d.lang)
	if f.CRS != "" {
		about += ", " + f.CRS
	}
	return about
}

// fieldOrder is the order in which fields are written: that of the aliases.
func fieldOrder() []string {
	var keys []string
	for _, aliases := range [][]alias{parkAliases, cornerAliases, parcelAliases, figureAliases, declaredAliases} {
		for _, a := range aliases {
			if !slices.Contains(keys, a.key) {
				keys = append(keys, a.key)
			}
		}
	}
	return keys
}

// fields writes the mapping and, as a comment, the columns that nothing was
// found for.
func (d *draft) fields(f *File) {
	if len(f.Fields) == 0 {
		return
	}
	d.line("    fields:")
	used := map[*Column]bool{}
	for _, key := range fieldOrder() {
		if c := f.Fields[key]; c != nil {
			used[c] = true
			d.line("      %s: %s%s", key, scalar(c.Name), d.example(c))
		}
	}
	var rest []string
	for i := range f.Columns {
		if c := &f.Columns[i]; !used[c] && c.Name != "" {
			rest = append(rest, c.Name)
		}
	}
	if len(rest) > 0 {
		d.line("      # %s: %s", land.Text{ZH: "其他列", EN: "other columns"}.In(d.lang), oneLine(strings.Join(rest, ", ")))
	}
}

func (d *draft) example(c *Column) string {
	if len(c.Sample) == 0 {
		return "   # " + land.Text{ZH: "?? 没有值", EN: "?? has no values"}.In(d.lang)
	}
	return "   # " + land.Text{ZH: "例如 ", EN: "e.g. "}.In(d.lang) + oneLine(c.Sample[0])
}

// statuses writes what the values of status fields mean.
func (d *draft) statuses(f *Folder) {
	var values []string
	for _, file := range f.Of(Parcels) {
		for _, v := range file.statuses {
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	if len(values) == 0 {
		return
	}
	d.line("\nstatus:   # %s", land.Text{ZH: "地块状态的值: built 已建成 | unbuilt 已供应未建成 | unsupplied 未供应 | unbuildable 不可建设 | idle 闲置",
		EN: "what the statuses mean: built | unbuilt | unsupplied | unbuildable | idle"}.In(d.lang))
	for _, v := range values {
		if word, known := statusWords[v]; known {
			d.line("  %s: %s", scalar(v), word)
		} else {
			d.line("  # ?? %s: unbuilt", scalar(v))
		}
	}
}

// left names the files that are in no section, and why.
func (d *draft) left(f *Folder) {
	var lines []string
	for _, file := range f.Files {
		switch {
		case file.Problem.ZH != "":
			lines = append(lines, file.Path+": "+oneLine(file.Problem.In(d.lang)))
		case file.Role == Unknown:
			lines = append(lines, file.Path+": "+land.Text{ZH: "看不出用途", EN: "its use can't be told"}.In(d.lang))
		}
	}
	for _, l := range f.Left {
		lines = append(lines, l.Path+": "+land.Text{ZH: "不是可读的格式", EN: "not of a kind that is read"}.In(d.lang))
		if l.Advice.ZH != "" {
			lines[len(lines)-1] += land.Text{ZH: "；", EN: "; "}.In(d.lang) + l.Advice.In(d.lang)
		}
	}
	if len(lines) == 0 {
		return
	}
	d.line("\n# ?? %s", land.Text{ZH: "未用的文件：", EN: "files that are not used:"}.In(d.lang))
	for _, l := range lines {
		d.line("#   %s", l)
	}
}

// bare are texts that YAML takes as they are.
var bare = regexp.MustCompile(`^[\p{Han}A-Za-z_][\p{Han}A-Za-z0-9_./-]*$`)

// scalar writes a text for YAML.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
	default:
		if bare.MatchString(s) {
			return s
		}
	}
	return "'" + strings.ReplaceAll(oneLine(s), "'", "''") + "'"
}

// oneLine keeps a text on one line, without characters that would end it.
func oneLine(s string) string {
	const most = 120
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfffd || c == 0xfeff {
			return ' '
		}
		return c
	}, s)
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
