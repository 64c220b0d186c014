package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"jiyue/pipeline/land"
)

// value is a node of the tree. path names it for Config.At, e.g.
// "parcels[0].fields.output"; place is where it starts, or where its key
// starts while it has no text of its own.
type value struct {
	doc   *document
	node  ast.Node
	path  string
	name  string // of its key, or of its list with the number of the entry
	place place
}

// value makes the value of a node; key is where its key stands.
func (d *document) value(n ast.Node, path string, key place) value {
	v := value{d, d.resolve(n), path, path, key}
	if v.node != nil && v.node.Type() != ast.NullType {
		if at := placeOf(n); at.line > 0 {
			v.place = at
		}
	}
	d.places[path] = v.place
	return v
}

// wrong notes what is wrong with the value and what to do about it.
func (v value) wrong(what, try land.Text) { v.doc.add(v.place, what, try) }

// nothing notes that the value is missing where its key stands.
func (v value) nothing() {
	v.wrong(land.Textf("%s 没有值", "%s has no value", v.name), land.Textf("请填写，或删去这一行", "write one or remove the line"))
}

// text returns a scalar exactly as it was written (quotes taken off); ok is
// false, with a problem noted, where the value is no scalar or has no text.
func (v value) text() (s string, ok bool) {
	switch n := v.node.(type) {
	case nil, *ast.NullNode:
		v.nothing()
		return "", false
	case *ast.LiteralNode:
		s = n.Value.Value
	case *ast.StringNode:
		s = n.Value
	case ast.ScalarNode:
		s = n.GetToken().Value
	default:
		v.wrong(land.Textf("这里应是一个值，不是列表或映射", "a single value is expected here, not a list or a mapping"),
			land.Textf("请写作 %s: 值", "write %s: value", v.name))
		return "", false
	}
	if s = strings.TrimSpace(s); s == "" {
		v.nothing()
		return "", false
	}
	return s, true
}

// into reads a scalar into s.
func into(s *string) func(value) {
	return func(v value) { *s, _ = v.text() }
}

// word reads a scalar that is one of the allowed words.
func word[T ~string](to *T, allowed ...T) func(value) {
	return func(v value) {
		s, ok := v.text()
		if !ok {
			return
		}
		if slices.Contains(allowed, T(s)) {
			*to = T(s)
			return
		}
		names := make([]string, len(allowed))
		for i, a := range allowed {
			names[i] = string(a)
		}
		v.notAmong(s, names)
	}
}

func (v value) notAmong(s string, allowed []string) {
	try := land.Textf("请写其中之一", "write one of these")
	if near := Nearest(s, allowed); near != "" {
		try = land.Textf("是否应为 %s？", "did you mean %s?", near)
	}
	v.doc.add(v.place, land.Textf("%s 不在允许的值之中：%s", "%s is not one of: %s", s, list(allowed)), try)
}

// each reads a list.
func (v value) each(read func(value)) {
	switch n := v.node.(type) {
	case *ast.SequenceNode:
		for i, item := range n.Values {
			entry := v.doc.value(item, fmt.Sprintf("%s[%d]", v.path, i), v.place)
			entry.name = fmt.Sprintf("%s[%d]", v.name, i)
			read(entry)
		}
	case nil, *ast.NullNode:
		v.nothing()
	default:
		v.wrong(land.Textf("这里应是一个列表（每项以 - 开头）", "a list is expected here (each entry begins with -)"),
			land.Textf("请在 %s: 下一行以“  - ”开始写每一项", "begin each entry with \"  - \" in a line below %s:", v.name))
	}
}

// pairs reads a mapping with keys of the user's own.
func (v value) pairs(read func(key string, at place, item value)) {
	var entries []*ast.MappingValueNode
	switch n := v.node.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	case nil, *ast.NullNode:
		v.nothing()
		return
	default:
		v.wrong(land.Textf("这里应是“键: 值”的映射", "a mapping (key: value) is expected here"),
			land.Textf("请在冒号后留一个空格，每行写一个键", "write one key a line, with a blank after the colon"))
		return
	}
	for _, e := range entries {
		at := placeOf(e.Key)
		key := keyText(e.Key)
		item := v.doc.value(e.Value, v.under(key), at)
		item.name = key
		read(key, at, item)
	}
}

// under names a key of the mapping v.
func (v value) under(key string) string { return strings.TrimPrefix(v.path+"."+key, ".") }

// keyText returns a key as it was written.
func keyText(k ast.MapKeyNode) string {
	if s, ok := k.(*ast.StringNode); ok {
		return s.Value
	}
	if t := k.GetToken(); t != nil {
		return t.Value
	}
	return k.String()
}

// key is a key that a mapping of the configuration has.
type key struct {
	name     string
	required bool
	read     func(value)
}

// object reads a mapping whose keys are given, notes unknown and missing ones.
// A key that is missing because it is misspelt is one problem, not two.
func (v value) object(keys ...key) {
	seen := map[string]bool{}
	v.pairs(func(name string, at place, item value) {
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		if i < 0 {
			what, try := Unknown(land.Text{ZH: "键", EN: "key"}, name, keyNames(keys))
			v.doc.add(at, what, try)
			if near := Nearest(name, keyNames(keys)); near != "" {
				seen[near] = true
				v.doc.places[v.under(near)] = at
			}
			return
		}
		seen[name] = true
		keys[i].read(item)
	})
	for _, k := range keys {
		if k.required && !seen[k.name] && isMapping(v.node) {
			v.wrong(land.Textf("缺少必需的键 %s", "the required key %s is missing", k.name), land.Textf("请补写 %s:", "write %s:", k.name))
		}
	}
}

func isMapping(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

func keyNames(keys []key) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return names
}

// number reads a finite number.
func (v value) number() (float64, bool) {
	s, ok := v.text()
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		v.wrong(land.Textf("%s 不是数字", "%s is not a number", s), land.Textf("请写数字，小数点用 .", "write a number, with . before the decimals"))
		return 0, false
	}
	return f, true
}
