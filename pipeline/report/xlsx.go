package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX prints the tables that an auditor recomputes: a sheet a table, with
// live formulas for sums and rates, frozen heads and filters. Numbers are
// unrounded and shown with the decimals of the report; percentages are
// fractions shown as percentages.
func WriteXLSX(w io.Writer, m *Model) error {
	f := excelize.NewFile()
	defer f.Close()
	book := &workbook{file: f, styles: map[styleKey]int{}, model: m}
	for _, s := range sheetsOf(m) {
		if err := book.sheet(s); err != nil {
			return err
		}
	}
	if err := book.finish(); err != nil {
		return err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(w, b.Bytes())
}

// sheet is a table on its own sheet.
type sheet struct {
	name   string
	table  *Table
	remark string // below the caption
}

// sheetsOf lists the sheets in the order of the book.
func sheetsOf(m *Model) []sheet {
	var list []sheet
	add := func(zh, en string, t *Table, remark string) {
		if t != nil && len(t.Columns) > 0 {
			list = append(list, sheet{say(m.Lang, zh, en), t, remark})
		}
	}
	add("名录", "Roster", joined(m.Roster, say(m.Lang, "产业园名录", "Roster"), say(m.Lang, "调查范围", "Survey scope")), "")
	for i, names := range [][2]string{{"本底指标", "Raw metrics"}, {"评价指标", "Indicators"}} {
		if i < len(m.Metrics) {
			add(names[0], names[1], &m.Metrics[i], "")
		}
	}
	caution := firstOf(m.Summary.Cautions)
	add("集约度得分", "Scores", m.Scores, caution)
	add("评分明细", "Score trees", trees(m), caution)
	if p := m.Performance; p != nil {
		add("绩效自评", "Performance", &p.Items, "")
		add("预算", "Budget", &p.Budget, "")
	}
	add("问题", "Findings", &m.Findings.Table, "")
	for i, names := range [][2]string{{"台账-来源", "Ledger by source"}, {"台账-园区", "Ledger by park"}} {
		if i < len(m.Ledger) {
			add(names[0], names[1], &m.Ledger[i], "")
		}
	}
	if len(m.Sources) > 0 {
		add("来源", "Sources", &m.Sources[0], "")
	}
	return list
}

// joined makes one table of several with the same columns, their captions in a
// column in front.
func joined(tables []Table, caption, head string) *Table {
	if len(tables) == 0 {
		return nil
	}
	t := tables[0]
	t.Caption, t.Rows, t.Notes = caption, nil, nil
	t.Columns = append([]Column{{Key: "part", Name: head, Width: 28}}, t.Columns...)
	for _, part := range tables {
		for _, r := range part.Rows {
			r.Cells = append([]Cell{word(part.Caption)}, r.Cells...)
			t.Rows = append(t.Rows, r)
		}
		t.Notes = append(t.Notes, part.Notes...)
	}
	return &t
}

// trees puts the score trees of all parks on one sheet.
func trees(m *Model) *Table {
	var tables []Table
	for _, p := range m.Parks {
		for _, e := range p.Extents {
			if e.Score != nil {
				t := *e.Score
				t.Caption = p.Name + " · " + e.Kind
				tables = append(tables, t)
			}
		}
	}
	return joined(tables, say(m.Lang, "集约度评分明细", "Score trees"), say(m.Lang, "园区", "Park"))
}

// workbook is a book in the making.
type workbook struct {
	file   *excelize.File
	model  *Model
	styles map[styleKey]int
	sheets int
}

// styleKey is all that makes cells look different.
type styleKey struct {
	format string // number format; "" for texts
	head   bool
	total  bool
	title  bool
	note   bool
	right  bool // a text among numbers
}

// firstRow is the row of the first head: the caption and a remark stand above.
const firstRow = 3

func (b *workbook) sheet(s sheet) error {
	if b.sheets == 0 {
		if err := b.file.SetSheetName(b.file.GetSheetName(0), s.name); err != nil {
			return err
		}
	} else if _, err := b.file.NewSheet(s.name); err != nil {
		return err
	}
	b.sheets++
	p := &sheetPrinter{book: b, name: s.name, table: s.table, heads: len(headRows(s.table)), total: -1}
	p.first = firstRow + p.heads
	for i, r := range s.table.Rows {
		if r.Total {
			p.total = i
		}
	}
	p.text(1, 1, s.table.Caption, styleKey{title: true})
	p.text(1, 2, s.remark, styleKey{note: true})
	p.headRows()
	for i := range s.table.Rows {
		p.row(i)
	}
	p.notes()
	p.shape()
	return p.err
}

// finish opens the book on its first sheet and has formulas computed when it
// is opened.
func (b *workbook) finish() error {
	b.file.SetActiveSheet(0)
	full := true
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: b.model.Project, Creator: "jiyue " + b.model.Version, Created: b.model.Finished, Modified: b.model.Finished,
	})
}

// style returns the style of the key.
func (b *workbook) style(k styleKey) (int, error) {
	if id, ok := b.styles[k]; ok {
		return id, nil
	}
	s := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}, Alignment: &excelize.Alignment{Vertical: "center"}}
	switch {
	case k.title:
		s.Font.Family, s.Font.Size, s.Font.Bold = "黑体", 14, true
	case k.note:
		s.Font.Color = "595959"
	default:
		line := []excelize.Border{}
		for _, side := range []string{"left", "right", "top", "bottom"} {
			line = append(line, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
		}
		s.Border = line
	}
	if k.head {
		s.Font.Bold, s.Alignment.WrapText, s.Alignment.Horizontal = true, true, "center"
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E9EEF5"}}
	}
	s.Font.Bold = s.Font.Bold || k.total
	if k.format != "" {
		s.CustomNumFmt = &k.format
		s.Alignment.Horizontal = "right"
	} else if !k.head && !k.title && !k.note {
		s.Alignment.WrapText = true
	}
	if k.right {
		s.Alignment.Horizontal = "right"
	}
	id, err := b.file.NewStyle(s)
	b.styles[k] = id
	return id, err
}

// numberFormat shows a number with its decimals, a percentage as one.
func numberFormat(f Figure) string {
	format := "#,##0"
	if f.Unit == "%" || f.Name {
		format = "0"
	}
	if f.Places > 0 {
		format += "." + strings.Repeat("0", int(f.Places))
	}
	if f.Unit == "%" {
		format += "%"
	}
	return format
}

// harmless returns a text that no spreadsheet takes for a formula, not even
// after it has been saved as CSV: one that begins with a formula's sign gets a
// quote in front, as a person would type it.
func harmless(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("=+-@\t\r＝＋－＠", first) && s != "" {
		return "'" + s
	}
	return s
}
