package shapefile

import "fmt"

// cell is where a column lies in each row.
type cell struct {
	*column
	field    int // position in the table's columns
	from, to int // in the row
}

// cells finds the columns that a scan names.
func (f *File) cells(columns []int) ([]cell, error) {
	cells := make([]cell, len(columns))
	for i, field := range columns {
		if field < 0 || field >= len(f.table.columns) {
			return nil, fmt.Errorf("%s: no field %d among %d", f.Path(), field, len(f.table.columns))
		}
		c := &f.table.columns[field]
		cells[i] = cell{c, field, c.at, c.at + c.Width}
	}
	return cells, nil
}

// HasRow tells whether the attribute table has a row for this record.
func (s *Scanner) HasRow() bool {
	return s.lane != nil && s.record >= 0 && s.record < s.file.table.rows
}

// Deleted tells whether the row is marked as deleted. Shapes have no such
// mark; the shape of a deleted row is given like any other.
func (s *Scanner) Deleted() bool {
	row := s.readRow()
	return row != nil && row[0] == rowDeleted
}

// Text gives column i of those named to Scan: decoded, without the blanks and
// NULs around it, "" where there is no row. Equal texts are often one string.
// A character cut at the end of the cell is left out, bytes that are invalid
// in the encoding become U+FFFD. Numbers and dates come as the digits in the
// file, binary numbers as the shortest digits that stand for them; memo fields,
// whose text is in another file, as "".
func (s *Scanner) Text(i int) string {
	raw, c := s.cell(i)
	if c == nil || c.Type == 'M' {
		return ""
	}
	if c.isBinary() {
		return c.binaryText(raw)
	}
	if raw = trimCell(raw); len(raw) == 0 {
		return ""
	}
	return s.lane.memo(c.field).decode(raw, s.file.encoding.codec)
}

// Number reads column i of those named to Scan as a number. ok is false where
// there is no value: no row, blanks, NULs, asterisks, NULL. err says that the
// cell holds something that is no number. Commas between thousands, a decimal
// comma and exponents are understood; text fields may hold numbers too.
func (s *Scanner) Number(i int) (v float64, ok bool, err error) {
	raw, c := s.cell(i)
	if c == nil {
		return 0, false, nil
	}
	return c.number(raw)
}

// RawText gives column i as the bytes in the file, padding included; nil where
// there is no row. It is valid until the next call of Next.
func (s *Scanner) RawText(i int) []byte {
	raw, _ := s.cell(i)
	return raw
}

// cell gives the bytes of column i; nil where there is nothing to read.
func (s *Scanner) cell(i int) ([]byte, *cell) {
	row := s.row
	if row == nil {
		row = s.readRow()
	}
	if row == nil || uint(i) >= uint(len(s.cells)) {
		return nil, nil
	}
	c := &s.cells[i]
	return row[c.from:c.to:c.to], c
}

// readRow reads the row of this record when it is first asked for; nil where
// there is none. A failed read ends the scan with the next Next.
func (s *Scanner) readRow() []byte {
	if s.rowRead || !s.HasRow() {
		return s.row
	}
	s.rowRead = true
	t := s.file.table
	row, err := s.lane.dbf.slice(t.offset(s.record), t.width, t.offset(min(s.last, t.rows)))
	if err != nil {
		s.err = err
		return nil
	}
	s.row = row
	return row
}
