package report

import (
	"math"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// recalculated is how far a figure that LibreOffice computed may be from the
// stored one, relative to it: both are float64 sums and quotients of a few
// hundred terms, in another order.
const recalculated = 1e-12

// TestRecalculated has LibreOffice open the book, compute every formula anew
// and save it, and compares what it computed with the stored figures.
func TestRecalculated(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes ten seconds")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no soffice on the path: nothing to recalculate the book with")
	}
	dir, m := t.TempDir(), composed(t, changed(), Options{})
	stored := filepath.Join(dir, XLSXName)
	if err := writeFile(stored, m, WriteXLSX); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "computed")
	run(t, office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, stored)
	before, after := opened(t, stored), opened(t, filepath.Join(out, XLSXName))
	formulas := 0
	for _, sheet := range before.GetSheetList() {
		rows, err := before.GetRows(sheet, excelize.Options{RawCellValue: true})
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
				formulas++
				if live, _ := after.GetCellFormula(sheet, ref); live == "" {
					t.Errorf("%s!%s =%s came back without a formula", sheet, ref, formula)
				}
				computed, _ := after.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
				want, err1 := strconv.ParseFloat(rows[r][c], 64)
				got, err2 := strconv.ParseFloat(computed, 64)
				if err1 != nil || err2 != nil || math.Abs(got-want) > recalculated*math.Abs(want) {
					t.Errorf("%s!%s =%s: LibreOffice computes %q, the store has %q", sheet, ref, formula, computed, rows[r][c])
				}
			}
		}
	}
	if formulas < 30 {
		t.Errorf("only %d live formulas", formulas)
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
