package features

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// OpenGeoJSON opens a feature collection and goes through it once, to learn its
// columns. A coordinate system stands in the crs member that older programs
// write; without one the standard says WGS 84, but hardly any file of land data
// keeps to that, so that the system is then left open.
func OpenGeoJSON(path string) (*Layer, error) {
	l := &Layer{Name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	index := map[string]int{}
	err := eachMember(path, func(name string, d *json.Decoder) error {
		if name != "crs" {
			return d.Decode(&json.RawMessage{})
		}
		var crs struct{ Properties struct{ Name string } }
		if err := d.Decode(&crs); err == nil {
			l.EPSG = statedCode(crs.Properties.Name)
		}
		return nil
	}, func(f *feature) error {
		l.Records++
		for _, p := range f.Properties {
			i, known := index[p.name]
			if !known {
				i = len(l.Columns)
				index[p.name] = i
				l.Columns = append(l.Columns, Column{Name: p.name})
			}
			l.Columns[i].Width = max(l.Columns[i].Width, len(p.text))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("GeoJSON: %w", err)
	}
	l.each = func(yield Yield) error {
		values := make([]string, len(l.Columns))
		return eachMember(path, skipMember, func(f *feature) error {
			clear(values)
			for _, p := range f.Properties {
				if i, known := index[p.name]; known {
					values[i] = p.text
				}
			}
			return yield(f.shape(), values)
		})
	}
	return l, nil
}

// statedCode is the EPSG code in the name of a system, such as
// urn:ogc:def:crs:EPSG::4525; 4326 for CRS84; 0 where there is none.
func statedCode(name string) int {
	if strings.HasSuffix(name, "CRS84") {
		return 4326
	}
	m := epsgName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	code, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return code
}

var epsgName = regexp.MustCompile(`EPSG:(?:[0-9.]*:)?([0-9]{4,6})$`)

func skipMember(_ string, d *json.Decoder) error { return d.Decode(&json.RawMessage{}) }

var errNoCollection = errors.New("no FeatureCollection")

// eachMember goes through the members of a feature collection: the features one
// by one, any other by member.
func eachMember(path string, member func(name string, d *json.Decoder) error, each func(*feature) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<16)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(3) // they were peeked at
	}
	d := json.NewDecoder(in)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(errNoCollection, err)
	}
	collection := false
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		if name != "features" {
			err = member(name, d)
		} else {
			collection = true
			err = eachFeature(d, each)
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("cut off: %w", err)
	}
	if !collection {
		return errNoCollection
	}
	return nil
}

func eachFeature(d *json.Decoder, each func(*feature) error) error {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return errors.Join(errNoCollection, err)
	}
	for n := 1; d.More(); n++ {
		f := &feature{}
		if err := d.Decode(f); err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				return fmt.Errorf("cut off in feature %d: %w", n, err)
			}
			return fmt.Errorf("feature %d: %w", n, err)
		}
		if err := each(f); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// feature is a feature as it is in the file.
type feature struct {
	Geometry   json.RawMessage `json:"geometry"`
	Properties properties      `json:"properties"`
}

// shape is the polygons of the feature; none where it has others, or can't be
// read.
func (f *feature) shape() orb.MultiPolygon {
	var g struct {
		Type        string
		Coordinates json.RawMessage
	}
	if json.Unmarshal(f.Geometry, &g) != nil {
		return nil
	}
	r := coordinateReader{text: g.Coordinates}
	var mp orb.MultiPolygon
	switch g.Type {
	case "Polygon":
		mp = orb.MultiPolygon{r.polygon()}
	case "MultiPolygon":
		r.list(func() { mp = append(mp, r.polygon()) })
	}
	if r.broken {
		return nil
	}
	return mp
}

// properties are the attributes in the order of the file, as texts.
type properties []property

type property struct{ name, text string }

// UnmarshalJSON keeps the order, and numbers as they are written.
func (p *properties) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return err // null, or no object: no attributes
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		var v any
		if err := d.Decode(&v); err != nil {
			return err
		}
		*p = append(*p, property{name, textOf(v)})
	}
	return nil
}

// textOf is a value as a text; what is no plain value has none.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
