package corners

import (
	"strconv"
	"strings"
)

// Text is a file of coordinate text: the sections [属性描述] and the like as a
// header, and the plots of [地块坐标].
type Text struct {
	Header  map[string]string // what stands before the first plot, e.g. 带号 → 37
	Plots   []Plot
	Strange []Line // lines that are none of this
}

// Line is a line of the file, from 1.
type Line struct {
	Number int
	Text   string
}

// Plot is one plot (地块) with its corner points.
type Plot struct {
	Line    int               // of its headline; of its first point where it has none
	Fields  map[string]string // by the names of PlotFields; what is blank is absent
	Stated  int               // 界址点数, how many points the headline states; 0 where it doesn't
	Corners []Corner
}

// Corner is a corner point of a plot.
type Corner struct {
	Line  int
	Label string // J1, or 1
	Ring  int    // from 1: the outline; 2 and more are holes or further parts
	Pair
}

// PlotFields are the names of a plot's fields in the order of its headline,
// which ends with an @: number of points, area in hectares, code, name, kind
// (point, line, area), map sheet, use, land class.
var PlotFields = []string{"界址点数", "地块面积", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码"}

// maxRing is more rings than any plot has; a greater number is no ring number.
const maxRing = 10_000

// ParseText reads coordinate text. What it can't read is in Strange; any text
// at all gives a result.
func ParseText(text string) *Text {
	t := &Text{Header: map[string]string{}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(plainCommas(line))
		switch {
		case line == "", isSection(line):
		case t.headline(line, number), t.corner(line, number), t.header(line):
		default:
			t.Strange = append(t.Strange, Line{number, line})
		}
	}
	return t
}

// plainCommas makes the Chinese forms of separators plain.
func plainCommas(line string) string {
	return strings.NewReplacer("，", ",", "＝", "=", "＠", "@", "、", ",", "\ufeff", "").Replace(line)
}

// isSection reports whether the line is the head of a section: [地块坐标], also
// in 【】.
func isSection(line string) bool {
	return strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") || strings.HasPrefix(line, "【") && strings.HasSuffix(line, "】")
}

// headline reads the line that opens a plot.
func (t *Text) headline(line string, number int) bool {
	body, ok := strings.CutSuffix(line, "@")
	if !ok {
		return false
	}
	cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(body), ","), ",")
	p := Plot{Line: number, Fields: map[string]string{}}
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); i < len(PlotFields) && cell != "" {
			p.Fields[PlotFields[i]] = cell
		}
	}
	p.Stated, _ = strconv.Atoi(p.Fields["界址点数"])
	t.Plots = append(t.Plots, p)
	return true
}

// corner reads a point: its label, its ring, X and Y. Some programs leave the
// ring out, some write blanks or tabs for commas.
func (t *Text) corner(line string, number int) bool {
	cells := strings.FieldsFunc(line, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
	c := Corner{Line: number, Ring: 1}
	switch len(cells) {
	case 4:
		ring, err := strconv.Atoi(cells[1])
		if err != nil || ring < 0 || ring > maxRing {
			return false
		}
		c.Ring = max(ring, 1)
	case 3:
		if ring, err := strconv.Atoi(cells[1]); err == nil && ring <= maxRing {
			return false // label, ring, X: the line was cut off
		}
	default:
		return false
	}
	var ok1, ok2 bool
	c.X, ok1 = coordinate(cells[len(cells)-2])
	c.Y, ok2 = coordinate(cells[len(cells)-1])
	if !ok1 || !ok2 {
		return false
	}
	c.Label = cells[0]
	if len(t.Plots) == 0 {
		t.Plots = append(t.Plots, Plot{Line: number, Fields: map[string]string{}})
	}
	p := &t.Plots[len(t.Plots)-1]
	p.Corners = append(p.Corners, c)
	return true
}

// coordinate reads a number of metres, or an angle with marks.
func coordinate(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		v, err = ParseAngle(s)
	}
	return v, err == nil && v-v == 0
}

// header reads a line key=value.
func (t *Text) header(line string) bool {
	key, value, ok := strings.Cut(line, "=")
	if !ok || len(t.Plots) > 0 && len(t.Plots[len(t.Plots)-1].Corners) == 0 {
		return false
	}
	if value = strings.TrimSpace(value); value != "" {
		t.Header[strings.TrimSpace(key)] = value
	}
	return true
}
