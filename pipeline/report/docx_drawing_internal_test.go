package report

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// drawn returns the parts of a document that hold drawings: as DrawingML and
// as VML.
func drawn(t *testing.T, document string) (choices, fallbacks []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?s)<mc:Choice Requires="wpg">(.*?)</mc:Choice><mc:Fallback>(.*?)</mc:Fallback>`).FindAllStringSubmatch(document, -1) {
		choices, fallbacks = append(choices, m[1]), append(fallbacks, m[2])
	}
	return choices, fallbacks
}

// Programs that don't know DrawingML's groups find the same drawing as VML: as
// many shapes, and the same texts.
func TestEveryDrawingHasAFallback(t *testing.T) {
	choices, fallbacks := drawn(t, part(t, printed(t, composed(t, changed(), Options{}), WriteDOCX), "word/document.xml"))
	if len(choices) < 5 {
		t.Fatalf("only %d drawings", len(choices))
	}
	for i := range choices {
		shapes := strings.Count(choices[i], "<wps:wsp>")
		if got := strings.Count(fallbacks[i], "<v:shape ") + strings.Count(fallbacks[i], "<v:oval ") + strings.Count(fallbacks[i], "<v:rect "); got != shapes {
			t.Errorf("drawing %d has %d shapes, its fallback %d", i, shapes, got)
		}
		if a, b := docxString(choices[i]), docxString(fallbacks[i]); a != b || a == "" {
			t.Errorf("drawing %d reads %q, its fallback %q", i, a, b)
		}
		wellFormed(t, "fallback", fallbacks[i])
	}
}

// Shapes stay within their drawing and the first is as large as it, or
// LibreOffice would stretch the group and no scale bar would be right.
func TestShapesFillTheirDrawing(t *testing.T) {
	choices, _ := drawn(t, part(t, printed(t, composed(t, changed(), Options{}), WriteDOCX), "word/document.xml"))
	places := regexp.MustCompile(`<a:off x="(-?[0-9]+)" y="(-?[0-9]+)"/><a:ext cx="([0-9]+)" cy="([0-9]+)"/>`)
	for i, choice := range choices {
		var group, first orb.Bound
		for k, m := range places.FindAllStringSubmatch(choice, -1) {
			var v [4]float64
			for j := range v {
				v[j], _ = strconv.ParseFloat(m[j+1], 64)
			}
			b := orb.Bound{Min: orb.Point{v[0], v[1]}, Max: orb.Point{v[0] + v[2], v[1] + v[3]}}
			switch k {
			case 0:
				group = b
			case 1:
				if first = b; first != group {
					t.Errorf("drawing %d is %v, its first shape %v", i, group, first)
				}
			default:
				if whole := group.Pad(emuPerPoint); !whole.Contains(b.Min) || !whole.Contains(b.Max) {
					t.Errorf("drawing %d is %v and has a shape at %v", i, group, b)
				}
			}
		}
	}
}

// A ring with a hole ends once, from the corner of its shape; what overlaps it
// comes after the end.
func TestVMLPath(t *testing.T) {
	var out markup
	s := &docxScene{markup: &out, scale: emuPerPoint, width: 100, height: 100}
	vmlPen{s}.shape(markStyle{fill: "d98e6c", stroke: "ffffff", width: .5}, [][]orb.LineString{{box(10, 20, 30, 40), box(15, 25, 5, 5)}, {box(12, 22, 5, 5)}}, false)
	vmlPen{s}.shape(markStyle{fill: "d98e6c"}, [][]orb.LineString{{{{1, 1}, {2, 3}}}}, true)
	want := `<v:shape style="position:absolute;left:100;top:200;width:300;height:400" coordsize="300,400" fillcolor="#d98e6c" strokecolor="#ffffff" strokeweight="0.50pt" path="m0,0l300,0,300,400,0,400xm50,50l100,50,100,100,50,100xem20,20l70,20,70,70,20,70xe"/>` +
		`<v:shape style="position:absolute;left:10;top:10;width:10;height:20" coordsize="10,20" filled="f" stroked="f" path="m0,0l10,20e"/>`
	if got := out.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if err := xml.NewDecoder(strings.NewReader(out.String())).Decode(new(struct{})); err != nil && err != io.EOF {
		t.Error(err)
	}
}

// Two extents of a park overlap: drawn as one path, what both hold would be a
// hole. A ring with its own hole stays one path.
func TestShapesThatOverlapShareNoPath(t *testing.T) {
	var out markup
	s := &docxScene{markup: &out, scale: emuPerPoint, width: 100, height: 100}
	s.paint(s, []Mark{
		{Class: "b-0", Rings: []orb.LineString{box(10, 10, 50, 50), box(20, 20, 5, 5)}},
		{Class: "b-0", Rings: []orb.LineString{box(12, 12, 40, 40)}},
	})
	paths := regexp.MustCompile(`(?s)<a:path w="([0-9]+)" h="([0-9]+)">(.*?)</a:path>`).FindAllStringSubmatch(out.String(), -1)
	if len(paths) != 3 { // the first is the drawing's own
		t.Fatalf("%d paths: %s", len(paths), out.String())
	}
	for i, rings := range []int{1, 2, 1} {
		if got := strings.Count(paths[i][3], "<a:moveTo>"); got != rings {
			t.Errorf("path %d has %d rings, not %d", i, got, rings)
		}
	}
	if paths[1][1] != paths[2][1] || paths[1][2] != paths[2][2] {
		t.Errorf("paths of one shape are %q and %q, of different sizes", paths[1][1:3], paths[2][1:3])
	}
}
