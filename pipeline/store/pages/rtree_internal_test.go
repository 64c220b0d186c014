package pages

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The packed tree must be a tree of SQLite's, and find what a scan finds.
func TestPackedRTreeFindsWhatAScanFinds(t *testing.T) {
	for _, count := range []int{0, 1, 2, 51, 52, 103, 2601, 2602, 6000} { // around full nodes and full levels
		for k, spread := range []float64{0, 1e5, 1e5} {
			t.Run(fmt.Sprintf("%d boxes %d", count, k), func(t *testing.T) {
				boxes := make([]Box, count)
				for i := range boxes {
					x, y := 37e6+spread*noise(i, 0), 4e6+spread*noise(i, 1)
					boxes[i] = Box{x, y, x + 100*noise(i, 2), y + 100*noise(i, 3)}
				}
				run := rtreeRun
				if k == 2 {
					run = 700 // several runs, the last of them of any size
				}
				checkTree(t, boxes, run, Box{37e6 + spread/4, 4e6 + spread/4, 37e6 + spread/2, 4e6 + spread/2})
			})
		}
	}
}

// checkTree packs the boxes in runs of the size.
func checkTree(t *testing.T, boxes []Box, run int, q Box) {
	path := filepath.Join(t.TempDir(), "t")
	db := emptyRTree(t, path)
	defer db.Close()
	var roots RTreeRoots
	for table, root := range map[string]*uint32{"t_node": &roots.Node, "t_rowid": &roots.Rowid, "t_parent": &roots.Parent} {
		ok(t, db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = ?", table).Scan(root))
	}
	file, err := Open(path, nil)
	ok(t, err)
	tree := NewRTree()
	tree.Open(file, roots)
	for i, b := range boxes {
		tree.Add(int64(3*i+1), b)
		if i%run == run-1 {
			ok(t, tree.Flush())
		}
	}
	ok(t, tree.Finish())
	layout, err := file.Finish()
	ok(t, err)
	for _, proof := range []string{"SELECT rtreecheck('t')", "PRAGMA integrity_check"} {
		var verdict string
		if err := db.QueryRow(proof).Scan(&verdict); err != nil || verdict != "ok" {
			t.Fatal(proof, verdict, err)
		}
	}
	checkFound(t, db, boxes, q)
	checkRead(t, path, layout, roots, boxes)
}

// emptyRTree makes a file of an R-tree t that has not even a root.
func emptyRTree(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=rwc")
	ok(t, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec("PRAGMA page_size = 4096; CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy); DELETE FROM t_node")
	ok(t, err)
	return db
}

// checkRead has the reader find in the file what was put into the tree.
func checkRead(t *testing.T, path string, layout Layout, roots RTreeRoots, boxes []Box) {
	t.Helper()
	file, err := os.Open(path)
	ok(t, err)
	defer file.Close()
	content, err := ReadRTree(NewReader(context.Background(), file, layout), roots)
	ok(t, err)
	var want Digest
	for i, b := range boxes {
		want.AddBox(int64(3*i+1), b)
	}
	if content.Boxes != want || content.Rowids != int64(len(boxes)) || content.Nodes != content.Parents+1 {
		t.Errorf("read %+v, want %d boxes", content, len(boxes))
	}
}

// noise is a repeatable number from 0 to 1.
func noise(i, k int) float64 {
	x := uint64(i)*0x9e3779b97f4a7c15 + uint64(k)*0xbf58476d1ce4e5b9
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return float64((x^x>>31)>>11) / (1 << 53)
}

func checkFound(t *testing.T, db *sql.DB, boxes []Box, q Box) {
	t.Helper()
	rows, err := db.Query("SELECT id FROM t WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?", q.MinX, q.MaxX, q.MinY, q.MaxY)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[int64]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		found[id] = true
	}
	for i, b := range boxes {
		meets := b.MaxX >= q.MinX && b.MinX <= q.MaxX && b.MaxY >= q.MinY && b.MinY <= q.MaxY
		near := b.MaxX >= q.MinX-8 && b.MinX <= q.MaxX+8 && b.MaxY >= q.MinY-1 && b.MinY <= q.MaxY+1 // 32-bit floats step by 4 m at 37 000 km
		if meets && !found[int64(3*i+1)] {
			t.Fatalf("box %d %v meets %v and was not found", i, b, q)
		}
		if !near && found[int64(3*i+1)] {
			t.Fatalf("box %d %v is far from %v and was found", i, b, q)
		}
	}
}

// Cells of a node must be close together: a tree in the order of a shuffled
// cadastre would be as slow as a scan.
func TestPackedRTreeKeepsNeighboursTogether(t *testing.T) {
	tree := NewRTree()
	const side = 100
	for i := range side * side {
		k := i * 7919 % (side * side) // shuffled: 7919 is prime
		x, y := float64(k%side), float64(k/side)
		tree.Add(int64(i+1), Box{x, y, x + 1, y + 1})
	}
	var area float64
	for group := range slices.Chunk(alongCurve(tree.run), rtreeCells) {
		c := cover(tree.run, group, 0)
		area += float64(c.maxX-c.minX) * float64(c.maxY-c.minY)
	}
	// A perfect packing covers side² once; the curve's nodes, ragged at the
	// edges of quadrants, were measured at 1.38 times.
	t.Logf("leaves cover %.2f times the land", area/(side*side))
	if area > 2*side*side {
		t.Errorf("leaves cover %.0f m² of %d", area, side*side)
	}
}

func TestRoundingCoversAtTheEnds(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), 1e-60, -1e-60, math.SmallestNonzeroFloat32, 1, -1, 1 + 1e-12, -1 - 1e-12, math.MaxFloat32, 1e39, -1e39} {
		down, up := roundDown(v), roundUp(v)
		if float64(down) > v || float64(up) < v || math.Nextafter32(down, float32(math.Inf(1))) < up {
			t.Errorf("%v is rounded to [%v, %v]", v, down, up)
		}
	}
}

func TestRoundingCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-4e7, 4e7).Draw(t, "v")
		if float64(roundDown(v)) > v || float64(roundUp(v)) < v {
			t.Fatalf("%v is not within [%v, %v]", v, roundDown(v), roundUp(v))
		}
		if math.Nextafter32(roundDown(v), float32(math.Inf(1))) < roundUp(v) {
			t.Fatalf("[%v, %v] is wider than it must be", roundDown(v), roundUp(v))
		}
	})
}

// The curve visits every cell once and moves by one cell at a time.
func TestHilbertCurve(t *testing.T) {
	const side = 64
	const scale = 1 << (curveOrder - 6)
	seen := make([][2]int, side*side)
	for x := range side {
		for y := range side {
			d := hilbert(uint32(x*scale), uint32(y*scale)) / (scale * scale)
			seen[d] = [2]int{x, y}
		}
	}
	for d := 1; d < len(seen); d++ {
		dx, dy := seen[d][0]-seen[d-1][0], seen[d][1]-seen[d-1][1]
		if dx*dx+dy*dy != 1 {
			t.Fatalf("step %d from %v to %v", d, seen[d-1], seen[d])
		}
	}
}
