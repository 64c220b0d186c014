package shapefile

import (
	"encoding/binary"
	"math"
)

// index reads the .shx: the offset and the length of each record.
type index struct {
	win   window
	count int
}

// openIndex gives nil where there is no .shx. Where the header states a length
// that the file has, entries behind it are left over from a longer file and do
// not count.
func openIndex(p *part) (*index, error) {
	if p == nil || p.size < headerBytes {
		return nil, nil
	}
	b, err := p.head(headerBytes)
	if err != nil {
		return nil, err
	}
	size := p.size
	if stated := words(b[24:]); stated >= headerBytes && stated < size {
		size = stated
	}
	return &index{win: window{part: p, block: indexBlock}, count: int((size - headerBytes) / entryBytes)}, nil
}

// entry gives the offset of record i and the length of its content, as stated.
func (ix *index) entry(i int) (at, length int64, err error) {
	b, err := ix.win.slice(headerBytes+int64(i)*entryBytes, entryBytes, math.MaxInt64)
	if err != nil {
		return 0, 0, err
	}
	return words(b), words(b[4:]), nil
}

// audit is what following every entry of the .shx into the .shp found.
type audit struct {
	count    int
	good     int   // entries that lead to a record header of the same length
	numbered bool  // entry i leads to the record numbered i+1, for all
	ordered  bool  // entries ascend and don't overlap
	end      int64 // farthest byte that an entry promises
	bytes    int64 // sum of the records of the good entries
}

// sound tells whether each entry leads to a record of its own.
func (a *audit) sound(size int64) bool { return a.good == a.count && a.bytes <= size }

// auditIndex follows every entry.
func auditIndex(ix *index, shp *part) (*audit, error) {
	a := &audit{count: ix.count, numbered: true, ordered: true}
	win := window{part: shp, block: shapeBlock}
	last := int64(headerBytes)
	for i := range ix.count {
		at, length, err := ix.entry(i)
		if err != nil {
			return nil, err
		}
		end := at + recordHeaderBytes + length
		a.ordered = a.ordered && at >= last
		last = end
		a.end = max(a.end, end)
		number, ok, err := recordAt(&win, at, length, a.ordered)
		if err != nil {
			return nil, err
		}
		a.numbered = a.numbered && ok && number == uint32(i+1)
		if ok {
			a.good++
			a.bytes += recordHeaderBytes + length
		}
	}
	return a, nil
}

// recordAt reads the number of the record at an offset; ok is false where no
// record of that length can stand there. Whole blocks are read only as long as
// entries ascend: a hostile order would read a block for each of them.
func recordAt(win *window, at, length int64, ordered bool) (number uint32, ok bool, err error) {
	if at < headerBytes || length < minContentBytes || length > win.part.size-at-recordHeaderBytes {
		return 0, false, nil
	}
	limit := at + recordHeaderBytes
	if ordered {
		limit = math.MaxInt64
	}
	b, err := win.slice(at, recordHeaderBytes, limit)
	if err != nil {
		return 0, false, err
	}
	return binary.BigEndian.Uint32(b), words(b[4:]) == length, nil
}
