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
	owners := t.owners()
	if owners == nil {
		return nil
	}
	s, glance := t.texts, t.glance
	if t.texts = nil; s == nil {
		s, glance = newStream(t.part, false), nil // seen already
	}
	if glance != nil {
		glance.begin(t)
	}
	more := true
	for i := 0; i < t.rows && (more || glance != nil); {
		b, err := s.ahead(t.offset(i), t.width)
		if err != nil {
			return err
		}
		n := min(len(b)/t.width, t.rows-i)
		b = b[:n*t.width]
		if glance != nil {
			glance.show(t, b)
		}
		more = more && t.visitRows(b, owners, visit)
		i += n
	}
	return nil
}

// visitRows is eachText for the rows in b: from one byte that is not ASCII to
// the next, eight bytes at a time.
func (t *table) visitRows(b []byte, owners []*column, visit func([]byte, bool) bool) bool {
	for ; len(b) >= t.width; b = b[t.width:] {
		row := b[:t.width]
		for at := firstHigh(row, 0); at < len(row); at = firstHigh(row, at) {
			c := owners[at]
			if c == nil {
				at++
				continue
			}
			cell := row[c.at : c.at+c.Width]
			text := trimCell(cell)
			full := len(text) > 0 && &text[len(text)-1] == &cell[len(cell)-1]
			if !isASCII(text) && !visit(text, full) {
				return false
			}
			at = c.at + c.Width
		}
	}
	return true
}

// owners tells of each byte of a row the text column that it belongs to, nil
// where it is of another; nil where there are no texts at all.
func (t *table) owners() []*column {
	owners, texts := make([]*column, t.width), 0
	for i := range t.columns {
		c := &t.columns[i]
		if !c.isText() {
			continue
		}
		for k := c.at; k < c.at+c.Width; k++ {
			owners[k] = c
			texts++
		}
	}
	if texts == 0 {
		return nil
	}
	return owners
}
