package indicators

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Result is what a set makes of the totals of one extent.
type Result struct {
	Metrics    []Metric // as Evaluate gives them
	Nodes      []Node   // as Score gives them
	Potentials []Metric // as Potential gives them
}

// parksAtOnce is how many parks a worker takes at a time: enough that asking for
// them costs nothing beside them, few enough that the last ones finish together.
const parksAtOnce = 16

// ScoreParks evaluates and scores n parks on all processors. park gives the
// totals and the type of one, take gets its result; both are called from several
// goroutines, each time with another i, in no order.
func (s *Set) ScoreParks(n int, park func(i int) (Totals, string), take func(i int, r Result)) {
	var next atomic.Int64
	work := func() {
		for {
			first := int(next.Add(parksAtOnce)) - parksAtOnce
			if first >= n {
				return
			}
			for i := first; i < min(first+parksAtOnce, n); i++ {
				totals, parkType := park(i)
				take(i, s.result(totals, parkType))
			}
		}
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+parksAtOnce-1)/parksAtOnce) - 1 {
		workers.Go(work)
	}
	work()
	workers.Wait()
}

// result does for one park what Evaluate, Score and Potential do, and looks its
// totals up once.
func (s *Set) result(t Totals, parkType string) Result {
	e := s.evaluator(t)
	defer e.done()
	r := Result{Metrics: e.metrics()}
	r.Nodes = s.Score(r.Metrics, parkType)
	r.Potentials = e.potentials(parkType)
	return r
}
