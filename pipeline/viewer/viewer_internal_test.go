package viewer

import (
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// emptyNight publishes a store with one run and nothing else.
func emptyNight(t *testing.T, dir string) {
	t.Helper()
	tonight, err := store.Create(dir, store.Options{Started: time.Unix(0, 0), Lang: land.ZH})
	if err != nil {
		t.Fatal(err)
	}
	defer tonight.Discard()
	run, err := tonight.Begin(store.Run{Kind: store.KindLand})
	for _, err := range []error{err, tonight.SetCRS(store.CRS{EPSG: 4525}), tonight.PiecesDone(), tonight.Finish(run), tonight.Publish()} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadBeginsAgain: what was read while the store was replaced may be of
// two nights and is thrown away.
func TestReadBeginsAgain(t *testing.T) {
	dir := t.TempDir()
	emptyNight(t, dir)
	for _, c := range []struct {
		name      string
		replaced  int // how often the store is replaced while it is read
		wantReads int
		want      error
	}{
		{"quiet", 0, 1, nil},
		{"replaced once", 1, 2, nil},
		{"replaced every time", 9, attempts, errUnsettled},
	} {
		reads, last := 0, int64(0)
		err := read(store.PathIn(dir), func(s *store.Store) error {
			reads++
			run, err := s.LastRun()
			last = run.ID
			if reads <= c.replaced {
				emptyNight(t, dir)
				return errors.New("of two nights")
			}
			return err
		})
		if !errors.Is(err, c.want) || reads != c.wantReads {
			t.Errorf("%s: %d reads, %v", c.name, reads, err)
		}
		if c.want == nil && last == 0 {
			t.Errorf("%s: no run was read", c.name)
		}
	}
}

func TestAStoreThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.gpkg")
	if err := os.WriteFile(path, []byte("not a database"), 0o666); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	Handler(path, Options{Lang: land.EN}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "not a store of jiyue") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestPanicIsAPage: a fault of ours ends one answer, not the server.
func TestPanicIsAPage(t *testing.T) {
	var logged error
	v := &viewer{options: Options{Log: func(err error) { logged = err }}, atWork: make(chan struct{}, 1)}
	v.pages = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("fault") })
	for range 3 { // the place among those at work is given back
		w := httptest.NewRecorder()
		v.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if w.Code != http.StatusInternalServerError || logged == nil || strings.Contains(w.Body.String(), "fault") {
			t.Errorf("%d, logged %v", w.Code, logged)
		}
	}
}

