// Package table reads the tables that people keep in spreadsheets: .csv in any
// encoding and a sheet of an .xlsx, as rows of cells, titles and notes and all.
//
// Start with [Read], then [Table.Header], which finds the row that names the
// columns. Cells are read leniently, as texts and as numbers; what they mean is
// the caller's business.
package table

import (
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"jiyue/geo/shapefile"
)

const (
	maxFileBytes  = 64 << 20  // a table of parks has some kilobytes
	maxSheetBytes = 256 << 20 // unpacked; an .xlsx may be a bomb
)

// Row is a row of a table. Text is what a person sees in the cells, Raw what
// the cells hold: in a spreadsheet 0.3941 may be seen as 39% or 0.4.
type Row struct {
	Line      int // in the file, from 1
	Text, Raw []string
}

// Table is a table as it lies in its file.
type Table struct {
	Rows                   []Row
	Digest                 shapefile.Digest
	Encoding, EncodingRule string // "" for an .xlsx
}

// Options say which table of a file to read, and how.
type Options struct {
	Sheet    string // of an .xlsx; "" for the first
	Encoding string // the user's word for the encoding of a .csv
}

// ReadFile reads a file whole, unless it is longer than any table of parks.
func ReadFile(path string) ([]byte, shapefile.Digest, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, shapefile.Digest{}, err
	}
	if info.Size() > maxFileBytes {
		return nil, shapefile.Digest{}, fmt.Errorf("%d bytes, more than the %d that a table of parks may have", info.Size(), maxFileBytes)
	}
	b, err := os.ReadFile(path)
	return b, shapefile.Digest{Path: path, Bytes: int64(len(b)), SHA256: sha256.Sum256(b)}, err
}

// Read reads a .csv or a sheet of an .xlsx.
func Read(path string, o Options) (*Table, error) {
	b, digest, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	var t *Table
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		t, err = readSheet(path, o.Sheet)
	} else {
		t, err = readCSV(b, o.Encoding)
	}
	if err != nil {
		return nil, err
	}
	t.Digest = digest
	return t, nil
}

// readCSV reads comma, semicolon or tab separated text. What a spreadsheet
// program writes is read leniently: stray quotes, rows of unequal length.
func readCSV(b []byte, encoding string) (*Table, error) {
	text, name, rule, err := shapefile.DecodeText(b, encoding)
	if err != nil {
		return nil, err
	}
	t := &Table{Encoding: name, EncodingRule: rule}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		t.Rows = append(t.Rows, Row{line, cells, cells})
	}
}

// separator is the one of comma, tab and semicolon that stands most often in
// the text.
func separator(text string) rune {
	best, most := ',', 0
	for _, s := range []rune{',', '\t', ';'} {
		if n := strings.Count(text, string(s)); n > most {
			best, most = s, n
		}
	}
	return best
}

// ErrNoSheet is wrapped by the error of a sheet that the file lacks.
var ErrNoSheet = errors.New("no such sheet")

// Sheets lists the sheets of an .xlsx; of any other file it is one without a
// name.
func Sheets(path string) (names []string, err error) {
	if !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return []string{""}, nil
	}
	err = inBook(path, func(f *excelize.File) error {
		names = f.GetSheetList()
		return nil
	})
	return names, err
}

// inBook opens an .xlsx for the time of the work. The reader of the format may
// panic on a malformed file; that is an error here.
func inBook(path string, work func(*excelize.File) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("malformed spreadsheet: %v", p)
		}
	}()
	f, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: maxSheetBytes, UnzipXMLSizeLimit: maxSheetBytes})
	if err != nil {
		return err
	}
	defer f.Close()
	return work(f)
}

// readSheet reads a sheet of an .xlsx, the first where no name is given.
func readSheet(path, sheet string) (t *Table, err error) {
	err = inBook(path, func(f *excelize.File) (err error) {
		t, err = sheetOf(f, sheet)
		return err
	})
	return t, err
}

