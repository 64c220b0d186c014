package clip

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// Source delivers the parcels of a run in batches of consecutive records.
type Source interface {
	// Batches returns how many batches there are.
	Batches() int
	// Read fills b with batch i. Calls with different batches may run at once.
	Read(i int, b *land.Batch) error
}

// Options says how to run.
type Options struct {
	Jobs int                            // goroutines that read and clip; 0 means 1
	Area func(orb.MultiPolygon) float64 // area of pieces where not planar
	Work func(*land.Batch)              // done to every batch after clipping, still in parallel; may be nil
}

// batchesInFlight is how many batches a job may be ahead of the sink: enough
// that a slow batch does not stop the others, few enough that memory stays
// constant (a batch holds some thousand parcels, about a megabyte).
const batchesInFlight = 4

// Run reads and clips every batch of src and hands them to sink one after the
// other in input order, from the calling goroutine. The batch belongs to the
// sink until it returns. The first error in input order ends the run.
func Run(ctx context.Context, src Source, x *Extents, o Options, sink func(*land.Batch) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	line := newLine(max(o.Jobs, 1), src.Batches())
	var workers sync.WaitGroup
	for range max(o.Jobs, 1) {
		workers.Go(func() { work(ctx, line, src, NewClipper(x, o.Area), o.Work) })
	}
	err := line.deliver(ctx, sink)
	stop()
	workers.Wait()
	return err
}

// line is the conveyor between workers and sink: tickets go out in order, a
// result waits in the slot of its ticket until it is its turn.
type line struct {
	batches int
	tickets chan int
	slots   []chan result
	free    chan *land.Batch
}

type result struct {
	batch *land.Batch
	err   error
}

func newLine(jobs, batches int) *line {
	window := jobs * batchesInFlight
	l := &line{batches: batches, tickets: make(chan int, window), free: make(chan *land.Batch, window)}
	for i := range window {
		l.slots = append(l.slots, make(chan result, 1))
		l.free <- new(land.Batch)
		if i < batches {
			l.tickets <- i
		}
	}
	return l
}

// deliver hands the results to sink in order and gives out the tickets that
// follow: no more than a window of batches is ever under way.
func (l *line) deliver(ctx context.Context, sink func(*land.Batch) error) error {
	window := len(l.slots)
	for i := range l.batches {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-l.slots[i%window]:
			if r.err != nil {
				return r.err
			}
			if err := sink(r.batch); err != nil {
				return err
			}
			l.free <- r.batch
			if i+window < l.batches {
				l.tickets <- i + window
			}
		}
	}
	return nil
}

// work reads and clips batches until there are none or the run ends.
func work(ctx context.Context, l *line, src Source, c *Clipper, after func(*land.Batch)) {
	for {
		select {
		case <-ctx.Done():
			return
		case i := <-l.tickets:
			b := <-l.free
			b.Reset()
			err := c.readAndClip(src, i, b, after)
			l.slots[i%len(l.slots)] <- result{b, err}
		}
	}
}

// readAndClip turns a panic, which no input may cause, into an error that
// names the record: a night must not end in a stack trace.
func (c *Clipper) readAndClip(src Source, i int, b *land.Batch, after func(*land.Batch)) (err error) {
	c.record = 0
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("clip: batch %d, source %d, record %d: internal error: %v\n%s", i, b.Source, max(c.record, b.First), p, debug.Stack())
		}
	}()
	if err := src.Read(i, b); err != nil {
		return err
	}
	c.Clip(b)
	if after != nil {
		after(b)
	}
	return nil
}
