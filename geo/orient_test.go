package geo_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo"
)

// hardPoint draws points that make determinants vanish, nearly vanish, or lose
// all digits: a few steps around a common place, sums and thirds, huge and tiny.
var hardPoint = rapid.Custom(func(t *rapid.T) orb.Point {
	coordinate := func(label string) float64 {
		switch rapid.IntRange(0, 4).Draw(t, label+" kind") {
		case 0:
			return float64(rapid.IntRange(-3, 3).Draw(t, label))
		case 1:
			return 37.5e6 + float64(rapid.IntRange(-3, 3).Draw(t, label))*0x1p-27
		case 2:
			return 0.5 + float64(rapid.IntRange(0, 15).Draw(t, label))*0x1p-53
		case 3:
			return math.Ldexp(float64(rapid.IntRange(-3, 3).Draw(t, label)), rapid.IntRange(-1070, 900).Draw(t, label+" exponent"))
		}
		return float64(rapid.IntRange(0, 12).Draw(t, label)) / 3
	}
	return orb.Point{coordinate("x"), coordinate("y")}
})

// rationalOrient is the definition, with nothing rounded.
func rationalOrient(a, b, c orb.Point) int {
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	term := func(p, q orb.Point) *big.Rat {
		return new(big.Rat).Sub(new(big.Rat).Mul(rat(p[0]), rat(q[1])), new(big.Rat).Mul(rat(p[1]), rat(q[0])))
	}
	sum := term(a, b)
	return sum.Add(sum.Add(sum, term(b, c)), term(c, a)).Sign()
}

func TestOrientIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := hardPoint.Draw(t, "a"), hardPoint.Draw(t, "b"), hardPoint.Draw(t, "c")
		got := geo.Orient(a, b, c)
		if want := rationalOrient(a, b, c); got != want {
			t.Fatalf("Orient(%v, %v, %v) = %d, want %d", a, b, c, got, want)
		}
		if geo.Orient(b, c, a) != got || geo.Orient(b, a, c) != -got || geo.Orient(a, b, a) != 0 {
			t.Fatalf("the laws of Orient fail at %v, %v, %v", a, b, c)
		}
	})
}

// Where the plain determinant of the differences has the wrong sign, or none, only
// error bounds keep it from deciding: points near a line whose differences are
// rounded, and points so near the smallest numbers that products lose their digits.
func TestOrientWhereThePlainDeterminantErrs(t *testing.T) {
	for _, c := range []struct {
		name  string
		wrong int
		point func(r *rand.Rand, near orb.Point) orb.Point
	}{
		{"rounding", 100, func(r *rand.Rand, near orb.Point) orb.Point {
			way := 3 * r.Float64()
			return orb.Point{near[0] * way, near[1] * way}
		}},
		{"underflow", 0, func(r *rand.Rand, _ orb.Point) orb.Point {
			return orb.Point{float64(r.IntN(64)) * 0x1p-540, float64(r.IntN(64)) * 0x1p-540}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, wrong, none := rand.New(rand.NewPCG(1, 2)), 0, 0
			for range 20_000 {
				near := orb.Point{r.Float64(), r.Float64()}
				p, q, s := c.point(r, near), c.point(r, near), c.point(r, near)
				want := rationalOrient(p, q, s)
				switch plain := (p[0]-s[0])*(q[1]-s[1]) - (p[1]-s[1])*(q[0]-s[0]); {
				case plain*float64(want) < 0 || plain != 0 && want == 0:
					wrong++
				case plain == 0 && want != 0:
					none++
				}
				if got := geo.Orient(p, q, s); got != want {
					t.Fatalf("Orient(%v, %v, %v) = %d, want %d", p, q, s, got, want)
				}
			}
			if wrong < c.wrong || none < 100 {
				t.Errorf("the plain determinant was wrong %d times, and nothing %d times: the test tests nothing", wrong, none)
			}
		})
	}
}

// Points on a line through 0.5 and 12 in steps of one unit in the last place,
// where the plain determinant is famously wrong (Kettner et al., Classroom
// Examples of Robustness Problems, 2008).
func TestOrientAroundALine(t *testing.T) {
	b, c := orb.Point{12, 12}, orb.Point{24, 24}
	for i := range 256 {
		for j := range 256 {
			a := orb.Point{0.5 + float64(i)*0x1p-53, 0.5 + float64(j)*0x1p-53}
			want := 0
			if a[0] < a[1] {
				want = 1
			} else if a[0] > a[1] {
				want = -1
			}
			if got := geo.Orient(b, c, a); got != want {
				t.Fatalf("%d, %d steps: %d, want %d", i, j, got, want)
			}
		}
	}
}

func TestLocate(t *testing.T) {
	shape := closed(0, 0, 4, 0, 4, 4, 2, 2, 0, 4) // a crown of two points
	for _, c := range []struct {
		name string
		at   orb.Point
		want geo.Location
	}{
		{"inside", orb.Point{1, 1}, geo.Interior},
		{"in the notch", orb.Point{2, 3}, geo.Exterior},
		{"level with the notch's bottom", orb.Point{1, 2}, geo.Interior},
		{"level with a point, left", orb.Point{-1, 4}, geo.Exterior},
		{"level with a point, between", orb.Point{2, 4}, geo.Exterior},
		{"on a corner", orb.Point{2, 2}, geo.Boundary},
		{"on a slope", orb.Point{3, 3}, geo.Boundary},
		{"on the base", orb.Point{1, 0}, geo.Boundary},
		{"level with the base, outside", orb.Point{-1, 0}, geo.Exterior},
		{"on the left side", orb.Point{0, 1}, geo.Boundary},
		{"on the right side", orb.Point{4, 1}, geo.Boundary},
		{"a hair inside", orb.Point{3, math.Nextafter(3, 0)}, geo.Interior},
		{"a hair outside", orb.Point{3, math.Nextafter(3, 9)}, geo.Exterior},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []orb.Ring{shape, turned(shape), shape[:len(shape)-1]} {
				if got := geo.Locate(r, c.at); got != c.want {
					t.Errorf("got %d, want %d", got, c.want)
				}
			}
		})
	}
	if geo.Locate(nil, orb.Point{}) != geo.Exterior {
		t.Error("an empty ring has an inside")
	}
}
