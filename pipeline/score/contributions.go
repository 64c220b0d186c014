package score

import (
	"slices"
	"sort"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// narrow keeps the one indicator or potential that was asked for and adds its
// parcels.
func (x *explaining) narrow() error {
	found := false
	for i := range x.Extents {
		e := &x.Extents[i]
		var names []string
		keep := -1
		figures := slices.Concat(e.Metrics, e.Potentials)
		for at, m := range figures {
			names = append(names, m.Indicator)
			if m.Indicator == x.asked {
				keep = at
			}
		}
		if keep < 0 {
			return land.Fail(land.Usage, x.store.Path(), land.Textf("没有指标 %s", "there is no indicator %s", x.asked),
				land.Textf("有：%s", "there are: %s", strings.Join(names, " ")), nil)
		}
		found = true
		isPotential := keep >= len(e.Metrics)
		e.Metrics, e.Potentials = figures[keep:keep+1], nil
		e.Uses = slices.DeleteFunc(e.Uses, func(u UseReason) bool { return !u.looksAt(x.asked) })
		e.Losses = slices.DeleteFunc(e.Losses, func(l Loss) bool { return l.Node != x.asked })
		if basis := e.Metrics[0].Basis; isPotential || basis != nil && !basis.Parcels {
			continue // rests on figures of the whole park, or on its outline
		}
		if err := x.putParcels(e); err != nil {
			return err
		}
	}
	if !found {
		return land.Fail(land.Usage, x.store.Path(), land.Textf("园区 %s 没有四至范围", "park %s has no extent", x.ParkCode), land.Text{}, nil)
	}
	return nil
}

// putParcels lists the parcels behind the one figure of the extent, those that
// cost it most first.
func (x *explaining) putParcels(e *ExtentReasons) (err error) {
	m := &e.Metrics[0]
	if m.Parcels, err = contributions(x.store, x.set, x.ParkCode, e.Kind, m.Indicator); err != nil {
		return err
	}
	m.Basis.byParcel(m)
	w := weigher{set: x.set, metric: m, parkType: x.parkType(e.Kind)}
	if len(e.Losses) > 0 {
		w.loss = &e.Losses[0]
	}
	w.weigh()
	return nil
}

// contributions lists what each piece adds to the park's numerator and
// denominator, the largest first.
func contributions(s *store.Store, set *indicators.Set, park, kind, indicator string) ([]Contribution, error) {
	var list []Contribution
	rates := newRates(set, indicator)
	err := s.PieceFacts(park, kind, func(p *store.Piece) error {
		c := Contribution{ParcelID: p.ParcelID, Source: p.Source, Record: p.Record, Relation: p.Relation, Share: p.Share, AreaM2: p.AreaM2}
		c.Numerator, c.Denominator = rates.of(p)
		list = append(list, c)
		return nil
	})
	sort.SliceStable(list, func(i, j int) bool { return weight(list[i]) > weight(list[j]) })
	return list, err
}

func weight(c Contribution) float64 {
	if c.Numerator == nil {
		return -1
	}
	return *c.Numerator
}

func factsOf(p *store.Piece, names []string) *indicators.Facts {
	return facts(indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: p.Status, BuiltCode: p.BuiltCode,
		SupplyCode: p.SupplyCode, HightechCode: p.HightechCode, AreaM2: p.AreaM2}, p.Figures, names)
}

// facts puts figures, nil where they are not known, beside what land is.
func facts(f indicators.Facts, figures map[string]*float64, names []string) *indicators.Facts {
	for _, name := range names {
		var a indicators.Amount
		if v := figures[name]; v != nil {
			a = indicators.Amount{Value: *v, Known: true}
		}
		f.Amounts = append(f.Amounts, a)
	}
	return &f
}
