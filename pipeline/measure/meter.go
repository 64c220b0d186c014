package measure

import (
	"fmt"

	"jiyue/indicators"
	"jiyue/pipeline/land"
)

// Meter adds up pieces, per extent, into the aggregates of an indicator set.
type Meter struct {
	extents []land.Extent
	tallies []*indicators.Tally
	schemes map[string]*indicators.ClassScheme
	known   map[[2]string]bool // scheme and code → the scheme has the code
	facts   indicators.Facts
}

// NewMeter returns a meter for the aggregates of the set. schemes are the
// land-use classifications of the sources; an unknown one is an error.
func NewMeter(set *indicators.Set, extents []land.Extent, schemes []string) (*Meter, error) {
	m := &Meter{extents: extents, schemes: map[string]*indicators.ClassScheme{}, known: map[[2]string]bool{}}
	for _, name := range schemes {
		scheme, err := indicators.Scheme(name)
		if err != nil {
			return nil, fmt.Errorf("land-use classification: %w", err)
		}
		m.schemes[name] = scheme
	}
	names := land.MeasureNames()
	for range extents {
		m.tallies = append(m.tallies, set.NewTally(names))
	}
	m.facts.Amounts = make([]indicators.Amount, len(names))
	return m, nil
}

// Add adds the pieces of the batch, writes measure's side of the ledger, and
// appends a finding for every parcel whose land use its classification lacks.
func (m *Meter) Add(b *land.Batch, l *land.Ledger) {
	record := 0
	for i := range b.Pieces {
		p := &b.Pieces[i]
		if p.Record != record {
			record = p.Record
			m.checkLandUse(b, p)
		}
		m.tallies[p.Extent].Add(m.factsOf(p))
		l.Parks[p.Extent].Measured.Add(p.AreaM2)
	}
}

// factsOf reuses one Facts for every piece: the tally keeps nothing of it.
func (m *Meter) factsOf(p *land.Piece) *indicators.Facts {
	f := &m.facts
	f.LandUse, f.Scheme, f.Status = p.LandUse, p.Scheme, string(p.Status)
	f.BuiltCode, f.SupplyCode, f.HightechCode = p.BuiltCode, p.SupplyCode, p.HightechCode
	f.AreaM2 = p.AreaM2
	for i, q := range p.Figures {
		f.Amounts[i] = indicators.Amount(q)
	}
	return f
}

func (m *Meter) checkLandUse(b *land.Batch, p *land.Piece) {
	scheme := m.schemes[p.Scheme]
	if p.LandUse == "" || scheme == nil {
		return
	}
	key := [2]string{p.Scheme, p.LandUse}
	has, asked := m.known[key]
	if !asked {
		_, has = scheme.Class(p.LandUse)
		m.known[key] = has
	}
	if !has {
		b.Findings = append(b.Findings, land.Finding{
			Code: land.LandUseUnknown, Record: p.Record, ParcelID: p.ParcelID,
			AreaM2: land.Known(p.AreaM2), Found: p.LandUse, Expected: p.Scheme,
		})
	}
}

// Totals returns the totals of every extent, by the extent's index: the
// aggregates of the set and land_area, the extent's own area in m².
func (m *Meter) Totals(area land.AreaKind) []indicators.Totals {
	totals := make([]indicators.Totals, len(m.extents))
	for i, e := range m.extents {
		totals[i] = m.tallies[i].Totals()
		landM2 := e.AreaM2
		if area == land.Ellipsoidal {
			landM2 = e.EllipsoidalAreaM2
		}
		totals[i]["land_area"] = indicators.Total{Value: landM2, Known: true, Unit: "m²"}
	}
	return totals
}
