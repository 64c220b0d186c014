package cause

import (
	"errors"

	"jiyue/geo/crs"
	"jiyue/pipeline/land"
)

// refusalZH says in Chinese why a coordinate system is not understood; what
// stands there follows.
var refusalZH = map[crs.Reason]string{
	crs.NoSystem:      "既不是 EPSG 代码，也不是 .prj 的内容",
	crs.Malformed:     "内容不完整或错乱",
	crs.UnknownCode:   "不是中国常用的坐标系代码",
	crs.NoDatum:       "没有写明大地基准（多半是地方独立坐标系）",
	crs.OtherDatum:    "大地基准不是 CGCS2000、西安80、北京54 或 WGS 84",
	crs.OtherUnit:     "单位不是米和度，或不从格林尼治起算",
	crs.NoTransverse:  "投影不是高斯-克吕格，请先转换",
	crs.OddParameter:  "投影参数缺失或不合理",
	crs.ZoneContested: "带号与中央经线矛盾",
}

// OfCRS says why a coordinate system is not understood.
func OfCRS(err error) land.Text {
	words := land.Text{ZH: err.Error(), EN: err.Error()}
	var refusal *crs.Refusal
	if errors.As(err, &refusal) {
		words.ZH = refusalZH[refusal.Reason]
		if refusal.Found != "" {
			words.ZH += "（" + refusal.Found + "）"
		}
	}
	return words
}
