package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"jiyue/pipeline/store/pages"
)

// indexAudit reads the entries of piece_park.
type indexAudit struct {
	record     *pages.RecordReader
	extents    *extentNumbers
	park, kind []byte // of the entry before
	rowid      int64
	ofExtents  pages.Digest // number of the extent and rowid
}

func newIndexAudit(extents []extentKey) *indexAudit {
	return &indexAudit{record: pages.NewRecordReader(pages.TextValue, pages.TextValue, pages.IntegerValue), extents: newExtentNumbers(extents)}
}

// entry takes the next entry, which must come after the one before.
func (a *indexAudit) entry(_ int64, payload []byte) error {
	if err := a.record.Read(payload); err != nil {
		return fmt.Errorf("%w in piece_park", err)
	}
	park, kind, rowid := a.record.Bytes(0), a.record.Bytes(1), a.record.Integer(2)
	order := bytes.Compare(a.park, park)
	if order == 0 {
		order = bytes.Compare(a.kind, kind)
	}
	if order > 0 || order == 0 && rowid <= a.rowid {
		return fmt.Errorf("%w: piece %d out of order in piece_park", errProof, rowid)
	}
	if order != 0 {
		a.park, a.kind = slices.Clone(park), slices.Clone(kind)
	}
	a.rowid = rowid
	extent, err := a.extents.of(park, kind)
	a.ofExtents.Add(uint64(extent), uint64(rowid))
	return err
}

// extentNumbers finds extents by what the file calls them. It is one goroutine's.
type extentNumbers struct {
	numbers map[string]int // by key
	key     []byte         // scratch
	last    []byte         // key that was asked for
	number  int            // and its extent
}

func newExtentNumbers(extents []extentKey) *extentNumbers {
	n := &extentNumbers{numbers: make(map[string]int, len(extents)), number: -1}
	for i, e := range extents {
		n.numbers[string(appendExtentKey(nil, []byte(e.parkCode), []byte(e.kind)))] = i
	}
	return n
}

// appendExtentKey has the length of the code in front, so that no two keys are
// alike.
func appendExtentKey(dst, park, kind []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(park)))
	return append(append(dst, park...), kind...)
}

// of returns the number of an extent.
func (n *extentNumbers) of(park, kind []byte) (int, error) {
	n.key = appendExtentKey(n.key[:0], park, kind)
	if n.number >= 0 && bytes.Equal(n.key, n.last) {
		return n.number, nil
	}
	number, known := n.numbers[string(n.key)]
	if !known {
		return 0, fmt.Errorf("%w: an extent that is not in the file: %s (%s)", errProof, park, kind)
	}
	n.last, n.number = append(n.last[:0], n.key...), number
	return number, nil
}
