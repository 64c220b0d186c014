package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/land"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func composed(t *testing.T, d *data, o Options) *Model {
	t.Helper()
	m, err := compose(d, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// printed returns the bytes of one document.
func printed(t *testing.T, m *Model, print func(io.Writer, *Model) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := print(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHTMLGolden(t *testing.T) {
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		t.Run(string(lang), func(t *testing.T) {
			got := printed(t, composed(t, sample(8, 2), Options{Lang: lang}), WriteHTML)
			path := filepath.Join("testdata", "report."+string(lang)+".html")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("run with -update if this is meant (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSelfEvaluationFigures looks for every figure of the filed
// self-evaluation in all three documents.
func TestSelfEvaluationFigures(t *testing.T) {
	figures := filedFigures(t)
	m := composed(t, sample(9, 3), Options{})
	texts := map[string]string{
		HTMLName: strings.ReplaceAll(tags.ReplaceAllString(string(printed(t, m, WriteHTML)), "|"), "\n", "|"),
		DOCXName: docxText(t, printed(t, m, WriteDOCX)),
		XLSXName: xlsxText(t, printed(t, m, WriteXLSX)),
	}
	for name, text := range texts {
		for _, figure := range figures {
			if !strings.Contains(text, "|"+figure+"|") {
				t.Errorf("%s lacks %q", name, figure)
			}
		}
	}
}

// filedFigures reads the figures of the filed self-evaluation.
func filedFigures(t *testing.T) []string {
	t.Helper()
	file, err := os.ReadFile("../../../shared/data/daning-self-evaluation.json")
	if err != nil {
		t.Skip("the filed self-evaluation is not at hand: ", err)
	}
	var filed struct {
		Budget struct {
			Columns []string
			Rows    []map[string]any
		}
		Items []map[string]string
		Total string
		Grade string `json:"grade_as_filed"`
	}
	if err := json.Unmarshal(file, &filed); err != nil {
		t.Fatal(err)
	}
	figures := append([]string{filed.Total, filed.Grade}, filed.Budget.Columns...)
	for _, row := range filed.Budget.Rows {
		for key, v := range row {
			text, isText := v.(string)
			switch {
			case !isText || key == "formula":
			case key == "percent":
				figures = append(figures, text+"%")
			default:
				figures = append(figures, text)
			}
		}
	}
	for _, item := range filed.Items {
		for key, text := range item {
			if key != "reason" {
				figures = append(figures, text)
			}
		}
	}
	return figures
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	endings = regexp.MustCompile(`</w:p>`)
)

// part returns one file of a zip.
func part(t *testing.T, archive []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// docxText returns the paragraphs of a document between bars.
func docxText(t *testing.T, archive []byte) string {
	text := endings.ReplaceAllString(part(t, archive, "word/document.xml"), "|")
	return tags.ReplaceAllString(text, "")
}

// xlsxText returns the cells of a book, as shown, between bars.
func xlsxText(t *testing.T, archive []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString("|" + strings.Join(row, "|") + "|\n")
		}
	}
	return b.String()
}

// TestFormulas recomputes every live formula and compares it with the figure
// that the store has.
func TestFormulas(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(printed(t, composed(t, sample(9, 3), Options{}), WriteXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formulas := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				ref := cellName(c+1, r+1)
				formula, _ := f.GetCellFormula(sheet, ref)
				if formula == "" {
					continue
				}
				formulas++
				stored, _ := f.GetCellValue(sheet, ref)
				if computed, err := f.CalcCellValue(sheet, ref); err != nil || computed != stored {
					t.Errorf("%s!%s =%s gives %s (%v), the store has %s", sheet, ref, formula, computed, err, stored)
				}
			}
		}
	}
	if formulas < 80 {
		t.Errorf("only %d live formulas", formulas)
	}
}

func TestSameBytes(t *testing.T) {
	for _, document := range documents {
		a := printed(t, composed(t, sample(9, 3), Options{}), document.print)
		b := printed(t, composed(t, sample(9, 3), Options{}), document.print)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two prints of one store differ", document.name)
		}
	}
}

// TestHTMLNeedsNothing looks for anything that a browser would fetch.
func TestHTMLNeedsNothing(t *testing.T) {
	page := string(printed(t, composed(t, sample(9, 3), Options{}), WriteHTML))
	page = strings.ReplaceAll(page, `xmlns="http://www.w3.org/2000/svg"`, "")
	for _, pattern := range []string{`https?:`, `\bsrc\s*=`, `@import`, `url\([^#]`, `<link`, `<iframe`, `href="[^#]`, `fetch\(`, `//[a-z]+\.[a-z]`} {
		if found := regexp.MustCompile(pattern).FindString(page); found != "" {
			t.Errorf("the page has %q", found)
		}
	}
}

// TestHostileTexts puts markup and formulas into every text that a source can
// hold.
func TestHostileTexts(t *testing.T) {
	const markup, formula = `<script>alert("x")</script>&amp;`, `=HYPERLINK("x","y")`
	d := sample(3, 2)
	d.run.ProjectName = markup
	d.parks[0].Name, d.parks[1].Name, d.parks[2].Name = markup, formula, "\x00\ufffe甲\xff"
	d.parks[0].Level, d.parks[1].Level = "@SUM(1)", "-1+1"
	d.performance.Items[0].Reason = markup
	d.sources[0].Path = "+cmd"
	m := composed(t, d, Options{})
	page := string(printed(t, m, WriteHTML))
	if strings.Count(page, "<script") != 1 {
		t.Error("a text of the store became a script")
	}
	docx := printed(t, m, WriteDOCX)
	for _, name := range []string{"word/document.xml", "docProps/core.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml", "[Content_Types].xml"} {
		wellFormed(t, name, part(t, docx, name))
	}
	f, err := excelize.OpenReader(bytes.NewReader(printed(t, m, WriteXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, _ := f.GetRows(sheet)
		for r := range rows {
			for c, text := range rows[r] {
				kind, _ := f.GetCellType(sheet, cellName(c+1, r+1))
				if kind == excelize.CellTypeInlineString && text != "" && strings.IndexByte("=+-@", text[0]) >= 0 {
					t.Errorf("%s!%s begins like a formula: %q", sheet, cellName(c+1, r+1), text)
				}
				if live, _ := f.GetCellFormula(sheet, cellName(c+1, r+1)); strings.Contains(live, "HYPERLINK") || strings.Contains(live, "cmd") {
					t.Errorf("a text of the store became the formula %q", live)
				}
			}
		}
	}
}

func wellFormed(t *testing.T, name, content string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(content))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// TestPageSize holds the size that a page may have: for a province of large
// parks, for fifty parks with as many pieces as can still be pointed at, and
// for a few parks with more pieces than a map can show.
func TestPageSize(t *testing.T) {
	for _, test := range []struct {
		name        string
		parks, side int // a park has side² pieces
		maps        int // drawn at least: the eighth park has no extent
	}{
		{"500 parks of 2025 pieces", 500, 45, 59},
		{"50 parks of 1225 pieces", 50, 35, 49},
		{"3 parks of 40 000 pieces", 3, 200, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			if testing.Short() && test.parks*test.side*test.side > 100_000 {
				t.Skip("many pieces")
			}
			m := composed(t, sample(test.parks, test.side), Options{})
			page := printed(t, m, WriteHTML)
			if len(page) > 10_000_000 {
				t.Errorf("the page has %d bytes, more than 10 MB", len(page))
			}
			maps := 0
			for _, p := range m.Parks {
				for _, e := range p.Extents {
					if e.Drawing != nil {
						maps++
					}
					if (e.Drawing == nil) != (e.Unmapped != "") {
						t.Errorf("park %s: map %v, said about it: %q", p.Code, e.Drawing != nil, e.Unmapped)
					}
				}
			}
			t.Logf("%d bytes, %d maps", len(page), maps)
			if maps < test.maps {
				t.Errorf("%d maps, want %d", maps, test.maps)
			}
		})
	}
}

// TestTextBytes compares the estimate that maps have to make do with to a page
// without maps: never too low, and not by half too high.
func TestTextBytes(t *testing.T) {
	d := sample(200, 2)
	o := Options{ParkMaps: -1}
	estimate, page := newComposer(d, o).textBytes(), len(printed(t, composed(t, d, o), WriteHTML))
	t.Logf("estimated %d, has %d", estimate, page)
	if estimate < page || estimate > page*3/2 {
		t.Errorf("the page has %d bytes, estimated %d", page, estimate)
	}
}
