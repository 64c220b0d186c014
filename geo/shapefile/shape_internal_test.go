package shapefile

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

var squareRing = orb.Ring{{10, 20}, {10, 24}, {14, 24}, {14, 20}, {10, 20}}

// Each case is the content of one record; problem is part of what Problem says.
func TestRecords(t *testing.T) {
	z := []float64{1, 2, 3, 4, 5}
	zRange := []float64{1, 5}
	two := []orb.Ring{squareRing[:3:3], squareRing[3:]}
	cases := []struct {
		name    string
		record  []byte
		rings   []orb.Ring
		problem string
	}{
		{"polygon", squareRecord(), []orb.Ring{squareRing}, ""},
		{"null", nullRecord(), nil, ""},
		{"null with bytes behind it", record(0, squareXY), nil, ""},
		{"polygon with z and m", record(15, squareBox, 1, 5, 0, squareXY, zRange, z, zRange, z), []orb.Ring{squareRing}, ""},
		{"polygon with z, without m", record(15, squareBox, 1, 5, 0, squareXY, zRange, z), []orb.Ring{squareRing}, ""},
		{"polygon of type z without z", record(15, squareBox, 1, 5, 0, squareXY), []orb.Ring{squareRing}, ""},
		{"polygon with m", record(25, squareBox, 1, 5, 0, squareXY, zRange, z), []orb.Ring{squareRing}, ""},
		{"two parts", record(5, squareBox, 2, 5, 0, 3, squareXY), two, ""},
		{"an empty part is left out", record(5, squareBox, 3, 5, 0, 3, 3, squareXY), two, ""},
		{"an empty part at the end", record(5, squareBox, 2, 5, 0, 5, squareXY), []orb.Ring{squareRing}, ""},
		{"no parts and no points", record(5, squareBox, 0, 0), nil, ""},
		{"parts but no points", record(5, squareBox, 1, 0, 0), nil, ""},
		{"coordinates that are no numbers come as they are", record(5, squareBox, 1, 1, 0, math.Inf(1), math.Inf(-1)), []orb.Ring{{{math.Inf(1), math.Inf(-1)}}}, ""},
		{"a point", record(1, 1.0, 2.0), nil, "Point, not a polygon"},
		{"a line", record(3, squareBox, 1, 5, 0, squareXY), nil, "PolyLine, not a polygon"},
		{"a multipatch", record(31, squareBox, 1, 5, 0, squareXY), nil, "MultiPatch, not a polygon"},
		{"a type that does not exist", record(77), nil, "shape type 77, not a polygon"},
		{"cut off in its counts", record(5, squareBox, 1), nil, "40 bytes of content, a polygon takes 44"},
		{"more points than bytes", record(5, squareBox, 1, 6, 0, squareXY), nil, "1 parts and 6 points take 144 bytes, the record has 128"},
		{"2 147 483 647 points", record(5, squareBox, 1, math.MaxInt32, 0, squareXY), nil, "the record has 128"},
		{"2 147 483 647 parts", record(5, squareBox, math.MaxInt32, 5, 0, squareXY), nil, "the record has 128"},
		{"a negative number of parts", record(5, squareBox, -1, 5, 0, squareXY), nil, "the record has 128"},
		{"points in no part", record(5, squareBox, 0, 5, squareXY), nil, "5 points in no part"},
		{"parts that go back", record(5, squareBox, 3, 5, 0, 4, 2, squareXY), nil, "part 3 starts at point 3, between 5 and 6 expected"},
		{"a part behind the last point", record(5, squareBox, 2, 5, 0, 6, squareXY), nil, "part 2 starts at point 7"},
		{"a part at a negative point", record(5, squareBox, 2, 5, 0, -1, squareXY), nil, "part 2 starts at point 0"},
		{"a first part that leaves points out", record(5, squareBox, 1, 5, 2, squareXY), nil, "part 1 starts at point 3"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := buildShapes(squareRecord(), c.record, squareRecord())
			f := content{shp: b.shp, shx: b.shx}.mustOpen(t)
			s := f.Scan(0, 3)
			s.Next()
			if !s.Next() {
				t.Fatal(s.Err())
			}
			if diff := cmp.Diff(c.rings, s.Rings()); diff != "" {
				t.Errorf("rings (-want +got):\n%s", diff)
			}
			if p := s.Problem(); (c.problem == "") != (p == nil) || p != nil && !strings.Contains(p.Error(), c.problem) {
				t.Errorf("problem %v, want %q", p, c.problem)
			}
			if want := c.rings == nil && c.problem == ""; s.Null() != want {
				t.Errorf("Null is %v", s.Null())
			}
			if !s.Next() || len(s.Rings()) != 1 || s.Box() != squareRing.Bound() {
				t.Error("the record behind it was not reached")
			}
		})
	}
}

