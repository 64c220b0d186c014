package indicators

// quality is what a part of a formula is: a figure of some dimension, a truth, or
// a bare 0, which fits every dimension.
type quality struct {
	dim   dimension
	truth bool
	zero  bool
}

// qualityOf infers what a formula yields. known gives the dimension of a name.
// Adding land to money, or taking a truth for a number, is an error.
func (t *term) qualityOf(known func(name string) (dimension, error)) (quality, error) {
	switch t.op {
	case opNumber:
		return quality{zero: t.float == 0}, nil
	case opName:
		dim, err := known(t.name)
		if err != nil {
			return quality{}, t.errorf("%s", "%s", err)
		}
		return quality{dim: dim}, nil
	}
	result, err := t.args[0].qualityOf(known)
	if err != nil {
		return quality{}, err
	}
	if err := t.wantTruth(result); err != nil {
		return quality{}, err
	}
	for _, arg := range t.args[1:] {
		next, err := arg.qualityOf(known)
		if err != nil {
			return quality{}, err
		}
		if err := t.wantTruth(next); err != nil {
			return quality{}, err
		}
		if result, err = t.join(result, next); err != nil {
			return quality{}, err
		}
	}
	if t.op == opLess || t.op == opLessOrEqual || t.op == opEqual {
		return quality{truth: true}, nil
	}
	return result, nil
}

// wantTruth checks that only and, or, not take truths, and take nothing else.
func (t *term) wantTruth(s quality) error {
	logical := t.op == opAnd || t.op == opOr || t.op == opNot
	switch {
	case logical && !s.truth:
		return t.errorf("%s 的两边须是比较式", "%s needs comparisons on its sides", t.text)
	case !logical && s.truth:
		return t.errorf("%s 把比较式当作数", "%s takes a comparison for a number", t.text)
	}
	return nil
}

func (t *term) join(a, b quality) (quality, error) {
	switch t.op {
	case opMultiply:
		return quality{dim: a.dim.times(b.dim)}, nil
	case opDivide:
		return quality{dim: a.dim.over(b.dim)}, nil
	case opAnd, opOr:
		return a, nil
	}
	switch {
	case a.zero:
		return b, nil
	case b.zero || a.dim == b.dim:
		return a, nil
	}
	return quality{}, t.errorf("%s 把 %s 与 %s 混在一起", "%s mixes %s with %s", t.text, a.dim, b.dim)
}
