package shapefile

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
	field, c := s.column(i)
	if c == nil || c.Type == 'M' {
		return ""
	}
	cell := s.row[c.at : c.at+c.Width]
	if c.isBinary() {
		return c.binaryText(cell)
	}
	cell = trimCell(cell)
	if len(cell) == 0 {
		return ""
	}
	return s.lane.memo(field).decode(cell, s.file.encoding.codec)
}

// Number reads column i of those named to Scan as a number. ok is false where
// there is no value: no row, blanks, NULs, asterisks, NULL. err says that the
// cell holds something that is no number. Commas between thousands, a decimal
// comma and exponents are understood; text fields may hold numbers too.
func (s *Scanner) Number(i int) (v float64, ok bool, err error) {
	_, c := s.column(i)
	if c == nil {
		return 0, false, nil
	}
	return c.number(s.row[c.at : c.at+c.Width])
}

// column gives the field behind column i; nil where there is nothing to read.
func (s *Scanner) column(i int) (field int, c *column) {
	if i < 0 || i >= len(s.columns) || s.readRow() == nil {
		return 0, nil
	}
	field = s.columns[i]
	return field, &s.file.table.columns[field]
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

// RawText gives column i as the bytes in the file, padding included; nil where
// there is no row. It is valid until the next call of Next.
func (s *Scanner) RawText(i int) []byte {
	_, c := s.column(i)
	if c == nil {
		return nil
	}
	return s.row[c.at : c.at+c.Width : c.at+c.Width]
}
