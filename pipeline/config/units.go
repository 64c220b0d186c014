package config

import (
	"slices"

	"jiyue/pipeline/land"
)

// kind is what a figure measures, and so which units it may be declared in.
type kind string

const (
	area  kind = "area"
	money kind = "money"
)

// unitsOf lists the units of a kind; a field of no kind takes none.
var unitsOf = map[kind][]Unit{area: {M2, Ha, Mu}, money: {Yuan, Wan, Yi}}

var allUnits = append(slices.Clone(unitsOf[area]), unitsOf[money]...)

// measureKind says what a measure measures.
func measureKind(m land.Measure) kind {
	switch m {
	case land.Footprint, land.FloorArea, land.SiteCoverage, land.HightechArea:
		return area
	case land.Output, land.Tax, land.ValueAdded, land.Investment:
		return money
	}
	return ""
}

// Convert returns the figure v, which is in unit u, in the unit that jiyue
// counts in: m² for areas (1 mu is 2000/3 m² exactly), 万元 for money. A
// figure without a unit stays as it is.
func (u Unit) Convert(v float64) float64 {
	switch u {
	case Ha:
		return v * 10_000
	case Mu:
		return v * 2000 / 3
	case Yuan:
		return v / 10_000
	case Yi:
		return v * 10_000
	}
	return v
}

// field is a key under fields: where the name of the file's field goes, and
// what the field measures.
type field struct {
	name string
	to   *string
	kind kind
}

// readFields reads the mapping from our names to the file's.
func readFields(fields []field, required string) func(value) {
	keys := make([]key, len(fields))
	for i, f := range fields {
		keys[i] = key{f.name, f.name == required, into(f.to)}
	}
	return func(v value) { v.object(keys...) }
}

// readUnits reads the units of fields.
func readUnits(to *map[string]Unit, fields []field) func(value) {
	*to = map[string]Unit{}
	var keys []key
	for _, f := range fields {
		if f.kind == "" {
			continue
		}
		keys = append(keys, key{f.name, false, func(v value) {
			var u Unit
			word(&u, unitsOf[f.kind]...)(v)
			(*to)[f.name] = u
		}})
	}
	return func(v value) { v.object(keys...) }
}

// checkUnits finds units of fields that the source doesn't map: a slip that
// would leave the intended field unconverted.
func checkUnits(source value, units map[string]Unit, fields []field) {
	for _, f := range fields {
		if _, given := units[f.name]; given && *f.to == "" {
			source.unitWithoutField(f.name)
		}
	}
}

// unitWithoutField notes that the source has a unit for a field that it doesn't map.
func (v value) unitWithoutField(name string) {
	v.doc.add(v.doc.places[v.path+".units."+name], land.Textf("units 中的 %s 不在 fields 中", "units has %s, which fields lacks", name),
		land.Textf("请在 fields 中补写 %s，或从 units 中删去", "map %s under fields, or remove it from units", name))
}
