package config

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jiyue/pipeline/land"
)

// readPaths reads the path of a source, which may be a glob, and finds its
// files.
func (c *Config) readPaths(v value, f *File, endings []string) {
	s, ok := v.text()
	if !ok {
		return
	}
	f.Path = s
	if c.withoutSources {
		return
	}
	pattern := c.resolve(s)
	if info, err := os.Stat(pattern); err == nil && info.IsDir() {
		f.Paths = folderPaths(pattern, endings)
	} else {
		f.Paths, f.Missing = expand(pattern), withoutShape(pattern)
	}
	if len(f.Paths) == 0 {
		v.noFile(pattern, endings)
	}
	for _, p := range f.Paths {
		if !slices.Contains(endings, strings.ToLower(filepath.Ext(p))) {
			v.wrong(land.Textf("%s 不是可读的文件类型：%s", "%s is not a kind of file that is read here: %s", filepath.Base(p), list(endings)),
				land.Textf("请把 path 写到文件的扩展名为止，例如 *%s", "write the path with the ending of the files, for example *%s", endings[0]))
		}
	}
}

// folderPaths returns the files of a folder that have one of the endings,
// sorted: a path may name a whole folder.
func folderPaths(folder string, endings []string) []string {
	var paths []string
	for _, name := range folderNames(folder, endings...) {
		paths = append(paths, filepath.Join(folder, name))
	}
	slices.Sort(paths)
	return paths
}

// expand returns the files that a pattern names, sorted. A segment that exists
// as it is written is meant as it is written, brackets and all.
func expand(pattern string) []string {
	files := slices.DeleteFunc(named(pattern), func(p string) bool {
		info, err := os.Stat(p)
		return err != nil || info.IsDir()
	})
	slices.Sort(files)
	return files
}

// named returns the files and folders that a pattern names.
func named(pattern string) []string {
	volume := filepath.VolumeName(pattern)
	rest := filepath.ToSlash(pattern[len(volume):])
	found := []string{volume}
	if strings.HasPrefix(rest, "/") {
		found = []string{volume + string(filepath.Separator)}
	}
	for _, segment := range strings.Split(strings.Trim(rest, "/"), "/") {
		found = step(found, segment)
	}
	return found
}

// withoutShape returns the .shp files that a pattern would name, if they were
// there: of which only the table or the index is. A delivery that has lost one
// of its files would otherwise go unnoticed.
func withoutShape(pattern string) []string {
	dir, last := filepath.Split(pattern)
	missing := map[string]bool{}
	for _, folder := range named(filepath.Clean(dir)) {
		if exists(filepath.Join(folder, last)) {
			continue
		}
		there := folderNames(folder, ".shp")
		for _, part := range folderNames(folder, ".dbf", ".shx") {
			name := shapeNamed(last, strings.TrimSuffix(part, filepath.Ext(part)))
			if name != "" && !slices.ContainsFunc(there, func(s string) bool { return strings.EqualFold(s, name) }) {
				missing[filepath.Join(folder, name)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// shapeNamed returns the .shp of a base name that a pattern would name, in
// either case; "" where it means neither.
func shapeNamed(pattern, base string) string {
	if matches(pattern, base+".shp") {
		return base + ".shp"
	}
	return ""
}

// step goes one segment of a pattern further from every folder.
func step(folders []string, segment string) []string {
	var found []string
	for _, folder := range folders {
		if whole := filepath.Join(folder, segment); exists(whole) {
			found = append(found, whole)
			continue
		}
		if !strings.ContainsAny(segment, "*?[") {
			continue
		}
		entries, _ := os.ReadDir(orDot(folder))
		for _, e := range entries {
			if matches(segment, e.Name()) {
				found = append(found, filepath.Join(folder, e.Name()))
			}
		}
	}
	return found
}

// matches tells whether a pattern means a name, whose ending may be in either
// case: deliveries mix .shp and .SHP, and a parcel file that a pattern passes
// over is land lost.
func matches(pattern, name string) bool {
	ending := filepath.Ext(name)
	base := strings.TrimSuffix(name, ending)
	for _, e := range []string{ending, strings.ToLower(ending), strings.ToUpper(ending)} {
		if ok, _ := path.Match(pattern, base+e); ok {
			return true
		}
	}
	return false
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func orDot(folder string) string {
	if folder == "" {
		return "."
	}
	return folder
}

// checkNamedOnce finds files that two entries name for the same purpose, most
// often by overlapping globs: their land would count twice.
func (c *Config) checkNamedOnce(d *document) {
	type mention struct {
		at    place
		layer string
	}
	first := map[string]mention{}
	check := func(f File, purpose, key string) {
		at := d.places[key+".path"]
		for _, p := range f.Paths {
			earlier, named := first[purpose+p]
			if named && (earlier.layer == f.Layer || earlier.layer == "" || f.Layer == "") {
				d.add(at, land.Textf("%s 已在第 %d 行列出，会被重复计入", "%s is already named in line %d and would count twice", p, earlier.at.line),
					land.Textf("请改写其中一个 path", "change one of the two paths"))
				return
			}
			first[purpose+p] = mention{at, f.Layer}
		}
	}
	for i, s := range c.Parks {
		check(s.File, "parks "+string(s.Extent), fmt.Sprintf("parks[%d]", i))
	}
	for i, s := range c.Parcels {
		check(s.File, "parcels", fmt.Sprintf("parcels[%d]", i))
	}
}

// mustExist notes a file that is not there.
func (v value) mustExist(name string) {
	if info, err := os.Stat(name); err != nil || info.IsDir() {
		v.noFile(name, []string{strings.ToLower(filepath.Ext(name))})
	}
}

// noFile notes that nothing is called name, and what the folder has of the
// kind that is wanted.
func (v value) noFile(name string, endings []string) {
	folder, base := filepath.Split(name)
	try := land.Textf("文件夹 %s 不存在", "the folder %s does not exist", folder)
	if exists(orDot(folder)) {
		there := folderNames(folder, endings...)
		try = land.Textf("该文件夹中没有这类文件", "the folder has no such file")
		if near := Nearest(base, there); near != "" {
			try = land.Textf("是否应为 %s？该文件夹中有：%s", "did you mean %s? the folder has: %s", near, list(there))
		} else if len(there) > 0 {
			try = land.Textf("该文件夹中有：%s", "the folder has: %s", list(there))
		}
	}
	v.doc.add(v.place, land.Textf("找不到文件 %s", "there is no file %s", name), try)
}

// folderNames lists the files of a folder that have one of the endings.
func folderNames(folder string, endings ...string) []string {
	entries, _ := os.ReadDir(orDot(folder))
	var names []string
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
			names = append(names, e.Name())
		}
	}
	return names
}

// hash is the SHA-256 of the configuration's text and of the files that belong
// to it, each preceded by its length, so that text can't move between them.
func hash(text []byte, files ...string) (string, error) {
	h := sha256.New()
	write := func(b []byte) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(b)))
		h.Write(length[:])
		h.Write(b)
	}
	write(text)
	for _, name := range files {
		var b []byte
		if name != "" {
			var err error
			if b, err = os.ReadFile(name); err != nil {
				return "", err
			}
		}
		write(b)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
