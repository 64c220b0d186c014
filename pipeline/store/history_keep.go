package store

import (
	"fmt"

	"jiyue/pipeline/land"
)

// keepRuns drops the oldest runs, so that with tonight's there are no more than
// Options.KeepRuns. A land run stays as long as a later run rests on it.
func (t *Tonight) keepRuns() error {
	if t.options.KeepRuns <= 0 {
		return nil
	}
	const kept = "(SELECT run_id, land_run FROM run ORDER BY run_id DESC LIMIT ?)"
	dropped, err := t.w.change("DELETE FROM run WHERE run_id NOT IN (SELECT run_id FROM "+kept+") AND run_id NOT IN (SELECT land_run FROM "+kept+")",
		t.options.KeepRuns-1, t.options.KeepRuns-1)
	if err != nil || dropped == 0 {
		return err
	}
	for _, table := range historyTables {
		if err := t.w.exec("DELETE FROM " + table + " WHERE run_id NOT IN (SELECT run_id FROM run)"); err != nil {
			return fmt.Errorf("history of %s: %w", table, err)
		}
	}
	for _, s := range spanTables {
		if err := t.w.exec("DELETE FROM " + s.table() + " WHERE last_run < coalesce((SELECT min(run_id) FROM run), last_run + 1)"); err != nil {
			return fmt.Errorf("history of %s: %w", s.view, err)
		}
	}
	t.remarks = append(t.remarks, land.Textf("历史保留 %d 次运行：已删去最早的 %d 次", "the history keeps %d runs: the oldest %d were dropped",
		t.options.KeepRuns, dropped))
	return nil
}
