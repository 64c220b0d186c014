package store

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"jiyue/pipeline/store/pages"
)

// The content of a piece is one word that stands for everything in its row but
// the source and the record: a parcel that is put in at the head of a file moves
// every record behind it and changes no land. Two pieces of one content are the
// same, but for one case in 2^64.

// Columns of piece by their place. Source and record are not part of the content.
const (
	parkColumn   = 1
	kindColumn   = 2
	sourceColumn = 4
	recordColumn = 5
)

// contentOf returns the content of a packed row of piece.
func contentOf(row []byte) (uint64, error) {
	parts, err := pages.Without(row, sourceColumn, recordColumn)
	h := uint64(0)
	for _, part := range parts {
		h = hashBytes(h, part)
	}
	return h, err
}

// hashBytes makes one word of a word and bytes, sixteen at a time by the folded
// product of wyhash (Wang Yi, 2019): 330 MB of rows have to be gone through in
// a twentieth of a second.
func hashBytes(h uint64, b []byte) uint64 {
	h = fold(h^hashSecret[0], uint64(len(b))^hashSecret[1])
	for len(b) >= 16 {
		h = fold(binary.LittleEndian.Uint64(b)^hashSecret[1], binary.LittleEndian.Uint64(b[8:])^h)
		b = b[16:]
	}
	if len(b) > 0 {
		var last [16]byte
		copy(last[:], b)
		h = fold(binary.LittleEndian.Uint64(last[:])^hashSecret[2], binary.LittleEndian.Uint64(last[8:])^h)
	}
	return h
}

// hashSecret are random words with as many ones as zeros, those of wyhash.
var hashSecret = [3]uint64{0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3}

func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// extentDigests are what the pieces of each extent come to.
type extentDigests []pages.Digest

// add takes the next piece of an extent.
func (d extentDigests) add(extent int, row []byte) error {
	content, err := contentOf(row)
	if err != nil {
		return fmt.Errorf("content of a piece: %w", err)
	}
	d[extent].Add(content, 0)
	return nil
}

// writeDigests keeps the digests of tonight's pieces for the next night.
func (t *Tonight) writeDigests() error {
	l := &t.layers
	return t.write("piece_digest", "park_code, extent_kind, pieces, digest", len(l.digests), func(i int) ([]any, error) {
		return []any{l.extents[i].parkCode, l.extents[i].kind, l.digests[i].Count, int64(l.digests[i].Sum)}, nil
	})
}

// pieceDigests returns the digests that a store keeps; none where it is of a
// program that made none.
func (s *Store) pieceDigests() (map[extentKey]pages.Digest, error) {
	kept := map[extentKey]pages.Digest{}
	err := s.eachOfChanges("SELECT park_code, extent_kind, pieces, digest FROM piece_digest", nil, func(row scanner) error {
		var key extentKey
		var d pages.Digest
		var sum int64
		err := row.Scan(&key.parkCode, &key.kind, &d.Count, &sum)
		d.Sum = uint64(sum)
		kept[key] = d
		return err
	})
	return kept, err
}
