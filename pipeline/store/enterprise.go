package store

import "jiyue/pipeline/land"

// enterpriseStep is the step of the schema that brought these tables.
const enterpriseStep = 3

// EnterpriseLand is a row of enterprise_land: an enterprise in one extent.
type EnterpriseLand struct {
	ParkCode, ExtentKind, Enterprise string
	Parcels                          int64
	AreaM2                           float64
	Figures                          land.Figures // sums over its pieces
}

// Enterprise is a row of enterprise: an enterprise by all its land in extents
// of one kind.
type Enterprise struct {
	ExtentKind, Enterprise string
	Parks                  int
	AreaM2                 float64
	ClassPoints            *float64
	Class                  string
	Place, Members         int
	Demonstration          bool
	Note                   string
}

// EnterpriseItem is a row of enterprise_item.
type EnterpriseItem struct {
	ExtentKind, Indicator string
	Weight                float64
	Benchmark             *float64
}

// EnterpriseYield is a row of the view enterprise_yield: what the land of an
// enterprise in one park yields, and the class of the enterprise.
type EnterpriseYield struct {
	ParkCode, ExtentKind, Enterprise  string
	Parcels                           int64
	AreaMu                            float64
	OutputWan, TaxWan, ValueAddedWan  *float64
	OutputPerMu, TaxPerMu, AddedPerMu *float64 // 万元 per mu of the land in the park
	Parks                             int      // in which the enterprise has land; 0 where it is not classified
	ClassPoints                       *float64
	Class                             string
	Place, Members                    int
	Demonstration                     bool
	Note                              string
}

// WriteEnterpriseLands writes the land of the enterprises, as the land run
// found it.
func (t *Tonight) WriteEnterpriseLands(list []EnterpriseLand) error {
	figures := "footprint_m2 floor_area_m2 site_coverage_m2 hightech_area_m2 output_wan tax_wan value_added_wan investment_wan employees"
	columns := "park_code, extent_kind, enterprise, parcels, area_m2, footprint_m2, floor_area_m2, site_coverage_m2, hightech_area_m2, " +
		"output_wan, tax_wan, value_added_wan, investment_wan, employees"
	var numbers [land.MeasureCount]*float64
	return t.load("enterprise_land", columns, len(list), func(i int, v []any) ([]any, error) {
		e := &list[i]
		for m := range e.Figures {
			if numbers[m] = nil; e.Figures[m].Known {
				numbers[m] = &e.Figures[m].Value
			}
		}
		v, err := nullable(append(v, e.ParkCode, e.ExtentKind, e.Enterprise, e.Parcels), "area_m2", &e.AreaM2)
		if err == nil {
			v, err = nullable(v, figures, numbers[:]...)
		}
		return v, about(err, e.Enterprise, e.ParkCode)
	})
}

// WriteEnterprises writes the classes of the enterprises.
func (t *Tonight) WriteEnterprises(list []Enterprise) error {
	columns := "extent_kind, enterprise, parks, area_m2, class_points, class, place, members, demonstration, note"
	return t.load("enterprise", columns, len(list), func(i int, v []any) ([]any, error) {
		e := &list[i]
		v, err := nullable(append(v, e.ExtentKind, e.Enterprise, e.Parks), "area_m2 class_points", &e.AreaM2, e.ClassPoints)
		return append(v, e.Class, e.Place, e.Members, e.Demonstration, e.Note), about(err, "class", e.Enterprise)
	})
}

// WriteEnterpriseItems writes by which figures enterprises were classified.
func (t *Tonight) WriteEnterpriseItems(list []EnterpriseItem) error {
	return t.load("enterprise_item", "extent_kind, indicator, weight, benchmark", len(list), func(i int, v []any) ([]any, error) {
		e := &list[i]
		v, err := nullable(append(v, e.ExtentKind, e.Indicator), "weight benchmark", &e.Weight, e.Benchmark)
		return v, about(err, e.Indicator, e.ExtentKind)
	})
}

// EnterpriseLands visits the land of the enterprises, in the order of the
// parcels; what the visitor is given is overwritten.
func (s *Store) EnterpriseLands(visit func(*EnterpriseLand) error) error {
	var e EnterpriseLand
	var numbers [land.MeasureCount]*float64
	into := []any{&e.ParkCode, &e.ExtentKind, &e.Enterprise, &e.Parcels, &e.AreaM2}
	for m := range numbers {
		into = append(into, &numbers[m])
	}
	return s.eachSince(enterpriseStep, `SELECT park_code, extent_kind, enterprise, parcels, area_m2, footprint_m2, floor_area_m2, site_coverage_m2,
		hightech_area_m2, output_wan, tax_wan, value_added_wan, investment_wan, employees FROM enterprise_land ORDER BY id`, nil, func(row scanner) error {
		if err := row.Scan(into...); err != nil {
			return err
		}
		for m, v := range numbers {
			if e.Figures[m] = (land.Quantity{}); v != nil {
				e.Figures[m] = land.Known(*v)
			}
		}
		return visit(&e)
	})
}

// EnterpriseItems returns by which figures the last run classified
// enterprises.
func (s *Store) EnterpriseItems() ([]EnterpriseItem, error) {
	var list []EnterpriseItem
	err := s.eachSince(enterpriseStep, "SELECT extent_kind, indicator, weight, benchmark FROM enterprise_item ORDER BY id", nil, func(row scanner) error {
		var e EnterpriseItem
		err := row.Scan(&e.ExtentKind, &e.Indicator, &e.Weight, &e.Benchmark)
		list = append(list, e)
		return err
	})
	return list, err
}

// EnterpriseYields returns what the land of the enterprises yields, by park,
// kind of extent and place; those of one park, or of all where park is "".
func (s *Store) EnterpriseYields(park string) ([]EnterpriseYield, error) {
	var list []EnterpriseYield
	err := s.eachSince(enterpriseStep, `SELECT park_code, extent_kind, enterprise, parcels, area_mu, output_wan, tax_wan, value_added_wan,
		output_per_mu, tax_per_mu, value_added_per_mu, coalesce(parks, 0), class_points, coalesce(class, ''), coalesce(place, 0),
		coalesce(members, 0), coalesce(demonstration, 0), coalesce(note, '')
		FROM enterprise_yield WHERE ? IN ('', park_code) ORDER BY park_code, extent_kind, class_points IS NULL, place, enterprise`, []any{park}, func(row scanner) error {
		var e EnterpriseYield
		err := row.Scan(&e.ParkCode, &e.ExtentKind, &e.Enterprise, &e.Parcels, &e.AreaMu, &e.OutputWan, &e.TaxWan, &e.ValueAddedWan,
			&e.OutputPerMu, &e.TaxPerMu, &e.AddedPerMu, &e.Parks, &e.ClassPoints, &e.Class, &e.Place, &e.Members, &e.Demonstration, &e.Note)
		list = append(list, e)
		return err
	})
	return list, err
}
