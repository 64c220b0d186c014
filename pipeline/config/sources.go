package config

import (
	"slices"

	"jiyue/pipeline/land"
)

// Endings of the files that a source may be, lower case. A park source may
// be corner points or coordinate text too (parks.go).
var (
	parkEndings   = []string{".shp", ".csv", ".xlsx", ".txt", ".zip", ".gpkg", ".geojson", ".json"}
	parcelEndings = []string{".shp", ".zip", ".gpkg", ".geojson", ".json"}
	tableEndings  = []string{".csv", ".xlsx"}
)

// keys returns the keys that every source has; endings are those of the files
// that it may name.
func (f *File) keys(c *Config, endings []string) []key {
	return []key{
		{"path", true, func(v value) { c.readPaths(v, f, endings) }},
		{"crs", false, into(&f.CRS)},
		{"encoding", false, into(&f.Encoding)},
		{"on_damage", false, word(&f.OnDamage, KeepReadable)},
		{"layer", false, into(&f.Layer)},
	}
}

func (c *Config) readParcels(v value) {
	var s ParcelSource
	s.Line = v.place.line
	f := &s.Fields
	fields := []field{
		{"id", &f.ID, ""}, {"land_use", &f.LandUse, ""}, {"status", &f.Status, ""},
		{"built_code", &f.BuiltCode, ""}, {"supply_code", &f.SupplyCode, ""}, {"hightech_code", &f.HightechCode, ""},
		{"declared_area", &f.DeclaredArea, area}, {"enterprise", &f.Enterprise, ""}, {"built_year", &f.BuiltYear, ""},
	}
	for m := range land.Measure(land.MeasureCount) {
		fields = append(fields, field{m.String(), &f.Measures[m], measureKind(m)})
	}
	v.object(append(s.keys(c, parcelEndings),
		key{"code_scheme", false, word(&s.CodeScheme, Schemes...)},
		key{"fields", true, readFields(fields, "id")},
		key{"units", false, readUnits(&s.Units, fields)},
	)...)
	checkUnits(v, s.Units, fields)
	if _, written := v.doc.places[v.path+".code_scheme"]; f.LandUse != "" && !written {
		v.wrong(land.Textf("给出 land_use 时必须写明 code_scheme：%s", "land_use needs a code_scheme: %s", list(Schemes)),
			land.Textf("请在该源下补写一行，例如 code_scheme: %s", "write a line under the source, for example code_scheme: %s", Schemes[1]))
	}
	c.Parcels = append(c.Parcels, s)
}

// tableInto reads a table of per-park figures. Its figures have names of the
// user's own; those of a set's inputs are the useful ones.
func (c *Config) tableInto(to *[]TableSource) func(value) {
	return func(v value) {
		var s TableSource
		s.Line = v.place.line
		v.object(append(s.keys(c, tableEndings),
			key{"sheet", false, into(&s.Sheet)},
			key{"extent", false, word(&s.Extent, land.Approved, land.Managed)},
			key{"fields", true, s.readFigures},
			key{"units", false, s.readFigureUnits},
		)...)
		for name := range s.Units {
			if !slices.ContainsFunc(s.Fields, func(f TableField) bool { return f.Key == name }) {
				v.unitWithoutField(name)
			}
		}
		*to = append(*to, s)
	}
}

func (s *TableSource) readFigures(v value) {
	v.pairs(func(name string, _ place, item value) {
		text, ok := item.text()
		switch {
		case !ok:
		case name == "code":
			s.Code = text
		case name == "name":
			s.Name = text
		default:
			s.Fields = append(s.Fields, TableField{name, text})
		}
	})
	if isMapping(v.node) && s.Code == "" && s.Name == "" {
		v.wrong(land.Textf("缺少必需的键 code（园区代码字段；没有代码时用 name）", "the required key code is missing (the field of the park code; name where there is none)"),
			land.Textf("请补写 code:，后接表中园区代码的列名", "write code: with the name of the column that has the park codes"))
	}
}

func (s *TableSource) readFigureUnits(v value) {
	s.Units = map[string]Unit{}
	v.pairs(func(name string, _ place, item value) {
		var u Unit
		word(&u, allUnits...)(item)
		s.Units[name] = u
		if slices.Contains(countFigures, name) {
			item.wrong(land.Textf("%s 是人数，没有单位可换算", "%s is a number of persons and takes no unit", name), land.Textf("请从 units 中删去 %s", "remove %s from units", name))
		}
	})
}

// countFigures are figures of tables that are persons: a unit of money or of
// area on them is a mistake that would change the figure.
var countFigures = []string{"population", "employees"}
