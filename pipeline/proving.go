package pipeline

import (
	"context"
	"errors"
	"sync"

	"jiyue/pipeline/land"
)

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

// closeLedger writes the store's side of the ledger, demands its balance and
// completes the run's record.
func (n *night) closeLedger(context.Context) error {
	tallies, err := n.tonight.StoredTallies()
	if err != nil {
		return err
	}
	for i := range n.ledger.Parks {
		n.ledger.Parks[i].Stored, n.ledger.Parks[i].Closing = tallies[i], n.closings[i]
	}
	if err := n.ledger.Balance(); err != nil {
		return land.Fail(land.Broken, n.cfg.Path, land.Textf(
			"台账不平：%v，未发布任何结果", "the ledger does not balance: %v; nothing was published", err),
			land.Textf("这是程序错误，请连同日志报告；上一次的成果未动", "this is a fault of the program: report it with the log; the last results are untouched"), err)
	}
	if err := errors.Join(n.tonight.WriteLedger(n.ledger), n.tonight.WriteClosings(n.closings)); err != nil {
		return err
	}
	return n.finishRun()
}
