package config

import (
	"path/filepath"
	"slices"
	"strings"

	"jiyue/pipeline/land"
)

// CornerFields names the columns of a table of corner points. X is north and Y
// east, as surveyors have it (latitude and longitude are other names for the two
// keys); in files that have them the other way round the numbers tell. East,
// South, West and North are the bounding values of a block in one row.
type CornerFields struct {
	Block, Ring, Number, X, Y string
	East, South, West, North  string
}

// Points reports whether the table has a corner a row.
func (f CornerFields) Points() bool { return f.X != "" }

// Bounds reports whether the table has a block a row, by its bounding values.
func (f CornerFields) Bounds() bool { return f.East != "" }

// AngleForm says how a file writes degrees.
type AngleForm string

// The two ways to write degrees.
const (
	PlainAngles  AngleForm = ""       // decimal, or with marks between degrees, minutes and seconds
	PackedAngles AngleForm = "packed" // ddd.mmss: 111.3015 is 111°30′15″
)

// readParks reads an entry of the list of park sources.
func (c *Config) readParks(v value) {
	s := ParkSource{Extent: land.Approved}
	s.Line = v.place.line
	fields := s.fields()
	v.object(append(s.keys(c, parkEndings),
		key{"extent", false, word(&s.Extent, land.Approved, land.Managed, land.Growth)},
		key{"park", false, into(&s.Park)},
		key{"sheet", false, into(&s.Sheet)},
		key{"angles", false, word(&s.Angles, PackedAngles)},
		key{"fields", false, readFields(fields, "")},
		key{"units", false, readUnits(&s.Units, fields)},
	)...)
	checkUnits(v, s.Units, fields)
	s.checkFields(v)
	c.Parks = append(c.Parks, s)
}

// fields are the keys under fields of a park source.
func (s *ParkSource) fields() []field {
	f, c := &s.Fields, &s.Corners
	return []field{
		{"code", &f.Code, ""}, {"name", &f.Name, ""}, {"level", &f.Level, ""}, {"scope", &f.Scope, ""},
		{"type", &f.Type, ""}, {"approved_area", &f.ApprovedArea, area}, {"county", &f.County, ""}, {"zone_part", &f.ZonePart, ""},
		{"block", &c.Block, ""}, {"ring", &c.Ring, ""}, {"number", &c.Number, ""},
		{"x", &c.X, ""}, {"y", &c.Y, ""}, {"latitude", &c.X, ""}, {"longitude", &c.Y, ""},
		{"east", &c.East, ""}, {"south", &c.South, ""}, {"west", &c.West, ""}, {"north", &c.North, ""},
	}
}

// checkFields finds sources whose fields don't say enough, or say what their
// kind of file can't have.
func (s *ParkSource) checkFields(v value) {
	f, text := s.Corners, s.all(".txt")
	need := func(key string) {
		v.wrong(land.Textf("缺少必需的键 %s", "the required key %s is missing", key), land.Textf("请补写 %s:", "write %s:", key))
	}
	if at, written := v.doc.places[v.path+".fields"]; written {
		v.place = at
	} else if s.Park == "" && !text {
		need("fields")
		return
	}
	if s.Fields.Code == "" && s.Park == "" && !text {
		need("code")
	}
	for _, pair := range [][2]string{{f.X, "x"}, {f.Y, "y"}} {
		if pair[0] == "" && f.X+f.Y != "" {
			need(pair[1])
		}
	}
	for _, pair := range [][2]string{{f.East, "east"}, {f.South, "south"}, {f.West, "west"}, {f.North, "north"}} {
		if pair[0] == "" && f.East+f.South+f.West+f.North != "" {
			need(pair[1])
		}
	}
	if f.Points() && f.Bounds() {
		v.wrong(land.Textf("x、y 与 east、south、west、north 只能写一组", "x and y, or east, south, west and north, but not both"),
			land.Textf("请删去一组", "remove one of the two"))
	}
	if f != (CornerFields{}) && !s.all(".csv", ".xlsx") && len(s.Paths) > 0 {
		v.wrong(land.Textf("界址点的列只用于 .csv 和 .xlsx", "columns of corner points belong to .csv and .xlsx only"),
			land.Textf("请把表格写成单独的源", "make the table a source of its own"))
	}
	if s.Fields.ZonePart != "" && !s.all(".shp") && len(s.Paths) > 0 {
		v.wrong(land.Textf("zone_part 只用于 .shp", "zone_part belongs to .shp only"),
			land.Textf("请把主区和发展方向区写成两个源，后者写 extent: growth", "write the main area and the growth-direction area as two sources, the latter with extent: growth"))
	}
}

// all reports whether all files of the source have one of the endings.
func (s *ParkSource) all(endings ...string) bool {
	return len(s.Paths) > 0 && !slices.ContainsFunc(s.Paths, func(path string) bool {
		return !slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
	})
}
