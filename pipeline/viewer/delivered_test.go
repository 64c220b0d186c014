package viewer_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// fakeFile has the parcels of writeLand as they might have been delivered, and
// some more that no extent has: 77 lies outside, 78 and 79 were rejected.
type fakeFile struct{}

func (fakeFile) Rings(record int) ([]orb.Ring, error) {
	if record != 8 && record != 9 {
		return nil, errors.New("not asked for")
	}
	return square(-200, 0, 400)[0], nil
}

func (fakeFile) Meeting(_ orb.Bound, visit func(int, []orb.Ring) bool) error {
	for _, record := range []int{7, 8, 77, 78, 79} {
		if !visit(record, square(1100, 0, 50)[0]) {
			break
		}
	}
	return nil
}

// deliveredFrom asks for outlines as delivered.
func deliveredFrom(t *testing.T, address string, source func(store.SourceFile, string) (viewer.Outlines, error)) (classes, missing []string, code int) {
	t.Helper()
	s := newSite(t)
	s.handler = viewer.Handler(store.PathIn(s.dir), viewer.Options{Delivered: source})
	w := s.ask("GET", address)
	var answer struct {
		Shapes  []struct{ Key, Class, Title, Path string }
		Missing []string
	}
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
	}
	for _, shape := range answer.Shapes {
		classes = append(classes, shape.Key+" "+shape.Class)
	}
	return classes, answer.Missing, w.Code
}

// TestDelivered: the parcels that an extent cuts come as they were delivered,
// those around it when asked for, and what can't be had is said.
func TestDelivered(t *testing.T) {
	good := func(file store.SourceFile, _ string) (viewer.Outlines, error) {
		if file.Path != hostile+".shp" {
			return nil, errors.New("not a parcel file")
		}
		return fakeFile{}, nil
	}
	fails := func(err error) func(store.SourceFile, string) (viewer.Outlines, error) {
		return func(store.SourceFile, string) (viewer.Outlines, error) { return nil, err }
	}
	for _, c := range []struct {
		name, address string
		source        func(store.SourceFile, string) (viewer.Outlines, error)
		want          []string
		missing       string
		code          int
	}{
		{"cut", "/park/S147062/delivered?extent=approved", good, []string{"2.8 was-cut", "2.9 was-cut"}, "", 200},
		{"and around", "/park/S147062/delivered?extent=approved&around=1", good, []string{"2.8 was-cut", "2.9 was-cut", "2.77 outside", "2.78 rejected", "2.79 rejected"}, "", 200},
		{"and rejected", "/park/S147062/delivered?extent=approved&rejected=1", good, []string{"2.8 was-cut", "2.9 was-cut", "2.78 rejected", "2.79 rejected"}, "", 200},
		{"gone", "/park/S147062/delivered?extent=approved&lang=en", fails(fs.ErrNotExist), nil, "no longer at hand", 200},
		{"another", "/park/S147062/delivered?extent=approved", fails(errors.New("hash")), nil, "文件与运行时读入的不同", 200},
		{"not looked for", "/park/S147062/delivered?extent=approved", nil, nil, "未读取源文件", 200},
		{"no such extent", "/park/S147062/delivered?extent=x", good, nil, "", 404},
		{"no such park", "/park/x/delivered?extent=approved", good, nil, "", 404},
	} {
		classes, missing, code := deliveredFrom(t, c.address, c.source)
		if code != c.code || !slices.Equal(classes, c.want) || (c.missing == "") != (len(missing) == 0) || !strings.Contains(strings.Join(missing, ""), c.missing) {
			t.Errorf("%s: %d %q, missing %q", c.name, code, classes, missing)
		}
	}
}

// An exported page has the outlines in it, or says why not.
func TestExportHasOutlinesAsDelivered(t *testing.T) {
	s := newSite(t)
	for name, want := range map[string]string{"with": `class="was-cut"`, "without": "未读取源文件"} {
		o := viewer.Options{}
		if name == "with" {
			o.Delivered = func(store.SourceFile, string) (viewer.Outlines, error) { return fakeFile{}, nil }
		}
		folder := filepath.Join(t.TempDir(), name)
		if _, err := viewer.Export(store.PathIn(s.dir), folder, []string{"S147062"}, o); err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(filepath.Join(folder, "park-1-S147062-approved.zh.html"))
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%s files: the page lacks %q, %v", name, want, err)
		}
	}
}
