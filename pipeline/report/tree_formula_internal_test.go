package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jiyue/pipeline/store"
)

func TestNodeFormula(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	leaf := func(value, ideal, score float64) store.Score {
		return store.Score{Value: &value, Ideal: &ideal, Score: &score}
	}
	child := func(below int, weight float64, score *float64) branch {
		return branch{store.Score{Weight: &weight, Score: score}, below}
	}
	for name, c := range map[string]struct {
		node  store.Score
		below []branch
		unit  string
		want  string
	}{
		"the more the better": {leaf(0.7, 1.4, 50), nil, "", "MAX(0,MIN(100,{value}/{ideal}*100))"},
		"beyond the ideal":    {leaf(3, 1.5, 100), nil, "", "MAX(0,MIN(100,{value}/{ideal}*100))"},
		"what is left":        {leaf(1.05, 0, 98.95), nil, "%", "MAX(0,MIN(100,(1-{value})*100))"},
		"the less the better": {leaf(8, 4, 50), nil, "", "IF({value}<={ideal},100,{ideal}/{value}*100)"},
		"less than the ideal": {leaf(3, 4, 100), nil, "", "IF({value}<={ideal},100,{ideal}/{value}*100)"},
		"another rule":        {leaf(3, 4, 33), nil, "", ""},
		"ideal of nothing":    {leaf(3, 0, 55), nil, "", ""},
		"full without value":  {store.Score{Score: v(100), Ideal: v(1)}, nil, "", ""},
		"not scored":          {store.Score{Value: v(1), Ideal: v(1)}, nil, "", ""},
		"weighted":            {store.Score{Score: v(70)}, []branch{child(1, .25, v(40)), child(3, .75, v(80))}, "", "MIN(100,({weight+1}*{score+1}+{weight+3}*{score+3})/({weight+1}+{weight+3}))"},
		"one left out":        {store.Score{Score: v(80)}, []branch{child(1, .25, nil), child(2, .75, v(80))}, "", "MIN(100,({weight+2}*{score+2})/({weight+2}))"},
		"added otherwise":     {store.Score{Score: v(71)}, []branch{child(1, .25, v(40)), child(3, .75, v(80))}, "", ""},
		"nothing below":       {store.Score{Score: v(71)}, []branch{child(1, .25, nil)}, "", ""},
	} {
		if got := nodeFormula(&c.node, c.below, c.unit); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Every score of the trees is live: change a value, and the root follows.
func TestTreesAreLive(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(printed(t, composed(t, sample(2, 2), Options{}), WriteXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "评分明细"
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	live := 0
	for r := firstRow; r < len(rows); r++ {
		if formula, _ := f.GetCellFormula(sheet, cellName(6, r+1)); formula != "" {
			live++
		}
	}
	if live != 2*8 {
		t.Errorf("%d of 16 scores are live", live)
	}
	before, _ := f.CalcCellValue(sheet, "F4")
	for r := firstRow; r < firstRow+8; r++ {
		if strings.Contains(rows[r][1], "土地供应率") {
			if rows[r][2] != "98.00%" {
				t.Errorf("a percentage is shown as %s", rows[r][2])
			}
			_ = f.SetCellFloat(sheet, cellName(3, r+1), 0.5, -1, 64)
		}
	}
	if after, _ := f.CalcCellValue(sheet, "F4"); before == after || after == "" {
		t.Errorf("the root stays %s after a value changed", after)
	}
}
