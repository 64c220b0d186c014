package overlay

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestOpenSteps holds the table against a map that counts: what is open is what
// one direction has more than the other.
func TestOpenSteps(t *testing.T) {
	steps := crowded(12)
	rapid.Check(t, func(t *rapid.T) {
		var table openSteps
		surplus := map[step]int{}
		for range rapid.IntRange(0, 300).Draw(t, "steps") {
			s := rapid.SampledFrom(steps).Draw(t, "step")
			a, b, change := s.a, s.b, 1
			if rapid.Bool().Draw(t, "back") {
				a, b, change = b, a, -1
			}
			met := table.meet(a, b, stepKey(hash(a), hash(b)))
			if want := surplus[s]*change < 0; met != want {
				t.Fatalf("step %v, %+d, met a reverse: %v, want %v", s, change, met, want)
			}
			surplus[s] += change
			if rapid.IntRange(0, 50).Draw(t, "again") == 0 {
				table.layOut()
			}
		}
		var want []step
		for s, n := range surplus {
			want = append(want, slices.Repeat([]step{s}, max(n, 0))...)
			want = append(want, slices.Repeat([]step{{s.b, s.a}}, max(-n, 0))...)
		}
		got := slices.DeleteFunc(slices.Clone(table.list), func(s step) bool { return !s.waits() })
		order := func(s, t step) int { return cmp.Compare(2*s.a.x+s.a.y, 2*t.a.x+t.a.y) }
		slices.SortFunc(got, order)
		slices.SortFunc(want, order)
		if !slices.Equal(got, want) || table.count != len(want) {
			t.Fatalf("%v wait, %d are counted, want %v", got, table.count, want)
		}
	})
}

// crowded returns steps whose places are the last of a table: they crowd in
// runs that wrap round.
func crowded(n int) []step {
	var steps []step
	for x := 0.0; len(steps) < n; x++ {
		s := step{xy{x, 0}, xy{x, 1}}
		if stepKey(hash(s.a), hash(s.b))>>1%fewestStepSlots >= fewestStepSlots-3 {
			steps = append(steps, s)
		}
	}
	return steps
}
