package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var twoFields = []Field{{"ID", 'C', 3, 0}, {"MJ", 'N', 8, 2}}

// Three squares and a table of three rows, 12 bytes each behind 97 of header.
func TestBrokenTables(t *testing.T) {
	whole := dbf(twoFields, " a      1.00", " b      2.00", " c      3.00")
	const first, width = 97, 12
	cases := []struct {
		name   string
		dbf    func(b []byte) []byte
		rows   int
		damage []DamageKind
		fatal  bool
		text   string
	}{
		{"whole", func(b []byte) []byte { return b }, 3, nil, false, ""},
		{"without the mark at its end", func(b []byte) []byte { return b[:len(b)-1] }, 3, nil, false, ""},
		{"missing", func(b []byte) []byte { return nil }, 0, []DamageKind{TableMissing}, true, "no .dbf"},
		{"empty", func(b []byte) []byte { return b[:0] }, 0, []DamageKind{TableCutOff}, true, "holds 0 bytes"},
		{"cut off in its header", func(b []byte) []byte { return b[:50] }, 0, []DamageKind{TableCutOff}, true, "holds 50 bytes, its header alone takes 97"},
		{"cut off in the last row", func(b []byte) []byte { return b[:first+2*width+5] }, 2, []DamageKind{TableCutOff, RowsMissing}, true, "holds 2 whole rows, its header promises 3"},
		{"4 294 967 295 rows promised", func(b []byte) []byte { binary.LittleEndian.PutUint32(b[4:], math.MaxUint32); return b }, 3, []DamageKind{TableCutOff}, true, "promises 4294967295"},
		{"one row fewer than shapes", func(b []byte) []byte {
			b[4] = 2
			return append(b[:first+2*width], tableEnd)
		}, 2, []DamageKind{RowsMissing}, false, "2 rows for 3 shapes"},
		{"one row more than shapes", func(b []byte) []byte { return dbf(twoFields, " a", " b", " c", " d") }, 4, []DamageKind{RowsExtra}, false, "4 rows for 3 shapes"},
		{"the header was never brought up to date", func(b []byte) []byte { b[4] = 0; return b }, 3, []DamageKind{TableLayout}, false, "states 0 rows, there are rows for all 3 shapes"},
		{"the header states fewer and no rows follow", func(b []byte) []byte { b[4] = 1; b[first+width] = 'x'; return b }, 1, []DamageKind{RowsMissing}, false, ""},
		{"rows of no bytes", func(b []byte) []byte { b[10] = 0; return b }, 0, []DamageKind{TableUnreadable}, true, "0 bytes a row"},
		{"a header of no bytes", func(b []byte) []byte { b[8] = 0; return b }, 0, []DamageKind{TableUnreadable}, true, "states 0 bytes of header"},
		{"rows of a byte", func(b []byte) []byte { b[10] = 1; return b }, 0, []DamageKind{TableUnreadable}, true, "yields no field: it states rows of 1 bytes"},
		{"descriptions that end at once", func(b []byte) []byte { b[32] = fieldsEnd; return b }, 0, []DamageKind{TableUnreadable}, true, "yields no field"},
		{"a field wider than its row", func(b []byte) []byte { b[32+32+16] = 200; return b }, 3, []DamageKind{TableLayout}, false, "1 fields of the .dbf lie beyond its rows"},
		{"a field narrower than its row", func(b []byte) []byte { b[32+32+16] = 7; return b }, 3, []DamageKind{TableLayout}, false, "take 11 bytes a row, its header states 12"},
	}
	b := buildShapes(squareRecord(), squareRecord(), squareRecord())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := content{shp: b.shp, shx: b.shx, dbf: c.dbf(slices.Clone(whole))}.mustOpen(t)
			var got []DamageKind
			fatal, texts := false, ""
			for _, d := range f.Damage() {
				got, fatal, texts = append(got, d.Kind), fatal || d.Fatal, texts+d.Text
				checkSides(t, d)
			}
			if !slices.Equal(got, c.damage) || fatal != c.fatal || !strings.Contains(texts, c.text) {
				t.Errorf("damage %v, fatal %v; want %v, %v, %q", f.Damage(), fatal, c.damage, c.fatal, c.text)
			}
			rows := 0
			s := f.Scan(0, 3)
			for s.Next() {
				if s.HasRow() {
					rows++
				}
			}
			if rows != min(c.rows, 3) || s.Err() != nil {
				t.Errorf("%d rows, want %d; %v", rows, c.rows, s.Err())
			}
		})
	}
}

func TestDeletedRows(t *testing.T) {
	b := buildShapes(squareRecord(), squareRecord())
	f := content{shp: b.shp, dbf: dbf(twoFields, "*a      1.00", " b      2.00")}.mustOpen(t)
	s := f.Scan(0, 2, 0)
	var deleted []bool
	var texts []string
	for s.Next() {
		deleted, texts = append(deleted, s.Deleted()), append(texts, s.Text(0))
	}
	if !slices.Equal(deleted, []bool{true, false}) || !slices.Equal(texts, []string{"a", "b"}) {
		t.Errorf("deleted %v, texts %q", deleted, texts)
	}
}

