package score

import (
	"cmp"
	"slices"

	"jiyue/pipeline/store"
)

// auditPieces is how many pieces an audit of a region tries one by one; of a
// larger region it tries those that are cut or have a problem, and every one of
// the parks that handed in a wrong figure themselves.
const auditPieces = 200_000

// noticed is the part of a sum from which a single parcel may turn a figure by
// more than DeclaredTolerance: a quotient by its numerator and its denominator.
const noticed = DeclaredTolerance / 2

// heaviest keeps the pieces of an extent that weigh most in what figures are made
// of: all land, land of one status, code or use, and each attribute.
type heaviest struct {
	parts map[part]*weights
	seen  int
}

// part is what a piece weighs in: an attribute of land with its value, or a
// measure.
type part struct{ of, value string }

// weights are the largest amounts of a part and the sum of all.
type weights struct {
	total   float64
	largest []heavy // at most auditCandidates, the largest first
}

type heavy struct {
	amount float64
	order  int // in which the piece came
	piece  *store.Piece
}

// add takes in a piece, which it may keep.
func (h *heaviest) add(p *store.Piece) {
	h.seen++
	for _, of := range [...]part{{"land", ""}, {"status", p.Status}, {"built", p.BuiltCode}, {"supply", p.SupplyCode}, {"hightech", p.HightechCode}, {"use", p.LandUse}} {
		h.weigh(of, p.AreaM2, p)
	}
	for name, v := range p.Figures {
		if v != nil {
			h.weigh(part{"measure", name}, *v, p)
		}
	}
}

func (h *heaviest) weigh(of part, amount float64, p *store.Piece) {
	if h.parts == nil {
		h.parts = map[part]*weights{}
	}
	w := h.parts[of]
	if w == nil {
		w = &weights{}
		h.parts[of] = w
	}
	w.total += amount
	full := len(w.largest) == auditCandidates
	if full && amount <= w.largest[auditCandidates-1].amount {
		return
	}
	at, _ := slices.BinarySearchFunc(w.largest, amount, func(x heavy, amount float64) int {
		if x.amount >= amount {
			return -1
		}
		return 1
	})
	if full {
		w.largest = w.largest[:auditCandidates-1]
	}
	w.largest = slices.Insert(w.largest, at, heavy{amount, h.seen, p})
}

// suspects are the kept pieces that may be noticed when they are left out, the
// largest first.
func (h *heaviest) suspects() []suspect {
	kept := map[int]*store.Piece{}
	for _, w := range h.parts {
		for _, x := range w.largest {
			if x.amount > 0 && x.amount >= noticed*w.total {
				kept[x.order] = x.piece
			}
		}
	}
	orders := make([]int, 0, len(kept))
	for order := range kept {
		orders = append(orders, order)
	}
	slices.SortFunc(orders, func(a, b int) int {
		return cmp.Or(cmp.Compare(kept[b].AreaM2, kept[a].AreaM2), cmp.Compare(a, b))
	})
	var list []suspect
	for _, order := range orders {
		list = append(list, newSuspect(kept[order], becauseLeftOut, -1))
	}
	return list
}
