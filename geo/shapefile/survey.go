package shapefile

// survey checks every text of the table against each candidate and counts the
// invalid ones. With strict set a candidate is dropped at its first, and the
// survey ends when all are. proof counts different texts that are not ASCII
// while all were valid UTF-8, up to utf8Proof; 0 once one wasn't.
func survey(t *table, cands []*candidate, strict bool) (proof int, err error) {
	var scratch []byte
	seen := map[string]bool{}
	unicode := candidateFor(cands, utf8Codec)
	err = t.eachText(func(text []byte, full bool) bool {
		left := 0
		for _, c := range cands {
			if strict && c.bad > 0 {
				continue
			}
			var f flaws
			if c.codec.check != nil {
				f = c.codec.check(text)
			} else {
				scratch, f = c.codec.decode(scratch[:0], text)
			}
			if f.bad > 0 || f.half && !full {
				c.bad++
			}
			left++
		}
		if len(seen) < utf8Proof {
			seen[string(text)] = true
		}
		return left > 0
	})
	if unicode == nil || unicode.bad > 0 {
		return 0, err
	}
	return len(seen), err
}

// eachText gives visit every text of the table that is not plain ASCII: field
// names first, then the cells. full says that a text reaches the end of its
// cell, so that it may have been cut within a character. It ends early when
// visit returns false.
func (t *table) eachText(visit func(text []byte, full bool) bool) error {
	for i := range t.columns {
		if name := t.columns[i].rawName; !isASCII(name) && !visit(name, true) {
			return nil
		}
	}
	texts := t.textColumns()
	if len(texts) == 0 {
		return nil
	}
	s := t.texts
	if t.texts = nil; s == nil {
		s = newStream(t.part, false)
	}
	for i := 0; i < t.rows; {
		b, err := s.ahead(t.offset(i), t.width)
		if err != nil {
			return err
		}
		n := min(len(b)/t.width, t.rows-i)
		if !t.visitRows(b[:n*t.width], texts, visit) {
			return nil
		}
		i += n
	}
	return nil
}

// visitRows is eachText for the rows in b.
func (t *table) visitRows(b []byte, texts []*column, visit func([]byte, bool) bool) bool {
	for ; len(b) >= t.width; b = b[t.width:] {
		row := b[:t.width]
		if isASCII(row) {
			continue
		}
		for _, c := range texts {
			cell := row[c.at : c.at+c.Width]
			if isASCII(cell) {
				continue
			}
			text := trimCell(cell)
			full := len(text) > 0 && &text[len(text)-1] == &cell[len(cell)-1]
			if !isASCII(text) && !visit(text, full) {
				return false
			}
		}
	}
	return true
}

func (t *table) textColumns() []*column {
	var texts []*column
	for i := range t.columns {
		if c := &t.columns[i]; c.isText() && c.Width > 0 {
			texts = append(texts, c)
		}
	}
	return texts
}
