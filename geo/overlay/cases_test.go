package overlay_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/overlay"
)

// casesFile holds polygon pairs from the public overlay suites of JTS, GEOS,
// polygon-clipping, martinez, georust and Clipper2, with exact areas.
const casesFile = "../../../shared/data/external/overlay/cases.jsonl"

type publicCase struct {
	ID       string  `json:"id"`
	A        string  `json:"a_wkt"`
	B        string  `json:"b_wkt"`
	Expected float64 `json:"expected_area"`
	NonZero  float64 `json:"area_nonzero"`
	TolAbs   float64 `json:"tol_abs"`
	FillRule *string `json:"fill_rule"`
	AValid   bool    `json:"a_valid"`
	BValid   bool    `json:"b_valid"`
}

func publicCases(t testing.TB) []publicCase {
	f, err := os.Open(casesFile)
	if err != nil {
		t.Skip("the public overlay cases are not at hand: ", err)
	}
	defer f.Close()
	var cases []publicCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var c publicCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if len(cases) < 167 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

func TestPublicCases(t *testing.T) {
	for _, c := range publicCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			a, b := parseWKT(t, c.A), parseWKT(t, c.B)
			got := overlay.NewClipper().Clip(overlay.Prepare(b), a)
			back := overlay.NewClipper().Clip(overlay.Prepare(a), b)
			exact, _ := overlay.ExactIntersectionArea(a, b).Float64()
			if math.Abs(exact-c.Expected) > c.TolAbs {
				t.Errorf("exact area %v, want %v ± %v", exact, c.Expected, c.TolAbs)
			}
			for _, r := range []overlay.Result{got, back} {
				if math.Abs(r.AreaM2-c.Expected) > c.TolAbs {
					t.Errorf("%v area %v, want %v ± %v", r.Relation, r.AreaM2, c.Expected, c.TolAbs)
				}
				if area := geo.AreaM2(r.Polygon); math.Abs(area-c.Expected) > c.TolAbs {
					t.Errorf("the rings' area %v, want %v ± %v", area, c.Expected, c.TolAbs)
				}
				if s := invalid(r.Polygon); s != "" && r.Relation == overlay.Cut {
					t.Error(s)
				}
			}
		})
	}
}

// parseWKT reads POLYGON and MULTIPOLYGON texts: every innermost pair of
// parentheses is a ring, and depth tells which polygon it belongs to.
func parseWKT(t testing.TB, text string) orb.MultiPolygon {
	var mp orb.MultiPolygon
	text = strings.TrimSpace(text)
	multi := strings.HasPrefix(text, "MULTI")
	if !multi {
		mp = append(mp, nil)
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
			if multi && depth == 2 {
				mp = append(mp, nil)
			}
			if end := strings.IndexAny(text[i+1:], "()"); text[i+1+end] == ')' && strings.TrimSpace(text[i+1:i+1+end]) != "" {
				mp[len(mp)-1] = append(mp[len(mp)-1], parseRing(t, text[i+1:i+1+end]))
			}
		case ')':
			depth--
		}
	}
	return mp
}

func parseRing(t testing.TB, text string) orb.Ring {
	var r orb.Ring
	for _, pair := range strings.Split(text, ",") {
		numbers := strings.Fields(pair)
		if len(numbers) < 2 {
			t.Fatalf("not a point: %q", pair)
		}
		x, errX := strconv.ParseFloat(numbers[0], 64)
		y, errY := strconv.ParseFloat(numbers[1], 64)
		if errX != nil || errY != nil {
			t.Fatalf("not a point: %q", pair)
		}
		r = append(r, orb.Point{x, y})
	}
	return r
}
