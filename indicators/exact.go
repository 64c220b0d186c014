package indicators

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Exact is an exact number: a fraction of whole numbers. Scores and money are
// computed in it and rounded once, when they are printed, half away from zero.
// (A decimal type has to round at every division; a fraction never does.)
// The zero value is 0. An Exact never changes.
type Exact struct{ r *big.Rat }

// plainNumber is what ParseExact reads. No exponents: "1e999999999" is a line
// of text that would become a gigabyte of digits.
var plainNumber = regexp.MustCompile(`^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$`)

// NumberError is a text that is no plain decimal number.
type NumberError struct{ Text string }

// Error returns the English sentence, for logs.
func (e *NumberError) Error() string { return e.Words().EN }

// Words returns the sentence in both languages.
func (e *NumberError) Words() Note {
	return notef("%q 不是普通的十进制数", "%q is not a plain decimal number", e.Text)
}

// ParseExact reads a plain decimal number such as 27.59 or -3; thousands
// separators, exponents and units are a *NumberError.
func ParseExact(text string) (Exact, error) {
	if !plainNumber.MatchString(text) {
		return Exact{}, &NumberError{text}
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Exact{}, &NumberError{text}
	}
	return Exact{r}, nil
}

// ExactInt returns the whole number n.
func ExactInt(n int64) Exact { return Exact{big.NewRat(n, 1)} }

// ExactFloat returns the decimal number that prints shortest as f, so that
// 27.59 read as a float is 27.59 again. ok is false for NaN and infinities.
func ExactFloat(f float64) (x Exact, ok bool) {
	r, ok := new(big.Rat).SetString(fmt.Sprint(f))
	if !ok {
		return Exact{}, false
	}
	return Exact{r}, true
}

func (x Exact) rat() *big.Rat {
	if x.r == nil {
		return new(big.Rat)
	}
	return x.r
}

// Plus returns x + y.
func (x Exact) Plus(y Exact) Exact { return Exact{new(big.Rat).Add(x.rat(), y.rat())} }

// Minus returns x − y.
func (x Exact) Minus(y Exact) Exact { return Exact{new(big.Rat).Sub(x.rat(), y.rat())} }

// Times returns x · y.
func (x Exact) Times(y Exact) Exact { return Exact{new(big.Rat).Mul(x.rat(), y.rat())} }

// Over returns x / y. y must not be 0: ask y.Sign() first.
func (x Exact) Over(y Exact) Exact { return Exact{new(big.Rat).Quo(x.rat(), y.rat())} }

// Sign returns −1, 0 or 1.
func (x Exact) Sign() int { return x.rat().Sign() }

// Cmp compares x with y: −1, 0 or 1.
func (x Exact) Cmp(y Exact) int { return x.rat().Cmp(y.rat()) }

// Fixed prints x with so many places, rounded half away from zero.
func (x Exact) Fixed(places int) string {
	s := x.rat().FloatString(places) // rounds halves away from zero, by its contract
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// Round returns x rounded to so many places, half away from zero.
func (x Exact) Round(places int) Exact {
	r, _ := new(big.Rat).SetString(x.Fixed(places))
	return Exact{r}
}

// Short prints x with at most so many places and without trailing zeros: 15,
// not 15.00.
func (x Exact) Short(places int) string {
	s := x.Fixed(places)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// String prints x with at most six places, which is more than a report shows.
func (x Exact) String() string { return x.Short(6) }

// Float returns the float64 nearest to x.
func (x Exact) Float() float64 {
	f, _ := x.rat().Float64()
	return f
}

// UnmarshalYAML reads a plain number, quoted or not, without a detour through
// binary floats.
func (x *Exact) UnmarshalYAML(data []byte) error {
	parsed, err := ParseExact(strings.Trim(strings.TrimSpace(string(data)), `"'`))
	if err != nil {
		return err
	}
	*x = parsed
	return nil
}