func sheetOf(f *excelize.File, sheet string) (*Table, error) {
	sheets := f.GetSheetList()
	if sheet == "" && len(sheets) > 0 {
		sheet = sheets[0]
	}
	if !slices.Contains(sheets, sheet) {
		return nil, fmt.Errorf("%w: %s; there are: %s", ErrNoSheet, sheet, strings.Join(sheets, ", "))
	}
	text, err := f.GetRows(sheet)
	if err != nil {
		return nil, err
	}
	raw, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	t := &Table{}
	for i := range text {
		t.Rows = append(t.Rows, Row{i + 1, text[i], raw[min(i, len(raw)-1)]})
	}
	return t, nil
}

// Header finds the row that names the columns: among the first rows the one
// that has most of the wanted names. Titles and units above it are passed over.
// columns are the positions of the names, -1 where a name is missing.
func (t *Table) Header(wanted []string) (at int, columns []int) {
	const titleRows = 20 // more than any form has above its header
	best := -1
	for i := range min(len(t.Rows), titleRows) {
		found, score := make([]int, len(wanted)), 0
		for k, name := range wanted {
			if found[k] = slices.IndexFunc(t.Rows[i].Text, func(cell string) bool { return SameName(cell, name) }); found[k] >= 0 {
				score++
			}
		}
		if score > best {
			at, columns, best = i, found, score
		}
	}
	return at, columns
}

// SameName compares a header cell with a configured name. Blanks and line
// breaks in the cell are layout, and a unit in brackets may follow the name.
func SameName(cell, name string) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	cell, name = squeeze(cell), squeeze(name)
	bare, _ := SplitUnit(cell)
	return strings.EqualFold(cell, name) || strings.EqualFold(bare, name)
}

// SplitUnit splits 投资总额（亿元） into the name and what stands in brackets
// behind it.
func SplitUnit(cell string) (name, unit string) {
	for _, brackets := range [][2]string{{"（", "）"}, {"(", ")"}, {"[", "]"}} {
		if inner, ok := strings.CutSuffix(cell, brackets[1]); ok {
			if i := strings.LastIndex(inner, brackets[0]); i > 0 {
				return inner[:i], inner[i+len(brackets[0]):]
			}
		}
	}
	return cell, ""
}

// At returns the text of a column, "" where the row is too short.
func (r Row) At(column int) string {
	if column < 0 || column >= len(r.Text) {
		return ""
	}
	return strings.TrimSpace(r.Text[column])
}

// Number reads a column as a number. Thousands separators, full-width digits
// and a percent sign are understood: 39.41% is 39.41, also where a spreadsheet
// holds 0.3941 and shows it as a percentage. ok is false where there is none.
func (r Row) Number(column int) (v float64, ok bool, err error) {
	seen := plainDigits(r.At(column))
	percent := strings.HasSuffix(seen, "%")
	if seen = strings.TrimSuffix(seen, "%"); noNumber[seen] {
		return 0, false, nil
	}
	if column < len(r.Raw) && r.Raw[column] != r.Text[column] {
		if v, err := strconv.ParseFloat(r.Raw[column], 64); err == nil {
			if percent {
				v *= 100
			}
			return v, true, nil
		}
	}
	v, err = strconv.ParseFloat(seen, 64)
	if err != nil || v != v || v-v != 0 {
		return 0, false, fmt.Errorf("%q is not a number", r.At(column))
	}
	return v, true, nil
}

// noNumber are the ways in which tables write that there is none.
var noNumber = map[string]bool{"": true, "-": true, "--": true, "—": true, "——": true, "/": true, "无": true, "N/A": true, "n/a": true}

// plainDigits drops blanks and separators and makes full-width characters
// plain.
func plainDigits(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～': // the full-width forms of ASCII
			c -= '！' - '!'
		case c == '　' || c == '\u00a0':
			c = ' '
		}
		if c == ',' || c == ' ' {
			return -1
		}
		return c
	}, s)
}
