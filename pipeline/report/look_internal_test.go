package report

import (
	"os"
	"path/filepath"
	"testing"

	"jiyue/pipeline/land"
)

// TestLook writes the sample's documents into the folder that JIYUE_LOOK
// names, for a person to look at.
func TestLook(t *testing.T) {
	dir := os.Getenv("JIYUE_LOOK")
	if dir == "" {
		t.Skip("set JIYUE_LOOK to a folder to write the sample's documents there")
	}
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		m, err := compose(sample(9, 20), Options{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		for _, document := range documents {
			if err := writeFile(filepath.Join(dir, string(lang)+"-"+document.name), m, document.print); err != nil {
				t.Fatal(err)
			}
		}
	}
}
