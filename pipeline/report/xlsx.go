package report

import (
	"io"
	"strings"
	"unicode/utf16"
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
	book := &workbook{file: f, styles: map[styleKey]int{}, known: map[string]string{}, model: m}
	sheets := sheetsOf(m)
	book.knownCells(sheets)
	if err := book.begin(sheets); err != nil {
		return err
	}
	for _, s := range sheets {
		if err := book.sheet(s); err != nil {
			return err
		}
	}
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newBookZip(w) })
	return f.Write(w)
}

// sheet is a table on its own sheet.
type sheet struct {
	name   string
	table  *Table
	remark string // below the caption
	front  *front // a column before the table; may be nil
}

// front is a column that names the part of which a row is, where a sheet joins
// several tables.
type front struct {
	head  string
	parts []string // by row
}

// sheetsOf lists the sheets in the order of the book.
func sheetsOf(m *Model) []sheet {
	var list []sheet
	add := func(zh, en string, t *Table, remark string) {
		if t != nil && len(t.Columns) > 0 {
			list = append(list, sheet{name: say(m.Lang, zh, en), table: t, remark: remark})
		}
	}
	caution := firstOf(m.Summary.Cautions)
	list = append(list, rosterSheet(m)...)
	add("四至范围", "Extents", m.Extents, "")
	for i, names := range [][2]string{{"本底指标", "Raw metrics"}, {"评价指标", "Indicators"}} {
		if i < len(m.Metrics) {
			add(names[0], names[1], &m.Metrics[i], "")
		}
	}
	if m.Parts != nil {
		add("分子分母", "Parts", m.Parts, fixed(m, ""))
	}
	add("集约度得分", "Scores", m.Scores, caution)
	list = append(list, treeSheet(m, fixed(m, caution))...)
	for i := range m.Uses {
		names := useSheets[m.Uses[i].ID]
		add(names[0], names[1], &m.Uses[i], "")
	}
	if m.Listed != nil {
		names := useSheets[m.Listed.Table.ID]
		add(names[0], names[1], &m.Listed.Table, "")
	}
	if ch := m.Changes; ch != nil && ch.Figures != nil {
		if ch.Parks != nil {
			add("有变化的园区", "Changed parks", ch.Parks, firstOf(ch.Since))
		}
		add("变化", "Changes", &ch.Figures.Table, strings.Join(ch.Since[1:], ""))
		if ch.Parcels != nil {
			add("变化地块", "Changed parcels", ch.Parcels, "")
		}
	}
	if p := m.Performance; p != nil {
		add("绩效自评", "Performance", &p.Items, goalLine(p.Goals))
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

// goalLine gives the goals of a self-evaluation on one line.
func goalLine(goals []Fact) string {
	lines := make([]string, len(goals))
	for i, g := range goals {
		lines[i] = g.Name + ": " + g.Figure.Text
	}
	return strings.Join(lines, "  ")
}

// rosterSheet puts the rosters of all survey scopes on one sheet.
func rosterSheet(m *Model) []sheet {
	parts := make([]string, len(m.Roster))
	for i := range m.Roster {
		parts[i] = m.Roster[i].Caption
	}
	s := sheet{name: say(m.Lang, "名录", "Roster"), front: &front{head: say(m.Lang, "调查范围", "Survey scope")}}
	return s.joining(tablesOf(m.Roster), parts, say(m.Lang, "产业园名录", "Roster"))
}

func tablesOf(list []Table) []*Table {
	tables := make([]*Table, len(list))
	for i := range list {
		tables[i] = &list[i]
	}
	return tables
}

// treeSheet puts the score trees of all parks on one sheet.
func treeSheet(m *Model, remark string) []sheet {
	var tables []*Table
	var parts []string
	for _, p := range m.Parks {
		for _, e := range p.Extents {
			if e.Score != nil {
				tables, parts = append(tables, e.Score), append(parts, p.Name+" · "+e.Kind)
			}
		}
	}
	s := sheet{name: say(m.Lang, "评分明细", "Score trees"), remark: remark, front: &front{head: say(m.Lang, "园区", "Park")}}
	return s.joining(tables, parts, say(m.Lang, "集约度评分明细", "Score trees"))
}

// joining returns the sheet with one table of several that have the same
// columns, whose cells it shares; no sheet of none.
func (s sheet) joining(tables []*Table, parts []string, caption string) []sheet {
	if len(tables) == 0 || len(tables[0].Columns) == 0 {
		return nil
	}
	t := *tables[0]
	t.Caption, t.Rows, t.Notes = caption, nil, nil
	for i, part := range tables {
		t.Rows, t.Notes = append(t.Rows, part.Rows...), append(t.Notes, part.Notes...)
		for range part.Rows {
			s.front.parts = append(s.front.parts, parts[i])
		}
	}
	s.table = &t
	return []sheet{s}
}

// workbook is a book in the making.
type workbook struct {
	file   *excelize.File
	model  *Model
	styles map[styleKey]int
	known  map[string]string // references to cells by the names that formulas know them by
}

// styleKey is all that makes cells look different.
type styleKey struct {
	number  bool
	places  int32
	percent bool
	name    bool // a number that names something
	signed  bool
	head    bool
	total   bool
	title   bool
	note    bool
	right   bool   // a text among numbers
	unit    string // behind the number, where its column has none
}

// firstRow is the row of the first head: the caption and a remark stand above.
const firstRow = 3

// begin lays out the book: all sheets, of which it opens on the first. Formulas
// are computed when it is opened. Once a sheet's rows have been printed, the
// library would read them back for any of this.
func (b *workbook) begin(sheets []sheet) error {
	for i, s := range sheets {
		if i == 0 {
			if err := b.file.SetSheetName(b.file.GetSheetName(0), s.name); err != nil {
				return err
			}
		} else if _, err := b.file.NewSheet(s.name); err != nil {
			return err
		}
	}
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
	if k.number {
		format := k.format()
		s.CustomNumFmt = &format
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

// numberStyle is the style of a number.
func numberStyle(f *Figure, total bool) styleKey {
	k := styleKey{number: true, places: max(0, f.Places), percent: f.Unit == "%", name: f.Name, signed: f.Signed, total: total}
	if f.Worded && !k.percent {
		k.unit = f.Unit
	}
	return k
}

// format shows a number with its decimals, a percentage as one.
func (k styleKey) format() string {
	format := "#,##0"
	if k.percent || k.name {
		format = "0"
	}
	if k.places > 0 {
		format += "." + strings.Repeat("0", int(k.places))
	}
	if k.percent {
		format += "%"
	}
	if k.unit != "" {
		format += `" ` + strings.ReplaceAll(k.unit, `"`, "") + `"`
	}
	if k.signed {
		return "+" + format + ";-" + format + ";" + format
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

// longestText is how many UTF-16 units the text of a cell may have: programs
// refuse a book with more, or cut them off without a word.
const longestText = 32767

// fitting returns a text that a cell can hold: of a longer one the beginning, with
// an ellipsis.
func fitting(s string) string {
	if len(s) <= longestText { // bytes are never fewer than units
		return s
	}
	units, last := 0, 0 // last is where the ellipsis would stand
	for i, r := range s {
		units += utf16.RuneLen(r)
		if units > longestText {
			return s[:last] + "…"
		}
		if units < longestText {
			last = i + utf8.RuneLen(r)
		}
	}
	return s
}
