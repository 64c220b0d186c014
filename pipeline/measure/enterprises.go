package measure

import (
	"strings"

	"jiyue/pipeline/land"
)

// maxEnterprises is how many enterprises by extent are told apart: some 60 MB
// of them. A county has some thousands; where the field holds something else,
// a number of its own for each parcel say, a night over ten million parcels
// must not run out of memory over it.
const maxEnterprises = 200_000

// Enterprises adds up the land of every enterprise in every extent. A nil
// *Enterprises adds up nothing: no source names enterprises.
type Enterprises struct {
	at    map[holder]int
	list  []holding
	limit int
}

// holder is an enterprise in one extent.
type holder struct {
	extent     int
	enterprise string
}

type holding struct {
	holder
	parcels int64
	areaM2  land.Sum
	sums    [land.MeasureCount]land.Sum
	known   [land.MeasureCount]bool
}

// Holding is the land of one enterprise in one extent.
type Holding struct {
	Extent     int    // index into the run's extents
	Enterprise string // "" for all those beyond the number that is told apart
	Parcels    int64
	AreaM2     float64      // of the pieces, as the configuration measures
	Figures    land.Figures // sums; known where any piece tells
}

// NewEnterprises returns an empty count.
func NewEnterprises() *Enterprises {
	return &Enterprises{at: map[holder]int{}, limit: maxEnterprises}
}

// Add adds the pieces of parcels that name their enterprise.
func (e *Enterprises) Add(b *land.Batch) {
	if e == nil {
		return
	}
	next := 0
	for i := range b.Parcels {
		p := &b.Parcels[i]
		for ; next < len(b.Pieces) && b.Pieces[next].Record == p.Record; next++ {
			if p.Enterprise != "" {
				e.of(b.Pieces[next].Extent, p.Enterprise).add(&b.Pieces[next])
			}
		}
	}
}

// of finds the holding; enterprises beyond the limit share one in each extent.
func (e *Enterprises) of(extent int, enterprise string) *holding {
	key := holder{extent, enterprise}
	i, known := e.at[key]
	if !known && len(e.at) >= e.limit {
		key.enterprise = ""
		i, known = e.at[key]
	}
	if !known {
		key.enterprise = strings.Clone(key.enterprise) // it may lie in a buffer of the reader
		i = len(e.list)
		e.at[key] = i
		e.list = append(e.list, holding{holder: key})
	}
	return &e.list[i]
}

func (h *holding) add(p *land.Piece) {
	h.parcels++
	h.areaM2.Add(p.AreaM2)
	for m, q := range p.Figures {
		if q.Known {
			h.sums[m].Add(q.Value)
			h.known[m] = true
		}
	}
}

// List returns the holdings in the order in which the input names them.
func (e *Enterprises) List() []Holding {
	if e == nil {
		return nil
	}
	list := make([]Holding, len(e.list))
	for i := range e.list {
		h := &e.list[i]
		list[i] = Holding{Extent: h.extent, Enterprise: h.enterprise, Parcels: h.parcels, AreaM2: h.areaM2.Value()}
		for m := range h.sums {
			list[i].Figures[m] = land.Quantity{Value: h.sums[m].Value(), Known: h.known[m]}
		}
	}
	return list
}
