package store

import (
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// batchSchema is the name under which an image is attached.
const batchSchema = "batch"

// attachBatch makes the place for images.
func (w *writer) attachBatch() error {
	return w.exec("ATTACH ':memory:' AS " + batchSchema)
}

// copyImage copies the rows of the image into the table of the same name and
// empties the image. SELECT * between tables of one definition is what lets
// SQLite move whole records (its transfer optimization).
func (w *writer) copyImage(m *image) error {
	if m.rows == 0 {
		return nil
	}
	if err := w.attachImage(m); err != nil {
		return err
	}
	m.reset()
	return w.exec(copyStatement(m.name))
}

// attachImage gives SQLite a copy of the image in the place of the last one.
func (w *writer) attachImage(m *image) error {
	database := m.finish()
	return w.conn.Raw(func(c any) error {
		return c.(*sqlite3.SQLiteConn).Deserialize(database, batchSchema)
	})
}

func copyStatement(table string) string {
	return fmt.Sprintf(`INSERT INTO main."%[1]s" SELECT * FROM %[2]s."%[1]s"`, table, batchSchema)
}

// bulk copies rows into an empty table through images. fill puts the values of
// row i into the record and returns the rowid; rowids rise.
func (w *writer) bulk(table string, rows int, fill func(i int, r *record) int64) error {
	m, err := w.imageOf(table)
	if err != nil {
		return err
	}
	var r record
	for i := range rows {
		r.reset()
		if err := m.add(fill(i, &r), &r); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		if m.full(imageLimit) {
			if err := w.copyImage(m); err != nil {
				return err
			}
		}
	}
	return w.copyImage(m)
}

// imageLimit is the size at which an image is handed over: large enough that
// attaching it costs nothing, small enough to stay in the processor's cache
// and out of the way of the other stages.
const imageLimit = 4 << 20

// imageOf returns an empty image of a table of the store.
func (w *writer) imageOf(table string) (*image, error) {
	var create string
	if err := w.value(&create, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", table); err != nil {
		return nil, fmt.Errorf("definition of %s: %w", table, err)
	}
	return newImage(table, create), nil
}
