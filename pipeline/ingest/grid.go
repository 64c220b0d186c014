package ingest

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
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

const (
	maxTableBytes = 64 << 20  // a table of per-park figures has some kilobytes
	maxSheetBytes = 256 << 20 // unpacked; an .xlsx may be a bomb
)

// row is a row of a table. text is what a person sees in the cells, raw what
// the cells hold: in a spreadsheet 0.3941 may be seen as 39% or 0.4.
type row struct {
	line      int // in the file, from 1
	text, raw []string
}

// grid is a table as it lies in its file, titles and all.
type grid struct {
	rows                   []row
	digest                 shapefile.Digest
	encoding, encodingRule string
}

// readGrid reads a .csv or a sheet of an .xlsx.
func readGrid(path string, c config.TableSource) (*grid, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxTableBytes {
		return nil, fmt.Errorf("%d bytes, more than the %d that a table of parks may have", info.Size(), maxTableBytes)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var g *grid
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		g, err = readSheet(path, c.Sheet)
	} else {
		g, err = readCSV(b, c.Encoding)
	}
	if err != nil {
		return nil, err
	}
	g.digest = shapefile.Digest{Path: path, Bytes: int64(len(b)), SHA256: sha256.Sum256(b)}
	return g, nil
}

// readCSV reads comma, semicolon or tab separated text. What a spreadsheet
// program writes is read leniently: stray quotes, rows of unequal length.
func readCSV(b []byte, encoding string) (*grid, error) {
	text, name, rule, err := shapefile.DecodeText(b, encoding)
	if err != nil {
		return nil, err
	}
	g := &grid{encoding: name, encodingRule: rule}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		g.rows = append(g.rows, row{line, cells, cells})
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

// errNoSheet is wrapped by the error of a sheet that the file lacks.
var errNoSheet = errors.New("no such sheet")

// readSheet reads a sheet of an .xlsx, the first where no name is given. The
// reader of the format may panic on a malformed file; that is an error here.
func readSheet(path, sheet string) (g *grid, err error) {
	defer func() {
		if p := recover(); p != nil {
			g, err = nil, fmt.Errorf("malformed spreadsheet: %v", p)
		}
	}()
	f, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: maxSheetBytes, UnzipXMLSizeLimit: maxSheetBytes})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if sheet == "" && len(sheets) > 0 {
		sheet = sheets[0]
	}
	if !slices.Contains(sheets, sheet) {
		return nil, fmt.Errorf("%w: %s; there are: %s", errNoSheet, sheet, strings.Join(sheets, ", "))
	}
	text, err := f.GetRows(sheet)
	if err != nil {
		return nil, err
	}
	raw, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	g = &grid{}
	for i := range text {
		g.rows = append(g.rows, row{i + 1, text[i], raw[min(i, len(raw)-1)]})
	}
	return g, nil
}

// header finds the row that names the columns: among the first rows the one
// that has most of the wanted names. Titles and units above it are passed over.
// columns are the positions of the names, none where a name is missing.
func (g *grid) header(wanted []string) (at int, columns []int) {
	const titleRows = 20 // more than any form has above its header
	best := -1
	for i := range min(len(g.rows), titleRows) {
		found, score := make([]int, len(wanted)), 0
		for k, name := range wanted {
			if found[k] = slices.IndexFunc(g.rows[i].text, func(cell string) bool { return sameName(cell, name) }); found[k] >= 0 {
				score++
			}
		}
		if score > best {
			at, columns, best = i, found, score
		}
	}
	return at, columns
}

// sameName compares a header cell with a configured name. Blanks and line
// breaks in the cell are layout, and a unit in brackets may follow the name.
func sameName(cell, name string) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	cell, name = squeeze(cell), squeeze(name)
	bare, _ := splitUnit(cell)
	return strings.EqualFold(cell, name) || strings.EqualFold(bare, name)
}

// splitUnit splits 投资总额（亿元） into the name and what stands in brackets
// behind it.
func splitUnit(cell string) (name, unit string) {
	for _, brackets := range [][2]string{{"（", "）"}, {"(", ")"}, {"[", "]"}} {
		if inner, ok := strings.CutSuffix(cell, brackets[1]); ok {
			if i := strings.LastIndex(inner, brackets[0]); i > 0 {
				return inner[:i], inner[i+len(brackets[0]):]
			}
		}
	}
	return cell, ""
}

// at returns the text of a column, "" where the row is too short.
func (r row) at(column int) string {
	if column < 0 || column >= len(r.text) {
		return ""
	}
	return strings.TrimSpace(r.text[column])
}

// number reads a column as a number. Thousands separators, full-width digits
// and a percent sign are understood: 39.41% is 39.41, also where a spreadsheet
// holds 0.3941 and shows it as a percentage. ok is false where there is none.
func (r row) number(column int) (v float64, ok bool, err error) {
	seen := plainDigits(r.at(column))
	percent := strings.HasSuffix(seen, "%")
	if seen = strings.TrimSuffix(seen, "%"); noNumber[seen] {
		return 0, false, nil
	}
	if column < len(r.raw) && r.raw[column] != r.text[column] {
		if v, err := strconv.ParseFloat(r.raw[column], 64); err == nil {
			if percent {
				v *= 100
			}
			return v, true, nil
		}
	}
	v, err = strconv.ParseFloat(seen, 64)
	if err != nil || v != v || v-v != 0 {
		return 0, false, fmt.Errorf("%q is not a number", r.at(column))
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

// gridError turns an error of reading a table into what the user reads.
func gridError(cfg *config.Config, key, path string, err error) error {
	if errors.Is(err, errNoSheet) {
		return land.Fail(land.Usage, cfg.At(key+".sheet"), land.Textf("%s：%v", "%s: %v", path, err),
			land.Textf("请改写 sheet，或删去以读取第一张表", "correct sheet, or remove it to read the first one"), err)
	}
	return land.Fail(land.Broken, path, land.Textf("表格无法读取：%v", "the table can't be read: %v", err),
		land.Textf("请用表格软件打开核对，另存为 .xlsx 或 UTF-8 的 .csv", "open it in a spreadsheet program and save it as .xlsx or as .csv in UTF-8"), err)
}
