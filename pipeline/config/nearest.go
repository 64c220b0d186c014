package config

import (
	"strings"
	"unicode/utf8"
)

// listed is how many names a message lists before it only counts the rest.
const listed = 40

// list writes names as a message lists them.
func list(names []string) string {
	if len(names) > listed {
		return strings.Join(names[:listed], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// Nearest returns the one of names that word was most likely meant to be: the
// one that takes the fewest insertions, deletions, replacements and swaps of
// neighbours (optimal string alignment distance, case ignored), if these touch
// at most half of the longer word. The first of equals wins; "" where nothing
// is near.
func Nearest(word string, names []string) string {
	best, bestDistance := "", 0
	folded := []rune(strings.ToLower(word))
	for _, name := range names {
		d := distance(folded, []rune(strings.ToLower(name)))
		longer := max(len(folded), utf8.RuneCountInString(name))
		if 2*d > longer {
			continue
		}
		if best == "" || d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			replace := last[j]
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, replace)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
