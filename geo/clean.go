package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// CleanReport says what [Clean] did to a ring.
type CleanReport struct {
	Closed   bool    // the ring was open and was closed
	GapM     float64 // distance between its two ends before that, in metres
	Repeated int     // consecutive repeated points that were dropped
}

// Clean closes an open ring and drops points that repeat the point before
// them. The shape does not change by either. A ring without such defects is
// returned as it is, without allocation; otherwise the result is a new ring and
// r stays untouched.
func Clean(r orb.Ring) (orb.Ring, CleanReport) {
	var report CleanReport
	if len(r) == 0 {
		return r, report
	}
	for i := 1; i < len(r); i++ {
		if r[i] == r[i-1] {
			report.Repeated++
		}
	}
	first, last := r[0], r[len(r)-1]
	if first != last {
		report.Closed = true
		report.GapM = math.Hypot(last[0]-first[0], last[1]-first[1])
	}
	if !report.Closed && report.Repeated == 0 {
		return r, report
	}
	clean := make(orb.Ring, 0, len(r)-report.Repeated+1)
	for i, p := range r {
		if i == 0 || p != r[i-1] {
			clean = append(clean, p)
		}
	}
	if report.Closed {
		clean = append(clean, first)
	}
	return clean, report
}

// Finite reports whether every coordinate of the ring is a number: neither
// infinite nor NaN.
func Finite(r orb.Ring) bool {
	for _, p := range r {
		// x-x is 0 for every number, and NaN for infinities and NaN.
		if p[0]-p[0] != 0 || p[1]-p[1] != 0 {
			return false
		}
	}
	return true
}
