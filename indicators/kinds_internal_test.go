package indicators

import (
	"testing"

	"pgregory.net/rapid"
)

// A table of kinds finds what a map finds: codes of every length, many alike,
// more than there are places at first.
func TestKindsAreAMap(t *testing.T) {
	code := rapid.StringMatching(`[0-1]?|060[1-4]|[A-B][1-2]|gbt21010-20[1-2]7|已建成|在建`)
	rapid.Check(t, func(t *rapid.T) {
		var table kinds
		known := map[classKey]*bucket{}
		for range rapid.IntRange(1, 120).Draw(t, "pieces") {
			key := classKey{code.Draw(t, "land use"), code.Draw(t, "scheme"), code.Draw(t, "status"), code.Draw(t, "built"), code.Draw(t, "supply"), code.Draw(t, "high-tech")}
			got, place := table.find(&key)
			if got != known[key] {
				t.Fatalf("%v: %p, the map has %p", key, got, known[key])
			}
			if got == nil {
				known[key] = &bucket{class: key}
				table.put(known[key], place)
			}
		}
		for key, b := range known {
			if got, _ := table.find(&key); got != b {
				t.Fatalf("%v is lost", key)
			}
		}
	})
}

// Kinds of land as sources have them, which differ in a digit, hardly meet.
func TestKindsAreScattered(t *testing.T) {
	seen := map[uint64]bool{}
	n := 0
	for _, status := range append(statuses, "") {
		for a := range 14 {
			for b := range 10 {
				landUse := string([]byte{'0' + byte(a/10), '0' + byte(a%10), '0', '0' + byte(b)})
				key := classKey{landUse: landUse, scheme: "gbt21010-2017", status: status}
				seen[key.hash()&4095] = true
				n++
			}
		}
	}
	if len(seen) < n*8/10 { // of 840 in 4096 places at random some 760 differ
		t.Errorf("%d kinds fall on %d places of 4096", n, len(seen))
	}
}
