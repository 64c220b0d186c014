package features_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/features"
)

// slowFeature is a feature as encoding/json reads it.
type slowFeature struct {
	Geometry   json.RawMessage
	Properties json.RawMessage
}

func (f *slowFeature) shape() orb.MultiPolygon {
	var g struct {
		Type        string
		Coordinates json.RawMessage
	}
	if json.Unmarshal(f.Geometry, &g) != nil {
		return nil
	}
	var mp [][][][]*float64
	switch g.Type {
	case "Polygon":
		mp = make([][][][]*float64, 1)
		if json.Unmarshal(g.Coordinates, &mp[0]) != nil {
			return nil
		}
	case "MultiPolygon":
		if json.Unmarshal(g.Coordinates, &mp) != nil {
			return nil
		}
	}
	var shape orb.MultiPolygon
	for _, rings := range mp {
		polygon := orb.Polygon{}
		for _, points := range rings {
			ring := orb.Ring{}
			for _, p := range points {
				if len(p) < 2 || p[0] == nil || p[1] == nil || len(p) > 2 && p[2] == nil {
					return nil
				}
				ring = append(ring, orb.Point{*p[0], *p[1]})
			}
			polygon = append(polygon, ring)
		}
		shape = append(shape, polygon)
	}
	return shape
}

// texts are the properties by name.
func (f *slowFeature) texts() map[string]string {
	var all map[string]any
	d := json.NewDecoder(bytes.NewReader(f.Properties))
	d.UseNumber()
	if d.Decode(&all) != nil {
		return nil
	}
	texts := map[string]string{}
	for name, v := range all {
		switch v := v.(type) {
		case string:
			texts[name] = v
		case json.Number:
			texts[name] = v.String()
		case bool:
			texts[name] = strconv.FormatBool(v)
		default:
			texts[name] = ""
		}
	}
	return texts
}

// checkAgainstJSON: a text is read as encoding/json reads it, or fails as there.
func checkAgainstJSON(t rapid.TB, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := features.OpenGeoJSON(path)
	var slow struct{ Features []*slowFeature }
	if slowErr := json.Unmarshal(text, &slow); (err != nil) != (slowErr != nil) {
		t.Fatalf("%s: %v; encoding/json: %v", text, err, slowErr)
	}
	if err != nil {
		return
	}
	got := all(t, l)
	if len(got) != len(slow.Features) || l.Records != len(got) {
		t.Fatalf("%s: %d features, %d read, want %d", text, l.Records, len(got), len(slow.Features))
	}
	for i, f := range slow.Features {
		if f == nil {
			f = &slowFeature{}
		}
		if want := f.shape(); !cmp.Equal(got[i].Shape, want, cmpopts.EquateEmpty()) {
			t.Fatalf("%s: shape %d is %v, want %v", text, i, got[i].Shape, want)
		}
		want := f.texts()
		for c, column := range l.Columns {
			if got[i].Values[c] != want[column.Name] || len(got[i].Values[c]) > column.Width {
				t.Fatalf("%s: %q of %d is %q (of %d bytes at most), want %q", text, column.Name, i, got[i].Values[c], column.Width, want[column.Name])
			}
			delete(want, column.Name)
		}
		if len(want) > 0 {
			t.Fatalf("%s: no columns for %v", text, want)
		}
	}
}

// drawValue draws any value, in the ways of writing it that JSON allows.
func drawValue(t *rapid.T, depth int) string {
	blank := rapid.SampledFrom([]string{"", "", "", " ", "\n", "\t\r "})
	kinds := 6
	if depth > 3 {
		kinds = 4
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return rapid.SampledFrom([]string{"true", "false", "null"}).Draw(t, "word")
	case 1:
		return rapid.StringMatching(`-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?`).Draw(t, "number")
	case 2:
		return drawString(t)
	case 3:
		return rapid.SampledFrom([]string{"[]", "{}", "[ ]", "{\n}"}).Draw(t, "empty")
	case 4:
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return drawValue(t, depth+1) }), 0, 4).Draw(t, "items")
		return "[" + strings.Join(items, blank.Draw(t, "blank")+",") + blank.Draw(t, "blank") + "]"
	}
	var members []string
	for range rapid.IntRange(0, 4).Draw(t, "members") {
		members = append(members, drawString(t)+blank.Draw(t, "blank")+":"+drawValue(t, depth+1))
	}
	return "{" + blank.Draw(t, "blank") + strings.Join(members, ","+blank.Draw(t, "blank")) + "}"
}

