package indicators

import (
	"cmp"
	"slices"
	"strings"
)

// Gap says why a formula has no value.
type Gap struct {
	Missing []string // names that have no value
	Zero    string   // the divisor that is 0, as written; "" where names are missing
}

// Reason puts the gap into words. title gives the words for a name; nil leaves
// the names as they are.
func (g *Gap) Reason(title func(name string) Note) Note {
	if len(g.Missing) == 0 {
		return Note{"不可计算：分母 " + g.Zero + " 为 0", "not computable: the denominator " + g.Zero + " is 0"}
	}
	var zh, en strings.Builder
	zh.WriteString("不可计算：缺少")
	en.WriteString("not computable: lacks ")
	for i, name := range g.Missing {
		n := Note{name, name}
		if title != nil {
			n = title(name)
		}
		if i > 0 {
			zh.WriteString("、")
			en.WriteString(", ")
		}
		zh.WriteString(n.ZH)
		en.WriteString(n.EN)
	}
	return Note{zh.String(), en.String()}
}

// and joins two gaps; neither changes, for terms share theirs. What is missing
// matters more than a zero: with the missing figure at hand the divisor might not
// be 0.
func (g *Gap) and(h *Gap) *Gap {
	switch {
	case g == nil:
		return h
	case h == nil || len(h.Missing) == 0 && len(g.Missing) > 0:
		return g
	case len(g.Missing) == 0:
		return h
	}
	joined := append(make([]string, 0, len(g.Missing)+len(h.Missing)), g.Missing...)
	for _, name := range h.Missing {
		if !slices.Contains(joined, name) {
			joined = append(joined, name)
		}
	}
	if len(joined) == len(g.Missing) {
		return g
	}
	return &Gap{Missing: joined}
}

// Exact evaluates the formula in exact numbers. lookup gives the value of a
// name and whether it is known.
func (e *Expression) Exact(lookup func(name string) (Exact, bool)) (Exact, *Gap) {
	return evaluate(e.root, exactNumbers{}, func(t *term) (Exact, bool) { return lookup(t.name) })
}

// Float evaluates the formula in floats.
func (e *Expression) Float(lookup func(name string) (float64, bool)) (float64, *Gap) {
	return evaluate(e.root, floats{}, func(t *term) (float64, bool) { return lookup(t.name) })
}

// arithmetic is what a formula needs of its numbers.
type arithmetic[T any] interface {
	of(t *term) T
	whole(n int64) T
	add(a, b T) T
	subtract(a, b T) T
	multiply(a, b T) T
	divide(a, b T) T // b is not 0
	compare(a, b T) int
}

type floats struct{}

func (floats) of(t *term) float64            { return t.float }
func (floats) whole(n int64) float64         { return float64(n) }
func (floats) add(a, b float64) float64      { return a + b }
func (floats) subtract(a, b float64) float64 { return a - b }
func (floats) multiply(a, b float64) float64 { return a * b }
func (floats) divide(a, b float64) float64   { return a / b }
func (floats) compare(a, b float64) int      { return cmp.Compare(a, b) }

type exactNumbers struct{}

func (exactNumbers) of(t *term) Exact          { return t.exact }
func (exactNumbers) whole(n int64) Exact       { return ExactInt(n) }
func (exactNumbers) add(a, b Exact) Exact      { return a.Plus(b) }
func (exactNumbers) subtract(a, b Exact) Exact { return a.Minus(b) }
func (exactNumbers) multiply(a, b Exact) Exact { return a.Times(b) }
func (exactNumbers) divide(a, b Exact) Exact   { return a.Over(b) }
func (exactNumbers) compare(a, b Exact) int    { return a.Cmp(b) }

func evaluate[T any, A arithmetic[T]](t *term, ar A, lookup func(*term) (T, bool)) (value T, gap *Gap) {
	switch t.op {
	case opNumber:
		return ar.of(t), nil
	case opName:
		value, known := lookup(t)
		if !known {
			return value, t.gap
		}
		return value, nil
	}
	first, gap := evaluate(t.args[0], ar, lookup)
	if t.op == opElse {
		if gap == nil {
			return first, nil
		}
		second, other := evaluate(t.args[1], ar, lookup)
		if other == nil {
			return second, nil
		}
		return first, gap.and(other)
	}
	for _, arg := range t.args[1:] {
		next, other := evaluate(arg, ar, lookup)
		if gap = gap.and(other); gap != nil {
			continue
		}
		if t.op == opDivide && ar.compare(next, ar.whole(0)) == 0 {
			return first, &Gap{Zero: arg.text}
		}
		first = apply(t.op, ar, first, next)
	}
	if gap != nil {
		return value, gap
	}
	return applyOne(t.op, ar, first), nil
}

// apply combines two values; truths are the numbers 1 and 0.
func apply[T any, A arithmetic[T]](op operator, ar A, a, b T) T {
	truth := func(yes bool) T {
		if yes {
			return ar.whole(1)
		}
		return ar.whole(0)
	}
	order := ar.compare(a, b)
	switch op {
	case opAdd:
		return ar.add(a, b)
	case opSubtract:
		return ar.subtract(a, b)
	case opMultiply, opAnd:
		return ar.multiply(a, b)
	case opDivide:
		return ar.divide(a, b)
	case opLess:
		return truth(order < 0)
	case opLessOrEqual:
		return truth(order <= 0)
	case opEqual:
		return truth(order == 0)
	}
	if (op == opMin) == (order < 0) { // max and or take the greater one
		return a
	}
	return b
}

// applyOne is for the operators of one argument.
func applyOne[T any, A arithmetic[T]](op operator, ar A, a T) T {
	switch op {
	case opNegate:
		return ar.subtract(ar.whole(0), a)
	case opNot:
		return ar.subtract(ar.whole(1), a)
	}
	return a
}
