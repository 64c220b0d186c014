package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"jiyue/pipeline/land"
)

// repeats knows the parcels that were admitted and whose ids may repeat.
type repeats struct {
	first map[uint64]sighting      // by id, the first parcel that had it
	later map[fingerprint]sighting // further shapes of ids that came again, and all shapes without an id
}

// sighting says where a parcel was.
type sighting struct {
	shape          uint64
	source, record uint32
}

func newRepeats() *repeats {
	return &repeats{map[uint64]sighting{}, map[fingerprint]sighting{}}
}

// admit enters a parcel. same is where the same parcel, other where another
// parcel of the same id was before; at most one of them is known.
func (r *repeats) admit(p *land.Parcel, mark fingerprint) (same, other sighting) {
	here := sighting{mark.shape, uint32(p.Source), uint32(p.Record)}
	first, known := r.first[mark.id]
	switch {
	case p.ID == "":
	case !known:
		r.first[mark.id] = here
		return sighting{}, sighting{}
	case first.shape == mark.shape:
		return first, sighting{}
	}
	if earlier, seen := r.later[mark]; seen {
		return earlier, sighting{}
	}
	r.later[mark] = here
	return sighting{}, first
}

// known reports whether there was a parcel; records count from 1.
func (s sighting) known() bool { return s.record > 0 }

// Admit sees every batch once, in input order, from one goroutine. A parcel
// that repeats an earlier one (same id, same shape) is marked as rejected; one
// id on two shapes is a finding. What came in is entered into the ledger: In,
// Repaired, Rejected and the promised Records.
func (in *Input) Admit(b *land.Batch, l *land.Ledger) {
	for i := range in.Sources {
		if in.Sources[i].Role == land.RoleParcels {
			l.Sources[i].Records = int64(in.Sources[i].Records)
		}
	}
	found := len(b.Findings)
	for _, d := range in.takeDoubts(b) {
		in.findRepeated(b, &b.Parcels[d.parcel], d.fingerprint)
	}
	account := &l.Sources[b.Source]
	for i := range b.Parcels {
		p := &b.Parcels[i]
		account.In.Add(p.DeliveredAreaM2)
		if p.Rejected {
			account.Rejected.Add(p.DeliveredAreaM2)
			continue
		}
		account.Repaired.Add(p.AreaM2 - p.DeliveredAreaM2)
	}
	if len(b.Findings) > found {
		slices.SortStableFunc(b.Findings, func(a, b land.Finding) int { return cmp.Compare(a.Record, b.Record) })
	}
}

// findRepeated rejects the parcel if it repeats an earlier one.
func (in *Input) findRepeated(b *land.Batch, p *land.Parcel, mark fingerprint) {
	same, other := in.repeats.admit(p, mark)
	f := land.Finding{Code: land.ParcelRepeated, Source: in.Sources[p.Source].Path, Record: p.Record, ParcelID: p.ID, AreaM2: land.Known(p.AreaM2)}
	switch {
	case same.known():
		p.Rejected = true
		f.Found = in.where(same)
	case other.known():
		f.Code, f.Found = land.ParcelIDRepeated, in.where(other)
	default:
		return
	}
	b.Findings = append(b.Findings, f)
}

// where names the record of a sighting, briefly and in no language.
func (in *Input) where(s sighting) string {
	return fmt.Sprintf("= %s #%d", in.Sources[s.source].Path, s.record)
}

// takeDoubts returns the doubts about a batch and forgets them.
func (in *Input) takeDoubts(b *land.Batch) []doubt {
	for _, s := range in.parcels {
		if s.index == b.Source {
			i := s.firstBatch + (b.First-1)/batchRecords
			doubts := in.doubts[i]
			in.doubts[i] = nil
			return doubts
		}
	}
	return nil
}
