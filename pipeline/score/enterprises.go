package score

import (
	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// holder is an enterprise with its land in extents of one kind.
type holder struct{ kind, enterprise string }

// owner is what the extents of one kind have of an enterprise together.
type owner struct {
	name   string
	parks  int
	areaM2 land.Sum
	pieces int64
	sums   [land.MeasureCount]land.Sum
	known  [land.MeasureCount]bool
}

// owners are the enterprises of one kind of extent, in the order of the input.
type owners struct {
	kind string
	list []owner
}

// ownersOf adds up the enterprises' land over the parks, each kind of extent
// by itself. Growth-direction areas are not classified, as their parks are not.
func ownersOf(s *store.Store) ([]owners, error) {
	var kinds []owners
	place, at := map[string]int{}, map[holder]int{}
	err := s.EnterpriseLands(func(e *store.EnterpriseLand) error {
		if e.ExtentKind == string(land.Growth) {
			return nil
		}
		k, known := place[e.ExtentKind]
		if !known {
			k = len(kinds)
			place[e.ExtentKind] = k
			kinds = append(kinds, owners{kind: e.ExtentKind})
		}
		key := holder{e.ExtentKind, e.Enterprise}
		i, known := at[key]
		if !known {
			i = len(kinds[k].list)
			at[key] = i
			kinds[k].list = append(kinds[k].list, owner{name: e.Enterprise})
		}
		kinds[k].list[i].add(e)
		return nil
	})
	return kinds, err
}

func (o *owner) add(e *store.EnterpriseLand) {
	o.parks++
	o.pieces += e.Parcels
	o.areaM2.Add(e.AreaM2)
	for m, q := range e.Figures {
		if q.Known {
			o.sums[m].Add(q.Value)
			o.known[m] = true
		}
	}
}

func (o *owner) holding() indicators.Holding {
	h := indicators.Holding{Pieces: o.pieces, AreaM2: o.areaM2.Value(), Amounts: make([]indicators.Amount, len(o.sums))}
	for m := range o.sums {
		h.Amounts[m] = indicators.Amount{Value: o.sums[m].Value(), Known: o.known[m]}
	}
	return h
}

// writeEnterprises classifies the enterprises that the parcels name and writes
// what came of it.
func (c *city) writeEnterprises(night *store.Tonight) error {
	kinds, err := ownersOf(night.Read())
	if err != nil {
		return err
	}
	var rows []store.Enterprise
	var items []store.EnterpriseItem
	for i := range kinds {
		k := &kinds[i]
		named := make([]indicators.Holding, 0, len(k.list))
		for j := range k.list {
			if k.list[j].name != "" {
				named = append(named, k.list[j].holding())
			}
		}
		ratings := c.set.ClassifyEnterprises(land.MeasureNames(), named)
		if ratings == nil {
			continue
		}
		rows = append(rows, c.enterpriseRows(k, ratings)...)
		if len(ratings) > 0 {
			for _, it := range ratings[0].Items {
				items = append(items, store.EnterpriseItem{ExtentKind: k.kind, Indicator: it.Indicator, Weight: it.Weight, Benchmark: it.Benchmark})
			}
		}
	}
	if err := night.WriteEnterprises(rows); err != nil {
		return err
	}
	return night.WriteEnterpriseItems(items)
}

// enterpriseRows puts the ratings, which those without a name lack, beside
// their owners.
func (c *city) enterpriseRows(k *owners, ratings []indicators.Rating) []store.Enterprise {
	rows := make([]store.Enterprise, len(k.list))
	next := 0
	for i := range k.list {
		o := &k.list[i]
		rows[i] = store.Enterprise{ExtentKind: k.kind, Enterprise: o.name, Parks: o.parks, AreaM2: o.areaM2.Value()}
		if o.name == "" {
			rows[i].Note = land.Text{ZH: "企业过多，其余企业合并列出，未参加分类", EN: "too many enterprises: the rest stand together and are not classified"}.In(c.lang)
			continue
		}
		r := &ratings[next]
		next++
		rows[i].ClassPoints, rows[i].Class, rows[i].Place, rows[i].Members = r.Points, r.Name, r.Place, r.Of
		rows[i].Demonstration, rows[i].Note = r.Demonstration, r.Note.In(string(c.lang))
	}
	return rows
}

// EnterpriseReason is what the land of an enterprise in one extent yields, and
// the class that the enterprise has by all its land in extents of the kind.
type EnterpriseReason struct {
	Enterprise    string   `json:"enterprise"`
	Parcels       int64    `json:"parcels"`
	AreaMu        float64  `json:"area_mu"`
	OutputWan     *float64 `json:"output_wan"`
	TaxWan        *float64 `json:"tax_wan"`
	ValueAddedWan *float64 `json:"value_added_wan"`
	OutputPerMu   *float64 `json:"output_per_mu"`
	TaxPerMu      *float64 `json:"tax_per_mu"`
	AddedPerMu    *float64 `json:"value_added_per_mu"`
	Parks         int      `json:"parks"` // in which the enterprise has land
	Class         string   `json:"class,omitempty"`
	ClassPoints   *float64 `json:"class_points"`
	Place         int      `json:"place,omitempty"`
	Of            int      `json:"of,omitempty"`
	Demonstration bool     `json:"demonstration,omitempty"`
	Note          string   `json:"note,omitempty"`
}

// readEnterprises adds the enterprises to the extents that they have land in.
func (x *Explanation) readEnterprises(s *store.Store) error {
	yields, err := s.EnterpriseYields(x.ParkCode)
	for _, y := range yields {
		for i := range x.Extents {
			if e := &x.Extents[i]; e.Kind == y.ExtentKind {
				e.Enterprises = append(e.Enterprises, EnterpriseReason{y.Enterprise, y.Parcels, y.AreaMu, y.OutputWan, y.TaxWan, y.ValueAddedWan,
					y.OutputPerMu, y.TaxPerMu, y.AddedPerMu, y.Parks, y.Class, y.ClassPoints, y.Place, y.Members, y.Demonstration, y.Note})
			}
		}
	}
	return err
}
