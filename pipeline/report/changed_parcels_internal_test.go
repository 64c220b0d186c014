package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// The parcels behind the changes are printed in all three documents, effects in
// the units of the figures and with digits enough to be seen.
func TestChangedParcels(t *testing.T) {
	d := changed()
	d.history.parcels = []changedParcel{
		{d.parks[0].Code, d.extents[0].Kind, "built_ratio", "", diff.Parcel{ParcelID: "D7", Change: store.PieceEdited, Source: "a.shp", Record: 7,
			Differs: []diff.Difference{{Attribute: "status", Before: "unbuilt", After: "built"}}}, .0104},
		{d.parks[1].Code, d.extents[0].Kind, "output_per_mu", "万元/亩", diff.Parcel{Change: store.PieceRemoved, Source: "a.shp", Record: 1234}, -.000321},
		{"nobody", "approved", "built_ratio", "", diff.Parcel{}, 1},
	}
	m := composed(t, d, Options{Lang: land.ZH})
	for i, want := range []string{"已建成占比|+1.04|个百分点|D7|a.shp|7|改值：状态 unbuilt → built", "亩均产值|-0.000321|万元/亩|—|a.shp|1234|消失"} {
		if i >= len(m.Changes.Parcels.Rows) || !strings.HasSuffix(texts(*m.Changes.Parcels, i), want) {
			t.Errorf("row %d of %+v, want …%s", i, m.Changes.Parcels.Rows, want)
		}
	}
	if n := len(m.Changes.Parcels.Rows); n != 2 {
		t.Errorf("%d rows", n)
	}
	if text := docxText(t, printed(t, m, WriteDOCX)); !strings.Contains(text, "变化背后的地块") {
		t.Error("the document does not name the parcels")
	}
	if text := string(printed(t, m, WriteHTML)); !strings.Contains(text, `id="changed_parcels"`) {
		t.Error("the page does not name the parcels")
	}
	if m := composed(t, changed(), Options{}); m.Changes.Parcels != nil {
		t.Error("a table of no parcels")
	}
}