// FoxPro keeps the upper byte of the width of a text where decimals stand: 300
// is 44 and 1.
func TestLongTextFields(t *testing.T) {
	long := strings.Repeat("x", 299) + "y"
	b := dbf([]Field{{"A", 'C', 300, 1}, {"B", 'C', 2, 0}}, " "+long+"zz")
	shapes := buildShapes(squareRecord())
	f := content{shp: shapes.shp, shx: shapes.shx, dbf: b}.mustOpen(t)
	s := f.Scan(0, 1, 0, 1)
	s.Next()
	if s.Text(0) != long || s.Text(1) != "zz" || len(f.Damage()) > 0 {
		t.Errorf("%d bytes ending in %q, %q; damage %v", len(s.Text(0)), s.Text(0)[max(0, len(s.Text(0))-3):], s.Text(1), f.Damage())
	}
}

func TestNumbers(t *testing.T) {
	cases := []struct {
		name, cell string
		decimals   int
		want       float64
		ok         bool
		err        error
	}{
		{"whole", "      42", 0, 42, true, nil},
		{"decimals", "   12.50", 2, 12.5, true, nil},
		{"negative", "  -12.50", 2, -12.5, true, nil},
		{"plus", "  +12.50", 2, 12.5, true, nil},
		{"to the left", "12.5    ", 2, 12.5, true, nil},
		{"no digit before the point", "     .25", 2, 0.25, true, nil},
		{"no digit behind the point", "     25.", 2, 25, true, nil},
		{"leading zeros", "00000000000000000001.5", 1, 1.5, true, nil},
		{"padded with NULs", "12.5\x00\x00\x00\x00", 1, 12.5, true, nil},
		{"tab", "\t12.5\t", 1, 12.5, true, nil},
		{"16 digits", "0.1234567890123456", 16, 0.1234567890123456, true, nil},
		{"17 digits, where a division would round twice", "14180092.082237733", 9, 14180092.082237733, true, nil},
		{"17 digits", "12345678901234567", 0, 12345678901234567, true, nil},
		{"23 zeros behind the point", "0.00000000000000000000001", 23, 1e-23, true, nil},
		{"exponent", "1.25e+05", 0, 125000, true, nil},
		{"exponent of three digits", "1.25E+005", 0, 125000, true, nil},
		{"negative exponent", "1.5e-3", 0, 0.0015, true, nil},
		{"thousands", "1,234", 0, 1234, true, nil},
		{"millions", "1,234,567.89", 2, 1234567.89, true, nil},
		{"negative thousands", "-1,234", 0, -1234, true, nil},
		{"decimal comma", "12,50", 2, 12.5, true, nil},
		{"three digits behind a comma, where three are decimals", "1,234", 3, 0, false, errNotNumber},
		{"and with a sign", "-123,456", 3, 0, false, errNotNumber},
		{"three decimals behind a comma, too many before it for a group", "1234,567", 3, 1234.567, true, nil},
		{"three decimals behind a comma, nothing before it", "0,234", 3, 0.234, true, nil},
		{"thousands with decimals in a field of three", "1,234.500", 3, 1234.5, true, nil},
		{"thousands in a field of decimals", "1,234.5", 1, 1234.5, true, nil},
		{"blank", "        ", 0, 0, false, nil},
		{"nothing", "", 0, 0, false, nil},
		{"NULs", "\x00\x00\x00", 0, 0, false, nil},
		{"asterisks", "********", 0, 0, false, nil},
		{"NULL", "    NULL", 0, 0, false, nil},
		{"null", "null", 0, 0, false, nil},
		{"nan", "     nan", 0, 0, false, nil},
		{"a dash", "       -", 0, 0, false, nil},
		{"a point", "       .", 0, 0, false, nil},
		{"a word", "  unknown", 0, 0, false, errNotNumber},
		{"infinite", "inf", 0, 0, false, errNotNumber},
		{"hexadecimal", "0x1F", 0, 0, false, errNotNumber},
		{"underscores", "1_000", 0, 0, false, errNotNumber},
		{"two points", "1.2.3", 0, 0, false, errNotNumber},
		{"two numbers", "1 2", 0, 0, false, errNotNumber},
		{"a sign inside", "1-2", 0, 0, false, errNotNumber},
		{"groups of two", "1,23", 0, 0, false, errNotNumber},
		{"a comma behind the point", "1.234,5", 0, 0, false, errNotNumber},
		{"a comma alone", ",", 0, 0, false, errNotNumber},
		{"with a unit", "12亩", 0, 0, false, errNotNumber},
		{"too large", "1e999", 0, 0, false, errRange},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			column := &column{Field: Field{Type: 'N', Width: len(c.cell), Decimals: c.decimals}}
			if v, ok, err := column.number([]byte(c.cell)); v != c.want || ok != c.ok || err != c.err {
				t.Errorf("%q: %v %v %v, want %v %v %v", c.cell, v, ok, err, c.want, c.ok, c.err)
			}
		})
	}
}

