package scout

import (
	"regexp"
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Words in names of files that tell a role.
var (
	parkWords     = []string{"park", "kfq", "yq", "园区", "开发区", "集聚区", "四至", "范围", "extent"}
	parcelWords   = []string{"parcel", "zd", "dltb", "jbxxmz", "宗地", "地块", "图斑", "地籍"}
	declaredWords = []string{"declared", "申报", "上报"}
)

func named(path string, words []string) int {
	path = strings.ToLower(path)
	if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(path, w) }) {
		return 2
	}
	return 0
}

// catalogueCode is the form of park codes in the national catalogue.
var catalogueCode = regexp.MustCompile(`^[GS][0-9]{6}$`)

// chooseShapeRole decides between parks and parcels, by fields and by name.
func (f *File) chooseShapeRole() {
	parks, parcels := match(parkAliases, f.Columns), match(parcelAliases, f.Columns)
	if parks["code"] == nil {
		if c := f.byContent(func(s string) bool { return catalogueCode.MatchString(s) }); c != nil {
			parks["code"] = c
		}
	}
	forParks := named(f.Path, parkWords) + len(parks)
	forParcels := named(f.Path, parcelWords) + len(parcels)
	switch {
	case forParks == 0 && forParcels == 0:
		f.Unsure = append(f.Unsure, land.Textf("看不出是园区还是地块", "neither parks nor parcels by any name"))
	case forParks >= forParcels && (parks["code"] != nil || parks["name"] != nil):
		f.Role, f.Fields = Parks, parks
		if parks["code"] == nil {
			parks["code"] = parks["name"]
			f.Unsure = append(f.Unsure, land.Textf("没有园区代码字段，暂以名称代替", "no field of park codes; the name stands in for it"))
		}
	default:
		f.Role, f.Fields = Parcels, parcels
		f.parcelContent()
	}
	if 2*min(forParks, forParcels) > max(forParks, forParcels) {
		f.Unsure = append(f.Unsure, land.Textf("园区与地块的特征都有（%d 比 %d）", "it has marks of parks and of parcels (%d to %d)", forParks, forParcels))
	}
}

// byContent is the first column all of whose samples are of a form.
func (f *File) byContent(form func(string) bool) *Column {
	for i := range f.Columns {
		if c := &f.Columns[i]; len(c.Sample) > 0 && !slices.ContainsFunc(c.Sample, func(s string) bool { return !form(s) }) {
			return c
		}
	}
	return nil
}

// parcelContent looks at what the columns of parcels hold.
func (f *File) parcelContent() {
	if f.Fields["id"] == nil {
		f.Fields["id"] = f.mostDistinct()
		name := "?"
		if c := f.Fields["id"]; c != nil {
			name = c.Name
		}
		f.Unsure = append(f.Unsure, land.Textf("没有常见的地块编号字段，暂取 %s", "no field of parcel ids by any known name; %s was taken", name))
	}
	if f.Fields["status"] == nil {
		if c := f.byContent(func(s string) bool { _, known := statusWords[s]; return known }); c != nil {
			f.Fields["status"] = c
		}
	}
	if c := f.Fields["status"]; c != nil {
		f.statuses = c.Sample
	}
	if c := f.Fields["land_use"]; c != nil {
		f.chooseScheme(c)
	}
}

// Words in names of files that tell the kind of an extent.
var (
	managedWords = []string{"managed", "实际管理", "管理范围"}
	growthWords  = []string{"growth", "发展方向"}
)

// chooseExtent decides the kind of a park source's outlines: by the file's name,
// then by the survey scopes, of which S1 and S3 are about the managed extent.
func (f *File) chooseExtent() {
	if f.Role != Parks {
		return
	}
	f.Extent = land.Approved
	scope := f.Fields["scope"]
	switch {
	case named(f.Path, growthWords) > 0:
		f.Extent = land.Growth
	case named(f.Path, managedWords) > 0:
		f.Extent = land.Managed
	case scope != nil && len(scope.Sample) > 0 && !slices.ContainsFunc(scope.Sample, func(s string) bool { return s != "S1" && s != "S3" }):
		f.Extent = land.Managed
		f.Unsure = append(f.Unsure, land.Textf("调查范围为 %s，按实际管理范围", "by the survey scope %s these are managed extents", strings.Join(scope.Sample, ", ")))
	}
}

// mostDistinct is the column of texts with most different values.
func (f *File) mostDistinct() *Column {
	var best *Column
	for i := range f.Columns {
		if c := &f.Columns[i]; best == nil || len(c.Sample) > len(best.Sample) {
			best = c
		}
	}
	return best
}

