package report

import "regexp"

// notes collects the reasons of a table's gaps and numbers them.
type notes struct {
	texts []string
	marks map[string]int // reason without its numbers → index of the text
}

// cell returns the figure's cell, marked where a number is missing.
func (n *notes) cell(f Figure) Cell {
	if f.Number != nil {
		return Cell{Figure: f}
	}
	return n.remark(f)
}

// remark returns the figure's cell, marked where there is something to say.
func (n *notes) remark(f Figure) Cell {
	if f.Reason == "" {
		return Cell{Figure: f}
	}
	key := uncounted(f.Reason)
	i, known := n.marks[key]
	switch {
	case !known:
		if n.marks == nil {
			n.marks = map[string]int{}
		}
		i = len(n.texts)
		n.marks[key] = i
		n.texts = append(n.texts, f.Reason)
	case n.texts[i] != f.Reason:
		n.texts[i] = key
	}
	return Cell{Figure: f, Mark: circled(i + 1)}
}

// list returns the footnotes with their marks.
func (n *notes) list() []string {
	var list []string
	for i, text := range n.texts {
		list = append(list, circled(i+1)+" "+text)
	}
	return list
}

// Reasons of different parks often differ only in how many parcels they are
// about. One footnote then stands for all; the numbers are in each park's own
// section.
var (
	countedZH = regexp.MustCompile(`[0-9]+ ?宗地`)
	countedEN = regexp.MustCompile(`[0-9]+ pieces`)
)

func uncounted(reason string) string {
	return countedEN.ReplaceAllString(countedZH.ReplaceAllString(reason, "若干宗地"), "some pieces")
}
