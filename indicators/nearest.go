package indicators

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

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
		if 2*d > max(len(folded), utf8.RuneCountInString(name)) {
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

// Suggestion ends a message about an unknown name: the nearest one that there
// is, or all of them; nothing where there are none.
func Suggestion(word string, names []string) Note {
	if len(names) == 0 {
		return Note{}
	}
	if near := Nearest(word, names); near != "" {
		return notef("；是否应为 %s？", "; did you mean %s?", near)
	}
	return notef("；可用的有：%s", "; there are: %s", listed(names))
}

// keysBeside lists the keys that may stand where the key at the token stands,
// in a document that is read into the type; none where the token is no key.
func keysBeside(key *token.Token, node ast.Node, t reflect.Type) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if keys := keysBeside(key, v, t); keys != nil {
				return keys
			}
		}
	case *ast.MappingValueNode:
		if samePlace(n.Key.GetToken(), key) {
			return keysOf(t)
		}
		if inner := valueType(t, n.Key.GetToken().Value); inner != nil {
			return keysBeside(key, n.Value, inner)
		}
	case *ast.SequenceNode:
		for i := 0; t.Kind() == reflect.Slice && i < len(n.Values); i++ {
			if keys := keysBeside(key, n.Values[i], t.Elem()); keys != nil {
				return keys
			}
		}
	}
	return nil
}

func samePlace(a, b *token.Token) bool {
	return a != nil && b != nil && a.Position != nil && b.Position != nil && a.Position.Offset == b.Position.Offset
}

// keysOf lists the keys of a struct in the order of its fields.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
		if f := t.Field(i); f.IsExported() {
			keys = append(keys, yamlKey(f))
		}
	}
	return keys
}

// valueType returns what stands under a key; nil where there is no such key.
func valueType(t reflect.Type, key string) reflect.Type {
	if t.Kind() == reflect.Map {
		return t.Elem()
	}
	for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
		if f := t.Field(i); f.IsExported() && yamlKey(f) == key {
			return f.Type
		}
	}
	return nil
}
