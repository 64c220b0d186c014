package viewer

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Windows of a map. A park of up to windowsFrom parcels is drawn whole; of a
// larger one the page has the largest parcels, and the script asks for those of
// the window as the reader zooms in.
const (
	windowsFrom   = 20_000
	mostInWindow  = 1_000 // shapes of one answer; the largest of the window
	leastPixels   = 1.5   // a parcel that is smaller on the screen is left out until one zooms in
	strayOfPixels = 0.5   // by how much of a pixel a simplified line may stray
)

// windowShape is a parcel of a window as the script draws it.
type windowShape struct {
	Key   string `json:"key"`
	Class string `json:"class"`
	Title string `json:"title"`
	Path  string `json:"path"`
}

// windowAnswer is what lies in a window. All is false where smaller parcels
// were left out.
type windowAnswer struct {
	Shapes []windowShape `json:"shapes"`
	All    bool          `json:"all"`
}

// window answers with the parcels of an extent that meet ?box=, four numbers in
// units of the drawing, at ?pixel= units a pixel.
func (v *viewer) window(w http.ResponseWriter, r *http.Request) {
	v.answer(w, r, func(s *store.Store, f frame) (any, error) { return f.windowOf(s, r) })
}

// answer sends what is read from the store as JSON.
func (v *viewer) answer(w http.ResponseWriter, r *http.Request, make func(*store.Store, frame) (any, error)) {
	var data any
	err := read(v.path, func(s *store.Store) error {
		f, err := v.frameOf(s, r)
		if err == nil {
			data, err = make(s, f)
		}
		return err
	})
	if err != nil {
		v.fail(w, r, err)
		return
	}
	text, err := json.Marshal(data) // escapes <, > and &
	if err != nil {
		v.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	_, _ = w.Write(text) // an error means that the reader has gone
}

func (f frame) windowOf(s *store.Store, r *http.Request) (*windowAnswer, error) {
	q := r.URL.Query()
	box, pixel, err := windowAsked(q)
	if err != nil {
		return nil, err
	}
	code, kind := r.PathValue("code"), q.Get("extent")
	outline, err := s.ExtentOf(code, kind)
	if err != nil {
		return nil, err
	}
	if len(outline) == 0 {
		return nil, errNoExtent
	}
	sources, err := numberSources(s, f.Run.ID)
	if err != nil {
		return nil, err
	}
	sheet := sheetFor(outline.Bound())
	sheet.tolerance = pixel * strayOfPixels
	page := &parkView{frame: f}
	answer := &windowAnswer{Shapes: []windowShape{}, All: true}
	err = s.PiecesIn(code, kind, sheet.plane(box), leastPixels*pixel/unitsPerMetre, mostInWindow, func(x *store.WindowPiece) error {
		class := paintFor(page.colour(), x.Status, x.Scheme, x.LandUse).class
		if x.Relation == string(land.Cut) {
			class += " " + isCut
		}
		answer.Shapes = append(answer.Shapes, windowShape{parcelKey(sources, x.Source, x.Record), class,
			orNone(x.ParcelID) + " · " + f.landUse(x.Scheme, x.LandUse) + " · " + strconv.FormatFloat(x.AreaM2, 'f', 0, 64) + " m²", sheet.path(x.Shape)})
		return nil
	})
	answer.All = len(answer.Shapes) < mostInWindow
	return answer, err
}

// windowAsked reads the window of an address.
func windowAsked(q url.Values) (box orb.Bound, pixel float64, err error) {
	parts := strings.Split(q.Get("box"), ",")
	var numbers []float64
	for _, part := range append(parts, q.Get("pixel")) {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return orb.Bound{}, 0, errWindow
		}
		numbers = append(numbers, n)
	}
	if len(numbers) != 5 || numbers[0] > numbers[2] || numbers[1] > numbers[3] || numbers[4] < 0 {
		return orb.Bound{}, 0, errWindow
	}
	return orb.Bound{Min: orb.Point{numbers[0], numbers[1]}, Max: orb.Point{numbers[2], numbers[3]}}, numbers[4], nil
}

// plane returns the box of the plane under a box of the drawing.
func (s sheet) plane(b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{s.west + b.Min[0]/unitsPerMetre, s.north - b.Max[1]/unitsPerMetre},
		Max: orb.Point{s.west + b.Max[0]/unitsPerMetre, s.north - b.Min[1]/unitsPerMetre},
	}
}

var errWindow = &refusal{http.StatusBadRequest, land.Text{ZH: "地图窗口有误", EN: "That is no window of a map"}}

// windowLink is the address of the windows of a park's map.
func (f frame) windowLink(code, kind, colour string) string {
	q := url.Values{"extent": {kind}, "colour": {colour}, "lang": {string(f.Lang)}}
	return "/park/" + url.PathEscape(code) + "/window?" + q.Encode()
}