// drawString draws a string: as encoding/json writes it, with letters outside
// ASCII as they are or escaped, or with bytes that are no UTF-8.
func drawString(t *rapid.T) string {
	s := rapid.OneOf(rapid.SampledFrom([]string{"DKBH", "地块状态", "面积"}), rapid.StringN(0, 6, 20)).Draw(t, "text")
	b, _ := json.Marshal(s)
	switch rapid.IntRange(0, 3).Draw(t, "writing") {
	case 0:
		var escaped strings.Builder
		for _, unit := range utf16.Encode([]rune(s)) {
			fmt.Fprintf(&escaped, `\u%04x`, unit)
		}
		return `"` + escaped.String() + `"`
	case 1:
		return `"` + string(b[1:len(b)-1]) + "\xb5\xd8" + `"`
	}
	return string(b)
}

// drawCollection draws a collection whose features are mostly what they should
// be.
func drawCollection(t *rapid.T) string {
	number := rapid.OneOf(rapid.Float64Range(-4e7, 4e7), rapid.Float64())
	point := rapid.SliceOfN(number, 2, 3)
	polygon := rapid.SliceOfN(rapid.SliceOfN(point, 0, 5), 0, 3)
	var list []string
	for range rapid.IntRange(0, 4).Draw(t, "features") {
		coordinates, _ := json.Marshal(rapid.SliceOfN(polygon, 0, 3).Draw(t, "polygons"))
		kind := "MultiPolygon"
		if rapid.Bool().Draw(t, "one polygon") {
			coordinates, _ = json.Marshal(polygon.Draw(t, "polygon"))
			kind = "Polygon"
		}
		geometry := fmt.Sprintf(`{"type": %q, "coordinates": %s}`, kind, coordinates)
		if rapid.IntRange(0, 9).Draw(t, "odd geometry") == 0 {
			geometry = drawValue(t, 1)
		}
		feature := fmt.Sprintf(`{"type": "Feature", "properties": %s, "geometry": %s, "bbox": %s}`, drawProperties(t), geometry, drawValue(t, 2))
		list = append(list, rapid.SampledFrom([]string{feature, feature, feature, "null"}).Draw(t, "feature"))
	}
	return fmt.Sprintf(`{"name": %s, "features": [%s]}`, drawValue(t, 1), strings.Join(list, ",\n"))
}

// drawProperties draws properties with each name once: which of two the text
// would mean is nobody's to say.
func drawProperties(t *rapid.T) string {
	var members []string
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{`"DKBH"`, `"\u0044LBM"`, `"面积"`, `"a\"b"`, `""`}), 0, 5, rapid.ID[string]).Draw(t, "names") {
		members = append(members, name+": "+drawValue(t, 2))
	}
	return "{" + strings.Join(members, ", ") + "}"
}

// TestAgainstEncodingJSON: collections are read as encoding/json reads them;
// with a byte changed or the end cut off too.
func TestAgainstEncodingJSON(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.geojson")
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(drawCollection(t))
		checkAgainstJSON(t, path, text)
		if at := rapid.IntRange(0, len(text)-1).Draw(t, "at"); rapid.Bool().Draw(t, "cut") {
			text = text[:at]
		} else {
			text[at] = rapid.SampledFrom([]byte(`"\{}[],:.-+e09tn `+"\x00\xff")).Draw(t, "byte")
		}
		if got, want := features.IsValue(text), json.Valid(text); got != want {
			t.Fatalf("a value: %v, want %v: %s", got, want, text)
		}
	})
}

