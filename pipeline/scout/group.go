package scout

import (
	"maps"
	"path"
	"slices"
	"strings"

	"jiyue/pipeline/land"
)

// groups lists the parcel files, those of one folder with the same columns as
// one entry: cadastres come in several files.
func (f *Folder) groups() []*File {
	var list []*File
	files := f.Of(Parcels)
	for i, file := range files {
		together := []*File{}
		for _, other := range files {
			if same(file, other) {
				together = append(together, other)
			}
		}
		switch pattern := f.pattern(together); {
		case pattern == "":
			list = append(list, file)
		case !slices.ContainsFunc(files[:i], func(o *File) bool { return same(o, file) }):
			list = append(list, joined(pattern, together))
		}
	}
	return list
}

// same reports whether two files can share an entry.
func same(a, b *File) bool {
	names := func(f *File) (list []string) {
		for _, c := range f.Columns {
			list = append(list, c.Name)
		}
		return list
	}
	return path.Dir(a.Path) == path.Dir(b.Path) && slices.Equal(names(a), names(b)) && a.Scheme == b.Scheme && maps.Equal(a.Units, b.Units) && a.Encoding == b.Encoding && a.NeedsCRS == b.NeedsCRS && a.OddDatum == b.OddDatum &&
		path.Ext(a.Path) == ".shp" && path.Ext(b.Path) == ".shp"
}

// pattern is a glob that names these files and no other shapefile; "" where
// there is none, or one file only.
func (f *Folder) pattern(files []*File) string {
	if len(files) < 2 {
		return ""
	}
	prefix := files[0].Path
	for _, file := range files {
		for !strings.HasPrefix(file.Path, prefix) {
			r := []rune(prefix)
			prefix = string(r[:len(r)-1])
		}
	}
	pattern := prefix + "*.shp"
	if strings.ContainsAny(prefix, `*?[\`) || len(prefix) <= len(path.Dir(files[0].Path))+1 {
		return ""
	}
	n := 0
	for _, file := range f.Files {
		if ok, _ := path.Match(pattern, file.Path); ok {
			n++
		}
	}
	if n != len(files) {
		return ""
	}
	return pattern
}

// joined is one entry for several files.
func joined(pattern string, files []*File) *File {
	all := *files[0]
	all.Path, all.Records, all.Unsure = pattern, 0, nil
	for _, f := range files {
		all.Records += f.Records
		for _, u := range f.Unsure {
			all.Unsure = append(all.Unsure, land.Text{ZH: path.Base(f.Path) + "：" + u.ZH, EN: path.Base(f.Path) + ": " + u.EN})
		}
		if f.CRS != files[0].CRS {
			all.CRS = ""
		}
	}
	return &all
}
