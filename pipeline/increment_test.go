package pipeline_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/geo/shapefile"
	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/store"
)

// plan is the input of one night: a village of a few parks with their parcels.
type plan struct {
	parks   []orb.Ring
	parcels []plot
	extra   string // of the configuration
	version string
}

type plot struct {
	id, use, status string
	outputWan       float64
	ring            orb.Ring
}

// ring is a rectangle near Daning.
func ring(x, y, width, height float64) orb.Ring {
	x, y = x+37_456_000, y+4_036_000
	return orb.Ring{{x, y}, {x, y + height}, {x + width, y + height}, {x + width, y}, {x, y}}
}

const villageRules = `project: {name: village, base_date: 2020-12-31}
parks: [{path: parks.shp, fields: {code: CODE, name: NAME}}]
parcels: [{path: parcels.shp, code_scheme: gbt21010-2017, fields: {id: ID, land_use: USE, status: STATUS, output: OUT}}]
crs: EPSG:4525
status: {built: built, unbuilt: unbuilt, idle: idle}
`

// write puts the input into a folder.
func (p *plan) write(t testing.TB, dir string) {
	t.Helper()
	text := func(name string, width int) shapefile.Field {
		return shapefile.Field{Name: name, Type: 'C', Width: width}
	}
	parks, err := shapefile.Create(filepath.Join(dir, "parks.shp"), []shapefile.Field{text("CODE", 8), text("NAME", 20)}, shapefile.WriterOptions{})
	check(t, err)
	for i, r := range p.parks {
		check(t, parks.Write(orb.MultiPolygon{{r}}, []any{fmt.Sprint("P", i), fmt.Sprint("park ", i)}))
	}
	check(t, parks.Close())
	parcels, err := shapefile.Create(filepath.Join(dir, "parcels.shp"), []shapefile.Field{text("ID", 12), text("USE", 6), text("STATUS", 12), {Name: "OUT", Type: 'N', Width: 14, Decimals: 3}}, shapefile.WriterOptions{})
	check(t, err)
	for _, x := range p.parcels {
		check(t, parcels.Write(orb.MultiPolygon{{x.ring}}, []any{x.id, x.use, x.status, x.outputWan}))
	}
	check(t, parcels.Close())
	check(t, os.WriteFile(filepath.Join(dir, "jiyue.yaml"), []byte(villageRules+p.extra), 0o600))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// village is a night to begin with.
func village(r *rand.Rand) plan {
	p := plan{version: "1"}
	for i := range 4 {
		p.parks = append(p.parks, ring(float64(2000*i), 0, 1000, 1000))
	}
	for i := range 120 {
		p.parcels = append(p.parcels, randomPlot(r, i))
	}
	return p
}

func randomPlot(r *rand.Rand, number int) plot {
	return plot{id: fmt.Sprint("D", number), use: []string{"0601", "0701", "1003"}[r.IntN(3)], status: []string{"built", "unbuilt", "idle"}[r.IntN(3)],
		outputWan: float64(r.IntN(1_000_000)) / 1000, ring: ring(8000*r.Float64()-200, 1200*r.Float64()-200, 20+200*r.Float64(), 20+200*r.Float64())}
}

// changes are what a night may bring.
var nightly = map[string]func(r *rand.Rand, p *plan){
	"nothing": func(*rand.Rand, *plan) {},
	"parcels added": func(r *rand.Rand, p *plan) {
		p.parcels = slices.Insert(p.parcels, r.IntN(len(p.parcels)), randomPlot(r, 1000+r.IntN(1000)), randomPlot(r, 2000+r.IntN(1000)))
	},
	"parcels removed": func(r *rand.Rand, p *plan) {
		i := r.IntN(len(p.parcels) - 3)
		p.parcels = slices.Delete(p.parcels, i, i+3)
	},
	"a parcel moved": func(r *rand.Rand, p *plan) {
		p.parcels[r.IntN(len(p.parcels))].ring = randomPlot(r, 0).ring
	},
	"attributes edited": func(r *rand.Rand, p *plan) {
		for range 5 {
			x := &p.parcels[r.IntN(len(p.parcels))]
			x.outputWan, x.status = float64(r.IntN(1000)), "built"
		}
	},
	"all numbered afresh": func(_ *rand.Rand, p *plan) {
		for i := range p.parcels {
			p.parcels[i].id = "N" + p.parcels[i].id
		}
	},
	"an extent changed": func(r *rand.Rand, p *plan) {
		i := r.IntN(len(p.parks))
		p.parks[i] = ring(float64(2000*i), 0, 800+400*r.Float64(), 1000)
	},
	"an extent added":           func(_ *rand.Rand, p *plan) { p.parks = append(p.parks, ring(float64(2000*len(p.parks)), 0, 900, 900)) },
	"an extent gone":            func(_ *rand.Rand, p *plan) { p.parks = p.parks[:len(p.parks)-1] },
	"the configuration changed": func(r *rand.Rand, p *plan) { p.extra += fmt.Sprintf("# %d\n", r.Int()) },
	"another kind of area":      func(_ *rand.Rand, p *plan) { p.extra += "area: ellipsoidal\n" },
	"another kind of area back": func(_ *rand.Rand, p *plan) { p.extra = strings.ReplaceAll(p.extra, "area: ellipsoidal\n", "") },
	"the program changed":       func(_ *rand.Rand, p *plan) { p.version += "x" },
}

// A night beside an older store is a night in an empty folder: every table is the
// same, byte for byte, but for the history and the tables that say what changed;
// and of those the changes lead from the old pieces to the new ones.
func TestNightBesideAnOlderStoreIsANightOfItsOwn(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	dir, out := t.TempDir(), t.TempDir()
	p := village(r)
	names := []string{"nothing", "nothing"}
	for _, round := range []int{0, 1} {
		for _, name := range slices.Sorted(func(yield func(string) bool) {
			for name := range nightly {
				if !yield(name) {
					return
				}
			}
		}) {
			if round == 0 || r.IntN(3) == 0 {
				names = append(names, name)
			}
		}
	}
	for i, name := range names {
		before := dump(t, out)
		nightly[name](r, &p)
		p.write(t, dir)
		alone := t.TempDir()
		repeats := p.run(t, dir, out, i)
		p.run(t, dir, alone, i)
		if (name == "nothing" && i > 0) != (repeats != 0) && !strings.HasSuffix(name, "back") {
			t.Errorf("night %d, %s: repeats run %d", i, name, repeats)
		}
		if repeats != 0 {
			continue
		}
		got, want := dump(t, out), dump(t, alone)
		for table := range want {
			if diff := cmp.Diff(want[table], got[table]); diff != "" {
				t.Fatalf("night %d, %s: %s (-alone +beside the old store):\n%s", i, name, table, diff)
			}
		}
		if len(want) < 30 || len(want["piece"]) < 20 {
			t.Fatalf("%d tables, %d pieces prove little", len(want), len(want["piece"]))
		}
		checkPieceChanges(t, name, out, before["piece"], got["piece"])
	}
}

// run makes the night in a folder and returns the run that it repeats.
func (p *plan) run(t testing.TB, dir, out string, night int) int64 {
	t.Helper()
	cfg, err := config.Load(filepath.Join(dir, "jiyue.yaml"))
	check(t, err)
	cfg.Output = out
	at := time.Date(2026, 1, 1+night, 2, 0, 0, 0, time.UTC)
	s, err := pipeline.Run(context.Background(), cfg, pipeline.Options{NoReport: true, Version: p.version, Now: func() time.Time { return at }})
	check(t, err)
	return s.Repeats
}

// dump is every table of a store as text, row by row; of those that keep every
// run the last run's rows. There is nothing in an empty folder.
func dump(t testing.TB, dir string) map[string][]string {
	t.Helper()
	path := store.PathIn(dir)
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	check(t, err)
	defer db.Close()
	var names []string
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\_span' ESCAPE '\'
		AND name NOT IN ('land_comparison', 'extent_change', 'outline_change', 'piece_change') UNION SELECT 'total' UNION SELECT 'metric' UNION SELECT 'score' UNION SELECT 'evaluation' UNION SELECT 'finding' UNION SELECT 'ledger'`)
	check(t, err)
	for rows.Next() {
		var name string
		check(t, rows.Scan(&name))
		names = append(names, name)
	}
	check(t, rows.Err())
	tables := map[string][]string{}
	for _, name := range names {
		tables[name] = dumpTable(t, db, name)
	}
	return tables
}

// Columns that tell of the run and not of the land.
var ofTheRun = []string{"run_id", "land_run", "started_at", "finished_at", "seconds"}

func dumpTable(t testing.TB, db *sql.DB, name string) []string {
	t.Helper()
	rows, err := db.Query(fmt.Sprintf("SELECT * FROM %q LIMIT 0", name))
	check(t, err)
	columns, err := rows.Columns()
	check(t, errorsOf(err, rows.Close()))
	where := ""
	if slices.Contains(columns, "run_id") {
		where = " WHERE run_id = (SELECT max(run_id) FROM run)"
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == "id" || slices.Contains(ofTheRun, c) })
	}
	list := ""
	for _, c := range columns {
		list += fmt.Sprintf("quote(%q) || '|' || ", c)
	}
	rows, err = db.Query(fmt.Sprintf("SELECT %s'' FROM %q%s", list, name, where))
	check(t, err)
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		check(t, rows.Scan(&line))
		lines = append(lines, line)
	}
	check(t, rows.Err())
	return lines
}

func errorsOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkPieceChanges counts: the old pieces less those that changed or went, and
// those that they became or that came, are the new pieces.
func checkPieceChanges(t *testing.T, name, out string, before, after []string) {
	t.Helper()
	if before == nil {
		return
	}
	s, err := store.Open(store.PathIn(out))
	check(t, err)
	defer s.Close()
	run, err := s.LastRun()
	check(t, err)
	comparisons, err := s.LandComparisons()
	check(t, err)
	if c := comparisons[len(comparisons)-1]; c.RunID != run.ID || (c.Verdict == store.Compared) == strings.HasPrefix(name, "another kind") {
		if c.Verdict != store.Compared || !strings.HasSuffix(name, "back") {
			t.Errorf("%s: %+v", name, c)
		}
		return
	} else if c.Verdict != store.Compared {
		return
	}
	changes, err := s.PieceChanges(run.ID, "")
	check(t, err)
	extents, err := s.ExtentChanges(run.ID)
	check(t, err)
	n := int64(len(before))
	for _, x := range changes {
		if x.Before != nil {
			n--
		}
		if x.After != nil {
			n++
		}
	}
	for _, e := range extents {
		if e.Change == store.ExtentNew || e.Change == store.ExtentGone {
			n += e.PiecesAfter - e.PiecesBefore
		}
	}
	if n != int64(len(after)) {
		t.Errorf("%s: %d pieces and their changes make %d, there are %d", name, len(before), n, len(after))
	}
	quiet := name == "the configuration changed" || name == "the program changed"
	if quiet != (len(changes) == 0) && !strings.Contains(name, "extent") && name != "parcels removed" && name != "a parcel moved" && name != "parcels added" && name != "attributes edited" {
		t.Errorf("%s: %d changes", name, len(changes))
	}
}
