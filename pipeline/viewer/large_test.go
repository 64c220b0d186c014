package viewer_test

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

// A park of more than 20 000 parcels has the largest 5 000 in its page, the
// legend counts all, and the map asks for the rest by window. Exported, it has
// them all, for nobody can be asked.
func TestLargePark(t *testing.T) {
	const parcels = 20_100
	dir := t.TempDir()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	run, err := tonight.Begin(store.Run{Kind: store.KindLand})
	must(t, err)
	must(t, tonight.SetCRS(store.CRS{EPSG: 4525, Name: "zone 37"}))
	must(t, tonight.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "p.shp"}}))
	must(t, tonight.WriteParks([]land.Park{{Code: "A", Name: "A"}}))
	must(t, tonight.WriteExtents([]land.Extent{{ParkCode: "A", Kind: land.Approved, Shape: square(0, 0, 2000), AreaM2: 4e6}}))
	pieces := make([]land.Piece, parcels)
	for i := range pieces {
		pieces[i] = land.Piece{Record: i + 1, Relation: land.Inside, Share: 1, AreaM2: 25 + float64(i), Shape: square(float64(i%150)*12, float64(i/150)*12, 5)}
		pieces[i].Status = land.Built
	}
	must(t, tonight.WritePieces(pieces))
	must(t, tonight.PiecesDone())
	must(t, tonight.Finish(run))
	must(t, tonight.Publish())
	s := &site{t: t, dir: dir, handler: viewer.Handler(store.PathIn(dir), viewer.Options{Local: true})}
	page := s.get("/park/A?lang=en")
	if rows := strings.Count(page, "<tr data-key="); rows != 5000 {
		t.Errorf("%d rows", rows)
	}
	for _, text := range []string{`data-window="/park/A/window?`, "the map has 15100 more", "built <b>20100</b>", `data-key="1.20100"`} {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	if strings.Contains(page, `data-key="1.15100"`) {
		t.Error("the 5 001st parcel is listed")
	}
}
