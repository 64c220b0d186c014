package pipeline_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed says which packages of the project a package may import: the arrows
// of the house, all pointing down. A package that is not listed may import
// nothing of the project.
var allowed = map[string][]string{
	"cmd/jiyue": {"indicators", "pipeline", "pipeline/checklist", "pipeline/config", "pipeline/diff", "pipeline/land", "pipeline/score", "pipeline/scout", "pipeline/store", "pipeline/viewer", "pipeline/wording"},
	"pipeline": {"indicators", "indicators/performance", "pipeline/clip", "pipeline/config", "pipeline/ingest", "pipeline/land",
		"pipeline/measure", "pipeline/report", "pipeline/score", "pipeline/store", "pipeline/topology"},
	"pipeline/config":    {"pipeline/land", "pipeline/wording"},
	"pipeline/wording":   {"pipeline/land"},
	"pipeline/cause":     {"geo/crs", "geo/features", "geo/shapefile", "pipeline/land"},
	"pipeline/ingest":    {"geo", "geo/corners", "geo/crs", "geo/features", "geo/index", "geo/overlay", "geo/shapefile", "pipeline/cause", "pipeline/config", "pipeline/land", "pipeline/table"},
	"pipeline/table":     {"geo/shapefile"},
	"pipeline/scout":     {"geo", "geo/corners", "geo/crs", "geo/features", "geo/shapefile", "indicators", "pipeline/cause", "pipeline/config", "pipeline/land", "pipeline/table"},
	"pipeline/checklist": {"pipeline/land"},
	"pipeline/clip":      {"geo", "geo/index", "geo/overlay", "pipeline/land"},
	"pipeline/topology":  {"geo", "geo/index", "geo/overlay", "pipeline/land"},
	"pipeline/measure":   {"indicators", "pipeline/land"},
	"pipeline/store":     {"indicators", "pipeline/land", "pipeline/store/pages"},
	"pipeline/score":     {"indicators", "indicators/performance", "pipeline/land", "pipeline/store"},
	"pipeline/diff":      {"indicators", "pipeline/land", "pipeline/score", "pipeline/store"},
	"pipeline/report":    {"indicators", "indicators/performance", "pipeline/diff", "pipeline/land", "pipeline/store", "pipeline/wording"},
	"pipeline/viewer":    {"indicators", "pipeline/land", "pipeline/score", "pipeline/store"},
	"geo":                {"geo/index"},
	"geo/overlay":        {"geo", "geo/index"},
	"geo/crs":            {"geo"},
	"geo/features":       {},
	"geo/corners":        {"geo", "geo/crs"},
	"geo/shapefile":      {"geo"},

	"indicators":             {"indicators/intensity"},
	"indicators/performance": {"indicators"},

	"fixtures/generate":    {"geo", "geo/crs", "geo/shapefile"},
	"fixtures/peers/pairs": {"geo", "geo/overlay", "geo/overlay/pairs"},
}

// doors says which package alone imports a library. orb is vocabulary.
var doors = map[string][]string{
	"github.com/twpayne/go-geom":        {"pipeline/store"},
	"github.com/jonas-p/go-shp":         {"geo/shapefile"},
	"github.com/mattn/go-sqlite3":       {"pipeline/store"},
	"github.com/schollz/progressbar/v3": {"cmd/jiyue"},
	"github.com/spf13/cobra":            {"cmd/jiyue"},
	"github.com/goccy/go-yaml":          {"pipeline/config", "indicators"},
	"github.com/expr-lang/expr":         {"indicators"},
	"github.com/shopspring/decimal":     {"indicators", "pipeline/report"},
	"github.com/xuri/excelize/v2":       {"pipeline/table", "pipeline/report", "fixtures/generate"}, // one for reading, one for writing, one for making the fixtures
	"golang.org/x/text":                 {"geo/shapefile"},
	"golang.org/x/sys":                  {"pipeline/store"},
	"golang.org/x/term":                 {"cmd/jiyue"},
	"github.com/paulmach/orb":           nil,
}

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath string
	Module     *struct{ Path string }
	Imports    []string
	GoFiles    []string
	Doc        string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Module,Imports,GoFiles,Doc", "jiyue/...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			list = append(list, p)
		}
	}
}

func TestArrowsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "jiyue/")
		for _, imported := range p.Imports {
			if inner, ours := strings.CutPrefix(imported, "jiyue/"); ours && !slices.Contains(allowed[name], inner) {
				t.Errorf("%s imports %s, which the house does not allow: see DESIGN's imports and the table `allowed`", name, inner)
			}
		}
	}
}

func TestEachLibraryHasOneDoor(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "jiyue/")
		for _, imported := range p.Imports {
			library, owners, known := doorOf(imported)
			switch {
			case !strings.Contains(strings.Split(imported, "/")[0], "."):
				continue // the standard library, or our own
			case !known:
				t.Errorf("%s imports %s, which no door lists", name, imported)
			case owners != nil && !slices.Contains(owners, name):
				t.Errorf("%s imports %s: the door to %s is %v", name, imported, library, owners)
			}
		}
	}
}

func doorOf(imported string) (library string, owners []string, known bool) {
	for library, owners := range doors {
		if imported == library || strings.HasPrefix(imported, library+"/") {
			return library, owners, true
		}
	}
	return "", nil, false
}

func TestEveryPackageHasADoorPlate(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}
