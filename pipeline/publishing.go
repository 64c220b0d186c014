package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"jiyue/pipeline/land"
	"jiyue/pipeline/report"
	"jiyue/pipeline/store"
)

// report writes the documents beside the store, to be published with it.
func (n *night) report(context.Context) error {
	names, err := report.Write(n.tonight.Read(), n.reportOptions(), n.tonight.Staged)
	for _, name := range names {
		n.summary.Files = append(n.summary.Files, filepath.Join(n.cfg.Output, name))
	}
	return n.tonight.StagedFailure(err)
}

// reportOptions are the settings of the configuration for the documents.
func (n *night) reportOptions() report.Options {
	r := &n.cfg.Report
	return report.Options{Lang: n.options.Lang, ParkMaps: r.ParkMaps, FiledParks: r.FiledParks,
		ListedFindings: r.ListedFindings, ListedParcels: r.ListedParcels, ParkFindings: r.ParkFindings, Wording: r.Wording}
}

// noteOldReports says which documents in the output folder will be of an
// earlier run than the store beside them.
func (n *night) noteOldReports() {
	for _, name := range []string{report.HTMLName, report.DOCXName, report.XLSXName} {
		if _, err := os.Stat(filepath.Join(n.cfg.Output, name)); err == nil {
			n.observer.Remark(land.Textf("本次不编制报告，%s 仍是以前运行的；用 jiyue report 重新编制",
				"no documents are written: %s stays that of an earlier run; write it again with jiyue report", name))
		}
	}
}

// reprint takes the lock and writes the documents of the published store.
func (n *night) reprint(ctx context.Context) error {
	var err error
	if n.tonight, err = store.Reprint(n.cfg.Output, n.storeOptions()); err != nil {
		return err
	}
	n.passOnRemarks()
	if n.run, err = n.tonight.Read().LastRun(); err != nil {
		return err
	}
	if err := errors.Join(n.recallTotal(), n.recallFindings()); err != nil {
		return err
	}
	return n.report(ctx)
}

// publish makes tonight's results the results.
func (n *night) publish(context.Context) error {
	if err := n.seal(); err != nil {
		return err
	}
	err := n.tonight.Publish()
	var partial *store.Partial
	if err != nil && !errors.As(err, &partial) {
		return err
	}
	n.summary.Published = true
	if partial != nil {
		n.admitPartial(partial)
	}
	return nil
}

// admitPartial says what of the publication failed. The results are out, so
// that it is a finding like those of the data and not a failed run.
func (n *night) admitPartial(p *store.Partial) {
	n.observer.Remark(p.Text())
	left := p.Left
	if len(left) == 0 {
		left = []string{store.FileName}
	}
	for _, name := range left {
		path := filepath.Join(n.cfg.Output, name)
		n.summary.Files = slices.DeleteFunc(n.summary.Files, func(f string) bool { return f == path })
		n.findings.Add(land.Finding{Code: land.PublishedInPart, Source: path, Found: p.Cause()})
	}
}
