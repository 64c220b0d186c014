package checklist

import (
	"slices"

	"jiyue/pipeline/land"
)

// List is what is wrong with a delivery.
type List struct {
	Project    string
	Lang       land.Lang
	Errors     int64
	Warnings   int64
	Notes      int64
	Files      []File     // every file with findings, in the order of their gravity
	Severities []Severity // gravest first; those without findings are left out
}

// File is what is wrong with one file: a line of the overview.
type File struct {
	Path                    string // "" for what is about no file
	Errors, Warnings, Notes int64
}

// Severity is the part of the list with one severity.
type Severity struct {
	Severity land.Severity
	Count    int64
	Files    []FileProblems
}

// FileProblems are the problems of one severity in one file.
type FileProblems struct {
	Path  string
	Kinds []Kind
}

// Kind is all findings of one code in one file.
type Kind struct {
	Code     land.Code
	Count    int64 // each counted, also those that were rolled up
	Findings []land.Finding
}

// New sorts findings into a list. project is the name of the project, or "".
func New(project string, findings []land.Finding, lang land.Lang) *List {
	l := &List{Project: project, Lang: lang}
	for _, s := range []land.Severity{land.Error, land.Warning, land.Note} {
		if part := severity(s, findings); part.Count > 0 {
			l.Severities = append(l.Severities, part)
		}
	}
	l.overview(findings)
	return l
}

// severity collects the findings of one severity, files and codes in the order
// in which they first come up.
func severity(s land.Severity, findings []land.Finding) Severity {
	part := Severity{Severity: s}
	for _, f := range findings {
		if f.Severity() != s {
			continue
		}
		part.Count += f.Times()
		file := at(&part.Files, func(p *FileProblems) bool { return p.Path == f.Source })
		file.Path = f.Source
		kind := at(&file.Kinds, func(k *Kind) bool { return k.Code == f.Code })
		kind.Code = f.Code
		kind.Count += f.Times()
		kind.Findings = append(kind.Findings, f)
	}
	order := land.Codes()
	for _, file := range part.Files {
		slices.SortStableFunc(file.Kinds, func(a, b Kind) int { return slices.Index(order, a.Code) - slices.Index(order, b.Code) })
	}
	return part
}

// at returns the entry of a list that is meant, a new one at its end where
// there is none.
func at[T any](list *[]T, meant func(*T) bool) *T {
	for i := range *list {
		if meant(&(*list)[i]) {
			return &(*list)[i]
		}
	}
	*list = append(*list, *new(T))
	return &(*list)[len(*list)-1]
}

// overview counts by file, the ones with most errors first.
func (l *List) overview(findings []land.Finding) {
	for _, f := range findings {
		file := at(&l.Files, func(x *File) bool { return x.Path == f.Source })
		file.Path = f.Source
		switch n := f.Times(); f.Severity() {
		case land.Error:
			file.Errors, l.Errors = file.Errors+n, l.Errors+n
		case land.Warning:
			file.Warnings, l.Warnings = file.Warnings+n, l.Warnings+n
		default:
			file.Notes, l.Notes = file.Notes+n, l.Notes+n
		}
	}
	slices.SortStableFunc(l.Files, func(a, b File) int {
		for _, d := range []int64{b.Errors - a.Errors, b.Warnings - a.Warnings, b.Notes - a.Notes} {
			if d != 0 {
				return int(d)
			}
		}
		return 0
	})
}
