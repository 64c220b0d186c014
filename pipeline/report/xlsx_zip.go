package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// bookZip packs the parts of a spreadsheet in the order of their names, for
// the library hands them over in any order. [Content_Types].xml comes first, as
// the format asks. Entries have no times, so that the bytes repeat. Parts are
// compressed as they come: no part is in memory as it is.
type bookZip struct {
	to     io.Writer
	parts  []*bookPart
	packer *flate.Writer
}

// bookPart is a part, compressed.
type bookPart struct {
	name   string
	packed bytes.Buffer
	sum    uint32
	size   uint64
	packer *flate.Writer
}

func newBookZip(w io.Writer) *bookZip { return &bookZip{to: w} }

// Create begins a part and ends the one before.
func (z *bookZip) Create(name string) (io.Writer, error) {
	if err := z.endPart(); err != nil {
		return nil, err
	}
	p := &bookPart{name: name}
	z.parts = append(z.parts, p)
	if z.packer == nil {
		packer, err := flate.NewWriter(&p.packed, flate.DefaultCompression)
		if err != nil {
			return nil, err
		}
		z.packer = packer
	} else {
		z.packer.Reset(&p.packed)
	}
	p.packer = z.packer
	return p, nil
}

func (z *bookZip) endPart() error {
	if z.packer == nil {
		return nil
	}
	return z.packer.Close()
}

func (p *bookPart) Write(b []byte) (int, error) {
	n, err := p.packer.Write(b)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	p.size += uint64(n)
	return n, err
}

// AddFS is what the library's interface asks for and no report needs.
func (z *bookZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the parts.
func (z *bookZip) Close() error {
	if err := z.endPart(); err != nil {
		return err
	}
	slices.SortFunc(z.parts, func(a, b *bookPart) int { return strings.Compare(a.name, b.name) })
	to := zip.NewWriter(z.to)
	for _, p := range z.parts {
		f, err := to.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum,
			CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size})
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(f); err != nil {
			return err
		}
	}
	return to.Close()
}