func TestBinaryNumbers(t *testing.T) {
	le := binary.LittleEndian
	cases := []struct {
		typ  byte
		cell []byte
		want float64
		ok   bool
		err  error
	}{
		{'I', le.AppendUint32(nil, math.MaxUint32), -1, true, nil},
		{'I', []byte("12"), 0, false, errNoNumbers},
		{'B', le.AppendUint64(nil, math.Float64bits(2.5)), 2.5, true, nil},
		{'B', le.AppendUint64(nil, math.Float64bits(math.NaN())), 0, false, nil},
		{'B', le.AppendUint64(nil, math.Float64bits(math.Inf(1))), 0, false, errRange},
		{'Y', le.AppendUint64(nil, 12500), 1.25, true, nil},
		{'F', []byte(" 1.5"), 1.5, true, nil},
		{'C', []byte("1.5 "), 1.5, true, nil},
		{'L', []byte("T"), 0, false, errNoNumbers},
		{'D', []byte("20201231"), 0, false, errNoNumbers},
	}
	for _, c := range cases {
		column := &column{Field: Field{Type: c.typ, Width: len(c.cell)}}
		if text := column.binaryText(c.cell); column.isBinary() && (text == "") == c.ok {
			t.Errorf("%c %q: text %q", c.typ, c.cell, text)
		}
		if v, ok, err := column.number(c.cell); v != c.want || ok != c.ok || err != c.err {
			t.Errorf("%c %q: %v %v %v, want %v %v %v", c.typ, c.cell, v, ok, err, c.want, c.ok, c.err)
		}
	}
}

// Our own reading of plain digits rounds as strconv does, to the last bit,
// however a cell is padded.
func TestPlainNumbersAgreeWithStrconv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[+-]?[0-9]{1,12}(\.[0-9]{0,12})?`).Draw(t, "digits")
		want, err := strconv.ParseFloat(digits, 64)
		if err != nil {
			t.Fatal(err)
		}
		padding := rapid.StringMatching(`[ \t]{0,3} {0,12}`)
		cell := padding.Draw(t, "before") + digits + padding.Draw(t, "behind") + rapid.SampledFrom([]string{"", "\x00", "\x007"}).Draw(t, "NUL")
		c := column{Field: Field{Type: 'N'}}
		if v, ok, err := c.number([]byte(cell)); v != want || !ok || err != nil || math.Signbit(v) != math.Signbit(want) {
			t.Errorf("%q: %v %v %v, strconv gives %v", cell, v, ok, err, want)
		}
	})
}

// Numbers as programs write them, in fields of every width and number of
// decimals, are those that strconv reads; nothing else passes for one.
func TestFixedNumbersAgreeWithStrconv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decimals, width := rapid.IntRange(0, 8).Draw(t, "decimals"), rapid.IntRange(1, 26).Draw(t, "width")
		cell := fmt.Appendf(nil, "%*.*f", width, decimals, rapid.OneOf(rapid.Float64Range(-1e3, 1e12), rapid.Float64Range(0, 1e6), rapid.Just(0.0)).Draw(t, "number"))
		fixed := len(cell) >= 8 && len(cell) <= maxFixedBytes && decimals < 8 && !bytes.ContainsRune(cell, '-')
		if rapid.Bool().Draw(t, "damaged") {
			cell[rapid.IntRange(0, len(cell)-1).Draw(t, "at")] = rapid.SampledFrom([]byte(" .-+*09e,\x00:/")).Draw(t, "byte")
			fixed = false
		}
		want, err := strconv.ParseFloat(string(bytes.TrimLeft(cell, " ")), 64)
		got, ok := parseFixed(cell, decimals)
		if ok && (err != nil || got != want) || !ok && fixed && want <= 1<<53/math.Pow10(decimals) {
			t.Errorf("%q with %d decimals: %v %t, strconv gives %v %v", cell, decimals, got, ok, want, err)
		}
	})
}

// Padding comes off a cell as bytes.Trim takes it off what stands before the
// first NUL.
func TestTrimCell(t *testing.T) {
	piece := rapid.SampledFrom([]string{" ", "        ", "\t", "\x00", "a", "\xb5\xd8", "\x0b", "  b"})
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "cell"), ""))
		text, _, _ := bytes.Cut(cell, []byte{0})
		if got, want := trimCell(cell), bytes.Trim(text, " \t\n\v\f\r"); !bytes.Equal(got, want) {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	})
}
