package indicators

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// SourceError is an error in a document, at a place that a person can go to.
type SourceError struct {
	File         string
	Line, Column int // from 1; 0 where the error concerns the whole file
	Message      Note
	Err          error // the kind of error, where callers ask for it: ErrEmpty
}

// ErrEmpty is the kind of error of a document with nothing in it but, perhaps,
// comments.
var ErrEmpty = Errorf("文件是空的", "the file is empty")

// Error returns "file:line:column: message" in English.
func (e *SourceError) Error() string { return e.Words().EN }

// Words returns "file:line:column: message" in both languages.
func (e *SourceError) Words() Note {
	place := e.File
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
	}
	return Note{place + ": " + e.Message.ZH, place + ": " + e.Message.EN}
}

// Unwrap returns the kind of the error; nil for most.
func (e *SourceError) Unwrap() error { return e.Err }

// Errorf returns a *SourceError at the value that path leads to or, where that
// is missing, at the nearest value around it. It says the same in Chinese and
// English, as the function Errorf does.
func (d *Document) Errorf(path Path, zh, en string, args ...any) error {
	return d.said(tokenOf(d.find(path)), notef(zh, en, args...))
}

// At returns the error as a *SourceError at the value that path leads to.
func (d *Document) At(path Path, err error) error {
	return d.said(tokenOf(d.find(path)), Words(err))
}

func (d *Document) said(tk *token.Token, message Note) error {
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
		return d.said(key, notef("没有 %q 这一项%s", "unknown field %q%s", key.Value, Suggestion(key.Value, keysBeside(key, d.root, into))))
	}
	var kind *yaml.TypeError
	if errors.As(err, &kind) && kind.DstType != nil && kind.Token != nil {
		return d.wrongKind(kind.Token, kind.DstType)
	}
	var node *yaml.UnexpectedNodeTypeError
	if errors.As(err, &node) && node.Token != nil && node.Expected == ast.SequenceType {
		return d.wrongKind(node.Token, reflect.TypeFor[[]any]())
	}
	return d.located(err)
}

func (d *Document) wrongKind(found *token.Token, needed reflect.Type) error {
	return d.said(found, notef("此处须为%s，不能是 %s", "%s is needed here, not %s", neededKind(needed), found.Value))
}

// neededKind says in words what YAML has to give for a type.
func neededKind(t reflect.Type) Note {
	switch t.Kind() {
	case reflect.Float64, reflect.Int, reflect.Int64:
		return Note{"数", "a number"}
	case reflect.Bool:
		return Note{" true 或 false", "true or false"}
	case reflect.Slice:
		return Note{"列表", "a list"}
	case reflect.Struct, reflect.Map:
		return Note{"由若干项组成的一节", "a section of keys"}
	}
	return Note{"文字", "a text"}
}

// located turns an error of the YAML library, which speaks English, into a
// *SourceError.
func (d *Document) located(err error) error {
	var number *NumberError
	if errors.As(err, &number) {
		return d.said(d.valueToken(number.Text), Words(err))
	}
	var known interface{ Words() Note } // of a type of ours that reads itself
	if errors.As(err, &known) {
		return d.At(nil, err)
	}
	var y yaml.Error
	if errors.As(err, &y) {
		return d.said(y.GetToken(), yamlWords(y))
	}
	return d.Errorf(nil, "YAML 写法有误（%s）", "%s", strings.TrimSpace(err.Error()))
}

// yamlWords put what the YAML library says, in English, into both languages. The
// one mistake that is common in a sound text is said in full.
func yamlWords(y yaml.Error) Note {
	if strings.HasPrefix(y.GetMessage(), "mapping key ") && strings.Contains(y.GetMessage(), "already defined") {
		return notef("%[1]q 这一项重复", "%[2]s", y.GetToken().Value, y.GetMessage())
	}
	return notef("YAML 写法有误（%s）", "%s", y.GetMessage())
}
