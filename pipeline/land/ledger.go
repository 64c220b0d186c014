package land

import (
	"fmt"
	"math"
)

// Tally counts records and their planar area.
type Tally struct {
	Count  int64
	AreaM2 Sum
}

// Add counts one more record of the area.
func (t *Tally) Add(areaM2 float64) {
	t.Count++
	t.AreaM2.Add(areaM2)
}

// Sum adds floats with a running correction (Neumaier), so that ten million
// areas in a fixed order keep every digit that a ledger compares.
type Sum struct{ sum, lost float64 }

// Add adds x.
func (s *Sum) Add(x float64) {
	t := s.sum + x
	if math.Abs(s.sum) >= math.Abs(x) {
		s.lost += (s.sum - t) + x
	} else {
		s.lost += (x - t) + s.sum
	}
	s.sum = t
}

// Value returns the sum so far.
func (s Sum) Value() float64 { return s.sum + s.lost }

// SourceLedger is the account of one parcel source. What came in is written
// down by the stage that reads, what became of it by the stage that clips:
// two hands, so that the balance can fail.
type SourceLedger struct {
	Path string

	// Written by ingest.
	Records  int64 // what the file promises
	In       Tally // records read, area as delivered
	Repaired Sum   // area after repair minus area as delivered
	Rejected Tally // records without usable area, or repeated

	// Written by clip.
	Inside   Tally  // wholly inside an extent
	Cut      int64  // parcels that an extent cuts
	Kept     Sum    // their land inside extents, counted once
	CutOff   Sum    // their land outside every extent, found without the pieces
	Disputed int64  // cut parcels whose pieces and cut-off land don't add up to them
	Dispute  string // the first of these, in words
	Outside  Tally  // no common area with any extent
	TwiceM2  Sum    // land counted in more than one extent (overlapping extents, approved and managed), beyond the first
}

// ParkLedger is the account of one extent.
type ParkLedger struct {
	ParkCode string
	Kind     ExtentKind

	// Written by clip: planar areas, and all pieces in the area that the
	// configuration asks for, less what the policy for overlaps takes.
	Inside  Tally
	Cut     Tally // pieces that are not the whole parcel
	Clipped Tally
	Removed Tally // what the policy takes, in the area asked for; pieces of which nothing is left

	// Written by topology. The zero value says that nobody has looked.
	Closing Closing

	// Written by measure, in the area that the configuration asks for.
	Measured Tally

	// Written by store, read back from the file to be published.
	Stored Tally
}

// Ledger is the account of a run: from the first record to the last, nothing
// is lost and nothing counts twice unseen.
type Ledger struct {
	Sources []SourceLedger // by the index of the run's sources; those without Path hold no parcels
	Parks   []ParkLedger   // by the index of the run's extents
}

// NewLedger opens an account for every parcel source and every extent.
func NewLedger(sources []Source, extents []Extent) *Ledger {
	l := &Ledger{make([]SourceLedger, len(sources)), make([]ParkLedger, len(extents))}
	for i, s := range sources {
		if s.Role == RoleParcels {
			l.Sources[i].Path = s.Path
		}
	}
	for i, e := range extents {
		l.Parks[i].ParkCode, l.Parks[i].Kind = e.ParkCode, e.Kind
	}
	return l
}

// Total adds the accounts of all sources.
func (l *Ledger) Total() SourceLedger {
	var t SourceLedger
	for i := range l.Sources {
		t.merge(&l.Sources[i])
	}
	return t
}

func (s *SourceLedger) merge(o *SourceLedger) {
	s.Records += o.Records
	s.In.merge(o.In)
	s.Repaired.Add(o.Repaired.Value())
	s.Rejected.merge(o.Rejected)
	s.Inside.merge(o.Inside)
	s.Cut += o.Cut
	s.Kept.Add(o.Kept.Value())
	s.CutOff.Add(o.CutOff.Value())
	s.Disputed += o.Disputed
	s.Outside.merge(o.Outside)
	s.TwiceM2.Add(o.TwiceM2.Value())
}

