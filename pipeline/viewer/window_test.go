package viewer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestWindow: what meets the window comes back, drawn where the page draws it,
// and nothing else; from far away small parcels are left out.
func TestWindow(t *testing.T) {
	s := newSite(t)
	page := s.get("/park/S147062?extent=approved")
	// The extent is 1 000 m wide with a margin of 80 m: its corner is 800 units in.
	for _, c := range []struct {
		name, box string
		pixel     float64
		want      []string
	}{
		{"all", "0,0,11600,11600", 0, []string{"2.7", "2.8", "2.9"}},
		{"the south-west corner", "800,9800,900,10800", 1, []string{"2.8"}},
		{"the square of 50 m", "2900,8400,3000,8500", 1, []string{"2.7"}},
		{"land without parcels", "8000,1000,9000,2000", 1, nil},
		{"from far away", "0,0,11600,11600", 600, []string{"2.8"}},
		{"off the map", "-900,-900,-800,-800", 1, nil},
	} {
		var answer struct {
			Shapes []struct{ Key, Class, Title, Path string }
			All    bool
		}
		w := s.ask("GET", fmt.Sprintf("/park/S147062/window?extent=approved&box=%s&pixel=%g", c.box, c.pixel))
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Fatalf("%s: %v %s", c.name, err, w.Body)
		}
		var keys []string
		for _, shape := range answer.Shapes {
			keys = append(keys, shape.Key)
			if c.pixel < 2 && !strings.Contains(page, `d="`+shape.Path+`"`) {
				t.Errorf("%s: %s is drawn as %s, not so on the page", c.name, shape.Key, shape.Path)
			}
		}
		slices.Sort(keys)
		if !slices.Equal(keys, c.want) || !answer.All {
			t.Errorf("%s: %v, want %v", c.name, keys, c.want)
		}
	}
	if body := s.ask("GET", "/park/a%2Fb%3Fc%23d%252F%22%3Cu%3E../window?extent=approved&box=0,0,99999,99999&pixel=0").Body.String(); !strings.Contains(body, `\u003cscript`) || strings.Contains(body, "<") {
		t.Errorf("a hostile parcel as %s", body)
	}
}
