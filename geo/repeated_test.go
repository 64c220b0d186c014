package geo_test

import (
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
)

func TestFindRepeated(t *testing.T) {
	corner := func(r orb.Ring, start int) orb.Ring {
		r = append(r[start:len(r)-1:len(r)-1], r[:start+1]...)
		return r
	}
	for _, c := range []struct {
		name  string
		rings []orb.Ring
		want  geo.Repeated
		found bool
	}{
		{"twice", []orb.Ring{shell(0, 0, 10), shell(0, 0, 10)}, geo.Repeated{First: 0, Again: 1, AreaM2: 100}, true},
		{"from another corner", []orb.Ring{shell(0, 0, 10), shell(20, 0, 5), corner(shell(0, 0, 10), 2)}, geo.Repeated{First: 0, Again: 2, AreaM2: 100}, true},
		{"the other way", []orb.Ring{shell(0, 0, 10), corner(hole(0, 0, 10), 1)}, geo.Repeated{First: 0, Again: 1, AreaM2: 100}, true},
		{"in one box", []orb.Ring{closed(0, 0, 9, 0, 9, 9), closed(0, 0, 9, 9, 0, 9)}, geo.Repeated{}, false},
		{"one in the other", []orb.Ring{shell(0, 0, 10), hole(1, 1, 2)}, geo.Repeated{}, false},
		{"a point", []orb.Ring{{{1, 1}}, {{1, 1}}}, geo.Repeated{}, false},
		{"none", nil, geo.Repeated{}, false},
	} {
		if got, found := geo.FindRepeated(c.rings); got != c.want || found != c.found {
			t.Errorf("%s: %v, %v", c.name, got, found)
		}
	}
}
