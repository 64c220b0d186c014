package pipeline

import (
	"testing"

	"jiyue/pipeline/config"
)

// How many runs the configuration keeps is what the store is told to keep.
func TestKeepRunsReachesTheStore(t *testing.T) {
	if o := newNight(&config.Config{KeepRuns: 400}, Options{}).storeOptions(); o.KeepRuns != 400 {
		t.Errorf("the store is to keep %d runs, not 400", o.KeepRuns)
	}
}
