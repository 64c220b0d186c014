package shapefile

import "crypto/sha256"

// Digest is the SHA-256 of one of a shapefile's files.
type Digest struct {
	Path   string
	Bytes  int64
	SHA256 [sha256.Size]byte
}

// Digests lists the digests of the files, in the order of Parts; nil unless
// Options.Digest asked for them.
func (f *File) Digests() []Digest { return append([]Digest(nil), f.digests...) }

// digest gathers the digests: of .shp and .dbf those of the streams through
// which they were examined, of the small files by reading them again.
func (f *File) digest(shapes, rows *stream) error {
	for _, p := range f.parts.all() {
		s := shapes
		if p == f.parts.dbf {
			s = rows
		} else if p != f.parts.shp {
			s = newStream(p, true)
			if err := s.finish(); err != nil {
				return err
			}
		}
		f.digests = append(f.digests, s.digest())
	}
	return nil
}
