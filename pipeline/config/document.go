package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"jiyue/pipeline/land"
)

// document is the file as a tree, with what is wrong with it so far.
//
// The tree is walked by hand and not decoded into structs, for three reasons:
// scalars keep the text that they were written with (0601 is no octal number),
// every problem has its line and column, and all problems are found at once.
type document struct {
	name     string
	lines    []string // of the text
	root     ast.Node // nil where there is nothing to walk
	anchors  map[string]ast.Node
	places   map[string]place
	problems []problem
}

// parse reads YAML. Its problems are in the document.
func parse(name string, text []byte) *document {
	d := &document{name: name, lines: strings.Split(string(text), "\n"), anchors: map[string]ast.Node{}, places: map[string]place{}}
	file, err := parseYAML(text)
	if err != nil {
		d.syntax(err)
		return d
	}
	var docs []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType {
			docs = append(docs, doc.Body)
		}
	}
	switch len(docs) {
	case 0:
		d.add(place{1, 1}, land.Textf("配置文件是空的", "the configuration file is empty"), tryLeast)
	case 1:
		d.root = docs[0]
		ast.Walk(anchorFinder{d.anchors}, d.root)
	default:
		d.add(placeOf(docs[1]), land.Textf("配置文件只能有一个文档，请去掉 ---", "a configuration is one document; remove the ---"),
			land.Textf("请删去 --- 一行", "delete the line ---"))
	}
	return d
}

// parseYAML turns a panic of the parser, which some malformed texts reach,
// into an error.
func parseYAML(text []byte) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("malformed YAML: %v", p)
		}
	}()
	return parser.ParseBytes(text, 0)
}

func (d *document) syntax(err error) {
	at, message := place{1, 1}, err.Error()
	var positioned yaml.Error
	if errors.As(err, &positioned) {
		message = positioned.GetMessage()
		if t := positioned.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	d.add(at, land.Textf("YAML 语法错误：%s", "YAML syntax: %s", message), land.Textf("请检查缩进（只用空格）、冒号后的空格和引号", "check indentation (spaces only), the space after colons, and quotes"))
}

func (d *document) add(at place, what, try land.Text) {
	d.problems = append(d.problems, problem{at, what, try})
}

// anchorFinder collects &anchors for the *aliases that use them.
type anchorFinder struct{ found map[string]ast.Node }

func (f anchorFinder) Visit(n ast.Node) ast.Visitor {
	if a, ok := n.(*ast.AnchorNode); ok && a.Name != nil {
		f.found[a.Name.GetToken().Value] = a.Value
	}
	return f
}

// resolve returns the node that n stands for: behind anchors, aliases and tags.
func (d *document) resolve(n ast.Node) ast.Node {
	// An alias may name itself through another; more steps than anchors go round.
	for range len(d.anchors) + 4 {
		switch x := n.(type) {
		case *ast.AnchorNode:
			n = x.Value
		case *ast.TagNode:
			n = x.Value
		case *ast.AliasNode:
			if x.Value == nil {
				return nil
			}
			n = d.anchors[x.Value.GetToken().Value]
		default:
			return n
		}
	}
	return nil
}

// placeOf returns where a node starts.
func placeOf(n ast.Node) place {
	switch x := n.(type) {
	case *ast.MappingNode:
		if len(x.Values) > 0 && !x.IsFlowStyle {
			return placeOf(x.Values[0])
		}
	case *ast.MappingValueNode:
		return placeOf(x.Key)
	}
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return place{}
	}
	p := n.GetToken().Position
	return place{p.Line, p.Column}
}
