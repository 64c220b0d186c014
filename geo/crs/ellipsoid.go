package crs

// order is the number of terms of the series in the third flattening n. The
// first term left out is of the size n⁷ ≈ 4e-20 times the earth's radius.
const order = 6

// ellipsoid holds the constants that everything else is computed with. Angles
// are radians, lengths metres.
type ellipsoid struct {
	a, inverseF float64 // semi-major axis, inverse flattening: the definition
	b           float64 // semi-minor axis
	e2, ep2     float64 // first and second eccentricity, squared
	polar       float64 // c = a²/b, the radius of curvature at the pole
	rectifying  float64 // radius of the circle as long as a meridian

	forward  [order]float64 // Krüger's α: from the conformal sphere to the plane
	backward [order]float64 // Krüger's β: from the plane to the conformal sphere
	foot     [order]float64 // from the rectifying latitude to the geodetic latitude
	authalic [5]float64     // the survey's A, B, C, D, E as a polynomial in sin B: see survey.go
}

func newEllipsoid(a, inverseF float64) ellipsoid {
	f := 1 / inverseF
	n := f / (2 - f)
	e := ellipsoid{
		a: a, inverseF: inverseF,
		b:          a * (1 - f),
		e2:         f * (2 - f),
		ep2:        f * (2 - f) / ((1 - f) * (1 - f)),
		polar:      a / (1 - f),
		rectifying: a / (1 + n) * polynomial(n*n, 1, 1./4, 1./64, 1./256),
	}
	e.forward, e.backward, e.foot = kruegerForward(n), kruegerBackward(n), footpoint(n)
	e.authalic = sineCoefficients(surveyCoefficients(e.e2))
	return e
}

// kruegerForward is Karney (2011), equation 35.
func kruegerForward(n float64) [order]float64 {
	n2 := n * n
	return [order]float64{
		n * polynomial(n, 1./2, -2./3, 5./16, 41./180, -127./288, 7891./37800),
		n2 * polynomial(n, 13./48, -3./5, 557./1440, 281./630, -1983433./1935360),
		n2 * n * polynomial(n, 61./240, -103./140, 15061./26880, 167603./181440),
		n2 * n2 * polynomial(n, 49561./161280, -179./168, 6601661./7257600),
		n2 * n2 * n * polynomial(n, 34729./80640, -3418889./1995840),
		n2 * n2 * n2 * (212378941. / 319334400),
	}
}

// kruegerBackward is Karney (2011), equation 36; the inverse subtracts these
// terms.
func kruegerBackward(n float64) [order]float64 {
	n2 := n * n
	return [order]float64{
		n * polynomial(n, 1./2, -2./3, 37./96, -1./360, -81./512, 96199./604800),
		n2 * polynomial(n, 1./48, 1./15, -437./1440, 46./105, -1118711./3870720),
		n2 * n * polynomial(n, 17./480, -37./840, -209./4480, 5569./90720),
		n2 * n2 * polynomial(n, 4397./161280, -11./504, -830251./7257600),
		n2 * n2 * n * polynomial(n, 4583./161280, -108847./3991680),
		n2 * n2 * n2 * (20648693. / 638668800),
	}
}

// footpoint is the series from the rectifying latitude μ = X / rectifying to
// the latitude whose meridian arc is X. The survey prints the same function
// as E0 + cos E0 (k1 sin E0 − k2 sin³E0 + …) with four constants, good to
// 4e-6″ on CGCS2000 and 7e-5″ on Xian 1980; this one is good to 1e-11″ and
// needs no table for each ellipsoid.
func footpoint(n float64) [order]float64 {
	n2 := n * n
	return [order]float64{
		n * polynomial(n2, 3./2, -27./32, 269./512),
		n2 * polynomial(n2, 21./16, -55./32, 6759./4096),
		n2 * n * polynomial(n2, 151./96, -417./128),
		n2 * n2 * polynomial(n2, 1097./512, -15543./2560),
		n2 * n2 * n * (8011. / 2560),
		n2 * n2 * n2 * (293393. / 61440),
	}
}

// polynomial is c0 + c1·x + c2·x² + …
func polynomial(x float64, c ...float64) float64 {
	var sum float64
	for i := len(c) - 1; i >= 0; i-- {
		sum = sum*x + c[i]
	}
	return sum
}
