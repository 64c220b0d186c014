package store

// PerMu is what land yields, in 万元 a mu of the land whose figure is known; nil
// where none is.
type PerMu struct{ Output, Tax, ValueAdded *float64 }

// scanned are the places that perMuColumns are read into.
func (p *PerMu) scanned() []any { return []any{&p.Output, &p.Tax, &p.ValueAdded} }

// perMuColumns are sums over enterprise_land by the mu of the rows that tell.
const perMuColumns = `sum(l.output_wan) / nullif(sum(l.area_m2) FILTER (WHERE l.output_wan IS NOT NULL) * 3 / 2000, 0),
	sum(l.tax_wan) / nullif(sum(l.area_m2) FILTER (WHERE l.tax_wan IS NOT NULL) * 3 / 2000, 0),
	sum(l.value_added_wan) / nullif(sum(l.area_m2) FILTER (WHERE l.value_added_wan IS NOT NULL) * 3 / 2000, 0)`

// EnterpriseClass is what the enterprises of one class have together.
type EnterpriseClass struct {
	ExtentKind, Class string // Class is "" of those that are not classified
	Enterprises       int
	AreaMu            float64
	PerMu             PerMu
	Demonstration     bool
}

// EnterpriseClasses returns the classes of the last run, by kind of extent, the
// best first.
func (s *Store) EnterpriseClasses() ([]EnterpriseClass, error) {
	each := func(query string, args []any, visit func(scanner) error) error {
		return s.eachSince(enterpriseStep, query, args, visit)
	}
	return listOf(each, func(row scanner, e *EnterpriseClass) error {
		return row.Scan(append([]any{&e.ExtentKind, &e.Class, &e.Enterprises, &e.AreaMu, &e.Demonstration}, e.PerMu.scanned()...)...)
	}, `SELECT e.extent_kind, e.class, count(DISTINCT e.enterprise), sum(l.area_m2) * 3 / 2000, max(e.demonstration), `+perMuColumns+`
		FROM enterprise e JOIN enterprise_land l USING (extent_kind, enterprise) GROUP BY e.extent_kind, e.class ORDER BY e.extent_kind, e.class = '', e.class`, nil)
}

// LargeEnterprise is an enterprise with all its land in extents of one kind.
type LargeEnterprise struct {
	ExtentKind, Enterprise string
	Parks                  string // codes, by blanks
	AreaMu                 float64
	ClassPoints            *float64
	Class                  string
	Place, Members         int
	PerMu                  PerMu
}

// LargestEnterprises returns the n enterprises of each kind of extent that have
// the most land.
func (s *Store) LargestEnterprises(n int) ([]LargeEnterprise, error) {
	each := func(query string, args []any, visit func(scanner) error) error {
		return s.eachSince(enterpriseStep, query, args, visit)
	}
	return listOf(each, func(row scanner, e *LargeEnterprise) error {
		return row.Scan(append([]any{&e.ExtentKind, &e.Enterprise, &e.Parks, &e.AreaMu, &e.ClassPoints, &e.Class, &e.Place, &e.Members}, e.PerMu.scanned()...)...)
	}, `SELECT e.extent_kind, e.enterprise, group_concat(l.park_code, ' '), e.area_m2 * 3 / 2000, e.class_points, e.class, e.place, e.members, `+perMuColumns+`
		FROM (SELECT *, row_number() OVER (PARTITION BY extent_kind ORDER BY area_m2 DESC, enterprise) AS size FROM enterprise WHERE enterprise <> '') e
		JOIN enterprise_land l USING (extent_kind, enterprise) WHERE e.size <= ? GROUP BY e.id ORDER BY e.extent_kind, e.size`, []any{n})
}
