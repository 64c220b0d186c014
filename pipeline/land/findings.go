package land

import "strings"

// RollUpAfter is how many findings of one kind (same code, file and field)
// are listed one by one; what comes after is rolled up into one, so that one
// wrong mapping can't bury the night (DESIGN §9).
const RollUpAfter = 1000

// rolledRecords is how many record numbers a rolled-up finding names.
const rolledRecords = 10

// Findings collects findings in the order in which they come. The zero value
// is ready to use.
type Findings struct {
	list   []Finding
	kinds  map[findingKind]*kindCount
	totals map[Severity]int64
}

type findingKind struct {
	code          Code
	source, field string
}

type kindCount struct {
	listed int
	rolled int // index+1 of the rolled-up finding in list; 0 where there is none
	parks  map[string]bool
}

// Add records the findings.
func (f *Findings) Add(found ...Finding) {
	if f.kinds == nil {
		f.kinds, f.totals = map[findingKind]*kindCount{}, map[Severity]int64{}
	}
	for _, x := range found {
		f.totals[x.Severity()] += x.Times()
		kind := findingKind{x.Code, x.Source, x.Field}
		n := f.kinds[kind]
		if n == nil {
			n = &kindCount{parks: map[string]bool{}}
			f.kinds[kind] = n
		}
		if n.listed < RollUpAfter {
			n.listed++
			x.ParcelID = strings.Clone(x.ParcelID) // it would keep its neighbours in the arena
			f.list = append(f.list, x)
			continue
		}
		f.rollUp(n, x)
	}
}

// rollUp adds x to the one finding that stands for all beyond RollUpAfter.
func (f *Findings) rollUp(n *kindCount, x Finding) {
	if n.rolled == 0 {
		f.list = append(f.list, Finding{Code: x.Code, Source: x.Source, Field: x.Field, Expected: x.Expected})
		n.rolled = len(f.list)
	}
	sum := &f.list[n.rolled-1]
	sum.Count += x.Times()
	if len(sum.Records) < rolledRecords && x.Record > 0 {
		sum.Records = append(sum.Records, x.Record)
	}
	if x.AreaM2.Known {
		sum.AreaM2 = Known(sum.AreaM2.Value + x.AreaM2.Value)
	}
	for _, park := range x.Parks() {
		if !n.parks[park] {
			n.parks[park] = true
			sum.ParkCode = strings.TrimPrefix(sum.ParkCode+","+park, ",")
		}
	}
}

// List returns the findings, rolled up.
func (f *Findings) List() []Finding { return f.list }

// Count returns how many data problems of the severity there are, each
// counted, rolled up or not.
func (f *Findings) Count(s Severity) int64 { return f.totals[s] }

// Total returns how many data problems there are.
func (f *Findings) Total() int64 { return f.totals[Error] + f.totals[Warning] + f.totals[Note] }

// Parks lists the parks that a finding concerns: ParkCode holds one code, or
// several with commas where a parcel lies in several parks.
func (f Finding) Parks() []string {
	if f.ParkCode == "" {
		return nil
	}
	return strings.Split(f.ParkCode, ",")
}
