package indicators

import (
	"errors"
	"fmt"
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

// SourceError is an error in a document, at a place that a person can go to.
type SourceError struct {
	File         string
	Line, Column int // from 1; 0 where the error concerns the whole file
	Message      string
	Err          error // the kind of error, where callers ask for it: ErrEmpty
}

// ErrEmpty is the kind of error of a document with nothing in it but, perhaps,
// comments.
var ErrEmpty = errors.New("the file is empty")

// Error returns "file:line:column: message".
func (e *SourceError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Unwrap returns the kind of the error; nil for most.
func (e *SourceError) Unwrap() error { return e.Err }

// ReadDocument decodes one YAML document into a value. Unknown keys, repeated
// keys and values of the wrong kind are a *SourceError; so are anchors and
// aliases, which a set has no use for and a hostile one would multiply.
func ReadDocument(data []byte, name string, into any) (doc *Document, err error) {
	doc = &Document{name: name}
	// The YAML library still panics on some malformed texts; a user's file
	// must end in an error whatever is in it.
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, doc.Errorf(nil, "not readable as YAML")
		}
	}()
	if err := checkText(data); err != nil {
		return nil, doc.Errorf(nil, "%s", err)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, doc.located(err)
	}
	switch count := documents(file); {
	case count == 0:
		return nil, &SourceError{File: name, Message: ErrEmpty.Error(), Err: ErrEmpty}
	case count != 1 || len(file.Docs) != 1:
		return nil, doc.Errorf(nil, "must hold one YAML document, it holds %d", max(count, len(file.Docs)))
	}
	doc.root = file.Docs[0].Body
	if shared := findShared(doc.root); shared != nil {
		return nil, doc.at(shared.GetToken(), "anchors, aliases and merge keys are not supported; write the value out")
	}
	if err := yaml.NodeToValue(doc.root, into, yaml.Strict()); err != nil {
		return nil, doc.decodeError(err, reflect.TypeOf(into))
	}
	return doc, nil
}

// checkText refuses texts that are too long or nest too deep to parse safely.
func checkText(data []byte) error {
	if len(data) > maxDocument {
		return fmt.Errorf("longer than %d bytes", maxDocument)
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
			return errors.New("nested too deep")
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

// Errorf returns a *SourceError at the value that path leads to or, where that
// is missing, at the nearest value around it.
func (d *Document) Errorf(path Path, format string, args ...any) error {
	return d.at(tokenOf(d.find(path)), fmt.Sprintf(format, args...))
}

func (d *Document) at(tk *token.Token, message string) error {
	e := &SourceError{File: d.name, Message: message}
	if tk != nil && tk.Position != nil {
		e.Line, e.Column = tk.Position.Line, tk.Position.Column
	}
	return e
}

// decodeError is located, with the keys that there are for one that there isn't.
func (d *Document) decodeError(err error, into reflect.Type) error {
	var unknown *yaml.UnknownFieldError
	if errors.As(err, &unknown) {
		key := unknown.GetToken()
		if keys := keysBeside(key, d.root, into); keys != nil {
			return d.at(key, unknown.GetMessage()+Suggestion(key.Value, keys))
		}
	}
	var kind *yaml.TypeError
	if errors.As(err, &kind) && kind.DstType != nil && kind.Token != nil {
		return d.at(kind.Token, neededKind(kind.DstType)+" is needed here, not "+kind.Token.Value)
	}
	var node *yaml.UnexpectedNodeTypeError
	if errors.As(err, &node) && node.Token != nil && node.Expected == ast.SequenceType {
		return d.at(node.Token, neededKind(reflect.TypeFor[[]any]())+" is needed here, not "+node.Token.Value)
	}
	return d.located(err)
}

// neededKind says in words what YAML has to give for a type.
func neededKind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Float64, reflect.Int, reflect.Int64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "a section of keys"
	}
	return "a text"
}

// located turns an error of the YAML library into a *SourceError.
func (d *Document) located(err error) error {
	var y yaml.Error
	if errors.As(err, &y) {
		return d.at(y.GetToken(), y.GetMessage())
	}
	return d.Errorf(nil, "%s", strings.TrimSpace(err.Error()))
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
