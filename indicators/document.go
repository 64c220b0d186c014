package indicators

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDocument is the longest document that is read, in bytes. The largest
// built-in set has 20 kB; the parser needs some hundred times the text.
const maxDocument = 1 << 20

// maxDepth is how deep brackets may nest in a document. Sets need 4; a parser
// that descends recursively must not be led a million levels down.
const maxDepth = 64

// Document is a YAML text that was decoded strictly; it still knows where each
// value stood, so that what is wrong with a value can be said with line and
// column.
type Document struct {
	name string
	root ast.Node
}

// Path leads to a value in a document: keys (string) and positions (int).
type Path []any

// ReadDocument decodes one YAML document into a value. Unknown keys, repeated
// keys and values of the wrong kind are a *SourceError; so are anchors and
// aliases, which a set has no use for and a hostile one would multiply.
func ReadDocument(data []byte, name string, into any) (doc *Document, err error) {
	doc = &Document{name: name}
	// The YAML library still panics on some malformed texts; a user's file
	// must end in an error whatever is in it.
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, doc.Errorf(nil, "无法按 YAML 读取", "not readable as YAML")
		}
	}()
	if err := checkText(data); err != nil {
		return nil, doc.At(nil, err)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, doc.located(err)
	}
	switch count := documents(file); {
	case count == 0:
		return nil, &SourceError{File: name, Message: Words(ErrEmpty), Err: ErrEmpty}
	case count != 1 || len(file.Docs) != 1:
		return nil, doc.Errorf(nil, "须只有一个 YAML 文档，现有 %d 个", "must hold one YAML document, it holds %d", max(count, len(file.Docs)))
	}
	doc.root = file.Docs[0].Body
	if shared := findShared(doc.root); shared != nil {
		return nil, doc.said(shared.GetToken(), Note{"不支持锚点、别名和合并键；请写出取值", "anchors, aliases and merge keys are not supported; write the value out"})
	}
	if err := yaml.NodeToValue(doc.root, into, yaml.Strict()); err != nil {
		return nil, doc.decodeError(err, reflect.TypeOf(into))
	}
	return doc, nil
}

// checkText refuses texts that are too long or nest too deep to parse safely.
func checkText(data []byte) error {
	if len(data) > maxDocument {
		return Errorf("长度超过 %d 字节", "longer than %d bytes", maxDocument)
	}
	brackets, dashes := 0, 0
	for i, c := range data {
		switch c {
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '\n':
			dashes = 0
		case ' ':
			if i > 0 && strings.IndexByte("-?:", data[i-1]) >= 0 {
				dashes++
			}
		}
		if brackets > maxDepth || dashes > maxDepth {
			return Errorf("嵌套过深", "nested too deep")
		}
	}
	return nil
}

func documents(file *ast.File) int {
	n := 0
	for _, d := range file.Docs {
		if _, comments := d.Body.(*ast.CommentGroupNode); d.Body != nil && !comments {
			n++
		}
	}
	return n
}

// sharedFinder looks for nodes that stand for other nodes.
type sharedFinder struct{ found ast.Node }

func (f *sharedFinder) Visit(n ast.Node) ast.Visitor {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		f.found = n
	}
	if f.found != nil {
		return nil
	}
	return f
}

func findShared(root ast.Node) ast.Node {
	f := &sharedFinder{}
	ast.Walk(f, root)
	return f.found
}

func (d *Document) find(path Path) ast.Node {
	node := d.root
	for _, step := range path {
		next := child(node, step)
		if next == nil {
			return node
		}
		node = next
	}
	return node
}

func child(node ast.Node, step any) ast.Node {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == step {
				return v.Value
			}
		}
	case *ast.MappingValueNode:
		if n.Key.GetToken().Value == step {
			return n.Value
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}

// valueToken finds the first value that is written as the text, for the errors of
// types that read themselves: the library does not say where those stood.
func (d *Document) valueToken(text string) *token.Token {
	f := &valueFinder{text: text}
	ast.Walk(f, d.root)
	return f.found
}

// valueFinder looks for a scalar that is the value of a key.
type valueFinder struct {
	text  string
	found *token.Token
}

func (f *valueFinder) Visit(n ast.Node) ast.Visitor {
	if pair, is := n.(*ast.MappingValueNode); is && f.found == nil {
		if tk := pair.Value.GetToken(); tk != nil && tk.Value == f.text {
			f.found = tk
		}
	}
	if f.found != nil {
		return nil
	}
	return f
}

// tokenOf returns the token at which a person would say that the node begins.
func tokenOf(node ast.Node) *token.Token {
	switch n := node.(type) {
	case nil:
		return nil
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return node.GetToken()
}
