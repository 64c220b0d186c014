package report

import "github.com/xuri/excelize/v2"

// knownCells finds the cells that formulas of other sheets ask for. References
// are absolute: a sheet that refers to them may be sorted. Those referred to
// must not be, which stands on them.
func (b *workbook) knownCells(sheets []sheet) {
	for _, s := range sheets {
		p := b.printer(s)
		for i := range s.table.Rows {
			for j := range s.table.Rows[i].Cells {
				if c := &s.table.Rows[i].Cells[j]; c.Known != "" && c.Number != nil {
					ref, _ := excelize.CoordinatesToCellName(p.left+j+1, p.first+i, true) // in range, see cellName
					b.known[c.Known] = "'" + s.name + "'!" + ref
				}
			}
		}
	}
}

// fixed is the remark on a sheet whose rows formulas refer to by their place.
func fixed(m *Model, remark string) string {
	return remark + say(m.Lang, "公式按位置引用本表各行，可筛选，请勿排序。", "Formulas refer to these rows by their place: filter them, don't sort them.")
}

// filterable reports whether rows of the table can be hidden one by one: cells
// merged over several rows can't.
func (p *sheetPrinter) filterable() bool {
	for i := range p.table.Rows {
		for j := range p.table.Rows[i].Cells {
			if c := &p.table.Rows[i].Cells[j]; !p.table.Rows[i].Total && (c.Rows > 1 || c.Cols > 1) {
				return false
			}
		}
	}
	return true
}
