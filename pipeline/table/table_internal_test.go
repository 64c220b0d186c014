package table

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestNumbersOfTables(t *testing.T) {
	for text, want := range map[string]float64{
		"9600": 9600, "9,600.5": 9600.5, "1，234": 1234, "１２．５": 12.5, "39.41%": 39.41, "-3": -3, "7\u00a0": 7, "1.5e3": 1500, "９０％": 90, "+2": 2,
	} {
		if v, ok, err := (Row{Text: []string{text}}).Number(0); v != want || !ok || err != nil {
			t.Errorf("%q: %v, %t, %v", text, v, ok, err)
		}
	}
	for _, text := range []string{"", "—", "-", "/", "无", "%"} {
		if _, ok, err := (Row{Text: []string{text}}).Number(0); ok || err != nil {
			t.Errorf("%q is a number, or an error: %v", text, err)
		}
	}
	for _, text := range []string{"约9600", "12万", "NaN", "Inf", "0x1F", "1 or 2"} {
		if _, ok, err := (Row{Text: []string{text}}).Number(0); ok || err == nil {
			t.Errorf("%q is a number, or none", text)
		}
	}
}

func TestHeaderNames(t *testing.T) {
	for _, c := range []struct {
		cell, name string
		same       bool
	}{
		{"常住人口", "常住人口", true}, {" 常住\n人口 ", "常住人口", true}, {"常住人口（人）", "常住人口", true}, {"投资(亿元)", "投资", true}, {"czrk", "CZRK", true},
		{"投资(亿元)", "投资(亿元)", true}, {"户籍人口", "常住人口", false}, {"（人）", "", false}, {"（人）", "人", false},
	} {
		if SameName(c.cell, c.name) != c.same {
			t.Errorf("%q is %q: %t", c.cell, c.name, !c.same)
		}
	}
}

// Whatever the bytes, a table is rows or an error, and its cells numbers or not.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("园区代码,常住人口\nS1,\"9,600\"\n"))
	f.Add([]byte("\xd4\xb0\xc7\xf8;1\n\"\n"))
	f.Add([]byte("\xff\xfea\x00\t\x001\x00"))
	path := filepath.Join(f.TempDir(), "t.csv")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		g, err := Read(path, Options{})
		if err != nil {
			return
		}
		at, columns := g.Header([]string{"园区代码", "常住人口"})
		if len(g.Rows) > 0 && (at >= len(g.Rows) || len(columns) != 2) {
			t.Fatalf("header %d of %d rows, columns %v", at, len(g.Rows), columns)
		}
		line := 0
		for _, r := range g.Rows {
			if r.Line <= line {
				t.Fatalf("row of line %d after line %d", r.Line, line)
			}
			line = r.Line
			for c := range r.Text {
				if v, ok, err := r.Number(c); ok && (err != nil || v-v != 0) {
					t.Fatalf("%q is %v, %v", r.Text[c], v, err)
				}
			}
		}
	})
}

// A spreadsheet cut off anywhere is an error, never a panic.
func TestTruncatedSpreadsheet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	book := excelize.NewFile()
	if err := book.SetCellValue("Sheet1", "A1", "园区代码"); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if g, err := Read(path, Options{}); err != nil || g.Rows[0].Text[0] != "园区代码" {
		t.Fatalf("%v, %v", g, err)
	}
	for n := 0; n < len(whole); n += 97 {
		if err := os.WriteFile(path, whole[:n], 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path, Options{}); err == nil {
			t.Errorf("%d of %d bytes are a spreadsheet", n, len(whole))
		}
	}
}
