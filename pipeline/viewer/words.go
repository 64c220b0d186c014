package viewer

import "jiyue/pipeline/land"

var kindNames = map[string]land.Text{
	string(land.Approved): {ZH: "核定范围", EN: "approved extent"},
	string(land.Managed):  {ZH: "实际管理范围", EN: "managed extent"},
	string(land.Growth):   {ZH: "发展方向区", EN: "growth-direction area"},
}

var relationNames = map[string]land.Text{
	string(land.Inside): {ZH: "在内", EN: "inside"},
	string(land.Cut):    {ZH: "切割", EN: "cut"},
}

var roleNames = map[string]land.Text{
	string(land.RoleParks):      {ZH: "园区名录与四至", EN: "roster and extents"},
	string(land.RoleParcels):    {ZH: "地块", EN: "parcels"},
	string(land.RoleStatistics): {ZH: "统计数据", EN: "statistics"},
	string(land.RoleDeclared):   {ZH: "申报数据", EN: "declared figures"},
}

var severityNames = map[string]land.Text{
	string(land.Error):   {ZH: "错误", EN: "error"},
	string(land.Warning): {ZH: "警告", EN: "warning"},
	string(land.Note):    {ZH: "提示", EN: "note"},
}

// unitNames are the units that English writes otherwise.
var unitNames = map[string]land.Text{
	"公顷":    {ZH: "公顷", EN: "ha"},
	"亩":     {ZH: "亩", EN: "mu"},
	"人":     {ZH: "人", EN: "persons"},
	"万元":    {ZH: "万元", EN: "10⁴ CNY"},
	"万元/亩":  {ZH: "万元/亩", EN: "10⁴ CNY/mu"},
	"万元/公顷": {ZH: "万元/公顷", EN: "10⁴ CNY/ha"},
	"人/公顷":  {ZH: "人/公顷", EN: "persons/ha"},
}

// word returns the word of a list in the page's language; what the list lacks
// is shown as it is.
func (f frame) word(words map[string]land.Text, key string) string {
	if t, ok := words[key]; ok {
		return t.In(f.Lang)
	}
	return key
}

// landUse words a land-use code: 0601 工业用地.
func (f frame) landUse(scheme, code string) string {
	if code == "" {
		return none
	}
	class, ok := classOf(scheme, code)
	if !ok {
		return code
	}
	return code + " " + f.Say(class.NameZH, class.NameEN)
}

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}
