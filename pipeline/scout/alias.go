package scout

import (
	"slices"
	"strings"
	"unicode"
)

// alias is a key of the configuration with the names that files have for it:
// pinyin initials and Chinese names, the likelier first. Names are compared
// without case, blanks and units.
type alias struct {
	key   string
	names []string
}

// parkAliases are the fields of park sources.
var parkAliases = []alias{
	{"code", []string{"YQDM", "KFQDM", "园区代码", "开发区代码", "YQBM", "园区编码", "YQBH", "园区编号", "PARK_CODE", "CODE", "代码"}},
	{"name", []string{"YQMC", "KFQMC", "园区名称", "开发区名称", "PARK_NAME", "NAME", "名称"}},
	{"level", []string{"YQJB", "KFQJB", "级别", "园区级别", "开发区级别", "LEVEL"}},
	{"scope", []string{"DCFW", "调查范围"}},
	{"type", []string{"YQLX", "KFQPJLX", "PJLX", "评价类型", "园区类型"}},
	{"approved_area", []string{"HDMJ", "SPTDZMJ", "HZMJ", "PZMJ", "核定面积", "核准面积", "批准面积", "审批面积", "四至面积"}},
	{"county", []string{"XZQDM", "XJXZQ", "行政区代码", "县级行政区", "XZQMC", "行政区", "所在县"}},
}

// cornerAliases are the columns of tables of corner points.
var cornerAliases = []alias{
	{"block", []string{"PQ", "PQBH", "片区", "片区编号", "地块", "区块", "BLOCK"}},
	{"ring", []string{"QH", "圈号", "环号", "RING"}},
	{"number", []string{"DH", "JZDH", "GDH", "点号", "界址点号", "拐点号", "序号", "点名", "NO"}},
	{"x", []string{"X", "XZB", "ZZB", "X坐标", "纵坐标", "纵坐标X", "X纵坐标", "北坐标", "NORTHING", "WD", "纬度", "北纬", "LAT", "LATITUDE"}},
	{"y", []string{"Y", "YZB", "HZB", "Y坐标", "横坐标", "横坐标Y", "Y横坐标", "东坐标", "EASTING", "JD", "经度", "东经", "LON", "LNG", "LONGITUDE"}},
	{"east", []string{"东", "东至", "最东", "东边界", "四至东", "EAST", "XMAX"}},
	{"south", []string{"南", "南至", "最南", "南边界", "四至南", "SOUTH", "YMIN"}},
	{"west", []string{"西", "西至", "最西", "西边界", "四至西", "WEST", "XMIN"}},
	{"north", []string{"北", "北至", "最北", "北边界", "四至北", "NORTH", "YMAX"}},
}

// parcelAliases are the fields of parcel sources.
var parcelAliases = []alias{
	{"id", []string{"DKBH", "ZDDM", "BDCDYH", "TBBH", "ZDBH", "宗地代码", "宗地编号", "地块编号", "图斑编号", "不动产单元号", "PARCEL_ID", "BSM", "标识码"}},
	{"land_use", []string{"DLBM", "DLDM", "地类编码", "地类代码", "YDYHFLDM", "TDYTDM", "用途代码", "YTDM"}},
	{"status", []string{"地块状态", "DKZT", "JSZT", "建设状态", "利用状态", "LYZT", "开发状态"}},
	{"built_code", []string{"JCDM", "JSZKDM", "建设状况代码", "建成代码"}},
	{"supply_code", []string{"GYDM", "供应代码", "供应状况代码"}},
	{"hightech_code", []string{"GXDM", "高新代码"}},
	{"declared_area", []string{"ZDMJ", "TBMJ", "DKMJ", "宗地面积", "图斑面积", "地块面积", "登记面积", "SYQMJ", "FZMJ", "发证面积"}},
	{"enterprise", []string{"QYDM", "TYSHXYDM", "企业代码", "统一社会信用代码"}},
	{"footprint", []string{"JZJDMJ", "JDMJ", "建筑基底面积", "基底面积", "建筑占地面积", "JZZDMJ"}},
	{"floor_area", []string{"ZJZMJ", "JZMJ", "总建筑面积", "建筑面积"}},
	{"site_coverage", []string{"JDZMJ", "基底总面积"}},
	{"hightech_area", []string{"GXYDMJ", "高新用地面积"}},
	{"output", []string{"NCZ", "ZCZ", "年产值", "总产值", "产值", "工业总产值"}},
	{"tax", []string{"NSS", "SSZE", "SJSS", "年税收", "税收总额", "实缴税收", "税收"}},
	{"value_added", []string{"ZJZ", "GYZJZ", "工业增加值", "增加值"}},
	{"investment", []string{"GDZCTZ", "WCTZ", "TZZE", "固定资产投资", "投资总额", "完成投资"}},
	{"employees", []string{"CYRS", "QYRS", "从业人数", "从业人员", "职工人数", "员工人数"}},
	{"built_year", []string{"JCNF", "建成年份", "JGNF", "竣工年份"}},
}

// figureAliases are the per-park figures of statistics tables, by the names of
// the indicator sets' inputs.
var figureAliases = []alias{
	{"population", []string{"CZRK", "常住人口"}},
	{"investment", []string{"GDZCTZZE", "固定资产投资总额"}},
	{"industrial_tax", []string{"GYSSZE", "工业税收总额", "工业税收"}},
	{"tax23", []string{"ESCYSSZE", "二三产业税收总额", "二三产业税收"}},
	{"industrial_income", []string{"GYZSR", "工业总收入"}},
	{"hightech_income", []string{"GXZSR", "高新技术产业总收入", "高新总收入"}},
	{"idle_due", []string{"闲置应处置"}}, {"idle_disposed", []string{"闲置已处置"}},
	{"expired_disposed", []string{"到期已处置"}},
	{"paid_due", []string{"应有偿使用"}}, {"paid_supplied", []string{"实际有偿使用"}},
	{"tender_due", []string{"应招拍挂"}}, {"tendered", []string{"实际招拍挂"}},
}

// declaredAliases are indicators that counties hand in.
var declaredAliases = []alias{
	{"development_rate", []string{"TDKFL", "土地开发率"}},
	{"supply_rate", []string{"TDGYL", "土地供应率"}},
	{"built_up_rate", []string{"TDJCL", "土地建成率"}},
	{"industrial_land_rate", []string{"GYYDL", "工业用地率"}},
	{"overall_plot_ratio", []string{"ZHRJL", "综合容积率"}},
	{"building_density", []string{"JZMD", "建筑密度"}},
}

// plainName is a name as aliases are compared: without case, blanks, unit in
// brackets and underscores.
func plainName(name string) string {
	for _, bracket := range []string{"（", "(", "["} {
		if before, _, found := strings.Cut(name, bracket); found && before != "" {
			name = before
		}
	}
	return strings.ToUpper(strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '_' || c == '\ufeff' {
			return -1
		}
		return c
	}, name))
}

// match finds for each alias the column that bears one of its names; the
// likeliest name wins, and a column serves once. The result is by key.
func match(aliases []alias, columns []Column) map[string]*Column {
	found, taken := map[string]*Column{}, map[*Column]bool{}
	for _, a := range aliases {
		for _, name := range a.names {
			i := slices.IndexFunc(columns, func(c Column) bool { return plainName(c.Name) == plainName(name) })
			if i >= 0 && !taken[&columns[i]] {
				found[a.key] = &columns[i]
				taken[&columns[i]] = true
				break
			}
		}
	}
	return found
}
