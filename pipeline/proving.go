package pipeline

import (
	"context"
	"fmt"
	"sync"

	"github.com/paulmach/orb"

	"jiyue/pipeline/clip"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// findOverlaps names the extents without land, and the parcels that claim the
// same land. Several extents are looked at at once.
func (n *night) findOverlaps(ctx context.Context) error {
	if err := n.tonight.PiecesDone(); err != nil {
		return err
	}
	pieces := n.tonight.Read()
	return inOrder(ctx, n.options.Jobs, len(n.input.Extents),
		func(i int) ([]land.Finding, error) { return n.examine(i, pieces) },
		func(found []land.Finding) { n.findings.Add(found...) })
}

// inOrder does the work for the numbers from 0 to n-1 on so many goroutines and
// takes the results in the order of the numbers, no more than one a goroutine
// being kept. The first error in that order ends it; so does the context.
func inOrder[T any](ctx context.Context, jobs, n int, work func(int) (T, error), take func(T)) error {
	type result struct {
		value T
		err   error
	}
	ctx, stop := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	results := make(chan chan result, max(jobs, 1)-1) // those under way, but for the one that is waited for
	workers.Go(func() {
		defer close(results)
		for i := range n {
			r := make(chan result, 1)
			select {
			case <-ctx.Done():
				return
			case results <- r:
			}
			workers.Go(func() {
				v, err := work(i)
				r <- result{v, err}
			})
		}
	})
	for r := range results {
		done := <-r
		if done.err != nil {
			return done.err
		}
		take(done.value)
	}
	return ctx.Err()
}

// examine looks at one extent: has it land, and does any count twice.
func (n *night) examine(extent int, pieces *store.Store) ([]land.Finding, error) {
	if n.ledger.Parks[extent].Clipped.Count == 0 {
		e := n.input.Extents[extent]
		return []land.Finding{{Code: land.ExtentWithoutLand, ParkCode: e.ParkCode, AreaM2: land.Known(e.AreaM2)}}, nil
	}
	if n.fabric.Doubtful(extent) {
		return n.overlapsIn(extent, pieces)
	}
	return nil, nil
}

// overlapsIn reads the pieces of one extent back to see which of them overlap.
func (n *night) overlapsIn(extent int, pieces *store.Store) ([]land.Finding, error) {
	e := n.input.Extents[extent]
	var shapes []orb.MultiPolygon
	var about []land.Finding
	err := pieces.Outlines(e.ParkCode, string(e.Kind), func(o store.Outline) error {
		shapes = append(shapes, o.Shape)
		about = append(about, land.Finding{Source: o.Source, Record: o.Record, ParcelID: o.ParcelID})
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []land.Finding
	for _, o := range clip.SearchOverlaps(shapes) {
		first, second := about[o.I], about[o.J]
		second.Code, second.ParkCode, second.AreaM2 = land.ParcelsOverlap, e.ParkCode, land.Known(o.AreaM2)
		second.Found = fmt.Sprintf("%s × %s (%s #%d): %.2f m²", second.ParcelID, first.ParcelID, first.Source, first.Record, o.AreaM2)
		if n.rehearsal {
			second.Shape = shapes[o.J]
		}
		found = append(found, second)
	}
	return found, nil
}

// closeLedger writes the store's side of the ledger, demands its balance and
// completes the run's record.
func (n *night) closeLedger(context.Context) error {
	tallies, err := n.tonight.StoredTallies()
	if err != nil {
		return err
	}
	for i := range n.ledger.Parks {
		n.ledger.Parks[i].Stored = tallies[i]
	}
	if err := n.ledger.Balance(); err != nil {
		return land.Fail(land.Broken, n.cfg.Path, land.Textf(
			"台账不平：%v，未发布任何结果", "the ledger does not balance: %v; nothing was published", err),
			land.Textf("这是程序错误，请连同日志报告；上一次的成果未动", "this is a fault of the program: report it with the log; the last results are untouched"), err)
	}
	if err := n.tonight.WriteLedger(n.ledger); err != nil {
		return err
	}
	return n.finishRun()
}
