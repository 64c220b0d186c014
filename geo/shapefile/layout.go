package shapefile

import (
	"fmt"
	"math"
)

// layout is how the records of a .shp are found.
type layout struct {
	count   int
	indexed bool    // through the .shx; otherwise by walking from the marks
	ordered bool    // the .shx leads through the file from front to back
	marks   []int64 // see walk
	end     int64   // where a walk ends
	damage  []Damage
}

// evidence is everything that is known about where the records are.
type evidence struct {
	size   int64 // of the .shp
	stated int64 // length in the header of the .shp
	walk   *walk
	audit  *audit // nil without a .shx
	rows   int    // in the .dbf; -1 without one
}

// agrees tells whether the .shx and the walk found the same records.
func (e *evidence) agrees() bool {
	return e.audit != nil && e.walk.same == e.walk.count && e.audit.count == e.walk.count
}

// settle decides how records are found and what is wrong. The rules, first
// that fits:
//
//  1. .shx and walk agree on every record: they are there. What the header
//     states is wrong where it is anything else, unless it promises more and
//     the file breaks off within a record.
//  2. The .shx agrees as far as the file goes and promises more: cut off.
//  3. The walk reaches the end, and the .shx contradicts it without good
//     reason: walked.
//  4. The .shx leads to a whole record with each entry, and the walk does not
//     reach the end or meets records out of sequence (editors leave the old
//     form of a changed record behind): through the .shx.
//  5. Neither is whole: what can be read is read, and the damage is fatal.
func (e *evidence) settle() layout {
	w, a := e.walk, e.audit
	lay := layout{count: w.count, marks: w.marks, end: w.end}
	switch {
	case e.agrees():
		e.settleAgreed(&lay)
	case e.promisesMore():
		lay.add(CutOff, true, inBytes(".shp", e.size, a.end), "the .shp holds %d whole records in %d bytes, the .shx promises %d records in %d bytes", w.count, e.size, a.count, a.end)
	case e.trustIndex():
		lay.indexed, lay.count, lay.ordered = true, a.count, a.ordered
		lay.add(StrayBytes, false, inBytes(".shp", e.size, headerBytes+a.bytes), "the .shp holds bytes that belong to no record (%s); its %d records were found through the .shx", e.walkNote(), a.count)
		e.checkLength(&lay, true)
	case w.whole():
		e.settleWalked(&lay)
	case w.atHeader >= 0 && e.stated == w.end:
		e.noteIndex(&lay)
		lay.add(StrayBytes, false, inBytes(".shp", e.size, w.end), "the .shp goes on for %d bytes behind its last record", e.size-w.end)
	default:
		e.settleBroken(&lay)
	}
	return lay
}

// settleAgreed handles rule 1.
func (e *evidence) settleAgreed(lay *layout) {
	switch {
	case e.walk.whole():
		e.checkLength(lay, true)
	case e.stated > e.size:
		lay.add(CutOff, true, inBytes(".shp", e.size, e.stated), "the .shp holds %d bytes, its header promises %d; %s", e.size, e.stated, e.walk.stop)
	default:
		lay.add(StrayBytes, false, inBytes(".shp", e.size, e.walk.end), "the .shp goes on for %d bytes behind its last record", e.size-e.walk.end)
	}
}

// settleWalked handles a walk that reached the end of the file, with the .shx
// missing or wrong. Where header and .shx agree on an earlier end, what lies
// behind it was left over from a longer file.
func (e *evidence) settleWalked(lay *layout) {
	w, a := e.walk, e.audit
	if a != nil && w.atHeader == a.count && w.same == a.count && w.atHeader < w.count {
		lay.count, lay.end = a.count, e.stated
		lay.add(StrayBytes, false, inBytes(".shp", e.size, e.stated), "the .shp goes on for %d bytes behind the %d records that header and .shx agree on", e.size-e.stated, a.count)
		return
	}
	e.noteIndex(lay)
	e.checkLength(lay, e.rows == w.count)
}

