package report

import "jiyue/pipeline/land"

// Units as the store writes them and as this package asks for them.
const (
	unitHa      = "ha"
	unitMu      = "mu"
	unitPersons = "persons"
	unitWan     = "万元"
)

// unitNames are the units as reports print them. A unit that is not here is
// printed as the store has it.
var unitNames = map[string]land.Text{
	unitHa:          {ZH: "公顷", EN: "ha"},
	"公顷":            {ZH: "公顷", EN: "ha"},
	unitMu:          {ZH: "亩", EN: "mu"},
	"亩":             {ZH: "亩", EN: "mu"},
	"m2":            {ZH: "m²", EN: "m²"},
	unitPersons:     {ZH: "人", EN: "persons"},
	"person":        {ZH: "人", EN: "persons"},
	unitWan:         {ZH: "万元", EN: "10⁴ CNY"},
	"wan":           {ZH: "万元", EN: "10⁴ CNY"},
	"wan/mu":        {ZH: "万元/亩", EN: "10⁴ CNY/mu"},
	"万元/亩":          {ZH: "万元/亩", EN: "10⁴ CNY/mu"},
	"wan/ha":        {ZH: "万元/公顷", EN: "10⁴ CNY/ha"},
	"万元/公顷":         {ZH: "万元/公顷", EN: "10⁴ CNY/ha"},
	"万元/ha":         {ZH: "万元/公顷", EN: "10⁴ CNY/ha"},
	"persons/ha":    {ZH: "人/公顷", EN: "persons/ha"},
	"人/公顷":          {ZH: "人/公顷", EN: "persons/ha"},
	"parks":         {ZH: "个", EN: ""},
	"parcels":       {ZH: "个", EN: ""},
	"records":       {ZH: "条", EN: "records"},
	"seconds":       {ZH: "秒", EN: "s"},
	"分":             {ZH: "分", EN: "points"},
	"年":             {ZH: "年", EN: "years"},
	"points":        {ZH: "分", EN: "points"},
	"个":             {ZH: "个", EN: ""},
	"percent_point": {ZH: "个百分点", EN: "percentage points"},
}

// unit returns the unit's name in the language of the report.
func (c *composer) unit(u string) string {
	if t, ok := unitNames[u]; ok {
		return t.In(c.lang)
	}
	return u
}
