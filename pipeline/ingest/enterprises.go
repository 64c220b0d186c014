package ingest

import (
	"fmt"
	"runtime"
	"sync"

	"jiyue/pipeline/land"
)

// enterprise is what an enterprise's parcels say of it together.
type enterprise struct {
	areaM2 land.Sum     // of its parcels
	totals land.Figures // its totals, as on the first of its parcels that has them
}

// spreadMeasures are the figures of an enterprise as a whole, which stand on
// each of its parcels. Buildings stay the parcel's own: they stand where they
// stand.
var spreadMeasures = []land.Measure{land.Output, land.Tax, land.ValueAdded, land.Investment, land.Employees}

// readEnterprises goes through the parcels once to learn the totals and the
// land of every enterprise, if any source names them. It is the only first
// pass that there is.
func (in *Input) readEnterprises() error {
	in.doubts = make([][]doubt, in.Batches())
	var batches []int
	for _, s := range in.parcels {
		for i := range s.batches() {
			if s.fields.enterprise != none {
				batches = append(batches, s.firstBatch+i)
			}
		}
	}
	seen, found := newRepeats(), map[string]*enterprise{}
	jobs := runtime.GOMAXPROCS(0)
	pass := make([]land.Batch, jobs)
	for len(batches) > 0 {
		n := min(jobs, len(batches))
		if err := in.readSome(batches[:n], pass); err != nil {
			return err
		}
		for k := range n {
			b := &pass[k]
			for _, d := range in.doubts[batches[k]] {
				same, _ := seen.admit(&b.Parcels[d.parcel], d.fingerprint)
				b.Parcels[d.parcel].Rejected = same.known()
			}
			for i := range b.Parcels {
				join(found, &b.Parcels[i])
			}
		}
		batches = batches[n:]
	}
	in.enterprises = found
	clear(in.doubts)
	return nil
}

// readSome reads batches at once, each into a batch of its own.
func (in *Input) readSome(batches []int, into []land.Batch) error {
	errs := make([]error, len(batches))
	var work sync.WaitGroup
	for k, i := range batches {
		work.Go(func() { errs[k] = in.Read(i, &into[k]) })
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// join adds a parcel that counts to its enterprise.
func join(found map[string]*enterprise, p *land.Parcel) {
	if p.Enterprise == "" || p.Rejected {
		return
	}
	e := found[p.Enterprise]
	if e == nil {
		e = &enterprise{}
		found[p.Enterprise] = e
	}
	e.areaM2.Add(p.AreaM2)
	for _, m := range spreadMeasures {
		if !e.totals[m].Known {
			e.totals[m] = p.Figures[m]
		}
	}
}

// spread replaces the totals that stand on a parcel by its part of them, in
// proportion to its area. A total that differs from that of the enterprise's
// first parcel is a finding.
func (r *parcelReader) spread(p *land.Parcel) {
	e := r.input.enterprises[p.Enterprise]
	if e == nil { // the first pass
		return
	}
	share := p.AreaM2 / e.areaM2.Value()
	for _, m := range spreadMeasures {
		total, here := e.totals[m], p.Figures[m]
		if here.Known && here.Value != total.Value {
			r.findings.add(land.Finding{
				Code: land.EnterpriseTotals, Field: r.source.columns.name(r.source.fields.measures[m]),
				Found: fmt.Sprintf("%s: %g", p.Enterprise, here.Value), Expected: fmt.Sprintf("%g", total.Value),
			})
		}
		p.Figures[m] = total.Times(share)
	}
}
