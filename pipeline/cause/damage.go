package cause

import (
	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// brokenZH says in Chinese what kind of damage makes a shapefile useless; what
// was found and expected follows.
var brokenZH = map[shapefile.DamageKind]string{
	shapefile.CutOff:          ".shp 被截断",
	shapefile.Garbled:         ".shp 内容错乱",
	shapefile.NotPolygons:     "不是面图层",
	shapefile.TableMissing:    "缺少属性表 .dbf",
	shapefile.TableUnreadable: ".dbf 表头错乱",
	shapefile.TableCutOff:     ".dbf 被截断",
}

// OfDamage says what makes a shapefile useless as a whole.
func OfDamage(d shapefile.Damage) land.Text {
	zh := brokenZH[d.Kind]
	if zh == "" {
		zh = "文件不完整"
	}
	if d.Found != "" {
		zh += "：" + d.Found + "，应为 " + d.Expected
	}
	return land.Text{ZH: zh, EN: "the file is not whole: " + d.Text}
}
