package store

import (
	"database/sql"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/pipeline/land"
)

// loadedNight is a night whose pieces are in the file and not yet proved: a
// thousand, some of them so long that they overflow, one without a shape.
func loadedNight(t *testing.T) *Tonight {
	night, err := Create(t.TempDir(), Options{})
	ok(t, err)
	t.Cleanup(func() { ok(t, night.Discard()) })
	_, err = night.Begin(Run{})
	ok(t, err)
	ok(t, night.WriteSources([]land.Source{{Path: "a.shp"}}))
	var extents []land.Extent
	for i := range 70 { // more than a node of the R-tree holds
		extents = append(extents, land.Extent{ParkCode: fmt.Sprint("S", i%60), Kind: []land.ExtentKind{land.Approved, land.Managed}[i/60], Shape: fan(float64(i), 4)})
	}
	ok(t, night.WriteExtents(extents))
	var pieces []land.Piece
	for i := range 1000 {
		p := land.Piece{Extent: i * i % len(extents), Record: i, ParcelID: fmt.Sprint("parcel ", i), Relation: land.Cut, Share: 1 / float64(i+1), AreaM2: float64(i), Shape: fan(float64(i), 4)}
		p.Figures[i%len(p.Figures)] = land.Known(float64(i) / 4)
		switch {
		case i == 500:
			p.Shape = nil
		case i%97 == 0:
			p.Shape = fan(float64(i), 500+i)
		}
		pieces = append(pieces, p)
	}
	ok(t, night.WritePieces(pieces))
	ok(t, night.startLoad())
	ok(t, night.finishLoad())
	night.layers.load, night.layers.loaded = nil, true
	return night
}

// fan is a polygon of so many corners.
func fan(x float64, corners int) orb.MultiPolygon {
	var ring orb.Ring
	for i := range corners {
		angle := 2 * math.Pi * float64(i) / float64(corners)
		ring = append(ring, orb.Point{x + math.Cos(angle), math.Sin(angle)})
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}

// audited returns the verdict on the file as it is.
func audited(night *Tonight) error {
	a, err := night.startAudit()
	if err != nil {
		return err
	}
	return a.wait()
}

// sqliteAccepts says whether SQLite finds nothing wrong with the file.
func sqliteAccepts(t failer, path string) bool {
	db, err := sql.Open(driver, dataSource(path, "mode=rw"))
	ok(t, err)
	defer db.Close()
	for _, query := range []string{"PRAGMA integrity_check(1)", "SELECT rtreecheck('rtree_piece_geom')", "SELECT rtreecheck('rtree_extent_geom')"} {
		var verdict string
		if err := db.QueryRow(query).Scan(&verdict); err != nil || verdict != "ok" {
			return false
		}
	}
	return true
}

// Whatever happens to the pages of the load: what SQLite's full check and its
// check of R-trees would not accept, the audit does not either.
func TestAuditFindsWhatSQLiteFinds(t *testing.T) {
	night := loadedNight(t)
	path := night.storePath()
	whole, err := os.ReadFile(path)
	ok(t, err)
	ok(t, audited(night))
	if !sqliteAccepts(t, path) {
		t.Fatal("SQLite does not accept the file")
	}
	pages := auditedPages(night)
	found, missed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		damaged := append([]byte(nil), whole...)
		for range rapid.IntRange(1, 2).Draw(t, "times") {
			damagePage(t, damaged, pages)
		}
		ok(t, os.WriteFile(path, damaged, 0o644))
		verdict := audited(night)
		if verdict != nil {
			found++
			return
		}
		missed++
		if !sqliteAccepts(t, path) {
			t.Fatal("SQLite does not accept the file, the audit does")
		}
	})
	t.Logf("%d damaged files not accepted, %d accepted by SQLite too", found, missed)
}

// auditedPages are those of the trees that the audit reads.
func auditedPages(night *Tonight) []uint32 {
	f := night.layers.file
	var pages []uint32
	for page := f.First; page <= f.Count; page++ {
		pages = append(pages, page)
	}
	for name, root := range f.roots {
		if strings.HasPrefix(name, "rtree_") || name == "piece" || name == "piece_park" {
			pages = append(pages, root)
		}
	}
	return pages
}

// damagePage does something to a page.
func damagePage(t *rapid.T, content []byte, pages []uint32) {
	at := func(page uint32) []byte { return content[(page-1)*pageSize:][:pageSize] }
	page := at(rapid.SampledFrom(pages).Draw(t, "page"))
	switch rapid.IntRange(0, 4).Draw(t, "damage") {
	case 0:
		page[rapid.IntRange(0, pageSize-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
	case 1: // header and pointers
		page[rapid.IntRange(0, 63).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
	case 2: // heads of cells
		lowest := int(page[5])<<8 | int(page[6])
		page[min(lowest+rapid.IntRange(0, 63).Draw(t, "at"), pageSize-1)] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
	case 3: // one page in the place of another
		copy(page, at(rapid.SampledFrom(pages).Draw(t, "other")))
	case 4: // a disk that lost a sector
		clear(page[rapid.IntRange(0, pageSize/512-1).Draw(t, "sector")*512:][:512])
	}
}

// An audit that is not wanted any more ends.
func TestAuditAbandoned(t *testing.T) {
	night := loadedNight(t)
	a, err := night.startAudit()
	ok(t, err)
	ok(t, a.abandon())
	<-a.rowsDone
	<-a.treesDone
}

// What the store refuses is what the constraints of the table forbid.
func TestCheckValuesIsTheSchema(t *testing.T) {
	db, err := sql.Open(driver, "file::memory:")
	ok(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec(steps[0].sql)
	ok(t, err)
	var statement string
	ok(t, db.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'piece'").Scan(&statement))
	if n := strings.Count(statement, "CHECK"); n != 3 {
		t.Errorf("piece has %d CHECK constraints; checkValues knows 3", n)
	}
	relations := []string{"inside", "cut", "INSIDE", "", "outside"}
	numbers := []float64{-1, -math.SmallestNonzeroFloat64, 0, math.SmallestNonzeroFloat64, 0.5, 1, math.Nextafter(1, 2), 2, math.MaxFloat64}
	for _, relation := range relations {
		for _, share := range numbers {
			for _, area := range numbers {
				_, refused := db.Exec("INSERT INTO piece (park_code, extent_kind, source, record, relation, share, area_m2) VALUES ('', '', '', 1, ?, ?, ?)", relation, share, area)
				if err := checkValues(relation, share, area); (err != nil) != (refused != nil) {
					t.Errorf("%q, %v, %v: %v; SQLite: %v", relation, share, area, err, refused)
				}
			}
		}
	}
}