// TestValues: what is a value to encoding/json is one here.
func TestValues(t *testing.T) {
	check := func(t rapid.TB, text string) {
		if got, want := features.IsValue([]byte(text)), json.Valid([]byte(text)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"", " ", "0", "-", "-0", "00", "01", "1.", ".5", "1.5e", "1e+", "1E-7", "1e5.5", "+1", "tru", "truE", "nulll", `"`, `"a`, `"\`, `"\x"`, `"\u12"`, `"\u12G4"`, `"\u12g4"`, `"\uAbC9"`, "\"\n\"",
		"[", "[1", "[1,", "[1,]", "[,]", "[1 2]", "{", `{"a"`, `{"a":`, `{"a":1,}`, `{a:1}`, `{1:1}`, `{"a" 1}`, "]", "{]", "[}", "1 2", "\v1", "NaN", "Infinity"} {
		check(t, text)
	}
	for _, depth := range []int{100, 9_999, 10_000, 10_001} {
		check(t, strings.Repeat("[", depth)+strings.Repeat("]", depth))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, drawValue(t, 0)) })
}

// FuzzValue: any bytes are a value if they are one to encoding/json.
func FuzzValue(f *testing.F) {
	f.Add([]byte(collection[3:]))
	f.Add([]byte(`[-1.5e-3, "\u5730\n", true, null, {"": {}}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, want := features.IsValue(b), json.Valid(b); got != want {
			t.Errorf("%q: %v, want %v", b, got, want)
		}
	})
}

// TestNumbers: numbers are those of strconv to the last bit.
func TestNumbers(t *testing.T) {
	check := func(t rapid.TB, text string) {
		got, err := features.ParseNumber([]byte(text))
		want, wantErr := strconv.ParseFloat(text, 64)
		if math.Float64bits(got) != math.Float64bits(want) || (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %v, %v; want %v, %v", text, got, err, want, wantErr)
		}
	}
	for _, text := range []string{"", "-", ".", "-.", "0", "-0", "-0.0", ".5", "5.", "1..2", "1.2.3", "1-2", "9007199254740993", "999999999999999", "9999999999999999", "0.000000000000001", "3003711.246900000143796", "37348226.3158", "1e400", "4e-324", "12e3"} {
		check(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.StringMatching(`-?[0-9]{1,10}(\.[0-9]{0,16})?`).Draw(t, "number"))
	})
}

// TestLongerThanTheWindow: features that are longer than what is read in one go,
// and ones that lie across its end.
func TestLongerThanTheWindow(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"features":[`)
	for i := range 40 {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"properties":{"a":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%d,1],[2,%[2]d],[3,4]%s]]}}`, strings.Repeat("地", 1<<(i%19)), i, strings.Repeat(",[5,6]", 1<<(i%17)))
	}
	b.WriteString(`]}`)
	checkAgainstJSON(t, filepath.Join(t.TempDir(), "a.geojson"), []byte(b.String()))
}

// TestPlacesOfErrors: an error names the feature and the line.
func TestPlacesOfErrors(t *testing.T) {
	const head = "{\n\"features\": [\n{\"properties\": {}},\n"
	for name, c := range map[string]struct {
		text string
		want features.SyntaxError
	}{
		"in a feature":         {head + `{"properties": {"a": 1,}}]}`, features.SyntaxError{Feature: 2, Line: 4}},
		"no feature":           {head + `17]}`, features.SyntaxError{Feature: 2, Line: 4}},
		"between features":     {head + "{} {}]}", features.SyntaxError{Feature: 2, Line: 4}},
		"cut off in a feature": {head + "\n\n{\"properties\":\n{\"a\"", features.SyntaxError{Feature: 2, Line: 7, CutOff: true}},
		"cut off behind one":   {head + "{}", features.SyntaxError{Feature: 2, Line: 4, CutOff: true}},
		"cut off at the end":   {head + "{}]\n", features.SyntaxError{Line: 5, CutOff: true}},
		"in another member":    {"{\"name\":\n'地块'}", features.SyntaxError{Line: 2}},
		"far on": {head + strings.Repeat(`{"properties": {"a": "0123456789"}},`+"\n", 20_000) + "{'a'}]}",
			features.SyntaxError{Feature: 20_002, Line: 20_004}},
	} {
		_, err := features.OpenGeoJSON(write(t, "a.geojson", c.text))
		var got *features.SyntaxError
		if !errors.As(err, &got) || *got != c.want {
			t.Errorf("%s: %v, want %v", name, err, &c.want)
		}
	}
}
