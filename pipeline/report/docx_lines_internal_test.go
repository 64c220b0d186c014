package report

import (
	"strings"
	"testing"
)

func TestLinesIn(t *testing.T) {
	const em = 320
	for _, c := range []struct {
		name, text   string
		width, first float64 // in characters
		want         int
	}{
		{"nothing", "", 10, 0, 1},
		{"just fits", strings.Repeat("地", 10), 10, 0, 1},
		{"one too many", strings.Repeat("地", 11), 10, 0, 2},
		{"indented", strings.Repeat("地", 9), 10, 2, 2},
		{"stop hangs", strings.Repeat("地", 10) + "。", 10, 0, 1},
		{"text after a hanging stop", strings.Repeat("地", 10) + "。地", 10, 0, 2},
		{"closing bracket takes a character along", strings.Repeat("地", 10) + "）", 10, 0, 2},
		{"closing bracket fits", strings.Repeat("地", 9) + "）", 10, 0, 1},
		{"bracket goes with what it opens", strings.Repeat("地", 9) + "（地）", 10, 0, 2},
		{"number stays whole", strings.Repeat("地", 8) + "12345", 10, 0, 2},
		{"number fits", strings.Repeat("地", 7) + "12345", 10, 0, 1},
		{"narrow letters", strings.Repeat("ill ", 9), 10, 0, 1},
		{"word longer than the line", strings.Repeat("0", 50), 10, 0, 3},
		{"lines of its own", "甲\n乙\n", 10, 0, 3},
		{"no room at all", "甲乙", -3, 0, 2},
	} {
		if got := linesIn(c.text, em, c.width*em, c.first*em); got != c.want {
			t.Errorf("%s: %d lines, want %d", c.name, got, c.want)
		}
	}
}
