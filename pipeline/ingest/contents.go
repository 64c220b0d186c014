package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Content is a file that a configuration names, as its bytes are: a night whose
// contents are those of another night has its input.
type Content struct {
	Role  land.Role
	Path  string // as findings name it
	Bytes int64  // of the file and of those beside it that have its name and another ending
	Hash  string // SHA-256 over them; of a shapefile land.Source.Hash. "" where it was not asked for

	file string
}

// Contents lists the files that the configuration names, in its order, with
// their sizes. A file that is missing though a glob promises it is one too.
func Contents(cfg *config.Config) ([]Content, error) {
	in := &Input{cfg: cfg}
	var list []Content
	add := func(role land.Role, f *config.File) error {
		for _, path := range f.Paths {
			c := Content{Role: role, Path: in.relative(path), file: path}
			for _, part := range partsOf(path) {
				info, err := os.Stat(part)
				if err != nil {
					return err
				}
				c.Bytes += info.Size()
			}
			list = append(list, c)
		}
		for _, path := range f.Missing {
			list = append(list, Content{Role: role, Path: in.relative(path), Hash: missingContent, file: path})
		}
		return nil
	}
	var errs []error
	for i := range cfg.Parks {
		errs = append(errs, add(land.RoleParks, &cfg.Parks[i].File))
	}
	for i := range cfg.Parcels {
		errs = append(errs, add(land.RoleParcels, &cfg.Parcels[i].File))
	}
	for i := range cfg.Statistics {
		errs = append(errs, add(land.RoleStatistics, &cfg.Statistics[i].File))
	}
	for i := range cfg.Declared {
		errs = append(errs, add(land.RoleDeclared, &cfg.Declared[i].File))
	}
	return list, errors.Join(errs...)
}

// missingContent stands for the content of a file that is not there.
const missingContent = "missing"

// IsShapefile says whether the content is a shapefile's, whose hash Open takes.
func (c *Content) IsShapefile() bool { return strings.EqualFold(filepath.Ext(c.Path), ".shp") }

// HashContents fills in the hashes that are missing, of shapefiles only where
// that is asked for; several files are read at once.
func HashContents(list []Content, shapefiles bool) error {
	errs := make([]error, len(list))
	var all sync.WaitGroup
	for i := range list {
		if c := &list[i]; c.Hash == "" && (shapefiles || !c.IsShapefile()) {
			all.Go(func() { c.Hash, errs[i] = c.hash() })
		}
	}
	all.Wait()
	return errors.Join(errs...)
}

func (c *Content) hash() (string, error) {
	if c.IsShapefile() {
		digests, err := shapefile.DigestParts(c.file)
		return sourceHash(digests...), err
	}
	h := sha256.New()
	for _, part := range partsOf(c.file) {
		if err := addFile(h, part); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// addFile adds name, length and bytes of a file.
func addFile(h io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		_, err = fmt.Fprintf(h, "%s %d\n", filepath.Base(path), info.Size())
	}
	if err == nil {
		_, err = io.Copy(h, f)
	}
	return err
}

// partsOf lists a file and what may belong to it: files of its name with another
// ending, in either case, and the journals of a database.
func partsOf(path string) []string {
	dir, name := filepath.Split(path)
	stem := strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)) + ".")
	entries, _ := os.ReadDir(filepath.Clean(dir + "."))
	parts := []string{path}
	for _, e := range entries {
		if e.Name() != name && e.Type().IsRegular() && strings.HasPrefix(strings.ToLower(e.Name()), stem) {
			parts = append(parts, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(parts[1:])
	return parts
}
