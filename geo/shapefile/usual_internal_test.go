package shapefile

import (
	"testing"

	"pgregory.net/rapid"
)

// The pairs that pass as usual are those that are said to, wherever they stand,
// and each of them is a character of the table or two of ASCII.
func TestUsualPairsAreCharacters(t *testing.T) {
	for lead := range 256 {
		for trail := range 256 {
			pair := []byte{byte(lead), byte(trail)}
			ascii := lead < 0x80 && trail < 0x80
			row := lead == 0xA1 || lead == 0xA3 || lead >= 0xB0 && lead <= 0xF7
			want := ascii || row && trail >= 0xA1 && trail <= 0xFE && (lead != 0xD7 || trail < 0xFA)
			for at := 0; at < 8; at += 2 {
				four := []byte("\xb0\xa1\xa3\xfe\x20\x7f\xd8\xfe")
				copy(four[at:], pair)
				if got := usualGB18030(four); got != want {
					t.Errorf("% x at %d: usual %t, want %t", pair, at, got, want)
				}
			}
			if want && !ascii && pairGB18030(gbTable(), pair) == 0 {
				t.Errorf("% x is usual and no character", pair)
			}
		}
	}
}

// A cell that is usual has no flaw, nor has its text.
func TestUsualCellsAreValid(t *testing.T) {
	piece := rapid.SampledFrom([]string{"地", "\xb5\xd8", "\xa3\xac", "\xd7\xfa", "a", " ", "00", "\x00", "\xff", "\x81\x30\x81\x30", "\xb5", "\xb0\xa1\xb0\xa2\xb0\xa3\xb0\xa4"})
	passed := 0
	rapid.Check(t, func(t *rapid.T) {
		var cell []byte
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			cell = append(cell, piece.Draw(t, "piece")...)
		}
		cell = cell[:rapid.IntRange(0, len(cell)).Draw(t, "width")]
		if !usualGB18030(cell) {
			return
		}
		passed++
		for _, text := range [][]byte{cell, trimCell(cell)} {
			if _, f := decodeGB18030(nil, text); f != (flaws{}) {
				t.Fatalf("% x passes as usual, its text % x has flaws: %+v", cell, text, f)
			}
		}
	})
	if passed == 0 {
		t.Error("no cell was usual")
	}
}

// With the quick look at cells or without it, a survey counts the same.
func TestSurveyWithAndWithoutTheQuickLook(t *testing.T) {
	piece := rapid.SampledFrom([]string{"\xb5\xd8", "\xb9\xa4\xd2\xb5\xd3\xc3\xb5\xd8", "地", "a", " ", "    ", "\x00", "\xff", "\xb5", "\xa4\x40"})
	rapid.Check(t, func(t *rapid.T) {
		table := &table{width: 1}
		for range rapid.IntRange(1, 3).Draw(t, "columns") {
			c := column{at: table.width, Field: Field{Type: rapid.SampledFrom([]byte("CCCN")).Draw(t, "type"), Width: rapid.IntRange(0, 21).Draw(t, "width")}}
			table.columns = append(table.columns, c)
			table.width += c.Width
		}
		rows := rapid.IntRange(1, 12).Draw(t, "rows")
		var data []byte
		for len(data) < rows*table.width {
			data = append(data, piece.Draw(t, "piece")...)
		}
		table.part, table.rows = memory("a.dbf", data[:rows*table.width]), rows
		strict := rapid.Bool().Draw(t, "strict")
		codecs := rapid.SampledFrom([][]*codec{
			{gbkCodec, utf8Codec}, {utf8Codec, gb18030Codec}, {big5Codec, utf8Codec, gb18030Codec}, {gbkCodec}, {utf8Codec}, {big5Codec},
		}).Draw(t, "codecs")
		count := func(quick bool) (bad []int, proof int) {
			var cands []*candidate
			for _, c := range codecs {
				cands = append(cands, &candidate{codec: c})
			}
			s, passes := newSurveyor(cands, strict), (func([]byte) bool)(nil)
			if quick {
				passes = s.passes
			}
			if err := table.eachText(s.visit, passes); err != nil {
				t.Fatal(err)
			}
			for _, c := range cands {
				bad = append(bad, c.bad)
			}
			return bad, s.proof()
		}
		want, wantProof := count(false)
		got, proof := count(true)
		for i := range want {
			if got[i] != want[i] || proof != wantProof {
				t.Fatalf("%v and proof %d, without the quick look %v and %d", got, proof, want, wantProof)
			}
		}
	})
}
