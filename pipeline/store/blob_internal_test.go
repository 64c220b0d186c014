package store

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkb"
	"pgregory.net/rapid"

	"jiyue/pipeline/store/pages"
)

// anyShape draws a multipolygon of any rings: the writer judges no geometry.
func anyShape(t *rapid.T) orb.MultiPolygon {
	point := rapid.Custom(func(t *rapid.T) orb.Point {
		return orb.Point{rapid.Float64Range(-4e7, 4e7).Draw(t, "x"), rapid.Float64Range(-1e7, 1e7).Draw(t, "y")}
	})
	ring := rapid.Map(rapid.SliceOfN(point, 1, 30), func(p []orb.Point) orb.Ring { return orb.Ring(p) })
	polygon := rapid.Map(rapid.SliceOfN(ring, 1, 4), func(r []orb.Ring) orb.Polygon { return orb.Polygon(r) })
	return orb.MultiPolygon(rapid.SliceOfN(polygon, 1, 4).Draw(t, "shape"))
}

// geomOf is the shape in the oracle's terms.
func geomOf(shape orb.MultiPolygon) *geom.MultiPolygon {
	var coords [][][]geom.Coord
	for _, polygon := range shape {
		var rings [][]geom.Coord
		for _, ring := range polygon {
			var points []geom.Coord
			for _, p := range ring {
				points = append(points, geom.Coord{p[0], p[1]})
			}
			rings = append(rings, points)
		}
		coords = append(coords, rings)
	}
	return geom.NewMultiPolygon(geom.XY).MustSetCoords(coords)
}

func TestBlobAgreesWithGoGeom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := anyShape(t)
		blob := make([]byte, blobSize(shape))
		b, ok := putBlob(blob, shape, 4525)
		if !ok {
			t.Fatal("finite coordinates refused")
		}
		want, err := wkb.Marshal(geomOf(shape), wkb.NDR)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(blob[blobHeader:], want) {
			t.Fatalf("WKB differs:\n% x\n% x", blob[blobHeader:], want)
		}
		bounds := geomOf(shape).Bounds()
		if (b != pages.Box{MinX: bounds.Min(0), MinY: bounds.Min(1), MaxX: bounds.Max(0), MaxY: bounds.Max(1)}) {
			t.Fatalf("envelope %v, want %v", b, bounds)
		}
		back, err := shapeOf(blob)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shape, back); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Worked by hand from clause 2.1.3 of the standard and OGC 06-103r4 (WKB).
func TestBlobByHand(t *testing.T) {
	shape := orb.MultiPolygon{{{{1, 2}, {3, 2}, {3, 4}, {1, 2}}}}
	blob := make([]byte, blobSize(shape))
	putBlob(blob, shape, 4525)
	var want bytes.Buffer
	want.WriteString("GP\x00\x03\xad\x11\x00\x00") // version 1 of the format is written 0; 4525 = 0x11ad
	binary.Write(&want, binary.LittleEndian, []float64{1, 3, 2, 4})
	want.WriteString("\x01\x06\x00\x00\x00\x01\x00\x00\x00" + "\x01\x03\x00\x00\x00\x01\x00\x00\x00" + "\x04\x00\x00\x00")
	binary.Write(&want, binary.LittleEndian, []float64{1, 2, 3, 2, 3, 4, 1, 2})
	if !bytes.Equal(blob, want.Bytes()) {
		t.Errorf("\n got % x\nwant % x", blob, want.Bytes())
	}
}

func TestBlobRefusesWhatIsNotFinite(t *testing.T) {
	for name, v := range map[string]float64{"NaN": math.NaN(), "+Inf": math.Inf(1), "-Inf": math.Inf(-1)} {
		for at := range 4 {
			for axis := range 2 {
				shape := orb.MultiPolygon{{{{1, 2}, {3, 2}, {3, 4}, {1, 2}}}}
				shape[0][0][at][axis] = v
				if _, ok := putBlob(make([]byte, blobSize(shape)), shape, 1); ok {
					t.Errorf("%s at point %d axis %d was taken", name, at, axis)
				}
			}
		}
	}
}

// Shapes that a desktop GIS may write back: other byte order, no envelope, z.
func TestBlobsOfOtherPrograms(t *testing.T) {
	want := orb.MultiPolygon{{{{1, 2}, {3, 2}, {3, 4}, {1, 2}}}}
	bigEndian, err := wkb.Marshal(geomOf(want), wkb.XDR)
	if err != nil {
		t.Fatal(err)
	}
	withZ, err := wkb.Marshal(geom.NewPolygonFlat(geom.XYZ, []float64{1, 2, 9, 3, 2, 9, 3, 4, 9, 1, 2, 9}, []int{12}), wkb.NDR)
	if err != nil {
		t.Fatal(err)
	}
	multiZ, err := wkb.Marshal(geom.NewMultiPolygonFlat(geom.XYZ, []float64{1, 2, 9, 3, 2, 9, 3, 4, 9, 1, 2, 9}, [][]int{{12}}), wkb.XDR)
	if err != nil {
		t.Fatal(err)
	}
	for name, blob := range map[string][]byte{
		"big-endian, no envelope": append([]byte("GP\x00\x01\x00\x00\x00\x00"), bigEndian...),
		"multipolygon with z":     append([]byte("GP\x00\x01\x00\x00\x00\x00"), multiZ...),
		"polygon with z":          append([]byte("GP\x00\x01\x00\x00\x00\x00"), withZ...),
		"envelope of xyz":         append(append([]byte("GP\x00\x05\x00\x00\x00\x00"), make([]byte, 48)...), bigEndian...),
	} {
		got, err := shapeOf(blob)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got, err := shapeOf(nil); got != nil || err != nil {
		t.Errorf("NULL: %v %v", got, err)
	}
}

func FuzzShapeOf(f *testing.F) {
	shape := orb.MultiPolygon{{{{1, 2}, {3, 2}, {3, 4}, {1, 2}}}, {{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}
	blob := make([]byte, blobSize(shape))
	putBlob(blob, shape, 4525)
	f.Add(blob)
	f.Add([]byte("GP\x00\x01\x00\x00\x00\x00\x01\x06\x00\x00\x00\xff\xff\xff\xff"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, blob []byte) {
		got, err := shapeOf(blob)
		if err != nil || got == nil {
			return
		}
		points := 0
		for _, polygon := range got {
			for _, ring := range polygon {
				points += len(ring)
			}
		}
		if points*wkbPoint > len(blob) {
			t.Fatalf("%d points from %d bytes", points, len(blob))
		}
	})
}
