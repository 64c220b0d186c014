package report

import "testing"

// table of one column of numbers.
func numbersTable(texts ...string) *Table {
	t := &Table{Columns: []Column{{Name: "数", Numeric: true}}}
	for _, s := range texts {
		t.Rows = append(t.Rows, Row{Cells: []Cell{stored(s)}})
	}
	return t
}

// The point of every number has the same distance from the right edge.
func TestDecimalPointsBelowOneAnother(t *testing.T) {
	table := numbersTable("0", "70", "27.59", "42.41", "100%", "39.41%", "合规", "1234.5")
	whole, tail := pointRoom(table, 0)
	if size := textSize(table); whole <= 0 || tail != tailWidth(".41%", size) {
		t.Fatalf("whole %d, tail %d", whole, tail)
	}
	for i, row := range table.Rows {
		cell := rowCells(table, i, []int{2000}, []int{tail})[0]
		_, behind := atPoint(cell.text)
		if fromEdge := cell.right + tailWidth(behind, cell.size); row.Cells[0].Number != nil && fromEdge != tail {
			t.Errorf("%s: the point is %d from the edge, want %d", cell.text, fromEdge, tail)
		}
		if cell.align != "right" || cell.right < 0 || (row.Cells[0].Number == nil) != (cell.right == 0) && cell.text != "39.41%" {
			t.Errorf("%s: %+v", cell.text, cell)
		}
	}
	for _, same := range []*Table{numbersTable("1.25", "100.00"), numbersTable("15", "7"), numbersTable("合规"), numbersTable()} {
		if _, tail := pointRoom(same, 0); tail != 0 {
			t.Errorf("%+v: numbers with the same decimals are moved by %d", same.Rows, tail)
		}
	}
}

func TestAtPoint(t *testing.T) {
	for text, want := range map[string][2]string{"1,234.56": {"1,234", ".56"}, "100%": {"100", "%"}, "-3": {"-3", ""}, "+0.5①": {"+0", ".5①"}, "4,018.29 万元/公顷": {"4,018", ".29 万元/公顷"}, "—": {"", "—"}, "": {"", ""}} {
		if before, behind := atPoint(text); before != want[0] || behind != want[1] {
			t.Errorf("%q: %q, %q", text, before, behind)
		}
	}
}
