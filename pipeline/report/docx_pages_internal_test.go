package report

import "testing"

// The pages that the contents name are reckoned; LibreOffice holds the whole
// against its own (TestContentsNamePages), these are the rules one by one.

func TestFlowRepeatsHeads(t *testing.T) {
	f := flow{page: 1, paper: paper{height: 10000}}
	row := []docxCell{{text: "甲", width: 4000, size: denseSize}} // 240 high and 40 of space
	f.table(ruleHeight)
	f.head(row, false)
	for range 100 {
		f.row(row, false, false)
	}
	f.endTable()
	// 20 of the lines around and 280 of heads leave 9700 for rows, 34 of them:
	// 34 + 34 + 32.
	if f.page != 3 || f.y != 300+32*280 {
		t.Errorf("the table ends on page %d at %.0f, want 3 at %d", f.page, f.y, 300+32*280)
	}
	f.paragraph(docxStyle{size: denseSize, line: 2000}, "乙")
	if f.page != 4 || f.y != 2000 {
		t.Errorf("what follows the table ends on page %d at %.0f, want 4 at 2000, without heads", f.page, f.y)
	}
}

func TestFlowRowSpans(t *testing.T) {
	const lines = "甲\n乙\n丙\n丁" // 960 high and 40 of space
	var f flow
	one := docxCell{text: "甲", width: 4000, size: denseSize}
	high := docxCell{text: lines, width: 4000, size: denseSize, merge: "restart", rows: 2}
	first := f.rowHeight([]docxCell{high, one}, false)
	second := f.rowHeight([]docxCell{{merge: "continue"}, one}, false)
	third := f.rowHeight([]docxCell{one, one}, false)
	if first != 280 || second != 720 || third != 280 {
		t.Errorf("rows are %.0f, %.0f and %.0f high, want 280, 720 (what the cell over both lacks) and 280", first, second, third)
	}
}

func TestFlowSpaceBetweenParagraphs(t *testing.T) {
	f := flow{page: 1, paper: paper{height: 10000}}
	f.paragraph(docxStyle{size: denseSize, line: 300, after: 200}, "甲")
	f.paragraph(docxStyle{size: denseSize, line: 300, before: 80}, "乙")
	f.paragraph(docxStyle{size: denseSize, line: 300, before: 80}, "丙")
	if want := 300 + 200 + 300 + 80 + 300.0; f.y != want {
		t.Errorf("three paragraphs end at %.0f, want %.0f", f.y, want)
	}
}

func TestIndentNarrowsCell(t *testing.T) {
	c := docxCell{text: "工业用地投入", width: 6*180 + 2*cellPadding, size: denseSize}
	if h := c.height(); h != 280 {
		t.Errorf("a cell that its text fills is %.0f high, want 280", h)
	}
	c.indent = 1
	if h := c.height(); h != 520 {
		t.Errorf("indented it is %.0f high, want 520", h)
	}
}
