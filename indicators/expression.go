package indicators

import (
	"errors"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// maxFormula is the longest formula that is read, in bytes; it also bounds how
// deep parentheses can nest. The longest built-in formula has 60.
const maxFormula = 500

// Expression is a formula over named figures, in the syntax of expr-lang:
// numbers, names (also dotted: statistics.population), + − * /, comparisons,
// and/or/not, min(), max(), and a ?? b (b where a is not known).
//
// It is evaluated by rules of its own: a figure that is not known and a
// division by zero make the result a Gap, which says what was missing.
type Expression struct {
	text string
	root *term
}

// operator is what a term does with its arguments.
type operator uint8

const (
	opNumber operator = iota
	opName
	opAdd
	opSubtract
	opMultiply
	opDivide
	opNegate
	opElse
	opMin
	opMax
	opLess
	opLessOrEqual
	opEqual
	opAnd
	opOr
	opNot
)

// term is a node of a formula. a > b is kept as b < a.
type term struct {
	op     operator
	name   string // of opName
	exact  Exact  // of opNumber
	float  float64
	slot   int    // of opName: where an evaluator of the set keeps the figure
	gap    *Gap   // of opName: that it is missing
	text   string // as written, for the reason when a divisor is 0
	column int    // in the formula, from 1
	args   []*term
}

// Compile reads a formula. The error names the column inside the formula. A
// division by a constant 0 is one.
func Compile(text string) (*Expression, error) {
	if len(text) > maxFormula {
		return nil, Errorf("公式长度超过 %d 字节", "formula longer than %d bytes", maxFormula)
	}
	tree, err := parser.Parse(text)
	if err != nil {
		if located := (*file.Error)(nil); errors.As(err, &located) {
			return nil, Errorf("公式 %q 第 %d 列：%s", "formula %q, column %d: %s", text, located.Column+1, located.Message)
		}
		return nil, Errorf("公式 %q：%s", "formula %q: %s", text, err)
	}
	root, err := newTerm(tree.Node)
	if err != nil {
		return nil, Errorf("公式 %q，%s", "formula %q, %s", text, err)
	}
	if err := root.checkDivisors(); err != nil {
		return nil, Errorf("公式 %q，%s", "formula %q, %s", text, err)
	}
	return &Expression{text, root}, nil
}

// checkDivisors refuses a division by numbers that come to 0: it has no value
// whatever the figures are.
func (t *term) checkDivisors() (err error) {
	t.each(func(part *term) {
		if part.op != opDivide || err != nil {
			return
		}
		divisor, gap := evaluate(part.args[1], exactNumbers{}, func(*term) (Exact, bool) { return Exact{}, false })
		if gap == nil && divisor.Cmp(ExactInt(0)) == 0 {
			err = part.errorf("%s 除以 0", "%s divides by 0", part.text)
		}
	})
	return err
}

// Text returns the formula as it was written.
func (e *Expression) Text() string { return e.text }

// Names lists the names in the formula, each once, in the order written.
func (e *Expression) Names() []string {
	var names []string
	e.root.each(func(t *term) {
		if t.op == opName && !slices.Contains(names, t.name) {
			names = append(names, t.name)
		}
	})
	return names
}

func (t *term) each(visit func(*term)) {
	visit(t)
	for _, a := range t.args {
		a.each(visit)
	}
}

// newTerm turns a node of the syntax tree into a term; what the formulas have
// no use for (strings, arrays, predicates…) is an error.
func newTerm(node ast.Node) (*term, error) {
	t := &term{text: node.String(), column: node.Location().From + 1}
	switch n := node.(type) {
	case *ast.IntegerNode:
		t.exact, t.float = ExactInt(int64(n.Value)), float64(n.Value)
		return t, nil
	case *ast.FloatNode:
		exact, ok := ExactFloat(n.Value)
		if !ok {
			return nil, t.errorf("数值超出范围", "the number is out of range")
		}
		t.exact, t.float = exact, n.Value
		return t, nil
	case *ast.IdentifierNode:
		return t.called(n.Value), nil
	case *ast.MemberNode:
		return t.member(n)
	case *ast.UnaryNode:
		return t.unary(n)
	case *ast.BinaryNode:
		return t.binary(n)
	case *ast.BuiltinNode:
		return t.function(n)
	}
	return nil, t.errorf("公式中不能用 %s", "%s can't be used in a formula", t.text)
}

func (t *term) errorf(zh, en string, args ...any) error {
	return Errorf("第 %d 列：%s", "column %d: %s", t.column, notef(zh, en, args...))
}

// member reads a dotted name such as statistics.population.
func (t *term) member(n *ast.MemberNode) (*term, error) {
	object, isName := n.Node.(*ast.IdentifierNode)
	property, isText := n.Property.(*ast.StringNode)
	if !isName || !isText || n.Optional {
		return nil, t.errorf("%s 不是“组.名称”形式的名称", "%s is not a name of the form group.name", t.text)
	}
	return t.called(object.Value + "." + property.Value), nil
}

// called makes the term the figure of that name.
func (t *term) called(name string) *term {
	t.op, t.name, t.gap = opName, name, &Gap{Missing: []string{name}}
	return t
}

func (t *term) unary(n *ast.UnaryNode) (*term, error) {
	switch n.Operator {
	case "-":
		t.op = opNegate
	case "!", "not":
		t.op = opNot
	default:
		return nil, t.errorf("公式中不能用运算符 %s", "operator %s can't be used in a formula", n.Operator)
	}
	return t.with(n.Node)
}

// binaryOperators maps the operators of the syntax to ours; swapped ones
// exchange their sides.
var binaryOperators = map[string]struct {
	op      operator
	swapped bool
}{
	"+": {opAdd, false}, "-": {opSubtract, false}, "*": {opMultiply, false}, "/": {opDivide, false},
	"??": {opElse, false}, "and": {opAnd, false}, "&&": {opAnd, false}, "or": {opOr, false}, "||": {opOr, false},
	"<": {opLess, false}, ">": {opLess, true}, "<=": {opLessOrEqual, false}, ">=": {opLessOrEqual, true}, "==": {opEqual, false},
}

func (t *term) binary(n *ast.BinaryNode) (*term, error) {
	known, ok := binaryOperators[n.Operator]
	if !ok {
		return nil, t.errorf("公式中不能用运算符 %s", "operator %s can't be used in a formula", n.Operator)
	}
	t.op = known.op
	if known.swapped {
		return t.with(n.Right, n.Left)
	}
	return t.with(n.Left, n.Right)
}

func (t *term) function(n *ast.BuiltinNode) (*term, error) {
	switch n.Name {
	case "min":
		t.op = opMin
	case "max":
		t.op = opMax
	default:
		return nil, t.errorf("没有函数 %s；可用的有 min 和 max", "function %s is unknown; there are min and max", n.Name)
	}
	if len(n.Arguments) == 0 {
		return nil, t.errorf("%s 须有参数", "%s needs arguments", n.Name)
	}
	return t.with(n.Arguments...)
}

func (t *term) with(nodes ...ast.Node) (*term, error) {
	for _, n := range nodes {
		arg, err := newTerm(n)
		if err != nil {
			return nil, err
		}
		t.args = append(t.args, arg)
	}
	return t, nil
}
