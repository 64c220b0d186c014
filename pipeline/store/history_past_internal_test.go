package store

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"jiyue/pipeline/land"
)

// metricNight is a night ready to be published, with one metric.
func metricNight(t *testing.T, dir string, value float64) *Tonight {
	t.Helper()
	night, err := Create(dir, Options{Lang: land.EN})
	check(t, err)
	t.Cleanup(func() { night.Discard() })
	run, err := night.Begin(Run{})
	check(t, err)
	check(t, night.WriteMetrics([]Metric{{ParkCode: "S1", ExtentKind: "approved", Indicator: "output", Value: &value, Note: fmt.Sprint("remark of run ", run.ID)}}))
	check(t, night.Finish(run))
	return night
}

// A past that does not read back as it was laid is not published.
func TestBrokenPastIsNotPublished(t *testing.T) {
	for name, damage := range map[string]func(*testing.T, *Tonight){
		"a text":       replaced("remark of run 1", "remark of run 9"),
		"a row gone":   sqlSays("DELETE FROM metric_past_span WHERE id = 1000000001"),
		"a row more":   sqlSays("INSERT INTO metric_past_span SELECT id + 1, first_run, last_run, position, park_code, extent_kind, indicator, value, unit, numerator, denominator, note FROM metric_past_span WHERE id = 1000000001"),
		"no damage":    func(*testing.T, *Tonight) {},
		"another past": sqlSays("UPDATE metric_past_span SET value = 7 WHERE id = 1000000001"),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for run := range 3 {
				check(t, metricNight(t, dir, float64(run)).Publish())
			}
			night, err := Create(dir, Options{Lang: land.EN})
			check(t, err)
			defer night.Discard()
			damage(t, night)
			run, err := night.Begin(Run{})
			check(t, err)
			err = night.Finish(run)
			if err == nil {
				err = night.Publish()
			}
			if broken := name != "no damage"; errors.Is(err, errProof) != broken || err != nil && !broken {
				t.Errorf("published: %v", err)
			}
		})
	}
}

// Rows go from spans to the past as they are: the tables have the same columns.
func TestPastHasTheColumnsOfTheSpans(t *testing.T) {
	w := newLayerFile(t, t.TempDir())
	defer w.close()
	for _, s := range spanTables {
		now, err := w.columns("main", s.table())
		check(t, err)
		past, err := w.columns("main", s.past())
		check(t, err)
		if !slices.Equal(now, past) || now[lastRunColumn] != "last_run" {
			t.Errorf("%s has %v, %s has %v", s.table(), now, s.past(), past)
		}
	}
}

// Documents for which there is no room say what to do, and whether anything was
// published; what is not the disk's fault stays as it is.
func TestStagedFailure(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "report.html", Err: syscall.ENOSPC}
	other := errors.New("no such template")
	for name, c := range map[string]struct {
		night *Tonight
		try   string
	}{
		"of a night":   {&Tonight{dir: "out", w: &writer{}}, "jiyue run --no-report publishes the store alone"},
		"of a reprint": {&Tonight{dir: "out"}, "run jiyue report again; the store is as it was"},
	} {
		f, is := land.AsFailure(c.night.StagedFailure(fmt.Errorf("report: %w", full)))
		if !is || f.What.EN != "the documents could not be written: the disk is full" || !strings.Contains(f.Try.EN, c.try) || !errors.Is(f, full) {
			t.Errorf("%s: %+v", name, f)
		}
		if err := c.night.StagedFailure(other); err != other {
			t.Errorf("%s: %v", name, err)
		}
	}
}
