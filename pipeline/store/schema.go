package store

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

//go:embed schema/*.sql schema/views.txt schema/styles/*
var schemaFiles embed.FS

// step is one file of the schema: schema/0001_store.sql and those that follow.
type step struct {
	number int
	name   string
	sql    string
}

// steps are the files of the schema in order; the number of the last is the
// version of the schema.
var steps = readSteps()

// schemaVersion is the version that this program writes and the newest that it
// reads.
func schemaVersion() int { return steps[len(steps)-1].number }

var stepName = regexp.MustCompile(`^(\d{4})_.*\.sql$`)

func readSteps() []step {
	entries, err := fs.ReadDir(schemaFiles, "schema")
	var list []step
	for _, e := range entries {
		if m := stepName.FindStringSubmatch(e.Name()); m != nil {
			number, _ := strconv.Atoi(m[1])
			list = append(list, step{number, e.Name(), schemaText(e.Name())})
		}
	}
	if err != nil || len(list) == 0 {
		panic("store: the program was built without its schema") // the files are embedded: can't be met with a built program
	}
	sort.Slice(list, func(i, j int) bool { return list[i].number < list[j].number })
	return list
}

// schemaText returns an embedded file.
func schemaText(name string) string {
	text, err := schemaFiles.ReadFile("schema/" + name)
	if err != nil {
		panic("store: the program was built without " + name)
	}
	return string(text)
}

// createSchema makes the tables of an empty file.
func (w *writer) createSchema() error {
	if err := w.exec(schemaText("geopackage.sql")); err != nil {
		return fmt.Errorf("schema geopackage.sql: %w", err)
	}
	return w.applySteps(0)
}

// applySteps brings a file of an earlier version up to date.
func (w *writer) applySteps(version int) error {
	for _, s := range steps {
		if s.number <= version {
			continue
		}
		err := w.inTransaction(func() error {
			if err := w.exec(s.sql); err != nil {
				return err
			}
			return w.exec("INSERT INTO schema_step (step, name) VALUES (?, ?)", s.number, s.name)
		})
		if err != nil {
			return fmt.Errorf("schema %s: %w", s.name, err)
		}
	}
	return w.describe()
}

// describe fills data_dictionary from the comments of the schema.
func (w *writer) describe() error {
	var all []columnNote
	for _, s := range steps {
		notes, err := columnNotes(s.sql)
		if err != nil {
			return fmt.Errorf("schema %s: %w", s.name, err)
		}
		all = renewed(all, notes)
	}
	all, err := viewNotes(all, schemaText("views.txt"))
	if err != nil {
		return fmt.Errorf("schema views.txt: %w", err)
	}
	if err := w.exec("DELETE FROM data_dictionary"); err != nil {
		return err
	}
	err = w.insert("data_dictionary", "table_name, column_name, name_zh, meaning, unit", len(all), func(i int) ([]any, error) {
		n := all[i]
		return []any{n.table, n.column, n.zh, n.meaning, n.unit}, nil
	})
	if err != nil {
		return err
	}
	// Of a table that a later step dropped.
	return w.exec("DELETE FROM data_dictionary WHERE table_name NOT IN (SELECT name FROM sqlite_schema)")
}

// renewed adds the notes of a step; those on a table that it makes anew take the
// place of the earlier ones.
func renewed(all, notes []columnNote) []columnNote {
	for _, n := range notes {
		at := slices.IndexFunc(all, func(o columnNote) bool { return o.table == n.table && o.column == n.column })
		if at < 0 {
			all = append(all, n)
			continue
		}
		all[at] = n
	}
	return all
}

// columnNote is what the comment of a column says.
type columnNote struct{ table, column, zh, meaning, unit string }

var (
	tableLine  = regexp.MustCompile(`^CREATE TABLE (\w+) \($`)
	columnLine = regexp.MustCompile(`^  (\w+) [A-Z].* -- (.*)$`)
	addedLine  = regexp.MustCompile(`^ALTER TABLE (\w+) ADD COLUMN (\w+) [A-Z].*; -- (.*)$`)
)

// columnNotes reads the comments of the columns of every table.
func columnNotes(sql string) ([]columnNote, error) {
	var notes []columnNote
	table := ""
	for number, line := range strings.Split(sql, "\n") {
		if m := tableLine.FindStringSubmatch(line); m != nil {
			table = m[1]
		} else if strings.HasPrefix(line, ");") {
			table = ""
		}
		of, column, text := table, "", ""
		if m := columnLine.FindStringSubmatch(line); m != nil && table != "" {
			column, text = m[1], m[2]
		} else if m := addedLine.FindStringSubmatch(line); m != nil {
			of, column, text = m[1], m[2], m[3]
		}
		if column == "" {
			continue
		}
		parts := strings.Split(text, " | ")
		if len(parts) != 3 {
			return nil, fmt.Errorf("line %d: %w", number+1, errColumnNote)
		}
		notes = append(notes, columnNote{of, column, parts[0], parts[1], parts[2]})
	}
	return notes, nil
}

var errColumnNote = errors.New("the comment of a column has three parts: 中文 | meaning | unit")
