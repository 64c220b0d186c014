package viewer

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Outlines are the shapes of a parcel file as they were delivered, in the
// working CRS. Records count from 1.
type Outlines interface {
	Rings(record int) ([]orb.Ring, error)
	Meeting(box orb.Bound, visit func(record int, rings []orb.Ring) bool) error
}

// Classes of outlines as delivered.
const (
	deliveredCut      = "was-cut"      // goes on beyond the extent
	deliveredRepaired = "was-repaired" // before the repair
	deliveredOutside  = "outside"      // no part of it counts in this extent
	deliveredRejected = "rejected"     // counts nowhere
)

// mostAround is how many outlines around an extent are shown.
const mostAround = 3000

// deliveredAnswer is what the script draws, and what could not be had.
type deliveredAnswer struct {
	Shapes  []windowShape `json:"shapes"`
	Missing []string      `json:"missing"` // a sentence a file
	All     bool          `json:"all"`     // false where there are more around than are shown
}

// delivered answers with the outlines as delivered of the parcels of an extent
// that the extent cuts or that were repaired; with ?rejected=1 also those in and
// near it that were rejected, with ?around=1 these and those that lie outside.
func (v *viewer) delivered(w http.ResponseWriter, r *http.Request) {
	v.answer(w, r, func(s *store.Store, f frame) (any, error) {
		of, err := s.OfPark(r.PathValue("code"))
		if err != nil {
			return nil, err
		}
		defer of.Close()
		kind := r.URL.Query().Get("extent")
		outline, err := of.ExtentOf(r.PathValue("code"), kind)
		if err != nil {
			return nil, err
		}
		if len(outline) == 0 {
			return nil, errNoExtent
		}
		findings, err := of.Findings(f.Run.ID)
		if err != nil {
			return nil, err
		}
		d := &deliveredOf{frame: f, park: r.PathValue("code"), kind: kind, sheet: sheetFor(outline.Bound()), remarks: remarksOf(findings)}
		if d.outside = r.URL.Query().Get("around") != ""; d.outside || r.URL.Query().Get("rejected") != "" {
			if err := d.takeRejected(s); err != nil {
				return nil, err
			}
		}
		return &d.answer, d.read(of, outline.Bound())
	})
}

// rejections are the findings whose record counts nowhere.
var rejections = []land.Code{land.ParcelRepeated, land.CoordinateInfinite, land.ShapeEmpty, land.RecordUnreadable}

// takeRejected finds the records that count nowhere. They are in no park, so
// they are looked up in the whole store, by file and record.
func (d *deliveredOf) takeRejected(whole *store.Store) error {
	findings, err := whole.Findings(d.Run.ID)
	if err != nil {
		return err
	}
	d.rejected = remarksOf(slices.DeleteFunc(findings, func(f store.Finding) bool { return !slices.Contains(rejections, land.Code(f.Code)) }))
	return nil
}

// deliveredOf gathers outlines of one extent.
type deliveredOf struct {
	frame
	park, kind string
	sheet      sheet
	remarks    remarks
	outside    bool    // those outside are asked for as well
	rejected   remarks // why records count nowhere; nil where they are not asked for
	pieces     map[place]store.PieceOrigin
	answer     deliveredAnswer
}

func (d *deliveredOf) read(s *store.Store, box orb.Bound) error {
	d.answer = deliveredAnswer{Shapes: []windowShape{}, Missing: []string{}, All: true}
	records, err := s.PieceOrigins(d.park, d.kind)
	if err != nil {
		return err
	}
	files, err := s.Sources(d.Run.ID)
	if err != nil {
		return err
	}
	d.pieces = map[place]store.PieceOrigin{}
	for _, p := range records {
		d.pieces[place{p.Source, p.Record}] = p
	}
	for i, file := range files {
		mine := slices.DeleteFunc(slices.Clone(records), func(p store.PieceOrigin) bool { return p.Source != file.Path })
		if file.Role != string(land.RoleParcels) || len(mine) == 0 && d.rejected == nil {
			continue
		}
		if err := d.readFile(i+1, file, mine, box); err != nil {
			d.answer.Missing = append(d.answer.Missing, d.whyMissing(file.Path, err))
		}
	}
	return nil
}

func (d *deliveredOf) readFile(number int, file store.SourceFile, records []store.PieceOrigin, box orb.Bound) error {
	if d.source == nil {
		return errNotLooked
	}
	outlines, err := d.source(file, d.Run.CRS)
	if err != nil {
		return err
	}
	for _, p := range records {
		class := d.classOf(p)
		if class == "" {
			continue
		}
		rings, err := outlines.Rings(p.Record)
		if err != nil {
			return err
		}
		d.add(number, place{p.Source, p.Record}, class, orNone(p.ParcelID), rings)
	}
	if d.rejected == nil {
		return nil
	}
	return outlines.Meeting(box, func(record int, rings []orb.Ring) bool {
		at := place{file.Path, record}
		_, counts := d.pieces[at]
		switch why := d.rejected[at]; {
		case counts:
		case len(why) > 0:
			d.add(number, at, deliveredRejected, d.Say("未计入：", "rejected: ")+land.Code(why[0].Code).Title().In(d.Lang), rings)
		case d.outside:
			d.add(number, at, deliveredOutside, d.Say("范围外", "outside"), rings)
		}
		d.answer.All = len(d.answer.Shapes) < mostAround
		return d.answer.All
	})
}

// classOf says how a piece differs from its parcel as delivered; "" where it
// does not.
func (d *deliveredOf) classOf(p store.PieceOrigin) string {
	repaired := slices.ContainsFunc(d.remarks[place{p.Source, p.Record}], func(f store.Finding) bool { return kindOf(land.Code(f.Code)) == isRepaired })
	switch {
	case p.Relation == string(land.Cut):
		return deliveredCut
	case repaired:
		return deliveredRepaired
	}
	return ""
}

func (d *deliveredOf) add(number int, at place, class, name string, rings []orb.Ring) {
	if path := d.sheet.path(orb.MultiPolygon{rings}); path != "" {
		d.answer.Shapes = append(d.answer.Shapes, windowShape{parcelKey(map[string]int{at.source: number}, at.source, at.record), class,
			name + " · " + at.source + " #" + strconv.Itoa(at.record), path})
	}
}

var errNotLooked = errors.New("the viewer was not told where the files are")

// whyMissing says why the outlines of a file can't be shown.
func (f frame) whyMissing(path string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path + f.Say("：文件已不在原处，不能显示其交付图形。", ": the file is no longer at hand, so its outlines as delivered can't be shown.")
	case errors.Is(err, errNotLooked):
		return path + f.Say("：未读取源文件。", ": source files are not read.")
	}
	return path + f.Say("：文件与运行时读入的不同或不是可直接读取的 shapefile，不显示其交付图形。",
		": the file is not the one that the run read, or no shapefile, so its outlines as delivered are not shown.")
}

// deliveredLink is the address of the outlines as delivered of an extent.
func (f frame) deliveredLink(code, kind string) string {
	q := url.Values{"extent": {kind}, "lang": {string(f.Lang)}}
	return "/park/" + url.PathEscape(code) + "/delivered?" + q.Encode()
}