func TestPath(t *testing.T) {
	ring := func(points ...orb.Point) orb.MultiPolygon { return orb.MultiPolygon{{orb.Ring(points)}} }
	// The sheet is 100 m wide with 8 % = 8 m of margin: one unit is 0.1 m, the
	// point (0, 100) lies 8 m from both edges, at (80, 80).
	s := sheetFor(orb.Bound{Max: orb.Point{100, 100}})
	for _, c := range []struct {
		name  string
		shape orb.MultiPolygon
		want  string
	}{
		{"square", ring(orb.Point{0, 0}, orb.Point{100, 0}, orb.Point{100, 100}, orb.Point{0, 100}, orb.Point{0, 0}), "M80 1080l1000 0l0 -1000l-1000 0z"},
		{"a point on a straight edge goes", ring(orb.Point{0, 0}, orb.Point{50, 0}, orb.Point{100, 0}, orb.Point{100, 100}, orb.Point{0, 0}), "M80 1080l1000 0l0 -1000z"},
		{"rounding does not add up", ring(orb.Point{0, 0}, orb.Point{10.04, 0}, orb.Point{20.08, 10}, orb.Point{0, 30}, orb.Point{0, 0}), "M80 1080l100 0l101 -100l-201 -200z"},
		{"a parcel below the resolution is kept", ring(orb.Point{0, 0}, orb.Point{0.01, 0}, orb.Point{0.01, 0.01}, orb.Point{0, 0}), "M80 1080z"},
		{"nothing", nil, ""},
		{"an empty ring", ring(), ""},
	} {
		if got := s.path(c.shape); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSmallShapesGetADot(t *testing.T) {
	s := sheetFor(orb.Bound{Max: orb.Point{60_000, 60_000}}) // 69.6 km over 600 pixels: 9 pixels are 1 044 m
	side := func(m float64) orb.MultiPolygon { return orb.MultiPolygon{orb.Bound{Max: orb.Point{m, m}}.ToPolygon()} }
	if s.dotFor(side(1_000)) == nil || s.dotFor(side(1_100)) != nil {
		t.Error("dots for the wrong shapes")
	}
}

func TestNumbers(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for _, c := range []struct{ got, want string }{
		{fixed(v(1234567.125), 2), "1,234,567.13"}, // half away from zero, in decimal
		{fixed(v(-0.004), 2), "0.00"},
		{fixed(v(-1234.5), 0), "-1,235"},
		{fixed(v(999), 0), "999"},
		{fixed(nil, 2), none},
		{fixed(v(math.NaN()), 2), none},
		{short(v(15), 4), "15"},
		{short(v(0.25), 4), "0.25"},
		{percent(v(0.70125)), "70.13%"},
		{percent(nil), none},
		{hectares(v(1_234_567)), "123.46"},
		{figure(v(0.481234), ""), "0.4812"},
		{signed(v(1234.5), 1), "+1,234.5"},
		{signed(v(-0.00004), 4), "0.0000"},
		{changed(v(-0.000042)), "−0.00004"},
		{changed(v(0)), "0.0000"},
		{changed(v(2.5)), "+2.5000"},
		{changed(nil), none},
		{figure(v(1000.005), "m²"), "1,000.01"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

func TestLinesOfTrends(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for _, c := range []struct {
		name       string
		values     []*float64
		line, ends string
	}{
		{"from least to most", []*float64{v(1), v(2)}, "M4.0 28.0L156.0 4.0", "M156.0 4.0l0 0"},
		{"no change", []*float64{v(5), v(5)}, "M4.0 16.0L156.0 16.0", "M156.0 16.0l0 0"},
		{"a change in the fifth digit is flat", []*float64{v(10000), v(10001)}, "M4.0 16.1L156.0 15.9", "M156.0 15.9l0 0"},
		{"a gap breaks the line", []*float64{v(0), nil, v(0)}, "M4.0 16.0M156.0 16.0", "M156.0 16.0l0 0"},
		{"nothing", []*float64{nil, nil}, "", ""},
	} {
		if line, ends := sparkline(c.values); line != c.line || ends != c.ends {
			t.Errorf("%s: %s and %s, want %s and %s", c.name, line, ends, c.line, c.ends)
		}
	}
}

func TestLowering(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	if got := lowering([]*float64{v(-1), nil, v(2), v(-3), v(-1), v(-0.5)}, 3); !slices.Equal(got, []int{3, 0, 4}) {
		t.Errorf("lowering most: %v", got)
	}
}

func TestUseGroups(t *testing.T) {
	for _, c := range []struct{ scheme, code, want string }{
		{"gbt21010-2017", "0601", "u-industry"},
		{"gbt21010-2017", "0701", "u-residence"},
		{"gbt21010-2017", "0103", "u-open"},
		{"gbt21010-2017", "9999", "u-unknown"},
		{"sandiao", "0508", "u-industry"}, // logistics and warehouses
		{"", "0601", "u-unknown"},
		{"gbt21010-2017", "", "u-unknown"},
	} {
		if got := paintWith(usePaints, useGroup(c.scheme, c.code)).class; got != c.want {
			t.Errorf("%s %s: %s, want %s", c.scheme, c.code, got, c.want)
		}
	}
}

// Names of parks meet no park and no other name, also on a map that is smaller
// by labelRoom; those of the largest parks go before, one a park.
func TestNamesOnTheMapDoNotMeet(t *testing.T) {
	var rows []parkRow
	for i := range 300 {
		side := float64(50 + i%7*40)
		at := orb.Point{float64(i%20) * 900, float64(i/20) * 700}
		shape := orb.MultiPolygon{orb.Bound{Min: at, Max: orb.Point{at[0] + side, at[1] + side}}.ToPolygon()}
		rows = append(rows, parkRow{Code: strconv.Itoa(i / 2), Name: "大宁经济开发区" + strconv.Itoa(i/2), areaM2: side * side, shape: shape})
	}
	d := frame{}.parksMap(rows)
	s := sheetFor(orb.Bound{Max: orb.Point{19*900 + 290, 14*700 + 290}})
	var taken []orb.Bound
	for _, r := range rows {
		taken = append(taken, s.box(r.shape))
	}
	for _, l := range d.Labels {
		w, h := s.pixels(labelPixels*labelRoom)*textWidth(l.Text), s.pixels(labelPixels*labelRoom)
		box := orb.Bound{Min: orb.Point{float64(l.X) - w/2 + 2, float64(l.Y) - 0.7*h}, Max: orb.Point{float64(l.X) + w/2 - 2, float64(l.Y)}}
		if slices.ContainsFunc(taken, box.Intersects) {
			t.Errorf("%s meets another name or a park", l.Text)
		}
		taken = append(taken, box)
	}
	names := map[string]bool{}
	for _, l := range d.Labels {
		names[l.Text] = true
	}
	if len(d.Labels) < 5 || len(names) != len(d.Labels) {
		t.Errorf("%d names, %d of them different", len(d.Labels), len(names))
	}
}

// TestChangeNames: a piece that the extent alone made come, go or be cut is not
// told as one that is new in the file or gone from it.
func TestChangeNames(t *testing.T) {
	f := frame{Lang: land.EN}
	for _, c := range []struct {
		change store.PieceChange
		want   string
	}{
		{store.PieceChange{Change: store.PieceRemoved}, "gone"},
		{store.PieceChange{Change: store.PieceRemoved, ByExtent: true}, "left the extent"},
		{store.PieceChange{Change: store.PieceAdded, ByExtent: true}, "came into the extent"},
		{store.PieceChange{Change: store.PieceReshaped, ByExtent: true}, "cut otherwise by the extent"},
		{store.PieceChange{Change: store.PieceEdited}, "figures changed"},
	} {
		if got := f.changeName(&c.change); got != c.want {
			t.Errorf("%+v: %q, want %q", c.change, got, c.want)
		}
	}
}
