package wording_test

import (
	"os"
	"strings"
	"testing"

	"jiyue/pipeline/wording"
)

// The page on the report names every paragraph and every figure.
func TestPageNamesEverything(t *testing.T) {
	text, err := os.ReadFile("../../docs/report.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for _, key := range wording.Keys {
		if !strings.Contains(page, "`"+key+"`") {
			t.Errorf("docs/report.md lacks the paragraph %s", key)
		}
		for _, n := range wording.Names(key) {
			if !strings.Contains(page, "`"+n.Key+"` "+n.ZH) {
				t.Errorf("docs/report.md lacks the figure %s %s", n.Key, n.ZH)
			}
		}
	}
}
