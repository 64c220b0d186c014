package viewer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// mostListed is how many parcels of an extent are listed and can be picked on
// the map: 5 000 load in a quarter of a second. Of more, the largest are; the
// rest is drawn.
const mostListed = 5000

// parcelRow is a line of the parcel table.
type parcelRow struct {
	Key, ID, Source, Relation, Status, Use, Remark string
	Class                                          string
	Is                                             string // for the switches
	Record                                         int
	Cut                                            bool
	Share, Area, Whole, Output, Effect             cell
}

// largestFirst orders pieces by area; equal ones stay in the order of source
// and record.
func largestFirst(pieces []store.Piece) {
	slices.SortStableFunc(pieces, func(a, b store.Piece) int {
		switch {
		case a.AreaM2 > b.AreaM2:
			return -1
		case a.AreaM2 < b.AreaM2:
			return 1
		}
		return 0
	})
}

// numberSources numbers the files of the run from 1, for keys of parcels.
func numberSources(s *store.Store, run int64) (map[string]int, error) {
	files, err := s.Sources(run)
	numbers := make(map[string]int, len(files))
	for i, f := range files {
		numbers[f.Path] = i + 1
	}
	return numbers, err
}

// parcelKey names a parcel within a page, and in the address of a page on
// which it is selected: number of the file and of the record, as 2.1187.
func parcelKey(sources map[string]int, source string, record int) string {
	return strconv.Itoa(sources[source]) + "." + strconv.Itoa(record)
}

func (p *parkView) parcelRowOf(x *store.Piece, effect *float64, sources map[string]int) parcelRow {
	whole := x.AreaM2 / x.Share
	is, remark := p.remarks.kinds(x), p.remarks.text(x, p.Lang)
	if changed := p.changed.remark(p.frame, x); changed != "" {
		is, remark = strings.TrimSpace(is+" "+isChanged), strings.Trim(remark+p.Say("；", "; ")+changed, p.Say("；", "; "))
	}
	output := x.Figures[land.Output.String()]
	return parcelRow{
		Key: parcelKey(sources, x.Source, x.Record), ID: orNone(x.ParcelID), Source: x.Source, Record: x.Record,
		Relation: p.word(relationNames, x.Relation), Cut: x.Relation == string(land.Cut),
		Status: p.statusName(x.Status), Use: p.landUse(x.Scheme, x.LandUse),
		Class: paintFor(p.colour(), x.Status, x.Scheme, x.LandUse).class,
		Share: cellOf(&x.Share, fixed(&x.Share, 4)), Area: cellOf(&x.AreaM2, fixed(&x.AreaM2, 2)),
		Whole:  cellOf(&whole, fixed(&whole, 2)),
		Output: cellOf(output, fixed(output, 2)), Effect: cellOf(effect, changed(effect)),
		Is: is, Remark: remark,
	}
}

// parkMap draws the extent with its pieces: the listed ones each by itself,
// the rest as one shape a colour. pieces are in the order of the table.
func (p *parkView) parkMap(e *store.Extent, pieces []store.Piece) *drawing {
	d, sheet := p.sheetOf(p.Say("地块图", "Map of the parcels"), []orb.MultiPolygon{e.Shape}) // pieces lie within
	if d == nil {
		return nil
	}
	d.Ground = sheet.path(e.Shape)
	d.Ghosts = p.ghosts(sheet)
	if p.inWindows {
		d.Window = p.windowLink(p.Park.Code, p.Kind, p.colour())
	}
	rest := map[string][]byte{}
	for i := range pieces {
		x := &pieces[i]
		class := paintFor(p.colour(), x.Status, x.Scheme, x.LandUse).class
		if i < len(p.Parcels) {
			other := paintFor(otherColour(p.colour()), x.Status, x.Scheme, x.LandUse).class
			d.Shapes = append(d.Shapes, p.Parcels[i].shape(class, other, sheet.path(x.Shape)))
			continue
		}
		rest[class] = append(rest[class], sheet.path(x.Shape)...)
	}
	for _, paint := range paintsOf(p.colour()) {
		if path := rest[paint.class]; path != nil {
			d.Rest = append(d.Rest, shape{Class: paint.class, Path: string(path)})
		}
	}
	return d
}

// shape is the parcel on the map.
func (r *parcelRow) shape(class, other, path string) shape {
	s := shape{Key: r.Key, Class: class, Other: other, Path: path, Title: r.ID + " · " + r.Status + " · " + r.Use + " · " + r.Area.Text + " m²"}
	if r.Is != "" {
		s.Class += " " + r.Is
	}
	return s
}
