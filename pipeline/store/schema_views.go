package store

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	viewColumn = regexp.MustCompile(`^(\w+)\.(\w+) \| (.+) \| (.+) \| (.+)$`)
	passedOn   = regexp.MustCompile(`^(\w+)\.(\w+) = (\w+)\.(\w+)$`)
)

// viewNotes adds what schema/views.txt says of the columns of views to the notes
// on those of tables.
func viewNotes(notes []columnNote, text string) ([]columnNote, error) {
	known := make(map[[2]string]columnNote, len(notes))
	for _, n := range notes {
		known[[2]string{n.table, n.column}] = n
	}
	for number, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var n columnNote
		if m := viewColumn.FindStringSubmatch(line); m != nil {
			n = columnNote{m[1], m[2], m[3], m[4], m[5]}
		} else if m := passedOn.FindStringSubmatch(line); m != nil && known[[2]string{m[3], m[4]}].table != "" {
			n = known[[2]string{m[3], m[4]}]
			n.table, n.column = m[1], m[2]
		} else {
			return nil, fmt.Errorf("line %d: %w", number+1, errColumnNote)
		}
		known[[2]string{n.table, n.column}] = n
		notes = append(notes, n)
	}
	return notes, nil
}
