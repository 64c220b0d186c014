package report

import "strings"

// columnWidths gives columns of numbers what their longest number needs, which
// must not break, and as much of their heads as there is room for; the rest is
// shared among the texts.
func columnWidths(t *Table, total int) []int {
	for _, headCharacters := range []float64{6, 5, 3, 0} {
		if widths, ok := fittedWidths(t, total, headCharacters); ok {
			return widths
		}
	}
	return sharedWidths(t.Columns, total)
}

// fittedWidths returns the widths, or false where too little is left to texts.
func fittedWidths(t *Table, total int, headCharacters float64) ([]int, bool) {
	widths := make([]int, len(t.Columns))
	left, words := total, 0.0
	for i, c := range t.Columns {
		if c.Numeric {
			widths[i] = numberWidth(t, i, headCharacters)
			left -= widths[i]
		} else {
			words += max(c.Width, smallestColumn)
		}
	}
	if words == 0 || left < total/textAtLeast {
		return nil, false
	}
	last := shareTexts(t, widths, left, words)
	widths[last] += total - sumInts(widths)
	return widths, true
}

// shareTexts shares what is left among the texts by their columns' characters,
// but gives every column its longest word first, as far as that is possible:
// codes and names of files must not break. It returns the last column of texts.
func shareTexts(t *Table, widths []int, left int, words float64) (last int) {
	fixed, needs, all := make([]bool, len(t.Columns)), make([]int, len(t.Columns)), 0
	for i, c := range t.Columns {
		if !c.Numeric {
			needs[i] = wordWidth(t, i)
			all += needs[i]
		}
	}
	fits := all <= left
	for settled := false; !settled; {
		settled = true
		for i, c := range t.Columns {
			if c.Numeric || fixed[i] {
				continue
			}
			last = max(last, i)
			share := max(c.Width, smallestColumn)
			widths[i] = int(float64(left) * share / words)
			if need := needs[i]; need > widths[i] && words > share && (fits || need < left/2) {
				widths[i], fixed[i], settled = need, true, false
				left, words = left-need, words-share
			}
		}
	}
	return last
}

// wordWidth is what the longest word of a column needs: texts break between
// Chinese characters, at spaces and after slashes.
func wordWidth(t *Table, column int) int {
	points := float64(textSize(t)) / 2
	longest := headWord(t, column) * points
	for _, row := range t.Rows {
		if row.Cells[column].Covered {
			continue
		}
		for _, word := range strings.FieldsFunc(row.Cells[column].Text, breaksWord) {
			longest = max(longest, textWidth(word+"/", points))
		}
	}
	return int(longest*twips) + 2*cellPadding + twips
}

func breaksWord(r rune) bool { return r == ' ' || r == '/' || isWide(r) }

// headWord is the width of the longest word of a column's head, at a size of 1.
func headWord(t *Table, column int) float64 {
	longest := 0.0
	for _, word := range strings.FieldsFunc(strings.ReplaceAll(t.headText(column), "\n", " "), breaksWord) {
		longest = max(longest, textWidth(word, 1))
	}
	return longest
}

// textAtLeast is the part of a table's width that is left to texts, as a
// divisor, however long the numbers are.
const textAtLeast = 5

// numberWidth is what the longest number of a column needs, or so many
// characters of the longest line of its head, and the longest word there: without
// any characters the head breaks where it must.
func numberWidth(t *Table, column int, headCharacters float64) int {
	points, widest := float64(textSize(t))/2, 0.0
	for line := range strings.SplitSeq(t.headText(column), "\n") {
		widest = max(widest, min(textWidth(line, points), headCharacters*points))
	}
	if headCharacters > 0 {
		widest = max(widest, headWord(t, column)*points)
	}
	for _, row := range t.Rows {
		if c := row.Cells[column]; !c.Covered && c.Cols < 2 {
			widest = max(widest, textWidth(c.Text+c.Mark, points))
		}
	}
	whole, tail := pointRoom(t, column)
	return max(int(widest*twips), whole+tail) + 2*cellPadding + twips
}

// twips are twentieths of a point, in which the format measures.
const twips = 20

// sharedWidths shares the width by the columns' characters.
func sharedWidths(columns []Column, total int) []int {
	var sum float64
	for _, c := range columns {
		sum += max(c.Width, smallestColumn)
	}
	widths, left := make([]int, len(columns)), total
	for i, c := range columns {
		widths[i] = int(float64(total) * max(c.Width, smallestColumn) / sum)
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

// columnsAtMost is how many columns fit on a landscape page.
const columnsAtMost = 17

// split returns the table in parts that fit on a page, each with the texts
// that head its rows.
func (t *Table) split() []Table {
	if len(t.Columns) <= columnsAtMost || len(t.Groups) > 0 {
		return []Table{*t}
	}
	first := 0
	for first < len(t.Columns) && !t.Columns[first].Numeric {
		first++
	}
	rest := len(t.Columns) - first
	parts := (rest + columnsAtMost - first - 1) / (columnsAtMost - first)
	var out []Table
	for i := range parts {
		from, to := first+rest*i/parts, first+rest*(i+1)/parts
		part := *t
		part.Columns = append(append([]Column(nil), t.Columns[:first]...), t.Columns[from:to]...)
		part.Rows = nil
		for _, r := range t.Rows {
			r.Cells = append(append([]Cell(nil), r.Cells[:first]...), r.Cells[from:to]...)
			part.Rows = append(part.Rows, r)
		}
		if i < parts-1 {
			part.Notes = nil
		}
		out = append(out, part)
	}
	return out
}
