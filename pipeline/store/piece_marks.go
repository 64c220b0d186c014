package store

import (
	"jiyue/pipeline/store/pages"
)

// mark is a piece by its number and its content.
type mark struct {
	fid     int64
	content uint64
}

// marksOf reads the pieces of the wanted extents as marks, in the order of their
// numbers, out of the pages of the store's file: through SQL, a piece costs ten
// times as much, and a night that touches every extent reads all pieces of two
// stores. Nobody may write to the file meanwhile. A file whose pages are not as a
// night leaves them, or that has a journal, wraps errProof.
func (s *Store) marksOf(wanted map[extentKey]bool) (map[extentKey][]mark, error) {
	r := marksReader{wanted: wanted, marks: make(map[extentKey][]mark, len(wanted))}
	err := s.walkTable("piece", r.row)
	return r.marks, err
}

// marksReader takes the rows of piece.
type marksReader struct {
	wanted map[extentKey]bool
	marks  map[extentKey][]mark
	values [][]byte // scratch
	last   extentKey
}

func (r *marksReader) row(fid int64, payload []byte) error {
	var err error
	if r.values, err = pages.First(payload, kindColumn+1, r.values[:0]); err != nil {
		return err
	}
	park, kind := r.values[parkColumn], r.values[kindColumn]
	if string(park) != r.last.parkCode || string(kind) != r.last.kind {
		r.last = extentKey{string(park), string(kind)}
	}
	if !r.wanted[r.last] {
		return nil
	}
	content, err := contentOf(payload)
	r.marks[r.last] = append(r.marks[r.last], mark{fid, content})
	return err
}

// marksThroughSQL does for one extent what marksOf does, whatever the pages of
// the file are like.
func (s *Store) marksThroughSQL(of extentKey) ([]mark, error) {
	var marks []mark
	err := s.storedPieces(of, "", func(p storedPiece) error {
		marks = append(marks, mark{p.fid, p.content})
		return nil
	})
	return marks, err
}
