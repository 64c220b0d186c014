package config_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

const formatsPage = "../../docs/formats.md"

// TestFormatsPageLoads: the example of docs/formats.md is a configuration.
func TestFormatsPageLoads(t *testing.T) {
	page, err := os.ReadFile(formatsPage)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	example, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the page has no example")
	}
	dir := t.TempDir()
	for _, name := range []string{"名录.xlsx", "四至.csv", "经纬度.csv", "四至范围.csv", "勘界/a.txt", "parcels.shp"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := example + "parcels:\n  - {path: parcels.shp, fields: {id: DKBH}}\n"
	if err := os.WriteFile(filepath.Join(dir, "jiyue.yaml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Parks) != 5 {
		t.Errorf("%d park sources", len(cfg.Parks))
	}
}

// TestFormatsPageCodes: the codes that the page names exist.
func TestFormatsPageCodes(t *testing.T) {
	page, err := os.ReadFile(formatsPage)
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, c := range land.Codes() {
		known = append(known, string(c))
	}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 {
			continue
		}
		for _, code := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(cells[2], -1) {
			if !slices.Contains(known, code[1]) {
				t.Errorf("the page names a code %s, which there is not", code[1])
			}
		}
	}
}

// TestFolders: a path may name a folder, and layers of one file are two sources.
func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"in/b.geojson", "in/a.shp", "in/a.dbf", "in/notes.txt", "in/c.csv", "d.zip"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := "parks:\n  - {path: in/c.csv, fields: {code: A}}\nparcels:\n  - {path: in, fields: {id: B}}\n  - {path: d.zip, layer: x, fields: {id: B}}\n  - {path: d.zip, layer: y, fields: {id: B}}\n"
	if err := os.WriteFile(filepath.Join(dir, "jiyue.yaml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Replace(text, ", layer: y", "", 1)
	if err := os.WriteFile(filepath.Join(dir, "whole.yaml"), []byte(whole), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(filepath.Join(dir, "whole.yaml")); err == nil {
		t.Error("a layer and the whole file are two sources")
	}
	var got []string
	for _, p := range cfg.Parcels[0].Paths {
		got = append(got, filepath.Base(p))
	}
	if !slices.Equal(got, []string{"a.shp", "b.geojson"}) || cfg.Parcels[2].Layer != "y" {
		t.Errorf("%v, %+v", got, cfg.Parcels[2])
	}
}
