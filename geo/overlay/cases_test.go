package overlay_test

import (
	"bufio"
	"encoding/json"
	"io"
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

// reportsFile holds pairs that other programs were reported to clip wrongly,
// three of them by GEOS 3.13 still, and some of the same sort of our own. The
// coordinates are those of the reports, doubled: the same significands, and so
// the same roundings. The areas were computed in fractions by another program.
const reportsFile = "testdata/public_cases.jsonl"

// reportPrecision is how exact areas of reports have to be: this part of the
// largest coordinate, along both outlines. A coordinate has 1e-16.
const reportPrecision = 1e-12

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

// reportedCase is a line of reportsFile.
type reportedCase struct {
	Name   string  `json:"name"`
	Source string  `json:"source"` // where it was reported
	Story  string  `json:"story"`  // what was, or is, wrong with it elsewhere
	A      string  `json:"a"`
	B      string  `json:"b"`
	AreaM2 float64 `json:"area"`
}

// jsonLines reads a file of one JSON value a line.
func jsonLines[T any](t testing.TB, f io.Reader) (all []T) {
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var c T
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func publicCases(t testing.TB) []publicCase {
	f, err := os.Open(casesFile)
	if err != nil {
		t.Skip("the public overlay cases are not at hand: ", err)
	}
	defer f.Close()
	cases := jsonLines[publicCase](t, f)
	if len(cases) < 167 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

func TestPublicCases(t *testing.T) {
	for _, c := range publicCases(t) {
		t.Run(c.ID, func(t *testing.T) { judgeCase(t, parseWKT(t, c.A), parseWKT(t, c.B), c.Expected, c.TolAbs) })
	}
}

func TestReportedCases(t *testing.T) {
	f, err := os.Open(reportsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range jsonLines[reportedCase](t, f) {
		t.Run(c.Name, func(t *testing.T) {
			a, b := parseWKT(t, c.A), parseWKT(t, c.B)
			judgeCase(t, a, b, c.AreaM2, reportPrecision*largestCoordinate(a, b)*(geo.PerimeterM(a)+geo.PerimeterM(b)))
		})
	}
}

// judgeCase clips a by b and b by a and holds both to the area wanted.
func judgeCase(t *testing.T, a, b orb.MultiPolygon, want, slack float64) {
	t.Helper()
	exact, _ := overlay.ExactIntersectionArea(a, b).Float64()
	if math.Abs(exact-want) > slack {
		t.Errorf("exact area %v, want %v ± %v", exact, want, slack)
	}
	for _, r := range []overlay.Result{clip(a, b), clip(b, a)} {
		if math.Abs(r.AreaM2-want) > slack {
			t.Errorf("%v area %v, want %v ± %v", r.Relation, r.AreaM2, want, slack)
		}
		if area := geo.AreaM2(r.Polygon); math.Abs(area-want) > slack {
			t.Errorf("the rings' area %v, want %v ± %v", area, want, slack)
		}
		if s := invalid(r.Polygon); s != "" && r.Relation == overlay.Cut {
			t.Error(s)
		}
	}
}

func largestCoordinate(mps ...orb.MultiPolygon) float64 {
	largest := 0.0
	for _, mp := range mps {
		b := mp.Bound()
		largest = max(largest, -b.Min[0], -b.Min[1], b.Max[0], b.Max[1])
	}
	return largest
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
