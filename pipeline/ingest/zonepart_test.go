package ingest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
)

// The zone layer of TD/T 1030 says of each outline whether it is the main area
// or the growth-direction area: they are extents of their own, with the same
// roster entry. A word that is neither is land of the main area, and is said.
func TestZonePartsAreExtentsOfTheirOwn(t *testing.T) {
	dir := county(t, parcel("DK001", square(0, 0, 100)))
	write(t, dir+"/parks.shp", 4525, "YQDM:C10 YQMC:C30 KFQPJFW:C16",
		record{[]orb.Ring{square(0, 0, 1000)}, []any{"S141001", "昕水园区", "主区"}},
		record{[]orb.Ring{square(1000, 0, 500)}, []any{"S141001", "昕水园区", "发展方向区"}},
		record{[]orb.Ring{square(5000, 0, 1000)}, []any{"S141002", "太古园区", "扩展区"}})
	in := mustOpen(t, dir, `
parks:
  - path: parks.shp
    fields: {code: YQDM, name: YQMC, zone_part: KFQPJFW}
`+parcelsConfig)
	var got []string
	for _, e := range in.Extents {
		got = append(got, e.ParkCode+" "+string(e.Kind))
	}
	if d := cmp.Diff([]string{"S141001 approved", "S141001 growth", "S141002 approved"}, got); d != "" {
		t.Error(d)
	}
	said := 0
	for _, f := range in.Findings {
		if f.Code == land.ZonePartUnknown && f.Record == 3 && f.Found == "扩展区" && f.Field == "KFQPJFW" {
			said++
		}
	}
	if said != 1 {
		t.Errorf("findings: %+v", in.Findings)
	}
}
