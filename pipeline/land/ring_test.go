package land_test

import "github.com/paulmach/orb"

// ring is a triangle whose first corner is at (x, 0).
func ring(x float64) []orb.Ring {
	return []orb.Ring{{{x, 0}, {x + 1, 0}, {x, 1}, {x, 0}}}
}
