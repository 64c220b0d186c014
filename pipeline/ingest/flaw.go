package ingest

import (
	"errors"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// flawsZH say in Chinese what a record's shape lacks; what was found and expected
// follows.
var flawsZH = map[shapefile.Flaw]string{
	shapefile.ContentShort: "记录的内容不够长",
	shapefile.OtherShape:   "不是面",
	shapefile.PartsAstray:  "各圈的起点错乱",
	shapefile.IndexAstray:  ".shx 指到了 .shp 之外",
	shapefile.IndexDiffers: ".shx 中的记录长度与 .shp 不符",
}

// flawWords says what is wrong with the shape of a record.
func flawWords(err error) land.Text {
	words := land.Text{ZH: err.Error(), EN: err.Error()}
	var flaw *shapefile.RecordError
	if !errors.As(err, &flaw) {
		return words
	}
	words.ZH = flawsZH[flaw.Flaw]
	if flaw.Found != "" {
		words.ZH += "：" + flaw.Found
	}
	if flaw.Expected != "" {
		words.ZH += "，应为 " + flaw.Expected
	}
	return words
}
