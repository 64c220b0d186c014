package scout

import (
	"archive/zip"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// Left is a file of a kind that is not read.
type Left struct {
	Path   string    // from the folder
	Advice land.Text // how to make it one that is; empty where there is no way
}

// advice is how to bring what comes in other formats into one that is read, by
// ending.
var advice = map[string]land.Text{
	".rar": unpackFirst, ".7z": unpackFirst, ".tar": unpackFirst, ".gz": unpackFirst, ".tgz": unpackFirst,
	".xls": saveAsXLSX, ".et": saveAsXLSX, ".ods": saveAsXLSX,
	".doc": typeOut, ".docx": typeOut, ".wps": typeOut, ".pdf": typeOut, ".jpg": typeOut, ".jpeg": typeOut, ".png": typeOut, ".tif": typeOut,
	".kml": convert, ".kmz": convert, ".dwg": convert, ".dxf": convert, ".fgb": convert, ".parquet": convert, ".tab": convert, ".mif": convert,
	".gml": convert, ".gdbtable": convert, ".mdb": convert, ".udb": convert, ".udbx": convert,
}

var (
	unpackFirst = land.Text{ZH: "请解压后再放入，或改用 zip", EN: "unpack it, or pack it as a zip"}
	saveAsXLSX  = land.Text{ZH: "请另存为 .xlsx", EN: "save it as .xlsx"}
	typeOut     = land.Text{ZH: "若其中有界址点或名录，请录入 .xlsx", EN: "if it has corners or a roster, type them into an .xlsx"}
	convert     = land.Text{ZH: "请用 GIS 软件转为 GeoPackage 或 shapefile", EN: "turn it into a GeoPackage or a shapefile with a GIS"}
)

// leave puts a file aside.
func (f *Folder) leave(rel string) {
	f.Left = append(f.Left, Left{rel, advice[strings.ToLower(filepath.Ext(rel))]})
}

// shownMembers is how many files of an archive are named.
const shownMembers = 3

// contentsOf says what is in an archive without shapefiles, and what to do.
func contentsOf(path string) land.Text {
	unpack := land.Text{ZH: "其中没有 shapefile，请解压后将里面的文件放入", EN: "no shapefile is in it: unpack it and put what is inside into the folder"}
	archive, err := zip.OpenReader(path)
	if err != nil {
		return unpack
	}
	defer archive.Close()
	var names []string
	for _, member := range archive.File {
		if !member.FileInfo().IsDir() {
			name, _, _, err := shapefile.DecodeText([]byte(member.Name), "")
			if err != nil {
				name = "?"
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return land.Text{ZH: "压缩包是空的，请发送方重新提供", EN: "the archive is empty: ask the sender for it again"}
	}
	list := strings.Join(names[:min(len(names), shownMembers)], ", ")
	if len(names) > shownMembers {
		list += ", …"
	}
	return land.Text{ZH: unpack.ZH + "：" + list, EN: unpack.EN + ": " + list}
}

// lonelyTable is the problem of a table that has lost its shapes; nil where a
// .shp of its name is beside it.
func lonelyTable(path, rel string) *File {
	entries, err := os.ReadDir(filepath.Dir(path))
	stem := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if err != nil || slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.EqualFold(e.Name(), stem+".shp") }) {
		return nil
	}
	return &File{Path: rel, Problem: land.Text{ZH: "只有属性表，缺少同名的 .shp", EN: "a table without its shapes: the .shp of its name is missing"}}
}
