package report

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/store"
)

// TestRecalculated has LibreOffice open the book, compute every formula anew
// and save it, and compares what it shows with the stored figures: those of
// the self-evaluation are stored as the decimals that are printed. With -store it
// does so for a store, too.
func TestRecalculated(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes ten seconds")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no soffice on the path: nothing to recalculate the book with")
	}
	t.Run("sample", func(t *testing.T) { recalculate(t, office, composed(t, changed(), Options{})) })
	if *folder != "" {
		t.Run("store", func(t *testing.T) { recalculate(t, office, storedModel(t, *folder)) })
	}
}

func storedModel(t *testing.T, dir string) *Model {
	t.Helper()
	s, err := store.Open(store.PathIn(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	m, err := Build(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// recalculate compares what LibreOffice computes of a book with what the store
// has.
func recalculate(t *testing.T, office string, m *Model) {
	dir := t.TempDir()
	stored, blank := filepath.Join(dir, "stored.xlsx"), filepath.Join(dir, XLSXName)
	if err := writeFile(stored, m, WriteXLSX); err != nil {
		t.Fatal(err)
	}
	withoutResults(t, stored, blank)
	out := filepath.Join(dir, "computed")
	run(t, office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, blank)
	before, after := opened(t, stored), opened(t, filepath.Join(out, XLSXName))
	formulas := map[string]int{}
	for _, sheet := range before.GetSheetList() {
		rows, err := before.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				ref := cellName(c+1, r+1)
				formula, _ := before.GetCellFormula(sheet, ref)
				if formula == "" {
					continue
				}
				formulas[sheet]++
				if live, _ := after.GetCellFormula(sheet, ref); live == "" {
					t.Errorf("%s!%s =%s came back without a formula", sheet, ref, formula)
				}
				want, computed := rawNumber(t, before, sheet, ref), rawNumber(t, after, sheet, ref)
				if math.Abs(computed-want) > recalculated*max(1, math.Abs(want)) {
					t.Errorf("%s!%s =%s: LibreOffice has %.12g, the store %.12g", sheet, ref, formula, computed, want)
				}
			}
		}
	}
	for _, sheet := range []string{"本底指标", "评价指标", "分子分母", "集约度得分", "评分明细", "成果应用", "亩均分类", "用地潜力", "县市汇总", "闲置低效汇总", "专题一-成果应用", "专题二-衔接", "申报核对", "绩效自评", "预算"} {
		if formulas[sheet] == 0 && slices.Contains(before.GetSheetList(), sheet) {
			t.Errorf("%s has no live formula", sheet)
		}
	}
	t.Logf("live formulas: %v", formulas)
}

// recalculated is by how much of itself a formula's value may differ from the
// stored one: sums of thousands of doubles, far below the least decimal shown.
const recalculated = 1e-11

// rawNumber is the value of a cell with all its digits, not as it is shown.
func rawNumber(t *testing.T, f *excelize.File, sheet, ref string) float64 {
	t.Helper()
	text, err := f.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Errorf("%s!%s: %v", sheet, ref, err)
	}
	return v
}

// results are the stored results of formulas in a sheet.
var results = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// withoutResults copies a book and leaves out what its formulas give, so that
// whoever opens it has to compute.
func withoutResults(t *testing.T, from, to string) {
	t.Helper()
	book, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range book.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(results.ReplaceAll(content, []byte("$1"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