func TestAccessorsOutsideARecord(t *testing.T) {
	b := buildShapes(squareRecord())
	f := content{shp: b.shp, shx: b.shx, dbf: dbf([]Field{{"A", 'C', 3, 0}}, " abc")}.mustOpen(t)
	s := f.Scan(0, 1, 0)
	check := func(when string) {
		_, ok, err := s.Number(0)
		if s.Rings() != nil || s.Text(0) != "" || ok || err != nil || s.Deleted() || s.HasRow() || s.Problem() != nil || s.Box() != (orb.Bound{}) || s.RawText(0) != nil {
			t.Errorf("%s Next: accessors give values", when)
		}
	}
	check("before the first")
	s.Next()
	if s.Text(0) != "abc" || s.Text(1) != "" || s.Text(-1) != "" {
		t.Errorf("texts %q %q", s.Text(0), s.Text(1))
	}
	for range 2 {
		if s.Next() {
			t.Error("Next goes on behind the last record")
		}
	}
	check("after the last")
}

func TestScanRanges(t *testing.T) {
	b := buildShapes(squareRecord(), nullRecord(), squareRecord())
	f := content{shp: b.shp, shx: b.shx}.mustOpen(t)
	for _, c := range []struct{ first, last, want int }{{0, 3, 3}, {-5, 99, 3}, {1, 2, 1}, {2, 1, 0}, {3, 3, 0}, {3, 9, 0}} {
		s := f.Scan(c.first, c.last)
		n := 0
		for s.Next() {
			n++
		}
		if n != c.want || s.Err() != nil {
			t.Errorf("Scan(%d, %d) gives %d records, want %d; %v", c.first, c.last, n, c.want, s.Err())
		}
	}
	if s := f.Scan(0, 3, 0); s.Next() || s.Err() == nil {
		t.Error("a column that does not exist is no error")
	}
}

// A polygon longer than a block is read as far as its points go, whichever way
// it is found.
func TestPolygonLongerThanABlock(t *testing.T) {
	const n = 40_000 // 640 KB of points
	ring := make(orb.Ring, n)
	xy := make([]float64, 0, 2*n)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / (n - 1))
		ring[i] = orb.Point{cos, sin}
		xy = append(xy, cos, sin)
	}
	long := record(15, squareBox, 1, n, 0, xy, []float64{0, 0}, make([]float64, n))
	walked := buildShapes(squareRecord(), long, squareRecord())
	indexed := buildShapes(squareRecord())
	indexed.shp = append(indexed.shp, make([]byte, 16)...) // stray bytes: only the .shx leads on
	indexed.add(len(indexed.shp), long)
	indexed.add(len(indexed.shp), squareRecord())
	indexed.seal()
	for name, b := range map[string]*shapes{"walked": walked, "indexed": indexed} {
		s := content{shp: b.shp, shx: b.shx}.mustOpen(t).Scan(0, 3)
		for i, want := range []orb.Ring{squareRing, ring, squareRing} {
			if !s.Next() || s.Problem() != nil || len(s.Rings()) != 1 || !s.Rings()[0].Equal(want) {
				t.Errorf("%s: record %d: problem %v, error %v, %d rings", name, i+1, s.Problem(), s.Err(), len(s.Rings()))
			}
		}
	}
}
