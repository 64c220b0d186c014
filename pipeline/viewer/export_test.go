package viewer_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// TestExport: the folder needs nothing beside itself; every link of every page
// leads to a file of it, hostile names stay texts and leave no trace in names.
func TestExport(t *testing.T) {
	s := newSite(t)
	publishWith(t, s.dir, "大宁经济开发区", 0.75)
	publishWith(t, s.dir, "大宁经济开发区", 0.8)
	dir := filepath.Join(t.TempDir(), "pages")
	pages, err := viewer.Export(store.PathIn(s.dir), dir, nil, viewer.Options{Version: "1"})
	must(t, err)
	link := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	seen := 0
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		seen++
		text, err := os.ReadFile(path)
		must(t, err)
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			file, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if file == "" {
				continue
			}
			if _, err := os.Stat(filepath.Join(dir, file)); err != nil || strings.Contains(file, "..") || strings.HasPrefix(file, "/") {
				t.Errorf("%s links to %q", filepath.Base(path), file)
			}
		}
		if strings.Contains(string(text), `<script>alert`) || strings.Contains(string(text), "<form") {
			t.Errorf("%s has markup of a name, or a form", path)
		}
		return nil
	}))
	if seen != pages {
		t.Errorf("%d pages, said %d", seen, pages)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.html"))
	must(t, err)
	if !strings.Contains(string(index), `href="park-1-S147062-approved.zh.html"`) || !strings.Contains(string(index), `href="index.en.html"`) {
		t.Errorf("index.html: %s", index)
	}
	// Every page that serve shows: each figure of each extent, each run compared with the one before.
	for file, has := range map[string]string{
		"park-1-S147062-approved-population_density.zh.html": "1,440", "park-1-S147062-managed-land_area.en.html": "no land",
		"changes-2-3.en.html": `data-v="0.75">0.7500<`, "changes-1-2.zh.html": `data-v="0.75">0.7500<`,
		"changes.en.html":                 `href="changes-1-2.en.html"`,
		"park-1-S147062-approved.zh.html": `href="park-1-S147062-approved-population_density.zh.html"`,
	} {
		if text, err := os.ReadFile(filepath.Join(dir, file)); err != nil || !strings.Contains(string(text), has) {
			t.Errorf("%s lacks %q: %v", file, has, err)
		}
	}
	if _, err := viewer.Export(store.PathIn(s.dir), dir, nil, viewer.Options{}); err == nil {
		t.Error("a folder with files in it was written over")
	}
	if _, err := viewer.Export(store.PathIn(s.dir), t.TempDir(), []string{"NOPARK"}, viewer.Options{}); err == nil {
		t.Error("a park that is not there was exported")
	} else if f, told := land.AsFailure(err); !told || f.Kind != land.Usage {
		t.Errorf("an unknown park is no matter of usage: %v", err)
	}
}
