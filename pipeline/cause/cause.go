// Package cause says in the user's language why a file can't be read. The
// libraries that read archives, databases and texts have their messages in
// English and for programmers; those go into the log, as the cause of a
// land.Failure.
//
// Start with [Because].
package cause

import (
	"archive/zip"
	"compress/flate"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"jiyue/geo/features"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// Because says what can't be done with the file at a path, and why.
func Because(what land.Text, path string, err error) land.Text {
	return After(what, Of(path, err))
}

// After says what can't be done, and then why.
func After(what, why land.Text) land.Text {
	return land.Text{ZH: what.ZH + "：" + why.ZH, EN: what.EN + ": " + why.EN}
}

// Of says why the file at a path can't be read, err being what its reader says.
// Where the file is of another kind than its ending has it, that is the reason.
func Of(path string, err error) land.Text {
	if text, found := among(outside, err); found {
		return text
	}
	if text, found := Kind(path); found {
		return text
	}
	if text, found := placed(err); found {
		return text
	}
	if errors.Is(err, zip.ErrFormat) && strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return land.Text{ZH: "不是完整的 .xlsx，可能传输中断", EN: "no whole .xlsx; it may have been cut off on its way"}
	}
	if text, found := among(within, err); found {
		return text
	}
	return land.Textf("%v", "%v", err)
}

// reason is an error that says all there is to say.
type reason struct {
	err  error
	text land.Text
}

func among(reasons []reason, err error) (land.Text, bool) {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.text, true
		}
	}
	return land.Text{}, false
}

// outside are the reasons that do not lie in what the file holds.
var outside = []reason{
	{fs.ErrNotExist, land.Text{ZH: "没有这个文件", EN: "there is no such file"}},
	{fs.ErrPermission, land.Text{ZH: "没有读取权限", EN: "permission denied"}},
	{syscall.EISDIR, land.Text{ZH: "这是文件夹，不是文件", EN: "it is a folder"}},
	{syscall.ENOSPC, land.Text{ZH: "磁盘空间不足", EN: "the disk is full"}},
	{shapefile.ErrShrank, land.Text{ZH: "读取时文件变了，可能还在复制", EN: "the file changed while it was read; it may still be being copied"}},
	{shapefile.ErrEncodingUnknown, land.Text{ZH: "没有这种编码；可写 UTF-8、GBK、GB18030、Big5、windows-1252", EN: "there is no such encoding; known are UTF-8, GBK, GB18030, Big5 and windows-1252"}},
}

// within are the reasons that do. A more general one comes behind those that it
// may stand for.
var within = []reason{
	{shapefile.ErrEncrypted, land.Text{ZH: "压缩包有密码", EN: "the archive has a password"}},
	{shapefile.ErrMemberTooLarge, land.Text{ZH: "解压后超过 4 GB", EN: "unpacked it has more than 4 GB"}},
	{zip.ErrFormat, land.Text{ZH: "不是完整的 zip 格式，可能传输中断", EN: "no whole zip archive; it may have been cut off on its way"}},
	{zip.ErrAlgorithm, land.Text{ZH: "压缩方法不通用，请用普通 zip 方式重新压缩", EN: "packed by a method that few programs know; pack it again as an ordinary zip"}},
	{zip.ErrChecksum, land.Text{ZH: "内容已损坏，校验和不符", EN: "damaged: a checksum is wrong"}},

	{features.ErrNoCollection, land.Text{ZH: "不是 GeoJSON 的要素集合（FeatureCollection）", EN: "no GeoJSON collection of features (FeatureCollection)"}},
	{features.ErrNoDatabase, land.Text{ZH: "不是 GeoPackage（不是 SQLite 数据库）", EN: "no GeoPackage: it is no SQLite database"}},
	{features.ErrNoGeoPackage, land.Text{ZH: "是 SQLite 数据库，但不是 GeoPackage", EN: "a SQLite database, but no GeoPackage"}},
	{features.ErrNoLayer, land.Text{ZH: "没有面图层", EN: "no layer of polygons"}},
	{features.ErrDatabase, land.Text{ZH: "数据库不完整或已损坏，也可能正被其他程序写入", EN: "the database is cut off or damaged, or another program is writing it"}},

	{io.ErrUnexpectedEOF, land.Text{ZH: "文件不完整，中途断了", EN: "the file is cut off"}},
}

// placed says where in a file it stops making sense.
func placed(err error) (land.Text, bool) {
	var syntax *features.SyntaxError
	var text *shapefile.TextError
	var cells *csv.ParseError
	var packed flate.CorruptInputError
	switch {
	case errors.As(err, &syntax):
		return ofSyntax(syntax), true
	case errors.As(err, &text) && text.Deduced:
		return land.Textf("第 %d 行既不是 UTF-8 也不是 GB18030 编码", "line %d is neither UTF-8 nor GB18030; name the encoding", text.Line), true
	case errors.As(err, &text):
		return land.Textf("第 %d 行不是 %s 编码", "line %d is not valid %s", text.Line, text.Encoding), true
	case errors.As(err, &cells):
		return land.Textf("第 %d 行的引号不成对", "line %d has a quote too many or too few", cells.Line), true
	case errors.As(err, &packed):
		return land.Text{ZH: "压缩内容已损坏", EN: "what is packed in it is damaged"}, true
	}
	return land.Text{}, false
}

func ofSyntax(e *features.SyntaxError) land.Text {
	what := land.Text{ZH: "不合 JSON 语法", EN: "no JSON"}
	if e.CutOff {
		what = land.Text{ZH: "文件不完整，断在这里", EN: "the file is cut off here"}
	}
	if e.Feature > 0 {
		return land.Textf("第 %d 行（第 %d 个要素）"+what.ZH, "line %d (feature %d): "+what.EN, e.Line, e.Feature)
	}
	return land.Textf("第 %d 行"+what.ZH, "line %d: "+what.EN, e.Line)
}
