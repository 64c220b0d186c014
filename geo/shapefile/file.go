package shapefile

import (
	"fmt"
	"strings"
	"sync"

	"github.com/paulmach/orb"
)

const (
	maxPRJBytes = 1 << 20 // a coordinate system takes a few hundred
	maxCPGBytes = 1 << 10 // a .cpg holds one word
)

// Options say how to open a file.
type Options struct {
	// Encoding is the user's word for the encoding of the attribute texts:
	// UTF-8, GBK (also GB2312, 936, CP936), GB18030, Big5 (950), windows-1252;
	// case, blanks and hyphens don't matter. "" leaves it to the file.
	Encoding string
	// Digest asks for the SHA-256 of every part. It is taken of the bytes that
	// Open reads anyway.
	Digest bool
	// Glance, where it is not nil, is shown the cells of one field.
	Glance *Glance
}

// File is an open shapefile. Its methods may be called from several goroutines
// at once; Close only when no scanner is at work.
type File struct {
	parts    *parts
	header   shpHeader
	layout   layout
	table    *table
	encoding choice
	prj      string
	damage   []Damage
	digests  []Digest
	lanes    sync.Pool // of *lane
}

// Open opens the .shp at path and the files beside it whose extensions are
// .shx, .dbf, .cpg and .prj in any case. It visits each record header and each
// text once, so that Records, Damage and Encoding are settled when it returns.
//
// It fails where there is no shapefile to speak of: the .shp missing or
// unreadable, shorter than its header, or with another file code (a
// [ForeignError]); and where the user's encoding is unknown
// ([ErrEncodingUnknown]). Anything else that is wrong is Damage.
func Open(path string, o Options) (*File, error) {
	user, err := userCodec(o.Encoding)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	ps, err := openParts(path)
	if err != nil {
		return nil, err
	}
	f, err := newFile(ps, user, o)
	if err != nil {
		ps.close()
		return nil, err
	}
	return f, nil
}

func (f *File) readPRJ() error {
	b, err := f.parts.prj.head(maxPRJBytes)
	if err != nil || b == nil {
		return err
	}
	text, _, _, err := DecodeText(b, "")
	if err != nil {
		text = string(b)
	}
	f.prj = strings.Trim(text, "\x00 \t\r\n\ufeff")
	return nil
}

func readCPG(p *part) (string, error) {
	b, err := p.head(maxCPGBytes)
	return strings.Trim(strings.TrimPrefix(string(b), utf8Mark), "\x00 \t\r\n"), err
}

// Close closes the files.
func (f *File) Close() error { return f.parts.close() }

// Path is the path of the .shp as it was given to Open.
func (f *File) Path() string { return f.parts.shp.path }

// Records is the number of records that Scan reaches, deleted and damaged ones
// included.
func (f *File) Records() int { return f.layout.count }

// Shape is the type of shape that the header states; records may differ.
func (f *File) Shape() ShapeType { return f.header.shape }

// Bound is the box that the header states; it may be wrong.
func (f *File) Bound() orb.Bound { return f.header.bound }

// Bytes is the length of all parts together.
func (f *File) Bytes() int64 {
	var sum int64
	for _, p := range f.parts.all() {
		sum += p.size
	}
	return sum
}

// Parts lists the paths of the files that exist, in the order .shp, .shx,
// .dbf, .cpg, .prj.
func (f *File) Parts() []string {
	var paths []string
	for _, p := range f.parts.all() {
		paths = append(paths, p.path)
	}
	return paths
}

// Fields lists the columns of the attribute table; none where there is no .dbf.
func (f *File) Fields() []Field {
	fields := make([]Field, len(f.table.columns))
	for i, c := range f.table.columns {
		fields[i] = c.Field
	}
	return fields
}

// FieldIndex finds a field by its name: an exact match first, then one that
// differs by case only; -1 where there is none.
func (f *File) FieldIndex(name string) int {
	for i := range f.table.columns {
		if f.table.columns[i].Name == name {
			return i
		}
	}
	for i := range f.table.columns {
		if strings.EqualFold(f.table.columns[i].Name, name) {
			return i
		}
	}
	return -1
}

// Encoding is the encoding of the attribute texts and the rule that decided:
// "user", "cpg", "language byte", "utf-8", "gb18030", "big5", "fewest
// undecodable texts" (none fits all of them; see Damage), or "no attributes".
func (f *File) Encoding() (name, rule string) {
	if f.encoding.rule == ruleNone {
		return "", ruleNone
	}
	return f.encoding.codec.name, f.encoding.rule
}

// PRJ is the text of the .prj, "" where there is none.
func (f *File) PRJ() string { return f.prj }

// Damage lists what is wrong with the file as a whole; empty where nothing is.
func (f *File) Damage() []Damage { return append([]Damage(nil), f.damage...) }
