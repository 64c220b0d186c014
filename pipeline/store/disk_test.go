//go:build linux

package store_test

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"jiyue/pipeline/store"
)

// A disk that fills up, as a limit on the size of files: the night fails with a
// word about the disk, and the old store stays to the byte.
func TestFullDisk(t *testing.T) {
	const whole = 2200 // blocks of 1 024 bytes that the night takes, a little less
	for trial := range faults(4) {
		blocks := strconv.Itoa(100 + trial*(whole-100)/faults(4))
		t.Run(blocks, func(t *testing.T) {
			dir := t.TempDir()
			n := demoNight()
			n.publish(t, dir)
			before, err := os.ReadFile(store.PathIn(dir))
			must(t, err)
			child := exec.Command(program(t, "bash"), "-c", "ulimit -f "+blocks+"; trap '' XFSZ; exec "+os.Args[0])
			child.Env = append(os.Environ(), childFolder+"="+dir)
			out, err := child.Output()
			if err == nil || !strings.Contains(string(out), "cannot write in the output folder: ") {
				t.Fatalf("%v:\n%s", err, out)
			}
			after, err := os.ReadFile(store.PathIn(dir))
			must(t, err)
			if !bytes.Equal(before, after) {
				t.Error("the old store has changed")
			}
			checkWhole(t, dir, before)
		})
	}
}
