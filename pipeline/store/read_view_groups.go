package store

import (
	"strings"

	"jiyue/pipeline/land"
)

// LandGroup is the land of one extent that a reader of its attributes can't tell
// apart: of one file, one use and one status, and with the same attributes
// given, given as nothing, or not given.
type LandGroup struct {
	Source, LandUse, Scheme, Status, BuiltCode, SupplyCode, HightechCode string // "" where the source has none
	Pieces                                                               int64
	AreaM2                                                               float64
	Figures                                                              map[string]*float64 // sums by land.Measure name; nil where no piece of the group has it
}

// LandGroups adds the pieces of one extent up by group, in the order of file,
// use, status and codes. It reads no shapes, and gives some dozens of groups
// where Pieces gives thousands of pieces.
func (s *Store) LandGroups(parkCode, extentKind string) ([]LandGroup, error) {
	names, columns := land.MeasureNames(), measureColumns()
	kinds := make([]string, len(columns))
	for i, c := range columns {
		kinds[i] = c + " = 0" // NULL, 0 or 1
		columns[i] = "sum(" + c + ")"
	}
	const words = `source, coalesce(land_use, ''), coalesce(scheme, ''), coalesce(status, ''), coalesce(built_code, ''), coalesce(supply_code, ''), coalesce(hightech_code, '')`
	scan := func(row scanner, g *LandGroup) error {
		var figures [land.MeasureCount]*float64
		into := []any{&g.Source, &g.LandUse, &g.Scheme, &g.Status, &g.BuiltCode, &g.SupplyCode, &g.HightechCode, &g.Pieces, &g.AreaM2}
		for i := range figures {
			into = append(into, &figures[i])
		}
		err := row.Scan(into...)
		g.Figures = make(map[string]*float64, len(names))
		for i, name := range names {
			g.Figures[name] = figures[i]
		}
		return err
	}
	return collect(s, scan, "SELECT "+words+", count(*), sum(area_m2), "+strings.Join(columns, ", ")+
		" FROM piece WHERE park_code = ? AND extent_kind = ? GROUP BY "+words+", "+strings.Join(kinds, ", ")+" ORDER BY "+words+", count(*) DESC, sum(area_m2) DESC", parkCode, extentKind)
}
