package shapefile

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A row gives the texts that are not ASCII, without their padding, and says of
// each whether it fills its cell.
func TestEachTextIsEachCell(t *testing.T) {
	piece := rapid.SampledFrom([]string{" ", "a", "\x00", "\xb5\xd8", "\xe5", "        ", "0.00", "\x80"})
	rapid.Check(t, func(t *rapid.T) {
		table := &table{width: 1}
		for range rapid.IntRange(1, 4).Draw(t, "columns") {
			c := column{at: table.width, Field: Field{Type: rapid.SampledFrom([]byte("CCNO")).Draw(t, "type"), Width: rapid.IntRange(0, 21).Draw(t, "width")}}
			table.columns = append(table.columns, c)
			table.width += c.Width
		}
		table.width += rapid.IntRange(0, 3).Draw(t, "beyond")
		row := []byte{' '}
		for len(row) < table.width {
			row = append(row, piece.Draw(t, "piece")...)
		}
		row = row[:table.width]
		var want, got []string
		for i := range table.columns {
			c := &table.columns[i]
			cell := row[c.at : c.at+c.Width]
			if text := trimCell(cell); c.isText() && !isASCII(text) {
				want = append(want, fmt.Sprintf("%q %t", text, len(bytes.TrimLeft(cell, " \t")) == len(text)))
			}
		}
		note := func(text []byte, full bool) bool {
			got = append(got, fmt.Sprintf("%q %t", text, full))
			return true
		}
		visitRow(row, table.textColumns(), note, nil)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", row, diff)
		}
	})
}

// The pairs that pass at a glance are those that the table has.
func TestKnownPairsAreThoseOfTheTable(t *testing.T) {
	for lead := range 256 {
		for trail := range 256 {
			pair := []byte{byte(lead), byte(trail)}
			want := pairGB18030(gbTable(), pair) != 0
			if got := gbCharacters().has(pair); got != want {
				t.Errorf("% x: known %t, in the table %t", pair, got, want)
			}
		}
	}
}
