package store_test

import (
	"testing"

	"jiyue/pipeline/store"
)

// Every run has the text of its set, and of equal texts that follow one another the
// store has one.
func TestTextOfASetIsKeptOnce(t *testing.T) {
	dir := t.TempDir()
	texts := []string{"one", "one", "", "one", "two", "one", "one"} // "" of a built-in set
	for _, text := range texts {
		tonight, err := store.Create(dir, options)
		must(t, err)
		defer tonight.Discard()
		n := demoNight()
		n.writeLand(t, tonight)
		set := store.IndicatorSet{Name: "ours", Text: text}
		if text != "" {
			set.Path = "ours.yaml"
		}
		must(t, tonight.WriteIndicatorSet(set))
		n.writeResults(t, tonight)
		must(t, tonight.Publish())
	}
	s := open(t, dir)
	for i, text := range texts {
		if set, err := s.IndicatorSet(int64(i + 1)); err != nil || set.Text != text {
			t.Errorf("run %d: %q, want %q; %v", i+1, set.Text, text, err)
		}
	}
	// The last night's text goes when the next one comes.
	if got, want := sqliteSays(t, store.PathIn(dir), "SELECT group_concat(run_id) FROM indicator_set WHERE text <> ''"), "4,5,6,7"; got != want {
		t.Errorf("texts stand in the runs %s, want %s", got, want)
	}
}
