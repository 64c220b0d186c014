package scout

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jiyue/geo/crs"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Role says what a file seems to be for.
type Role string

// The roles, in the words of the configuration; Unknown files are named in the
// draft and left out.
const (
	Parks      Role = "parks"
	Parcels    Role = "parcels"
	Statistics Role = "statistics"
	Declared   Role = "declared"
	Unknown    Role = ""
)

// Column is a column of a file.
type Column struct {
	Name   string
	Sample []string // the first different values that are not blank
	Values int      // records that have one, of those that were looked at

	rows []string // of all of those, blank or not
}

// File is a file, or one sheet of a spreadsheet.
type File struct {
	Path    string // from the folder, with forward slashes
	Sheet   string // of an .xlsx with several
	Layer   string // of a GeoPackage or an archive with several
	Role    Role
	Fields  map[string]*Column // by key of the configuration
	Columns []Column
	Records int

	CRS      string                 // what the file itself states or shows; "" where it has none to state
	NeedsCRS bool                   // coordinates without a system
	OddDatum bool                   // stands on another datum than most files, and can't be brought to Folder.CRS
	Encoding string                 // where the text's encoding had to be deduced
	Scheme   string                 // land-use classification by content
	Extent   land.ExtentKind        // of outlines, by the file's name and its survey scopes
	Units    map[string]config.Unit // by key, where they are not the configuration's own
	Problem  land.Text              // why it can't be read; empty where it can
	Unsure   []land.Text            // what a person should look at

	outlines bool      // holds shapes or corners, not a roster alone
	stand    crs.Stand // of its coordinates; the zero value where their system is not known
	packed   bool      // angles that may be ddd.mmss
	statuses []string
}

// Folder is a folder with what was found in it.
type Folder struct {
	Dir   string
	Files []*File // by path
	CRS   crs.CRS // the system of metres to work in; the zero value where it can't be told
	Left  []Left  // files of other kinds
}

// maxFiles is more files than any delivery has; a folder with more is a
// mistaken path.
const maxFiles = 10_000

// ErrTooMany is wrapped by the error of Look on a folder with too many files.
var ErrTooMany = errors.New("too many files for a delivery")

// sidecars are the endings of files that belong to a shapefile, or to nobody.
var sidecars = []string{".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".qix", ".fbn", ".fbx", ".lock", ".yaml", ".yml"}

// Look looks through a folder and the folders in it. What a single file can't
// be is said in it; the error is one of the folder.
func Look(dir string) (*Folder, error) {
	f := &Folder{Dir: dir}
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path != dir:
			f.Files = append(f.Files, &File{Path: f.relative(path), Problem: unreadable(path, err)})
			return fs.SkipDir
		case err != nil:
			return err
		case path != dir && strings.HasPrefix(d.Name(), "."), d.IsDir() && path != dir && isResult(path):
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir() || strings.HasPrefix(d.Name(), "~$"): // open spreadsheets
			return nil
		}
		if paths = append(paths, path); len(paths) > maxFiles {
			return ErrTooMany
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	for _, path := range paths {
		f.look(path)
	}
	f.decide()
	return f, nil
}

// isResult reports whether a folder holds the results of a run.
func isResult(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "jiyue.gpkg"))
	return err == nil
}

// relative is a path from the folder.
func (f *Folder) relative(path string) string {
	rel, err := filepath.Rel(f.Dir, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// look looks at one file by its kind.
func (f *Folder) look(path string) {
	rel := f.relative(path)
	switch ending := strings.ToLower(filepath.Ext(path)); {
	case ending == ".shp":
		f.Files = append(f.Files, lookAtShapes(path, rel))
	case ending == ".csv" || ending == ".xlsx":
		f.Files = append(f.Files, lookAtTable(path, rel)...)
	case ending == ".txt":
		if file := lookAtText(path, rel); file != nil {
			f.Files = append(f.Files, file)
			return
		}
		f.leave(rel)
	case ending == ".gpkg":
		f.Files = append(f.Files, lookAtGeoPackage(path, rel)...)
	case ending == ".geojson" || ending == ".json":
		if file := lookAtGeoJSON(path, rel); file != nil {
			f.Files = append(f.Files, file)
			return
		}
		f.leave(rel)
	case ending == ".zip":
		if files := lookAtArchive(path, rel); len(files) > 0 {
			f.Files = append(f.Files, files...)
			return
		}
		f.Left = append(f.Left, Left{rel, contentsOf(path)})
	case ending == ".dbf":
		if file := lonelyTable(path, rel); file != nil {
			f.Files = append(f.Files, file)
		}
	case slices.Contains(sidecars, ending) || strings.HasSuffix(strings.ToLower(path), ".shp.xml"):
	default:
		f.leave(rel)
	}
}

// Of lists the files of a role.
func (f *Folder) Of(role Role) []*File {
	var list []*File
	for _, file := range f.Files {
		if file.Role == role && file.Problem.ZH == "" {
			list = append(list, file)
		}
	}
	return list
}
