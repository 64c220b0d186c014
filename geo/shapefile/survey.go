package shapefile

// survey checks every text of the table against each candidate and counts the
// invalid ones. With strict set a candidate is dropped at its first, and the
// survey ends when all are. proof counts different texts that are not ASCII
// while all were valid UTF-8, up to utf8Proof; 0 once one wasn't.
func survey(t *table, cands []*candidate, strict bool) (proof int, err error) {
	s := newSurveyor(cands, strict)
	err = t.eachText(s.visit, s.passes)
	return s.proof(), err
}

// surveyor is a survey under way.
type surveyor struct {
	cands   []*candidate
	strict  bool
	usual   bool            // all candidates that are left decode GB18030
	seen    map[string]bool // texts, up to utf8Proof
	scratch []byte
}

func newSurveyor(cands []*candidate, strict bool) *surveyor {
	s := &surveyor{cands: cands, strict: strict, seen: map[string]bool{}}
	s.usual = s.onlyGB()
	return s
}

// dropped reports whether a candidate is no longer looked at.
func (s *surveyor) dropped(c *candidate) bool { return s.strict && c.bad > 0 }

func (s *surveyor) onlyGB() bool {
	for _, c := range s.cands {
		if !s.dropped(c) && !isGB(c.codec) {
			return false
		}
	}
	return true
}

// passes reports whether a text need not be visited, which would find nothing.
// It is asked of each cell as it stands: taking the padding off nearly all of
// them would take longer.
func (s *surveyor) passes(cell []byte) bool { return s.usual && usualGB18030(cell) }

// visit checks a text; it ends the survey when no candidate is left.
func (s *surveyor) visit(text []byte, full bool) (more bool) {
	for _, c := range s.cands {
		if s.dropped(c) {
			continue
		}
		more = true
		if s.invalid(c.codec, text, full) {
			c.bad++
			s.usual = s.onlyGB()
		}
	}
	if len(s.seen) < utf8Proof {
		s.seen[string(text)] = true
	}
	return more
}

func (s *surveyor) invalid(c *codec, text []byte, full bool) bool {
	var f flaws
	if c.check != nil {
		f = c.check(text)
	} else {
		s.scratch, f = c.decode(s.scratch[:0], text)
	}
	return f.bad > 0 || f.half && !full
}

func (s *surveyor) proof() int {
	unicode := candidateFor(s.cands, utf8Codec)
	if unicode == nil || unicode.bad > 0 {
		return 0
	}
	return len(s.seen)
}

// eachText gives visit every text of the table that is not plain ASCII: field
// names first, then the cells. full says that a text reaches the end of its
// cell, so that it may have been cut within a character. It ends early when
// visit returns false. Cells that passes, which may be nil, says yes to are left
// out.
func (t *table) eachText(visit func(text []byte, full bool) bool, passes func(cell []byte) bool) error {
	for i := range t.columns {
		if name := t.columns[i].rawName; !isASCII(name) && !visit(name, true) {
			return nil
		}
	}
	texts := t.textColumns()
	if len(texts) == 0 {
		return nil
	}
	return t.eachBlock(func(rows []byte) (more bool) {
		for more = true; more && len(rows) > 0; rows = rows[t.width:] {
			more = visitRow(rows[:t.width], texts, visit, passes)
		}
		return more
	})
}

// eachBlock gives visit the rows, many at a time. It ends early when visit
// returns false, or at the first time not before the glance has seen all rows.
func (t *table) eachBlock(visit func(rows []byte) bool) error {
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
		more = more && visit(b)
		i += n
	}
	return nil
}

// visitRow is eachText for a row.
func visitRow(row []byte, texts []*column, visit func([]byte, bool) bool, passes func([]byte) bool) (more bool) {
	for _, c := range texts {
		cell := row[c.at : c.at+c.Width]
		if isASCII(cell) || passes != nil && passes(cell) {
			continue
		}
		text := trimCell(cell)
		full := len(text) > 0 && &text[len(text)-1] == &cell[len(cell)-1]
		if !isASCII(text) && !visit(text, full) {
			return false
		}
	}
	return true
}

// textColumns lists the columns that hold texts.
func (t *table) textColumns() []*column {
	var texts []*column
	for i := range t.columns {
		if c := &t.columns[i]; c.isText() && c.Width > 0 {
			texts = append(texts, c)
		}
	}
	return texts
}
