package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// remarks is an observer that keeps what it is told.
type remarks struct {
	silent
	said []string
}

func (r *remarks) Remark(what land.Text) { r.said = append(r.said, what.EN) }

// A report that could not be replaced is said, named as an error finding (exit
// code 3) and not listed among the files; the store counts as published.
func TestPartialPublicationIsAFinding(t *testing.T) {
	watcher := &remarks{}
	n := newNight(&config.Config{Output: "out"}, Options{Observer: watcher})
	n.summary.Files = []string{filepath.Join("out", "report.docx"), filepath.Join("out", "report.html")}
	n.admitPartial(&store.Partial{Placed: []string{store.FileName, "report.docx"}, Left: []string{"report.html"}, Err: os.ErrPermission})
	s := n.summarize()
	if !s.Faulty() || !slices.Equal(s.Files, []string{filepath.Join("out", "report.docx")}) {
		t.Errorf("faulty %v, files %v", s.Faulty(), s.Files)
	}
	f := s.Findings.List()
	if len(f) != 1 || f[0].Code != land.PublishedInPart || f[0].Source != filepath.Join("out", "report.html") || !strings.Contains(f[0].Found, "permission") {
		t.Errorf("%+v", f)
	}
	if len(watcher.said) != 1 || !strings.Contains(watcher.said[0], "jiyue.gpkg, report.docx; not replaced, still the old file: report.html") {
		t.Errorf("%q", watcher.said)
	}
}
