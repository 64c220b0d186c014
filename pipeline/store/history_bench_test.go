package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// countyNight has what a night of 500 parks keeps of its figures: 33 metrics,
// 45 totals, 15 nodes of the tree, 5 accounts and a conclusion of each.
func countyNight() (night, []store.Evaluation) {
	n := benchNight(1000, 17)
	n.totals, n.metrics, n.scores = nil, nil, nil
	var conclusions []store.Evaluation
	for i := range 500 {
		park := fmt.Sprintf("S%06d", i)
		for k := range 45 {
			n.totals = append(n.totals, store.Total{ParkCode: park, ExtentKind: "approved", Name: fmt.Sprintf("aggregate_%d", k), Value: p(float64(i) + 0.1), Unit: "m2"})
		}
		for k := range 33 {
			n.metrics = append(n.metrics, store.Metric{ParkCode: park, ExtentKind: "approved", Indicator: fmt.Sprintf("indicator_%d", k), Value: p(float64(k) + 0.1),
				Numerator: p(float64(i) + 0.7), Denominator: p(float64(i) + 0.3), Unit: "%"})
		}
		for k := range 15 {
			n.scores = append(n.scores, store.Score{ParkCode: park, ExtentKind: "approved", Node: fmt.Sprintf("node_%d", k), NameZH: "土地利用程度", NameEN: "degree of use", Score: p(float64(k) + 0.1)})
		}
		conclusions = append(conclusions, store.Evaluation{ParkCode: park, ExtentKind: "approved", ZoneScore: p(80.5), Grade: "I"})
		n.ledger.Parks = append(n.ledger.Parks, land.ParkLedger{ParkCode: park, Kind: land.Approved})
	}
	return n, conclusions
}

// publishCounty publishes a countyNight, sealed as nights are.
func publishCounty(t testing.TB, dir string) {
	t.Helper()
	n, conclusions := countyNight()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n.writeLand(t, tonight)
	must(t, tonight.WriteEvaluations(conclusions))
	n.writeResults(t, tonight)
	tonight.Seal(json.RawMessage("{}"), "")
	must(t, tonight.Publish())
}

// age gives a store of one night a history of so many, in each of which one
// park in so many had other figures than in the night before.
func age(t testing.TB, path string, nights, oneIn int) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	do := func(statement string, args ...any) {
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatal(statement, err)
		}
	}
	do("PRAGMA journal_mode = OFF")
	do("PRAGMA synchronous = OFF")
	do("BEGIN")
	do("CREATE TEMP TABLE night AS WITH RECURSIVE n(run_id) AS (SELECT 1 UNION ALL SELECT run_id + 1 FROM n WHERE run_id < ?) SELECT run_id FROM n", nights)
	run := columnsOf(t, db, "run", "run_id", "land_run")
	do("UPDATE run SET run_id = ?1, land_run = ?1", nights)
	do("INSERT INTO run (run_id, land_run, "+run+") SELECT n.run_id, n.run_id, "+run+" FROM run r, temp.night n WHERE n.run_id < ?", nights)
	for _, table := range []string{"total_span", "metric_span", "score_span", "evaluation_span", "ledger_span"} {
		do("UPDATE "+table+" SET first_run = ?1, last_run = ?1", nights)
		columns := columnsOf(t, db, table, "id", "first_run", "last_run")
		// A row ends in every oneIn-th night, those of different parks in different ones.
		park := "abs(unicode(substr(park_code, -1)) * 7 + unicode(substr(park_code, -2)) * 31 + unicode(substr(park_code, -3)) * 53)"
		if table == "ledger_span" {
			park = "abs(unicode(substr(name, -1)) * 7 + unicode(substr(name, -2)) * 31 + unicode(substr(name, -3)) * 53)"
		}
		do(fmt.Sprintf(`WITH ended AS (SELECT s.*, n.run_id * ?1 - %[3]s %% ?1 AS night FROM %[1]s s CROSS JOIN temp.night n
				WHERE s.first_run = ?2 AND n.run_id <= ?2 / ?1)
			INSERT INTO %[1]s (first_run, last_run, %[2]s) SELECT max(1, night - ?1 + 1), night, %[2]s FROM ended
			WHERE night BETWEEN 1 AND ?2 - 2 ORDER BY night, id`, table, columns, park), oneIn, nights)
		// What stands still, and the last night anew.
		do(fmt.Sprintf(`INSERT INTO %s (first_run, last_run, %s) SELECT max(1, ?2 - ?1), ?2 - 1, %[2]s FROM %[1]s WHERE first_run = ?2`, table, columns), oneIn, nights)
	}
	do("COMMIT")
}

// columnsOf lists the columns of a table but for some.
func columnsOf(t testing.TB, db *sql.DB, table string, but ...string) string {
	t.Helper()
	query := "SELECT group_concat(name, ', ') FROM pragma_table_info(?) WHERE name NOT IN (?, ?, ?)"
	for len(but) < 3 {
		but = append(but, "")
	}
	var list string
	must(t, db.QueryRow(query, table, but[0], but[1], but[2]).Scan(&list))
	return list
}

// BenchmarkHistory is what writing a night of 500 parks costs from Create to
// Publish, with a history of so many nights to carry over; the first line is one
// without.
func BenchmarkHistory(b *testing.B) {
	for _, c := range []struct{ nights, oneIn int }{{1, 0}, {365, 100}, {3650, 1000}, {3650, 100}} {
		b.Run(fmt.Sprintf("nights=%d,one_park_in=%d", c.nights, c.oneIn), func(b *testing.B) {
			dir := b.TempDir()
			publishCounty(b, dir)
			if c.nights > 1 {
				age(b, store.PathIn(dir), c.nights, c.oneIn)
				publishCounty(b, dir) // moves the past to where a night has it
				publishCounty(b, dir)
			}
			b.ResetTimer()
			cpu := -processorSeconds()
			begun := time.Now()
			for range b.N {
				publishCounty(b, dir)
			}
			b.ReportMetric((cpu+processorSeconds())/float64(b.N), "cpu-s/night")
			b.ReportMetric(time.Since(begun).Seconds()/float64(b.N), "s/night")
			info, err := os.Stat(store.PathIn(dir))
			must(b, err)
			b.ReportMetric(float64(info.Size())/1e6, "MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}
