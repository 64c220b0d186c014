package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/pipeline/store"
)

// A square of 1 km with a hole of 200 m and a block of 100 m, worked out by
// hand; a second outline of the park counts apart.
func TestExtentTable(t *testing.T) {
	square := func(x, y, side float64) orb.Ring {
		return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
	}
	d := sample(1, 2)
	d.extents = []store.Extent{
		{ParkCode: "S147001", Kind: "approved", Blocks: 2, AreaM2: 970_000, EllipsoidalAreaM2: 969_980,
			Shape: orb.MultiPolygon{{square(37_000_000, 4_000_000, 1000), square(37_000_300, 4_000_300, 200)}, {square(37_002_000, 4_000_000, 100)}}},
		{ParkCode: "S147001", Kind: "managed", Blocks: 1, AreaM2: 1_210_000, EllipsoidalAreaM2: 1_210_000, Shape: orb.MultiPolygon{{square(37_000_000, 4_000_000, 1100)}}},
	}
	m := composed(t, d, Options{})
	want := [][]string{
		strings.Split("S147001 大宁县经济技术开发区 核定范围 2 12 97.0000 1,455.00 96.9980 +0.0020 120.0000 -19.17 37000000.00 37002100.00 4000000.00 4001000.00", " "),
		strings.Split("S147001 大宁县经济技术开发区 实际管理范围 1 4 121.0000 1,815.00 121.0000 0.0000 120.0000 +0.83 37000000.00 37001100.00 4000000.00 4001100.00", " "),
		{"合计", "", "", "2", "12", "97.0000", "1,455.00", "96.9980", "+0.0020", "120.0000", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, shownGrid(m.Extents, false)); diff != "" {
		t.Error(diff)
	}
	d.extents = nil
	if m := composed(t, d, Options{}); m.Extents != nil {
		t.Error("there is a table of no extents")
	}
}

// The pieces that stand beside the land of all parks are those of the same
// extents: a park's second extent adds neither.
func TestPiecesOfTheLandThatIsCounted(t *testing.T) {
	d := sample(2, 3)
	first, second := d.parks[0].Code, d.parks[1].Code
	d.run.Pieces = 30
	d.extents = []store.Extent{{ParkCode: first, Kind: "approved", AreaM2: 2}, {ParkCode: first, Kind: "managed", AreaM2: 1}, {ParkCode: second, Kind: "approved", AreaM2: 2}}
	d.pieceCounts = map[extentKey]int64{{first, "approved"}: 9, {first, "managed"}: 12, {second, "approved"}: 9}
	m := composed(t, d, Options{})
	for _, f := range m.Summary.Facts {
		if f.Key == "parcels" && !strings.Contains(f.Note, "18") {
			t.Errorf("pieces of the parks' land: %q, want 18", f.Note)
		}
	}
	d.pieceCounts = nil
	if c := (&composer{data: d}); c.piecesTotal() != 30 {
		t.Errorf("%d pieces where no extent's are on record, want those of the run", c.piecesTotal())
	}
}
