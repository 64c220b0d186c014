package scout

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

const (
	lookedAt   = 2000 // records of a file that are looked at: enough for every status and most land uses
	sampleSize = 40   // different values that are kept of a column
)

// lookAtShapes looks at a shapefile.
func lookAtShapes(path, rel string) *File {
	file := &File{Path: rel, outlines: true}
	s, err := shapefile.Open(path, shapefile.Options{})
	if err != nil {
		var foreign *shapefile.ForeignError
		_, isOther := cause.Kind(path)
		if file.Problem = unreadable(path, err); errors.As(err, &foreign) && !isOther {
			file.Problem = land.Textf("不是 shapefile（%d 字节）", "no shapefile (%d bytes)", foreign.Bytes)
		}
		return file
	}
	defer s.Close()
	file.Records = s.Records()
	var damage land.Text
	for _, d := range s.Damage() {
		if d.Fatal {
			damage = cause.OfDamage(d)
			file.Unsure = append(file.Unsure, damage)
		}
	}
	fields := s.Fields()
	columns := make([]int, len(fields))
	for i, f := range fields {
		columns[i] = i
		file.Columns = append(file.Columns, Column{Name: f.Name})
	}
	encoding, rule := s.Encoding()
	if rule == "gb18030" || rule == "big5" {
		file.Encoding = encoding
	}
	file.placeShapes(s)
	areas := file.readShapes(s, columns)
	file.chooseShapeRole()
	file.compareAreas(areas)
	file.chooseExtent()
	if file.Role == Unknown {
		file.Problem = damage // it may be what hides the role
	}
	return file
}

// readShapes looks at the first records and returns the areas of their shapes,
// NaN where there is none.
func (f *File) readShapes(s *shapefile.File, columns []int) (areasM2 []float64) {
	scan := s.Scan(0, min(s.Records(), lookedAt), columns...)
	for scan.Next() {
		area := math.NaN()
		if scan.Problem() == nil && !scan.Null() {
			area = 0
			for _, polygon := range inMetres(orb.MultiPolygon{scan.Rings()}, f.stand.CRS) {
				for _, r := range polygon {
					area += geo.RingAreaM2(r)
				}
			}
			area = math.Abs(area)
		}
		areasM2 = append(areasM2, area)
		for i := range f.Columns { // one row a record, so that areas and rows go together
			text := ""
			if scan.HasRow() {
				text = scan.Text(i)
			}
			f.Columns[i].add(text)
			f.Columns[i].rows = append(f.Columns[i].rows, text)
		}
	}
	return areasM2
}

// add enters a value.
func (c *Column) add(value string) {
	if value == "" {
		return
	}
	c.Values++
	if len(c.Sample) < sampleSize && !slices.Contains(c.Sample, value) {
		c.Sample = append(c.Sample, value)
	}
}

// areaUnits are the units that declared areas come in, in m².
var areaUnits = []struct {
	unit config.Unit
	m2   float64
}{{config.M2, 1}, {config.Ha, 10_000}, {config.Mu, 2000.0 / 3}}

// unitTolerance is how far the median of declared over geometric areas may lie
// from a unit: units differ by a factor of 15 at least, declared areas from
// geometry by a few per cent.
const unitTolerance = 0.2

// compareAreas finds the unit of the declared areas by the geometry.
func (f *File) compareAreas(areasM2 []float64) {
	column := f.Fields["declared_area"]
	if f.Role != Parcels || column == nil || f.CRS == "" {
		return
	}
	ratio, n := medianRatio(column.rows, areasM2)
	if n == 0 {
		return
	}
	for _, u := range areaUnits {
		if r := ratio * u.m2; math.Abs(r-1) < unitTolerance {
			if u.unit != config.M2 {
				f.Units = map[string]config.Unit{"declared_area": u.unit}
			}
			return
		}
	}
	f.Unsure = append(f.Unsure, land.Textf("%s 与图形面积之比为 %.3g，看不出单位", "%s is %.3g times the area of the shapes: its unit can't be told", column.Name, ratio))
}

// medianRatio is the median of declared over geometric area, over n samples.
func medianRatio(declared []string, areasM2 []float64) (ratio float64, n int) {
	var ratios []float64
	for i, text := range declared {
		var v float64
		if _, err := fmt.Sscan(text, &v); err == nil && i < len(areasM2) && areasM2[i] > 0 && v > 0 {
			ratios = append(ratios, v/areasM2[i])
		}
	}
	if len(ratios) == 0 {
		return 0, 0
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2], len(ratios)
}
