package scout

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

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
