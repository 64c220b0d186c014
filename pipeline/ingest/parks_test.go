package ingest_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jiyue/pipeline/land"
)

// roster writes parks.shp of the records and one parcel, and opens both.
func roster(t *testing.T, records ...record) result {
	t.Helper()
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	write(t, dir+"/parks.shp", 4525, parkFields, records...)
	in := mustOpen(t, dir, parksConfig+parcelsConfig)
	return readAll(t, in)
}

// Each case is a roster with the findings it must make. A square of 1 000 m has
// 100 ha.
func TestDefectsOfParks(t *testing.T) {
	sound := park("S141001", "昕水园区", 100.0, square(0, 0, 1000))
	for name, c := range map[string]struct {
		records []record
		want    []land.Finding
	}{
		"sound":           {[]record{sound}, nil},
		"two blocks":      {[]record{park("S141001", "昕水园区", 101.0, square(0, 0, 1000)), park("S141001", "昕水园区", 101.0, square(2000, 0, 100))}, nil},
		"touching blocks": {[]record{park("S141001", "昕水园区", 200.0, square(0, 0, 1000)), park("S141001", "昕水园区", 200.0, square(1000, 0, 1000))}, nil},
		"touching parks":  {[]record{sound, park("S141002", "太古园区", 100.0, square(1000, 0, 1000))}, nil},
		"code of its own": {[]record{park("X0601", "太古园区", 100.0, square(0, 0, 1000))}, []land.Finding{{Code: land.ParkCodeForm, Record: 1, ParkCode: "X0601", Found: "X0601"}}},
		"blocks of a park without catalogue code": {
			[]record{park("X1", "", nil, square(0, 0, 100)), park("X1", "", nil, square(500, 0, 100))},
			[]land.Finding{{Code: land.ParkCodeForm, Record: 1, ParkCode: "X1", Found: "X1"}}},
		"no shape": {[]record{sound, park("S141002", "太古园区", 100.0)},
			[]land.Finding{{Code: land.ParkWithoutExtent, Record: 2, ParkCode: "S141002", Found: "太古园区"}}},
		"a block without shape": {[]record{sound, park("S141001", "昕水园区", 100.0)},
			[]land.Finding{{Code: land.ShapeEmpty, Record: 2, ParkCode: "S141001"}}},
		"no area": {[]record{sound, park("S141002", "太古园区", nil, ring(0, 0, 50, 50, 100, 100, 0, 0))},
			[]land.Finding{{Code: land.ShapeEmpty, Record: 2, ParkCode: "S141002", Found: "0 m²"}, {Code: land.ParkWithoutExtent, Record: 2, ParkCode: "S141002", Found: "太古园区"}}},
		"no code": {[]record{sound, park("", "太古园区", 100.0, square(2000, 0, 1000))},
			[]land.Finding{{Code: land.ParkCodeMissing, Record: 2, Field: "YQDM", ParkCode: "太古园区", Found: "太古园区"}, {Code: land.ParkCodeForm, Record: 2, ParkCode: "太古园区", Found: "太古园区"}}},
		"neither code nor name": {[]record{sound, park("", "", 100.0, square(2000, 0, 1000))},
			[]land.Finding{{Code: land.ParkCodeMissing, Record: 2, Field: "YQDM"}}},
		"blocks that disagree": {[]record{park("S141001", "昕水园区", 101.0, square(0, 0, 1000)), park("S141001", "昕水工业园", 1.0, square(2000, 0, 100))},
			[]land.Finding{
				{Code: land.ParkRowsDisagree, Record: 2, ParkCode: "S141001", Field: "YQMC", Found: "昕水工业园", Expected: "昕水园区"},
				{Code: land.ParkRowsDisagree, Record: 2, ParkCode: "S141001", Field: "HDMJ", Found: "1.0000 ha", Expected: "101.0000 ha"}}},
		// 100 m × 100 m in common.
		"blocks that overlap": {[]record{park("S141001", "昕水园区", 200.0, square(0, 0, 1000)), park("S141001", "昕水园区", 200.0, square(900, 900, 1000))},
			[]land.Finding{{Code: land.BlocksOverlap, Record: 1, ParkCode: "S141001", AreaM2: land.Known(10_000), Found: "10000.00 m²"}}},
		"parks that overlap": {[]record{sound, park("S141002", "太古园区", 100.0, square(900, 900, 1000))},
			[]land.Finding{{Code: land.ExtentsOverlap, Record: 2, ParkCode: "S141001,S141002", AreaM2: land.Known(10_000), Found: "S141001 × S141002: 10000.00 m²"}}},
		"approved area 2 % less": {[]record{park("S141001", "昕水园区", 98.0, square(0, 0, 1000))},
			[]land.Finding{{Code: land.ExtentArea, Record: 1, ParkCode: "S141001", AreaM2: land.Known(20_000), Found: "100.0000 ha (+2.0%)", Expected: "98.0000 ha"}}},
		"approved area within 1 %": {[]record{park("S141001", "昕水园区", 99.01, square(0, 0, 1000))}, nil},
		"outline that crosses itself": {[]record{park("S141001", "昕水园区", 50.0, ring(0, 0, 1000, 1000, 1000, 0, 0, 1000, 0, 0))},
			[]land.Finding{{Code: land.RingSelfCrossing, Record: 1, ParkCode: "S141001", AreaM2: land.Known(500_000), Found: "(37500500.000, 4000500.000)", Words: land.Textf("修复前 0.00 m²，修复后 500000.00 m²", "0.00 m² before the repair, 500000.00 m² after")}}},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range c.want {
				c.want[i].Source = "parks.shp"
			}
			if diff := cmp.Diff(c.want, roster(t, c.records...).findings, cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-6), cmpopts.IgnoreFields(land.Finding{}, "Shape")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExtents(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	write(t, dir+"/parks.shp", 4525, parkFields,
		park("S141002", "太古园区", nil, square(5000, 0, 1000)),
		park("S141001", "昕水园区", 101.0, square(0, 0, 1000)),
		park("S141001", "", 101.0, square(2000, 0, 100)))
	write(t, dir+"/managed.shp", 4525, parkFields, park("S141001", "昕水园区", nil, square(0, 0, 2000)))
	in := mustOpen(t, dir, parksConfig+"  - {path: managed.shp, extent: managed, fields: {code: YQDM}}\n"+parcelsConfig)
	if len(in.Findings) > 0 {
		t.Errorf("findings: %v", in.Findings)
	}
	wantParks := []land.Park{
		{Code: "S141002", Name: "太古园区", Level: "省级", Source: 0, Record: 1},
		{Code: "S141001", Name: "昕水园区", Level: "省级", ApprovedAreaM2: land.Known(1_010_000), Source: 0, Record: 2},
	}
	if diff := cmp.Diff(wantParks, in.Parks); diff != "" {
		t.Error(diff)
	}
	wantExtents := []land.Extent{
		{ParkCode: "S141002", Kind: land.Approved, Blocks: 1, AreaM2: 1_000_000, Source: 0, Records: []int{1}},
		{ParkCode: "S141001", Kind: land.Approved, Blocks: 2, AreaM2: 1_010_000, Source: 0, Records: []int{2, 3}},
		{ParkCode: "S141001", Kind: land.Managed, Blocks: 1, AreaM2: 4_000_000, Source: 1, Records: []int{1}},
	}
	if diff := cmp.Diff(wantExtents, in.Extents, cmpopts.IgnoreFields(land.Extent{}, "Shape", "EllipsoidalAreaM2"), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Error(diff)
	}
	if n := len(in.Extents[1].Shape); n != 2 {
		t.Errorf("%d polygons in two blocks", n)
	}
	// On the central meridian the plane overstates by 11 ppm (DOMAIN §5.4); the
	// squares lie within 6 km of it, where the scale is below 1 + 5e-7.
	for _, e := range in.Extents {
		if ratio := e.EllipsoidalAreaM2 / e.AreaM2; math.Abs(ratio-1) > 2e-6 {
			t.Errorf("%s: ellipsoidal area %.3f, planar %.3f", e.ParkCode, e.EllipsoidalAreaM2, e.AreaM2)
		}
	}
}

func TestRosterThatCannotBeRead(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	write(t, dir+"/parks.shp", 4525, parkFields, park("S141001", "昕水园区", 100.0))
	_, err := open(t, dir, parksConfig+parcelsConfig)
	failure(t, err, land.Broken, "parks.shp: not one park has a usable extent")
}