func (t *Tally) merge(o Tally) {
	t.Count += o.Count
	t.AreaM2.Add(o.AreaM2.Value())
}

// ledgerTolerance is the relative difference that sums of areas may show. A
// parcel's pieces are right to 1e-9 of its area (geo/overlay), and Sum adds
// no error of its own.
const ledgerTolerance = 1e-9

// Balance returns nil when every account balances, or an error that names the
// first one that does not, with both sides.
func (l *Ledger) Balance() error {
	for i := range l.Sources {
		if err := l.Sources[i].balance(); err != nil {
			return fmt.Errorf("ledger of %s: %w", l.Sources[i].Path, err)
		}
	}
	for i := range l.Parks {
		if err := l.Parks[i].balance(); err != nil {
			return fmt.Errorf("ledger of park %s (%s): %w", l.Parks[i].ParkCode, l.Parks[i].Kind, err)
		}
	}
	return l.balanceAcross()
}

func (s *SourceLedger) balance() error {
	if s.Records != s.In.Count {
		return fmt.Errorf("%d records promised, %d read", s.Records, s.In.Count)
	}
	out := s.Inside.Count + s.Cut + s.Outside.Count + s.Rejected.Count
	if s.In.Count != out {
		return fmt.Errorf("%d records in, %d accounted for (%d inside, %d cut, %d outside, %d rejected)",
			s.In.Count, out, s.Inside.Count, s.Cut, s.Outside.Count, s.Rejected.Count)
	}
	if s.Disputed > 0 {
		return fmt.Errorf("%d parcels whose pieces and cut-off land don't add up; %s", s.Disputed, s.Dispute)
	}
	in := s.In.AreaM2.Value() + s.Repaired.Value()
	gone := s.Inside.AreaM2.Value() + s.Kept.Value() + s.CutOff.Value() + s.Outside.AreaM2.Value() + s.Rejected.AreaM2.Value()
	return sameArea("in", in, "accounted for", gone, in)
}

func (p *ParkLedger) balance() error {
	if pieces := p.Inside.Count + p.Cut.Count; pieces != p.Clipped.Count+p.Removed.Count {
		return fmt.Errorf("%d pieces inside or cut, %d clipped, %d removed", pieces, p.Clipped.Count, p.Removed.Count)
	}
	if p.Closing.ExtentM2 > 0 {
		if err := p.Closing.balance(p.Inside.Count + p.Cut.Count); err != nil {
			return err
		}
	}
	for _, other := range []struct {
		name string
		t    Tally
	}{{"measured", p.Measured}, {"stored", p.Stored}} {
		if p.Clipped.Count != other.t.Count {
			return fmt.Errorf("%d pieces clipped, %d %s", p.Clipped.Count, other.t.Count, other.name)
		}
		a, b := p.Clipped.AreaM2.Value(), other.t.AreaM2.Value()
		if err := sameArea("clipped", a, other.name, b, a); err != nil {
			return err
		}
	}
	return nil
}

// balanceAcross holds the sources' side against the parks' side.
func (l *Ledger) balanceAcross() error {
	var fromSources, inParks, scale Sum
	for i := range l.Sources {
		s := &l.Sources[i]
		fromSources.Add(s.Inside.AreaM2.Value() + s.Kept.Value() + s.TwiceM2.Value())
		scale.Add(s.In.AreaM2.Value())
	}
	for i := range l.Parks {
		inParks.Add(l.Parks[i].Inside.AreaM2.Value() + l.Parks[i].Cut.AreaM2.Value())
	}
	if err := sameArea("kept of the sources", fromSources.Value(), "in parks", inParks.Value(), scale.Value()); err != nil {
		return fmt.Errorf("ledger of the run: %w", err)
	}
	return nil
}

func sameArea(nameA string, a float64, nameB string, b, scale float64) error {
	if diff := math.Abs(a - b); diff > ledgerTolerance*math.Abs(scale)+1e-6 || math.IsNaN(diff) {
		return fmt.Errorf("%.4f m² %s, %.4f m² %s, difference %.6f m²", a, nameA, b, nameB, a-b)
	}
	return nil
}
