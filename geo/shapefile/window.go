package shapefile

// Block sizes. Large enough that the cost of a system call (some 300 ns)
// vanishes beside the copying, small enough to stay in the second-level cache
// between the read and the decoding, beside what the caller makes of it.
const (
	shapeBlock = 64 << 10
	rowBlock   = 64 << 10
	indexBlock = 64 << 10
)

// window reads a part forward in blocks. It serves any order of offsets, but
// each jump back costs a block.
type window struct {
	part  *part
	block int
	buf   []byte // what was read last
	at    int64  // offset of buf[0] in the part
}

// slice returns the n bytes at offset off, valid until the next call. The
// caller has checked that off and n lie within the part. A new block does not
// reach beyond limit unless the n bytes do: a scanner of a short range should
// not read its neighbour's records.
func (w *window) slice(off int64, n int, limit int64) ([]byte, error) {
	if i := off - w.at; i >= 0 && i+int64(n) <= int64(len(w.buf)) {
		return w.buf[i:][:n], nil
	}
	if err := w.load(off, n, limit); err != nil {
		return nil, err
	}
	return w.buf[:n], nil
}

// load reads the block that starts at off.
func (w *window) load(off int64, n int, limit int64) error {
	want := max(min(int64(w.block), limit-off, w.part.size-off), int64(n))
	if int64(cap(w.buf)) < want {
		w.buf = make([]byte, max(want, min(int64(w.block), w.part.size)))
	}
	w.buf = w.buf[:want]
	w.at = off
	if err := w.part.read(w.buf, off); err != nil {
		w.buf = w.buf[:0]
		return err
	}
	return nil
}

// trim gives back the memory of a record far larger than a block.
func (w *window) trim() {
	if cap(w.buf) > 4*w.block {
		w.buf = nil
	}
}
