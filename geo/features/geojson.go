package features

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// OpenGeoJSON opens a feature collection and goes through it once, to learn its
// columns. A coordinate system stands in the crs member that older programs
// write; without one the standard says WGS 84, but hardly any file of land data
// keeps to that, so that the system is then left open. The error wraps
// [ErrNoCollection], a [SyntaxError], or the one of the file.
func OpenGeoJSON(path string) (*Layer, error) {
	l := &Layer{Name: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))}
	columns := columnIndex{layer: l, written: map[string]int{}, byName: map[string]int{}}
	var text []byte
	err := eachMember(path, func(name string, value []byte) {
		if name == "crs" {
			l.EPSG = codeOfCRS(value)
		}
	}, func(f *feature) error {
		l.Records++
		f.eachProperty(func(name, value []byte) {
			c := &l.Columns[columns.of(name)]
			text = appendText(text[:0], value)
			c.Width = max(c.Width, len(text))
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("GeoJSON: %w", err)
	}
	l.each = func(yield Yield) error {
		if err := eachGeoJSON(path, columns.written, len(l.Columns), yield); err != nil {
			return fmt.Errorf("GeoJSON: %w", err)
		}
		return nil
	}
	return l, nil
}

// eachGeoJSON goes through the features, whose properties have their columns by
// their names as they are written.
func eachGeoJSON(path string, columns map[string]int, width int, yield Yield) error {
	var r coordinateReader
	var all []byte // the texts of a feature, one behind the other: one string for all of them
	ends, starts, values := make([]int, width), make([]int, width), make([]string, width)
	return eachMember(path, nil, func(f *feature) error {
		all = all[:0]
		clear(starts)
		clear(ends)
		f.eachProperty(func(name, value []byte) {
			if i, known := columns[string(name)]; known {
				starts[i] = len(all)
				all = appendText(all, value)
				ends[i] = len(all)
			}
		})
		texts := string(all)
		for i := range values {
			values[i] = texts[starts[i]:ends[i]]
		}
		return yield(f.shape(&r), values)
	})
}

// columnIndex finds the columns of a layer by the names of properties, and makes
// those that are new.
type columnIndex struct {
	layer   *Layer
	written map[string]int // by the name as it is written, quotes and escapes and all
	byName  map[string]int
}

func (x *columnIndex) of(name []byte) int {
	if i, known := x.written[string(name)]; known {
		return i
	}
	plain := string(appendString(nil, name))
	i, known := x.byName[plain]
	if !known {
		i = len(x.layer.Columns)
		x.byName[plain] = i
		x.layer.Columns = append(x.layer.Columns, Column{Name: plain})
	}
	x.written[string(name)] = i
	return i
}

// codeOfCRS is the EPSG code in a crs member; 0 where there is none.
func codeOfCRS(value []byte) int {
	var crs struct{ Properties struct{ Name string } }
	if json.Unmarshal(value, &crs) != nil {
		return 0
	}
	return statedCode(crs.Properties.Name)
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
