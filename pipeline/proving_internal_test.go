package pipeline

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// TestInOrder: results come in the order of the numbers however long each
// takes, no more than the jobs at once; the first error in that order is told.
func TestInOrder(t *testing.T) {
	const n, jobs = 30, 3
	var atOnce, most atomic.Int64
	work := func(i int) (int, error) {
		now := atOnce.Add(1)
		defer atOnce.Add(-1)
		for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
		}
		time.Sleep(time.Duration((n-i)%7) * 100 * time.Microsecond)
		return i, nil
	}
	var got, want []int
	for i := range n {
		want = append(want, i)
	}
	if err := inOrder(context.Background(), jobs, n, work, func(i int) { got = append(got, i) }); err != nil || !slices.Equal(got, want) {
		t.Errorf("took %v, %v", got, err)
	}
	if most.Load() > jobs {
		t.Errorf("%d at once, want %d at most", most.Load(), jobs)
	}

	late, early := errors.New("late"), errors.New("early")
	failing := func(i int) (int, error) {
		switch i {
		case 4:
			time.Sleep(time.Millisecond)
			return 0, early
		case 5:
			return 0, late
		}
		return i, nil
	}
	got = nil
	if err := inOrder(context.Background(), jobs, n, failing, func(i int) { got = append(got, i) }); err != early || len(got) != 4 {
		t.Errorf("took %v, then %v; want four, then %v", got, err, early)
	}
}

// TestInOrderEndsWithItsContext: what is under way is waited for, nothing more
// is begun.
func TestInOrderEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	begun := 0
	err := inOrder(ctx, 1, 1000, func(i int) (int, error) {
		begun++
		if i == 2 {
			stop()
		}
		return i, nil
	}, func(int) {})
	if !errors.Is(err, context.Canceled) || begun > 5 {
		t.Errorf("%d begun, then %v", begun, err)
	}
}
