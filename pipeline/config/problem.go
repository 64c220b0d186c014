package config

import (
	"fmt"
	"slices"

	"jiyue/pipeline/land"
)

// maxProblems is how many problems one failure lists; a file of another kind
// would otherwise be answered line by line.
const maxProblems = 20

// problem is something wrong at a place of the file.
type problem struct {
	place place
	what  land.Text
	try   land.Text
}

// place is a position in the file, from 1; columns count characters.
type place struct{ line, column int }

func (p place) in(file string) string {
	if p.line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, p.line, p.column)
}

// failure returns everything that is wrong as one land.Failure, in the order
// of the file; nil when nothing is. The first problem gives the failure its
// place and remedy, each further one stands in a line of its own.
func (d *document) failure() error {
	if len(d.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(d.problems, func(a, b problem) int {
		if a.place.line != b.place.line {
			return a.place.line - b.place.line
		}
		return a.place.column - b.place.column
	})
	first := d.problems[0]
	what := first.what
	for i, p := range d.problems[1:] {
		if i+1 == maxProblems {
			left := len(d.problems) - maxProblems
			what.ZH += fmt.Sprintf("\n……另有 %d 处", left)
			what.EN += fmt.Sprintf("\n… and %d more", left)
			break
		}
		at := "\n" + p.place.in(d.name) + ": "
		what.ZH += at + p.what.ZH
		what.EN += at + p.what.EN
	}
	return land.Fail(land.Usage, first.place.in(d.name), what, first.try, nil)
}

// Unknown says that a name isn't among those that there are: what was written,
// what there is, and the nearest of them as the remedy. noun says in both
// languages what kind of name it is. Ingest uses it for fields of files.
func Unknown(noun land.Text, name string, known []string) (what, try land.Text) {
	what = land.Text{
		ZH: fmt.Sprintf("没有%s %s；现有：%s", noun.ZH, name, list(known)),
		EN: fmt.Sprintf("there is no %s %s; there are: %s", noun.EN, name, list(known)),
	}
	try = land.Textf("请改用上列之一，或删去", "use one of these, or remove it")
	if near := Nearest(name, known); near != "" {
		try = land.Textf("是否应为 %s？", "did you mean %s?", near)
	}
	return what, try
}
