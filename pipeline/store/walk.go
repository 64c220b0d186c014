package store

import (
	"errors"
	"fmt"
	"os"

	"jiyue/pipeline/store/pages"
)

// walkTable visits the rows of a table in the order of their numbers, as records,
// out of the pages of the store's file: through SQL a row costs ten times as much. Nobody may write to the file meanwhile. A file
// whose pages are not as a night leaves them, or that has a journal, wraps errProof.
// A table that the store does not have has no rows.
func (s *Store) walkTable(table string, visit func(rowid int64, row []byte) error) error {
	if len(sidecars(s.path)) > 0 {
		return fmt.Errorf("%w: %s is not alone", errProof, s.path)
	}
	var layout pages.Layout
	var root uint32
	err := s.each("SELECT page_size, page_count, rootpage FROM pragma_page_size, pragma_page_count, sqlite_schema WHERE name = ? AND type = 'table'", []any{table},
		func(row scanner) error { return row.Scan(&layout.PageSize, &layout.Count, &root) })
	if err != nil || root == 0 {
		return err
	}
	file, err := os.Open(s.path)
	if err != nil {
		return err
	}
	_, err = pages.NewReader(unbounded, file, layout).Walk(root, pages.Table, visit)
	return errors.Join(err, file.Close())
}
