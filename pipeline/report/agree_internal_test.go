package report

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/land"
)

// printedTable is a table of the model with its sheet in the book.
type printedTable struct {
	sheet       string
	page, whole *Table // as pages show it, and as the book does
}

// printedTables are the tables that all three documents print.
func printedTables(m *Model) []printedTable {
	var list []printedTable
	for _, s := range sheetsOf(m) {
		if s.front == nil {
			list = append(list, printedTable{s.name, s.table, s.table})
		}
	}
	for i := range list {
		for _, listing := range []*Listing{&m.Findings, m.Listed, m.Changes.Figures} {
			if list[i].whole == &listing.Table {
				list[i].page = &listing.Short
			}
		}
	}
	return list
}

// TestDocumentsAgree reads every document back and compares its tables with the
// model's, cell against cell.
func TestDocumentsAgree(t *testing.T) {
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		m := composed(t, changed(), Options{Lang: lang, ListedParcels: 1})
		page, document := string(printed(t, m, WriteHTML)), docxTables(t, printed(t, m, WriteDOCX))
		book, err := excelize.OpenReader(bytes.NewReader(printed(t, m, WriteXLSX)))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		cells := 0
		for _, p := range printedTables(m) {
			if p.whole == m.Extents || p.whole == m.Parts { // of the book alone
				compareBook(t, book, &p)
				continue
			}
			cells += compareGrids(t, HTMLName+" "+p.page.ID, shownGrid(p.page, false), pageGrid(page, p.page.ID))
			compareBook(t, book, &p)
			if p.sheet == say(lang, "来源", "Sources") {
				continue // the document that is filed leaves them out
			}
			for _, part := range p.page.split() {
				grids := document[part.Caption]
				if len(grids) == 0 {
					t.Errorf("%s has no table %q", DOCXName, part.Caption)
					continue
				}
				compareGrids(t, DOCXName+" "+part.ID, shownGrid(&part, true), grids[0])
				document[part.Caption] = grids[1:]
			}
		}
		if cells < 450 {
			t.Errorf("compared only %d cells", cells)
		}
	}
}

// shownGrid is what a document shows of a table's rows; cells under a merged
// neighbour are empty, or left out.
func shownGrid(t *Table, covered bool) [][]string {
	var grid [][]string
	for i := range t.Rows {
		var row []string
		for j := 0; j < len(t.Rows[i].Cells); j++ {
			switch c := &t.Rows[i].Cells[j]; {
			case c.Covered && covered:
				row = append(row, "")
			case !c.Covered:
				row = append(row, c.Text+c.Mark)
				if covered {
					j += max(c.Cols, 1) - 1 // one cell over several columns
				}
			}
		}
		grid = append(grid, row)
	}
	return grid
}

func compareGrids(t *testing.T, name string, want, got [][]string) (cells int) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s has %d rows, want %d", name, len(got), len(want))
		return 0
	}
	for i := range want {
		if strings.Join(want[i], "|") != strings.Join(got[i], "|") {
			t.Errorf("%s row %d is %q, want %q", name, i+1, got[i], want[i])
		}
		cells += len(want[i])
	}
	return cells
}

// pageGrid reads a table of the page.
func pageGrid(page, id string) [][]string {
	_, page, found := strings.Cut(page, `<table id="`+id+`"`)
	if !found {
		return nil
	}
	body, _, _ := strings.Cut(page, "</table>")
	_, body, _ = strings.Cut(body, "<tbody>")
	var grid [][]string
	for _, line := range strings.Split(body, "<tr")[1:] {
		var row []string
		for _, cell := range strings.Split(line, "<td")[1:] {
			text := tags.ReplaceAllString("<"+cell, "")
			row = append(row, html.UnescapeString(strings.TrimSuffix(text, "\n")))
		}
		grid = append(grid, row)
	}
	return grid
}

var (
	docxCaption = regexp.MustCompile(`^(?:表|Table )[0-9]+(?:　|\. )`)
	docxBlocks  = regexp.MustCompile(`(?s)<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>`)
	docxRows    = regexp.MustCompile(`(?s)<w:tr>.*?</w:tr>`)
	docxCells   = regexp.MustCompile(`(?s)<w:tc>.*?</w:tc>`)
)

// docxTables reads the tables of a document by caption, without their heads.
func docxTables(t *testing.T, archive []byte) map[string][][][]string {
	tables, caption := map[string][][][]string{}, ""
	for _, block := range docxBlocks.FindAllString(part(t, archive, "word/document.xml"), -1) {
		if !strings.HasPrefix(block, "<w:tbl>") {
			if text := docxString(block); docxCaption.MatchString(text) {
				caption = docxCaption.ReplaceAllString(text, "")
			}
			continue
		}
		var grid [][]string
		for _, line := range docxRows.FindAllString(block, -1) {
			if strings.Contains(line, "<w:tblHeader/>") {
				continue
			}
			var row []string
			for _, cell := range docxCells.FindAllString(line, -1) {
				row = append(row, docxString(cell))
			}
			grid = append(grid, row)
		}
		tables[caption] = append(tables[caption], grid)
	}
	return tables
}

func docxString(xml string) string { return html.UnescapeString(tags.ReplaceAllString(xml, "")) }

// compareBook compares a sheet with its table: numbers as they are shown.
func compareBook(t *testing.T, book *excelize.File, p *printedTable) {
	t.Helper()
	first := firstRow + len(headRows(p.whole))
	for i := range p.whole.Rows {
		for j := range p.whole.Rows[i].Cells {
			c := &p.whole.Rows[i].Cells[j]
			if c.Covered {
				continue
			}
			want := harmless(strings.Repeat("　", c.Indent) + c.Text + c.Mark)
			if c.Number != nil {
				want = c.Text
				if c.Unit == "%" && !strings.HasSuffix(want, "%") {
					want += "%"
				}
			}
			ref := cellName(j+1, first+i)
			if c.Text == "" {
				want = ""
			}
			if got, err := book.GetCellValue(p.sheet, ref); err != nil || got != want {
				t.Errorf("%s %s!%s shows %q (%v), want %q", XLSXName, p.sheet, ref, got, err, want)
			}
		}
	}
}
