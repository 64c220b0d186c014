package shapefile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ErrShrank is wrapped by the error of a read that found a file shorter than
// it was when it was opened, or with records that are no longer where they were.
var ErrShrank = errors.New("the file changed while it was read")

// part is one of the files that make up a shapefile. A nil part is a file that
// is not there.
type part struct {
	path string
	size int64
	from io.ReaderAt
}

// read fills b from offset at; it never reads less.
func (p *part) read(b []byte, at int64) error {
	n, err := p.from.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	if err == nil || err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s: %w: %d bytes at offset %d expected, %d found", p.path, ErrShrank, len(b), at, n)
	}
	return fmt.Errorf("%s: %w", p.path, err)
}

// head reads up to max bytes from the start; nil where the part is not there.
func (p *part) head(max int64) ([]byte, error) {
	if p == nil {
		return nil, nil
	}
	b := make([]byte, min(p.size, max))
	return b, p.read(b, 0)
}

// parts are the files of one shapefile; only shp is always there.
type parts struct {
	shp, shx, dbf, cpg, prj *part
}

// all lists the parts that exist, in a fixed order.
func (ps *parts) all() []*part {
	var there []*part
	for _, p := range []*part{ps.shp, ps.shx, ps.dbf, ps.cpg, ps.prj} {
		if p != nil {
			there = append(there, p)
		}
	}
	return there
}

// close closes every file that was opened and reports the first failure.
func (ps *parts) close() error {
	var first error
	for _, p := range ps.all() {
		if c, ok := p.from.(io.Closer); ok {
			if err := c.Close(); err != nil && first == nil {
				first = err
			}
		}
	}
	return first
}

// openParts opens the .shp and every sibling that exists.
func openParts(path string) (*parts, error) {
	ps := &parts{}
	var err error
	if ps.shp, err = openPart(path); err != nil {
		return nil, err
	}
	for ext, p := range map[string]**part{".shx": &ps.shx, ".dbf": &ps.dbf, ".cpg": &ps.cpg, ".prj": &ps.prj} {
		name := sibling(path, ext)
		if name == "" {
			continue
		}
		if *p, err = openPart(name); err != nil {
			ps.close()
			return nil, err
		}
	}
	return ps, nil
}

// openPart opens one regular file. Opening a pipe would wait for a writer, so
// what the name stands for is looked at first.
func openPart(path string) (*part, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err = file.Stat(); err != nil {
		file.Close()
		return nil, err
	}
	return &part{path: path, size: info.Size(), from: file}, nil
}

// sibling finds the file beside path whose extension is ext in any case, ""
// where there is none. Of several the one that writes its extension as path
// does wins (A.SHP goes with A.DBF, not with A.dbf), then the first by name. A
// base name that differs by case only counts where no exact one exists:
// archives made on Windows hold such pairs.
func sibling(path, ext string) string {
	dir, file := filepath.Split(path)
	own := filepath.Ext(file)
	base := strings.TrimSuffix(file, own)
	if own == strings.ToUpper(own) && own != strings.ToLower(own) {
		ext = strings.ToUpper(ext)
	}
	if info, err := os.Stat(filepath.Join(dir, base+ext)); err == nil && !info.IsDir() {
		return filepath.Join(dir, base+ext)
	}
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return ""
	}
	loose := ""
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !strings.EqualFold(name, base+ext) {
			continue
		}
		if strings.TrimSuffix(name, filepath.Ext(name)) == base {
			return filepath.Join(dir, name)
		}
		if loose == "" {
			loose = filepath.Join(dir, name)
		}
	}
	return loose
}
