package ingest

import (
	"encoding/binary"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"

	"jiyue/geo/shapefile"
)

// idCounts tells ids that surely stand on one parcel only from those that may
// stand on more, in a fixed amount of memory: a table of two-bit counters (no
// id, one, more) over the hashes of all ids. An id has two counters and is
// suspected where both say more. They share a word, so that there is one wait
// for memory: with 32 counters an id (one word), others in the same word push
// both in one case of 130; remembering those ids costs little.
type idCounts struct {
	words []uint64 // 32 counters each; the lower bit says seen, the upper one seen again
}

const (
	countersPerID = 32
	minCounters   = 1 << 10
	maxCounters   = 1 << 27 // 32 MiB: at ten million parcels one id in thirty is suspected
)

func newIDCounts(records int64) *idCounts {
	return &idCounts{make([]uint64, idWords(records))}
}

// idWords is how many words the counters of so many records take: a power of two.
func idWords(records int64) int {
	n := min(max(uint64(records)*countersPerID, minCounters), maxCounters)
	return 1 << bits.Len64(n-1) / 32
}

// place returns the word of an id's counters and their bits.
func (c *idCounts) place(id uint64) (word *uint64, seen, again uint64) {
	seen = 1<<(id>>58&62) | 1<<(id>>53&62)
	return &c.words[id&uint64(len(c.words)-1)], seen, seen << 1
}

// add counts ids; any number of goroutines may. Counters lie anywhere in a
// table far larger than the cache: looking at those of all ids first lets the
// waits for memory overlap, which locked instructions would not.
func (c *idCounts) add(ids []uint64) {
	for _, id := range ids {
		word, _, _ := c.place(id)
		atomic.LoadUint64(word)
	}
	for _, id := range ids {
		word, seen, _ := c.place(id)
		if before := atomic.OrUint64(word, seen) & seen; before != 0 {
			atomic.OrUint64(word, before<<1)
		}
	}
}

// repeated reports whether the id may have been added more than once.
func (c *idCounts) repeated(id uint64) bool {
	word, _, again := c.place(id)
	return *word&again == again
}

// grow makes room for so many records. What was added keeps its counters: they
// stand in every part of the larger table at once, and suspect more for it.
func (c *idCounts) grow(records int64) {
	n := idWords(records)
	if n <= len(c.words) {
		return
	}
	words := make([]uint64, n)
	for i := 0; i < n; i += len(c.words) {
		copy(words[i:], c.words)
	}
	c.words = words
}

// countIDs makes sure that ids which may repeat are known, so that only those
// need to be remembered during the run: memory would otherwise grow with the
// number of parcels. Mostly a glance has told while the sources were opened that
// none does (ids is nil then), or they have been counted; where one of them could
// not be, it is done for all, anew.
func (in *Input) countIDs() error {
	var spans []idSpan
	counted := true
	for _, s := range in.parcels {
		if s.fields.id != none { // else no record has an id
			spans = append(spans, s.ids)
			counted = counted && s.ids.counted
		}
	}
	switch {
	case apart(spans):
		in.ids = nil
	case !counted:
		return in.recountIDs()
	}
	return nil
}

func (in *Input) recountIDs() error {
	in.ids = newIDCounts(in.Records())
	errs := make([]error, in.Batches())
	var next atomic.Int64
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			ids := make([]uint64, 0, batchRecords)
			for i := int(next.Add(1)) - 1; i < len(errs); i = int(next.Add(1)) - 1 {
				errs[i] = in.countBatch(i, ids)
			}
		})
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// countBatch counts the ids of one batch; ids is memory for their hashes.
func (in *Input) countBatch(i int, ids []uint64) error {
	s, first, last := in.batch(i)
	if s.fields.id == none {
		return nil // the table is gone, and no record has an id
	}
	scan := s.file.ScanRows(first, last, s.columns.scan[s.fields.id])
	for scan.Next() {
		ids = append(ids, hashCell(scan, 0, s.idType))
	}
	if err := scan.Err(); err != nil {
		return s.readError(err)
	}
	in.ids.add(ids)
	return nil
}

// hashCell is hashID of the text of one of the scanner's columns, which has the
// type.
func hashCell(scan *shapefile.Scanner, column int, typ byte) uint64 {
	if raw, ok := plainCell(scan.RawText(column), typ); ok {
		return hashBytes(raw)
	}
	return hashID(scan.Text(column))
}

// plainCell returns the bytes of a cell of printable ASCII without blanks, as
// ids are; its text is the same in every encoding and need not be looked up or
// decoded. ok is false for all else, and for types whose cells are not the
// text: binary numbers, memos.
func plainCell(cell []byte, typ byte) (raw []byte, ok bool) {
	if typ != 'C' && typ != 'N' && typ != 'F' {
		return nil, false
	}
	raw = trimmed(cell)
	return raw, printable(raw)
}

// printable reports whether all bytes are of visible ASCII, from ! to ~. It
// looks at eight bytes at a time.
func printable(text []byte) bool {
	for ; len(text) >= 8; text = text[8:] {
		if !eightPrintable(binary.LittleEndian.Uint64(text)) {
			return false
		}
	}
	for _, b := range text {
		if b <= ' ' || b > '~' {
			return false
		}
	}
	return true
}

// eightPrintable is printable for eight bytes: of each the highest bit is clear,
// is so when 1 is added (which it is not to 7F), and is set by adding what ! lacks
// to 80. No sum of bytes below 80 carries into the next.
func eightPrintable(w uint64) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	return (w|(w+each))&high == 0 && (w+(0x80-'!')*each)&high == high
}

// trimmed takes blanks and NULs off both ends of a cell.
func trimmed(cell []byte) []byte {
	for len(cell) > 0 && (cell[len(cell)-1] == ' ' || cell[len(cell)-1] == 0) {
		cell = cell[:len(cell)-1]
	}
	for len(cell) > 0 && (cell[0] == ' ' || cell[0] == 0) {
		cell = cell[1:]
	}
	return cell
}
