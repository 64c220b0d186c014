package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/store"
)

// A text of any length ends no report: the row is as high as a row can be, the
// cell has what a cell can hold, and the other documents have all of it.
func TestLongTexts(t *testing.T) {
	for _, c := range []struct {
		name, reason string
		held         int // UTF-16 units in the cell
	}{
		{"a page", strings.Repeat("资金按进度支付", 160), 1120},
		{"what a cell holds", strings.Repeat("长", longestText), longestText},
		{"more than a cell holds", strings.Repeat("长", 40000), longestText},
		{"more than a cell holds, in pairs of units", strings.Repeat("𠮷", 20000), longestText},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sample(3, 2)
			d.performance.Items[0].Reason = c.reason
			m := composed(t, d, Options{})
			book, err := excelize.OpenReader(bytes.NewReader(printed(t, m, WriteXLSX)))
			if err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			column, first := columnOf(&m.Performance.Items, "reason"), firstRow+1
			got, err := book.GetCellValue("绩效自评", cellName(column+1, first))
			if units := len(utf16.Encode([]rune(got))); err != nil || units != c.held {
				t.Errorf("the cell has %d units (%v), want %d", units, err, c.held)
			}
			if cut := c.reason != got; cut != strings.HasSuffix(got, "…") || !strings.HasPrefix(c.reason, strings.TrimSuffix(got, "…")) {
				t.Errorf("%.60q…", got)
			}
			if height, err := book.GetRowHeight("绩效自评", first); err != nil || height != highest {
				t.Errorf("the row is %g points high (%v), want %g", height, err, highest)
			}
			if !strings.Contains(string(printed(t, m, WriteHTML)), c.reason) || !strings.Contains(docxString(part(t, printed(t, m, WriteDOCX), "word/document.xml")), c.reason) {
				t.Error("page or document lack the text")
			}
		})
	}
}

// A finding that hundreds of parks share names the first of them and counts the
// rest.
func TestFindingOfManyParks(t *testing.T) {
	d := sample(2, 2)
	var codes []string
	for i := range 500 {
		codes = append(codes, fmt.Sprintf("S%06d", i))
	}
	d.findings = append(d.findings, store.Finding{Severity: "warning", Code: "roster_name", ParkCode: strings.Join(codes, ","), Found: "园区"})
	m := composed(t, d, Options{})
	printed(t, m, WriteXLSX)
	if page := string(printed(t, m, WriteHTML)); strings.Contains(page, codes[namedParks]) {
		t.Error("the page names them all")
	}
	at, want := columnOf(&m.Findings.Table, "park"), "S000000,S000001,S000002,S000003,S000004,S000005 等 500 个园区，全部代码见 jiyue.gpkg 的表 finding"
	for _, r := range m.Findings.Table.Rows {
		if r.Cells[at].Text == want {
			return
		}
	}
	t.Errorf("no finding of %q", want)
}
