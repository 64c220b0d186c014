package shapefile

import (
	"cmp"
	"fmt"
	"strings"
)

// What Open finds out about a file before its first record is scanned.

// newFile examines opened parts.
func newFile(ps *parts, user *codec, o Options) (*File, error) {
	f := &File{parts: ps}
	f.lanes.New = func() any { return f.newLane() }
	var err error
	if f.header, err = readShpHeader(ps.shp); err != nil {
		return nil, err
	}
	if f.table, err = openTable(ps.dbf); err != nil {
		return nil, err
	}
	if err := f.readPRJ(); err != nil {
		return nil, err
	}
	cpg, err := readCPG(ps.cpg)
	if err != nil {
		return nil, err
	}
	shapes, rows := newStream(ps.shp, o.Digest), newStream(ps.dbf, o.Digest && ps.dbf != nil)
	f.table.texts = rows
	if o.Glance != nil {
		f.table.glance = &glanced{Glance: o.Glance, field: -1}
	}
	if err := f.examine(user, cpg, shapes, rows); err != nil || !o.Digest {
		return f, err
	}
	return f, f.digest(shapes, rows)
}

// examine reads shapes and rows to their ends, at the same time, and gathers the
// damage.
func (f *File) examine(user *codec, cpg string, shapes, rows *stream) error {
	var first ShapeType
	located := make(chan error, 1)
	count := f.table.rows
	go func() {
		var err error
		f.layout, first, err = locate(f.parts, shapes, f.header, count, f.table.width > 0)
		located <- cmp.Or(err, shapes.finish())
	}()
	encoding, doubts, err := chooseEncoding(f.table, user, cpg)
	err = cmp.Or(err, rows.finish())
	if err := <-located; err != nil {
		return err
	}
	if err != nil {
		return err
	}
	f.encoding = encoding
	if err := f.table.matchRows(f.layout.count); err != nil {
		return err
	}
	for i := range f.table.columns {
		c := &f.table.columns[i]
		name, _ := encoding.codec.decode(nil, c.rawName)
		c.Name = strings.TrimSpace(string(name))
	}
	f.damage = append(f.damage, f.layout.damage...)
	f.damage = append(f.damage, typeDamage(f.header.shape, first)...)
	f.damage = append(f.damage, f.table.damage...)
	f.damage = append(f.damage, doubts...)
	return nil
}

// locate finds out where the records are, and the type of the first that is not null.
func locate(ps *parts, shapes *stream, h shpHeader, rows int, hasTable bool) (layout, ShapeType, error) {
	ix, err := openIndex(ps.shx)
	if err != nil {
		return layout{}, Null, err
	}
	e := evidence{size: ps.shp.size, stated: h.bytes, rows: -1}
	if hasTable {
		e.rows = rows
	}
	if e.walk, err = walkShapes(shapes, h, ix); err != nil {
		return layout{}, Null, err
	}
	if ix != nil {
		e.audit = &audit{count: ix.count}
		if !e.agrees() {
			if e.audit, err = auditIndex(ix, ps.shp); err != nil {
				return layout{}, Null, err
			}
		}
	}
	return e.settle(), e.walk.first, nil
}

// typeDamage reports a file of shapes that are no polygons. The header alone
// is not enough to condemn it: some state a type that no record has.
func typeDamage(header, first ShapeType) []Damage {
	if header.IsPolygon() || first.IsPolygon() || header == Null && first == Null {
		return nil
	}
	t := first
	if t == Null {
		t = header
	}
	return []Damage{damaged(NotPolygons, true, sides{fmt.Sprint(t), fmt.Sprint(Polygon)}, "the .shp holds shapes of type %s, only polygons have an area", t)}
}
