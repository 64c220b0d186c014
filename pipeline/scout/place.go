package scout

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/geo/corners"
	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/land"
)

// standIn notes the system of a file and a longitude in its middle, NaN where
// that is not known.
func (f *File) standIn(c crs.CRS, lon float64) {
	f.CRS, f.stand = c.String(), crs.Stand{CRS: c, Lon: lon}
}

// placeShapes finds out the coordinate system.
func (f *File) placeShapes(s *shapefile.File) {
	if prj := s.PRJ(); prj != "" {
		c, err := crs.ParsePRJ(prj)
		if err != nil {
			f.NeedsCRS = true
			f.Unsure = append(f.Unsure, cause.After(land.Text{ZH: ".prj 无法识别", EN: "the .prj is not understood"}, cause.OfCRS(err)))
			return
		}
		f.standIn(c, s.Bound().Center()[0])
		if err := c.CheckBound(s.Bound()); err != nil {
			f.Unsure = append(f.Unsure, land.Textf("坐标与 .prj 不符：%v", "the coordinates contradict the .prj: %v", err))
		}
		return
	}
	f.placeByEastings(s.Bound())
}

// placeByEastings goes by the zone number in the eastings, where the file states
// no system.
func (f *File) placeByEastings(b orb.Bound) {
	c, ok := crs.FromEastings(b.Min[0], b.Max[0])
	if f.NeedsCRS = !ok && f.Records > 0; ok {
		f.standIn(c, math.NaN())
		f.Unsure = append(f.Unsure, land.Textf("没有写明坐标系，按带号推断为 %s；若不是 2000 坐标系，请写明 crs", "no system is stated; by the zone number it is %s: write crs if the datum is another", c))
	}
}

// placeCorners looks whether the corners' coordinates tell their system.
func (f *File) placeCorners() {
	x, y := f.Fields["x"], f.Fields["y"]
	if x == nil {
		x, y = f.Fields["north"], f.Fields["east"]
	}
	var pairs []corners.Pair
	for i := range x.rows {
		a, ok1 := coordinate(x.rows[i])
		b, ok2 := coordinate(y.rows[i])
		if ok1 && ok2 {
			pairs = append(pairs, corners.Pair{X: a, Y: b})
		}
	}
	f.place(pairs)
	if f.packed = f.stand.CRS.Geographic && maybePacked(slices.Concat(x.rows, y.rows)); f.packed {
		f.Unsure = append(f.Unsure, land.Textf("经纬度可能是“度.分秒”（111.3015 为 111°30′15″）：若是，请写 angles: packed", "the degrees may be ddd.mmss (111.3015 is 111°30′15″): if they are, write angles: packed"))
	}
}

// place says of corners what system their numbers show.
func (f *File) place(pairs []corners.Pair) {
	r := corners.Survey(pairs)
	middle := float64(r.Zone)*1_000_000 + 500_000
	zone, zoned := crs.FromEastings(middle, middle)
	switch {
	case r.Degrees > r.Metres:
		degrees := crs.GeographicOf(crs.CGCS2000)
		f.standIn(degrees, longitude(corners.Place(pairs, degrees, 2*r.EastFirst > r.Pairs)))
		f.Unsure = append(f.Unsure, land.Textf("坐标是经纬度，按 2000 国家大地坐标系", "the coordinates are degrees, taken as CGCS2000"))
	case r.ZonePairs > 0 && zoned:
		f.standIn(zone, math.NaN())
		f.Unsure = append(f.Unsure, land.Textf("坐标带号为 %d，按 2000 国家大地坐标系", "the eastings have zone number %d, taken as CGCS2000", r.Zone))
	default:
		f.NeedsCRS = true
	}
}

// longitude is that of the first corner that is a place; NaN where none is.
func longitude(placed []corners.Placed) float64 {
	for _, p := range placed {
		if p.OK {
			return p.Point[0]
		}
	}
	return math.NaN()
}

// packedSamples is how many different fractions must all read as minutes and
// seconds before a person is asked whether they are. Of decimals 0.6² = 36 % do by
// chance, so that three in a row do 5 times in 100.
const packedSamples = 3

// maybePacked reports whether numbers may be angles of the form ddd.mmss: all
// have minutes and seconds below 60, and none has marks.
func maybePacked(numbers []string) bool {
	var different []string
	for _, n := range numbers {
		if n == "" {
			continue
		}
		if _, err := corners.ParsePacked(n); err != nil {
			return false
		}
		_, fraction, _ := strings.Cut(n, ".")
		fraction = (fraction + "0000")[:4]
		if fraction != "0000" && !slices.Contains(different, fraction) && len(different) < packedSamples {
			different = append(different, fraction)
		}
	}
	return len(different) == packedSamples
}

// inMetres is a shape in metres, for its area: as it is, or where its system is
// one of degrees on the 3° zone of its first point. The datum matters nothing to
// an area.
func inMetres(shape orb.MultiPolygon, c crs.CRS) orb.MultiPolygon {
	if !c.Geographic || len(shape) == 0 || len(shape[0]) == 0 || len(shape[0][0]) == 0 {
		return shape
	}
	zone, ok := crs.ZoneOf(crs.CGCS2000, shape[0][0][0][0], false)
	if !ok {
		return shape
	}
	shape = shape.Clone()
	for _, polygon := range shape {
		for _, r := range polygon {
			for i, p := range r {
				r[i][0], r[i][1] = zone.FromLonLat(p[0], p[1])
			}
		}
	}
	return shape
}

// chooseCRS chooses the working CRS by the files that have coordinates, those of
// parks first, and marks what can't be brought to it.
func (f *Folder) chooseCRS() {
	var placed []*File
	for _, file := range slices.Concat(f.Of(Parks), f.Of(Parcels)) {
		if file.stand.CRS != (crs.CRS{}) {
			placed = append(placed, file)
		}
	}
	stands := make([]crs.Stand, len(placed))
	for i, file := range placed {
		stands[i] = file.stand
		stands[i].Preferred = file.Role == Parks
	}
	c, ok := crs.Working(stands, nil)
	if !ok {
		return
	}
	f.CRS = c
	for _, file := range placed {
		if file.OddDatum = file.stand.CRS.Datum != c.Datum; file.OddDatum {
			file.Unsure = append(file.Unsure, oddDatum(file.stand.CRS.Datum, c.Datum))
		}
	}
}

// oddDatum says that a file differs from most.
func oddDatum(its, most crs.Datum) land.Text {
	return land.Text{
		ZH: "基准为" + its.Chinese() + "，而多数文件为" + most.Chinese() + "：请发送方以" + most.Chinese() + "重新提供，或在 datum_shifts 中写入七参数",
		EN: "its datum is " + its.String() + ", that of most files " + most.String() + ": ask its sender for it on " + most.String() + ", or write the seven parameters under datum_shifts",
	}
}
