package measure

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"jiyue/pipeline/land"
)

func parcel(record int, enterprise string, taxWan float64) land.Parcel {
	p := land.Parcel{Record: record, Enterprise: enterprise}
	p.Figures[land.Tax] = land.Known(taxWan)
	return p
}

func piece(record, extent int, areaM2, share float64) land.Piece {
	return land.Piece{Record: record, Extent: extent, AreaM2: areaM2, Share: share}
}

// TestEnterprises works two enterprises by hand: e1 has a whole parcel of
// 1000 m² with 8 万元 in extent 0 and a quarter of one of 2000 m² with 4 万元,
// the rest of which lies in extent 1; e2 has 300 m²; record 3 names nobody and
// record 4 has no piece.
func TestEnterprises(t *testing.T) {
	b := &land.Batch{
		Parcels: []land.Parcel{parcel(1, "e1", 8), parcel(2, "e1", 4), parcel(3, "", 9), parcel(4, "e2", 9), {Record: 5, Enterprise: "e2"}},
		Pieces:  []land.Piece{piece(1, 0, 1000, 1), piece(2, 0, 500, 0.25), piece(2, 1, 1500, 0.75), piece(3, 0, 70, 1), piece(5, 0, 300, 1)},
	}
	Apportion(b)
	e := NewEnterprises()
	e.Add(b)
	for i, want := range []struct {
		extent     int
		enterprise string
		parcels    int64
		m2         float64
		tax        land.Quantity
	}{
		{0, "e1", 2, 1500, land.Known(9)}, {1, "e1", 1, 1500, land.Known(3)}, {0, "e2", 1, 300, land.Quantity{}},
	} {
		got := e.List()[i]
		if got.Extent != want.extent || got.Enterprise != want.enterprise || got.Parcels != want.parcels || got.AreaM2 != want.m2 || got.Figures[land.Tax] != want.tax {
			t.Errorf("%d: %+v, want %+v", i, got, want)
		}
	}
	if n := len(e.List()); n != 3 {
		t.Errorf("%d holdings", n)
	}
	(*Enterprises)(nil).Add(b)
	if list := (*Enterprises)(nil).List(); list != nil {
		t.Errorf("without enterprises: %+v", list)
	}
}

// However few enterprises are told apart, no land and no figure is lost.
func TestEnterprisesBeyondTheLimitStandTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := NewEnterprises()
		e.limit = rapid.IntRange(0, 6).Draw(t, "limit")
		extents := rapid.IntRange(1, 3).Draw(t, "extents")
		var area, tax float64
		for record := range rapid.IntRange(1, 30).Draw(t, "parcels") {
			name := fmt.Sprint("e", rapid.IntRange(0, 9).Draw(t, "enterprise"))
			b := &land.Batch{Parcels: []land.Parcel{parcel(record+1, name, 3)}, Pieces: []land.Piece{piece(record+1, record%extents, 10, 1)}}
			Apportion(b)
			e.Add(b)
			area, tax = area+10, tax+3
		}
		for _, h := range e.List() {
			area, tax = area-h.AreaM2, tax-h.Figures[land.Tax].Value
		}
		if math.Abs(area) > 1e-9 || math.Abs(tax) > 1e-9 {
			t.Fatalf("%v m² and %v 万元 are lost", area, tax)
		}
		if n := len(e.List()); n > e.limit+extents {
			t.Fatalf("%d holdings, limit %d", n, e.limit)
		}
	})
}