// settleBroken handles rule 5: the way that reaches more records is taken.
func (e *evidence) settleBroken(lay *layout) {
	w, a := e.walk, e.audit
	if a != nil && a.good > w.count && a.bytes <= e.size {
		lay.indexed, lay.count, lay.ordered = true, a.count, a.ordered
		lay.add(Garbled, true, goodRecords(a.good, a.count), "the .shx leads to %d records of the .shp, %d of them are there; walking: %s", a.count, a.good, w.stop)
		return
	}
	e.noteIndex(lay)
	if e.stated > e.size {
		lay.add(CutOff, true, inBytes(".shp", e.size, e.stated), "the .shp holds %d bytes, its header promises %d; %s", e.size, e.stated, w.stop)
		return
	}
	lay.add(Garbled, true, inBytes(".shp", w.end, e.size), "the .shp cannot be read to its end: %s", w.stop)
}

// promisesMore is rule 2. A .shx whose entries don't ascend promises nothing.
func (e *evidence) promisesMore() bool {
	w, a := e.walk, e.audit
	return a != nil && a.ordered && w.same == w.count && a.count > w.count && a.end > e.size
}

// trustIndex is rule 4. A walk to the end in sequence beats any .shx; where
// neither sequence is right, the number of rows decides.
func (e *evidence) trustIndex() bool {
	w, a := e.walk, e.audit
	if a == nil || a.count == 0 || !a.sound(e.size) {
		return false
	}
	if !w.whole() {
		return a.count > w.count || a.numbered && w.same < a.count
	}
	if w.numbered {
		return false
	}
	return a.numbered || a.count == e.rows && w.count != e.rows
}

// checkLength compares the length in the header with the file's. Records are
// known to be whole only where something besides the walk counts as many:
// a file cut between two records looks whole to a walk.
func (e *evidence) checkLength(lay *layout, whole bool) {
	switch {
	case e.stated == e.size:
	case e.stated > e.size && !whole:
		lay.add(CutOff, true, inBytes(".shp", e.size, e.stated), "the .shp holds %d bytes, its header promises %d, and nothing else tells how many records there should be", e.size, e.stated)
	default:
		lay.add(HeaderLength, false, inBytes(".shp", e.stated, e.size), "the header of the .shp states %d bytes, the file has %d; every record is whole", e.stated, e.size)
	}
}

// noteIndex says why the .shp had to be walked.
func (e *evidence) noteIndex(lay *layout) {
	if e.audit == nil {
		lay.add(IndexMissing, false, inRecords(".shx", 0, e.walk.count), "no usable .shx; the .shp was walked and has %d records", e.walk.count)
		return
	}
	if !e.agrees() {
		lay.add(IndexWrong, false, e.indexSides(), "the .shx lists %d records and agrees with the .shp on the first %d; the .shp was walked and has %d", e.audit.count, e.walk.same, e.walk.count)
	}
}

// indexSides counts the entries of a wrong .shx that are right.
func (e *evidence) indexSides() sides {
	s := goodRecords(e.walk.same, e.audit.count)
	s.expected = fmt.Sprintf("%d/%d", e.walk.count, e.walk.count)
	return s
}

// walkNote tells in a few words what walking gave.
func (e *evidence) walkNote() string {
	if e.walk.whole() {
		return fmt.Sprintf("walking finds %d records out of sequence", e.walk.count)
	}
	return "walking: " + e.walk.stop
}

// offset tells where record i begins, or where the last one ends, if that is
// known without walking.
func (l *layout) offset(i int) (at int64, known bool) {
	switch {
	case l.indexed:
		return 0, false
	case i == l.count:
		return l.end, true
	case i%markStride == 0:
		return l.marks[i/markStride], true
	}
	return 0, false
}

// behind gives an offset behind record last-1 that is near to it: reading need
// not go farther for the records before last.
func (l *layout) behind(last int) int64 {
	if l.indexed {
		return math.MaxInt64
	}
	if i := (last + markStride - 1) / markStride; i < len(l.marks) {
		return l.marks[i]
	}
	return l.end
}

func (l *layout) add(kind DamageKind, fatal bool, s sides, format string, args ...any) {
	l.damage = append(l.damage, damaged(kind, fatal, s, format, args...))
}
