package pipeline

import (
	"context"
	"os"
	"strings"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// TestUnbalancedLedgerPublishesNothing loses a square metre between clip and
// ledger: the run fails, says so, and leaves the folder as it was.
func TestUnbalancedLedgerPublishesNothing(t *testing.T) {
	cfg, err := config.Load("../fixtures/daning/jiyue.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Output = t.TempDir()
	n := newNight(cfg, Options{Lang: land.EN})
	stages := n.evaluation()
	honest := stages[1].run
	stages[1].run = func(ctx context.Context) error {
		err := honest(ctx)
		for i := range n.ledger.Sources {
			if n.ledger.Sources[i].Path != "" {
				n.ledger.Sources[i].Outside.AreaM2.Add(-1)
				break
			}
		}
		return err
	}
	_, err = n.through(context.Background(), append(stages, stage{StagePublish, nil, n.publish})...)
	failure, ok := land.AsFailure(err)
	if !ok || failure.Kind != land.Broken || !strings.Contains(failure.Line(land.EN), "the ledger does not balance") ||
		!strings.Contains(failure.Line(land.EN), "parcels_north.shp") {
		t.Errorf("got %v", err)
	}
	entries, err := os.ReadDir(cfg.Output)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != ".jiyue.lock" {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}
