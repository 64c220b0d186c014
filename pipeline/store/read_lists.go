package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// ListedLand is how much land of one extent stands in one list of parcels.
type ListedLand struct {
	List, ParkCode, ExtentKind string
	Parcels                    int
	AreaM2                     float64
}

// listedPiece is a piece in a list before anything else is read of it.
type listedPiece struct {
	fid    int64
	areaM2 float64
}

// industrialLand is the land of lists for built industrial land, as the view
// listed_parcel has it.
const industrialLand = `p.built_code = 'A2' OR p.status = 'built'
	AND (p.built_code IS NULL OR p.built_code NOT IN (SELECT code FROM land_class WHERE scheme = '' AND code < 'D'))
	AND (p.scheme, p.land_use) IN (SELECT scheme, land_use FROM industrial_use)`

// withIndustrialUses names the land uses of pieces that are industrial, so that
// every one of them is looked up once and not for every piece.
const withIndustrialUses = `WITH industrial_use(scheme, land_use) AS MATERIALIZED (
	SELECT u.scheme, u.land_use FROM (SELECT DISTINCT scheme, land_use FROM piece WHERE status = 'built') u
	WHERE (SELECT c.built_code FROM land_class c WHERE c.scheme = u.scheme
		AND c.code IN (u.land_use, substr(u.land_use, 1, 3), substr(u.land_use, 1, 4), substr(u.land_use, 1, 6))
		AND (c.code = u.land_use OR c.refined AND length(u.land_use) <= length(c.code) + 3) ORDER BY length(c.code) DESC LIMIT 1) = 'A2') `

// listedFigures are the figures of single parcels, as the view has them.
var listedFigures = map[string]string{
	"tax_per_mu":         "p.tax_wan / (p.area_m2 * 3 / 2000)",
	"output_per_mu":      "p.output_wan / (p.area_m2 * 3 / 2000)",
	"value_added_per_mu": "p.value_added_wan / (p.area_m2 * 3 / 2000)",
	"plot_ratio":         "p.floor_area_m2 / p.area_m2",
	"building_density":   "p.footprint_m2 / p.area_m2",
}

// value is the figure of a parcel in SQL; NULL where the list asks for none.
func (l *ParcelList) value() string {
	if expression, known := listedFigures[l.Figure]; known {
		return expression
	}
	return "NULL"
}

// belongs is the condition in SQL under which a piece p is in the list.
func (l *ParcelList) belongs() string {
	land := map[string]string{"idle": "p.status = 'idle'", "expired": "p.supply_code = 'D22'"}[l.Land]
	if land == "" {
		land = industrialLand
	}
	if l.Figure == "" {
		return "(" + land + ")"
	}
	if l.Below == nil {
		return "0"
	}
	return fmt.Sprintf("(%s) AND %s < %v", land, l.value(), *l.Below)
}

// LargestListed returns how much land every list of parcels has in each extent,
// and the n largest parcels of each list. It reads the pieces once, without
// their shapes: a third of a second of a processor for 700 000, where the view
// listed_parcel, which says the same of every parcel, takes five.
func (s *Store) LargestListed(n int) ([]ListedLand, []ListedParcel, error) {
	lists, err := s.ParcelLists()
	if err != nil || len(lists) == 0 {
		return nil, nil, err
	}
	land, pieces, err := s.listedLand(lists)
	if err != nil {
		return nil, nil, err
	}
	var parcels []ListedParcel
	for i := range lists {
		slices.SortFunc(pieces[i], func(a, b listedPiece) int {
			return cmp.Or(cmp.Compare(b.areaM2, a.areaM2), cmp.Compare(a.fid, b.fid))
		})
		listed, err := s.listedDetail(&lists[i], pieces[i][:min(n, len(pieces[i]))])
		if err != nil {
			return nil, nil, err
		}
		parcels = append(parcels, listed...)
	}
	return land, parcels, nil
}

// listedLand adds up the lists by extent and gathers their pieces.
func (s *Store) listedLand(lists []ParcelList) ([]ListedLand, [][]listedPiece, error) {
	bits, any := make([]string, len(lists)), make([]string, len(lists))
	for i := range lists {
		any[i] = "(" + lists[i].belongs() + ")"
		bits[i] = fmt.Sprintf("(CASE WHEN %s THEN %d ELSE 0 END)", any[i], 1<<i)
	}
	at, pieces := map[key3]int{}, make([][]listedPiece, len(lists))
	var land []ListedLand
	query := withIndustrialUses + "SELECT p.fid, p.park_code, p.extent_kind, p.area_m2, " + strings.Join(bits, " + ") + " FROM piece p WHERE " + strings.Join(any, " OR ") + " ORDER BY fid"
	err := s.each(query, nil, func(row scanner) error {
		var p listedPiece
		var park, kind string
		var in int64
		if err := row.Scan(&p.fid, &park, &kind, &p.areaM2, &in); err != nil {
			return s.failed(err)
		}
		for i := range lists {
			if in&(1<<i) == 0 {
				continue
			}
			k := key3{lists[i].List, park, kind}
			if _, known := at[k]; !known {
				at[k] = len(land)
				land = append(land, ListedLand{List: k.a, ParkCode: park, ExtentKind: kind})
			}
			land[at[k]].Parcels++
			land[at[k]].AreaM2 += p.areaM2
			pieces[i] = append(pieces[i], p)
		}
		return nil
	})
	return land, pieces, err
}

// listedDetail reads what a list says of its parcels, the largest first.
func (s *Store) listedDetail(l *ParcelList, pieces []listedPiece) ([]ListedParcel, error) {
	fids := make([]int64, len(pieces))
	for i, p := range pieces {
		fids[i] = p.fid
	}
	wanted, err := json.Marshal(fids)
	if err != nil {
		return nil, err
	}
	var parcels []ListedParcel
	query := `SELECT p.park_code, p.extent_kind, coalesce(p.parcel_id, ''), p.source, p.record, p.share, p.area_m2, coalesce(p.land_use, ''), coalesce(p.status, ''), ` +
		l.value() + ` FROM json_each(?) j CROSS JOIN piece p ON p.fid = j.value ORDER BY j.key`
	err = s.each(query, []any{string(wanted)}, func(row scanner) error {
		p := ListedParcel{List: l.List, Below: l.Below, Unit: l.Unit, Demonstration: l.Demonstration}
		if err := row.Scan(&p.ParkCode, &p.ExtentKind, &p.ParcelID, &p.Source, &p.Record, &p.Share, &p.AreaM2, &p.LandUse, &p.Status, &p.Value); err != nil {
			return s.failed(err)
		}
		parcels = append(parcels, p)
		return nil
	})
	return parcels, err
}