// chooseScheme takes the classification that knows most of the codes.
func (f *File) chooseScheme(c *Column) {
	most := 0
	var equal []string
	for _, name := range config.Schemes {
		scheme, err := indicators.Scheme(name)
		if err != nil {
			continue
		}
		known := 0
		for _, code := range c.Sample {
			if slices.Contains(scheme.Codes(), code) {
				known++
			}
		}
		switch {
		case known > most:
			most, equal = known, []string{name}
		case known == most && known > 0:
			equal = append(equal, name)
		}
	}
	if len(equal) == 0 {
		f.Scheme = config.Schemes[1]
		f.Unsure = append(f.Unsure, land.Textf("%s 的编码不属于任何一种分类，code_scheme 待定", "the codes in %s are of no classification that is known: code_scheme is open", c.Name))
		return
	}
	f.Scheme = equal[0]
	if slices.Contains(equal, config.Schemes[1]) {
		f.Scheme = config.Schemes[1]
	}
	if len(equal) > 1 {
		f.Unsure = append(f.Unsure, land.Textf("%s 的编码在 %s 中都有，请确认 code_scheme", "the codes in %s occur in %s: confirm code_scheme", c.Name, strings.Join(equal, ", ")))
	}
}

// statusWords are what files say for our words. 在建 and 未建 are not among them:
// whether such land is supplied a person must say.
var statusWords = map[string]land.Status{
	"已建成": land.Built, "建成": land.Built, "已建": land.Built, "已供应已建成": land.Built,
	"已供应未建成": land.Unbuilt, "已供未建": land.Unbuilt,
	"未供应": land.Unsupplied, "未供": land.Unsupplied, "尚可供应": land.Unsupplied,
	"不可建设": land.Unbuildable, "不可建": land.Unbuildable,
	"闲置": land.Idle, "闲置土地": land.Idle,
}

// chooseTableRole decides what a table is by its columns.
func (f *File) chooseTableRole() {
	parks, corner := match(parkAliases, f.Columns), match(cornerAliases, f.Columns)
	figures, declared := match(figureAliases, f.Columns), match(declaredAliases, f.Columns)
	points := corner["x"] != nil && corner["y"] != nil
	bounds := corner["east"] != nil && corner["south"] != nil && corner["west"] != nil && corner["north"] != nil
	switch {
	case points || bounds:
		f.Role, f.outlines = Parks, true
		f.Fields = merge(parks, corner, points)
	case parks["code"] == nil && parks["name"] == nil:
	case len(declared) > len(figures) || named(f.Path, declaredWords) > 0 && len(declared) > 0:
		f.Role, f.Fields = Declared, union(only(parks, "code", "name"), declared)
	case len(figures) > 0:
		f.Role, f.Fields = Statistics, union(only(parks, "code", "name"), figures)
	case len(parks) > 2, parks["code"] != nil && parks["approved_area"] != nil:
		f.Role, f.Fields = Parks, parks
	}
	if f.Role == Parks && f.Fields["code"] == nil {
		if f.Fields["code"] = f.Fields["name"]; f.Fields["code"] == nil {
			f.Unsure = append(f.Unsure, land.Textf("没有园区代码列：整个文件作为一个园区，以文件名为代码；请在 park: 后改写", "no column of park codes: the whole file is taken for one park, and its name for the code; mend it under park:"))
		}
	}
}

// onePark reports whether a table of corners or bounding values has no column
// that tells its parks apart.
func (f *File) onePark() bool {
	return f.Fields["code"] == nil && (f.Fields["x"] != nil || f.Fields["east"] != nil)
}

// merge joins the fields of parks with those of corners or of bounding values.
func merge(parks, corner map[string]*Column, points bool) map[string]*Column {
	keys := []string{"block", "east", "south", "west", "north"}
	if points {
		keys = []string{"block", "ring", "number", "x", "y"}
	}
	return union(parks, only(corner, keys...))
}

func only(fields map[string]*Column, keys ...string) map[string]*Column {
	out := map[string]*Column{}
	for _, k := range keys {
		if c := fields[k]; c != nil {
			out[k] = c
		}
	}
	return out
}

// union joins two mappings; a column that both claim stays with the second.
func union(a, b map[string]*Column) map[string]*Column {
	out := map[string]*Column{}
	for k, c := range a {
		claimed := false
		for _, other := range b {
			claimed = claimed || other == c
		}
		if !claimed {
			out[k] = c
		}
	}
	for k, c := range b {
		out[k] = c
	}
	return out
}

// decide looks at the files together: who has parks and parcels, and who must
// be one of them although nothing in it says so.
func (f *Folder) decide() {
	var open []*File
	for _, file := range f.Files {
		if file.Role == Unknown && file.outlines && file.Problem.ZH == "" {
			open = append(open, file)
		}
	}
	for _, file := range open {
		if file.Fields == nil {
			file.Fields = map[string]*Column{}
		}
		if len(f.Of(Parcels)) == 0 && file.Records > 20 {
			file.Role = Parcels
			file.parcelContent()
		}
	}
	f.chooseCRS()
}
