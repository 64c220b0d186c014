package report

import "strings"

// Numbers stand with their decimal points below one another. Where all of a
// column have the same decimals, its right edge sees to that; elsewhere each
// is moved in from the right by what it lacks behind the point. Decimal tabs
// would do the same, but programs differ in where they put 100%.

// pointRoom returns, in twips, how much the numbers of a column need before the
// decimal point and behind it; 0 where the right edge aligns them.
func pointRoom(t *Table, column int) (whole, tail int) {
	if !t.Columns[column].Numeric {
		return 0, 0
	}
	size, narrowest := textSize(t), -1
	for i := range t.Rows {
		c := &t.Rows[i].Cells[column]
		if c.Number == nil || c.Covered || c.Cols > 1 {
			continue
		}
		before, behind := atPoint(c.Text + c.Mark)
		width := tailWidth(behind, size)
		if narrowest < 0 || width < narrowest {
			narrowest = width
		}
		whole, tail = max(whole, int(textWidth(before, float64(size)/2)*twips)), max(tail, width)
	}
	if narrowest == tail {
		return 0, 0
	}
	return whole, tail
}

// atPoint parts a printed number at its decimal point, or behind its digits.
func atPoint(text string) (before, behind string) {
	at := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("+-0123456789,", r) })
	if at < 0 {
		return text, ""
	}
	return text[:at], text[at:]
}

// tailWidth is the width of what stands behind a decimal point, in twips, at a
// size in half-points.
func tailWidth(s string, size int) int { return int(printedWidth(s) * float64(size) / 2 * twips) }
