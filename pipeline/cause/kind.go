package cause

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jiyue/pipeline/land"
)

// kind is a kind of file that can be told by its first bytes, and the endings
// under which such a file is in its place.
type kind struct {
	head    string
	name    land.Text
	endings []string
}

// kinds are those that come under a wrong name: renamed by hand, saved from a
// web page, or given their name by a program of another maker.
var kinds = []kind{
	{"Rar!", land.Text{ZH: "RAR 压缩包", EN: "a RAR archive"}, nil},
	{"7z\xbc\xaf\x27\x1c", land.Text{ZH: "7z 压缩包", EN: "a 7z archive"}, nil},
	{"\x1f\x8b", land.Text{ZH: "gzip 压缩文件", EN: "a gzip file"}, nil},
	{"PK\x03\x04", land.Text{ZH: "zip 压缩包或新版 Office 文件", EN: "a zip archive or a file of a newer Office"}, []string{".zip", ".xlsx"}},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", land.Text{ZH: "旧版 .xls 或有密码的 Office 文件", EN: "an old .xls, or an Office file with a password"}, nil},
	{"%PDF-", land.Text{ZH: "PDF 文件", EN: "a PDF"}, nil},
	{"\x89PNG", land.Text{ZH: "图片（PNG）", EN: "a picture (PNG)"}, nil},
	{"\xff\xd8\xff", land.Text{ZH: "图片（JPEG）", EN: "a picture (JPEG)"}, nil},
	{"<!DOCTYPE html", htmlPage, nil},
	{"<html", htmlPage, nil},
	{"<?xml", land.Text{ZH: "XML 文件", EN: "an XML file"}, nil},
	{"SQLite format 3\x00", land.Text{ZH: "SQLite 数据库或 GeoPackage", EN: "a SQLite database or GeoPackage"}, []string{".gpkg"}},
	{"\x00\x00\x27\x0a", land.Text{ZH: "shapefile 的 .shp 或 .shx", EN: "the .shp or .shx of a shapefile"}, []string{".shp", ".shx"}},
}

var htmlPage = land.Text{ZH: "网页（HTML）", EN: "a web page (HTML)"}

// headBytes is more than the head of any kind, with blanks before it.
const headBytes = 64

// Kind says what a file is that is not of the kind its ending says; an empty one
// is of none. found is false where nothing is known against it.
func Kind(path string) (what land.Text, found bool) {
	file, err := os.Open(path)
	if err != nil {
		return land.Text{}, false
	}
	defer file.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(file, head)
	if n == 0 && errors.Is(err, io.EOF) {
		return land.Text{ZH: "文件是空的（0 字节）", EN: "the file is empty (0 bytes)"}, true
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\ufeff")), " \t\r\n")
	ending := strings.ToLower(filepath.Ext(path))
	for _, k := range kinds {
		if len(head) < len(k.head) || !strings.EqualFold(string(head[:len(k.head)]), k.head) {
			continue
		}
		if slices.Contains(k.endings, ending) {
			break
		}
		return land.Text{ZH: "扩展名是 " + ending + "，内容却是“" + k.name.ZH + "”", EN: "its ending is " + ending + ", but it is " + k.name.EN}, true
	}
	return land.Text{}, false
}
