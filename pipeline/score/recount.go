package score

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// auditCandidates is how many parcels of one extent an audit weighs one by one:
// the largest that are cut or have a problem on record.
const auditCandidates = 40

// regionCandidates is how many parcels of one extent an audit of a region weighs
// for each figure: those that move the extent's own figure most.
const regionCandidates = 20

// Why a parcel may count otherwise with those who hand in figures.
const (
	becauseCut     = "cut"      // the extent cuts it; they may count it whole
	becauseProblem = "problem"  // an error is on record about it; they may leave it out
	becauseLeftOut = "left_out" // nothing is wrong with it; they may have left it out all the same
)

// otherCount is a way to count an extent's parcels that is not the land's.
type otherCount struct {
	cutWhole, withoutProblems bool
	words                     land.Text
}

// otherCounts are the ways in which counties usually count otherwise.
var otherCounts = [...]otherCount{
	{true, false, land.Text{ZH: "被四至范围切割的地块按整宗计入", EN: "that every cut parcel counts whole"}},
	{false, true, land.Text{ZH: "有错误级问题的地块不计入", EN: "that the parcels with an error on record are left out"}},
	{true, true, land.Text{ZH: "被切割的地块按整宗计入、有错误级问题的地块不计入", EN: "that every cut parcel counts whole and those with an error on record are left out"}},
}

// takes says whether a parcel counts otherwise for that reason.
func (o *otherCount) takes(reason string) bool {
	return o.cutWhole && reason == becauseCut || o.withoutProblems && reason == becauseProblem
}

// recount is an extent counted otherwise than by its land. Ratios stand in the
// order of the wanted indicators.
type recount struct {
	base     []indicators.Ratio
	others   [][]indicators.Ratio // by otherCounts
	suspects []suspect            // the largest of otherCounts, then those that may be left out
	reasons  map[string]int       // how many parcels there are for each reason
}

// suspect is a parcel that may explain a difference.
type suspect struct {
	row    store.AuditParcel
	ratios []indicators.Ratio // with this parcel alone counted otherwise
	gains  indicators.Facts
}

// explainer explains differences between declared and computed figures.
type explainer struct {
	*city
	store     *store.Store
	wanted    []string // indicators
	faulty    map[string][]store.PieceRecord
	recounts  map[int]*recount      // by extent
	selection *indicators.Selection // of wanted
	searched  map[int]bool          // extents of which every parcel is tried, not only the cut and the faulty
	ofRegion  map[int]bool          // extents of the regions whose figures differ
}

// recount counts an extent otherwise; what was counted before is kept.
func (x *explainer) recount(extent int) (*recount, error) {
	if r := x.recounts[extent]; r != nil {
		return r, nil
	}
	e := &x.extents[extent]
	r := &recount{base: x.selection.Ratios(e.totals), reasons: map[string]int{}}
	var gains [len(otherCounts)]*indicators.Tally
	for i := range gains {
		gains[i] = x.set.NewTally(land.MeasureNames())
	}
	left := heaviest{}
	err := x.visit(extent, &left, func(p *store.Piece) error {
		f := suspectOf(p)
		r.suspects = append(r.suspects, f)
		r.reasons[f.row.Reason]++
		for i := range otherCounts {
			if otherCounts[i].takes(f.row.Reason) {
				gains[i].Add(&f.gains)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("auditing %s: %w", e.park, err)
	}
	for _, t := range gains {
		r.others = append(r.others, x.ratiosWith(e, t))
	}
	slices.SortStableFunc(r.suspects, func(a, b suspect) int { return cmp.Compare(math.Abs(b.gains.AreaM2), math.Abs(a.gains.AreaM2)) })
	r.suspects = append(r.suspects[:min(len(r.suspects), auditCandidates)], left.suspects()...)
	for i := range r.suspects {
		alone := x.set.NewTally(land.MeasureNames())
		alone.Add(&r.suspects[i].gains)
		r.suspects[i].ratios = x.ratiosWith(e, alone)
	}
	x.recounts[extent] = r
	return r, nil
}

// release lets go of what the regions do not need of an extent whose own figures
// are explained: all of it where it is in none, and otherwise the suspects that
// move no figure of the extent much. With every figure of 500 parks in doubt, all
// suspects together were a gigabyte.
func (x *explainer) release(extent int, inRegion bool) {
	r := x.recounts[extent]
	switch {
	case r == nil:
	case !inRegion:
		delete(x.recounts, extent)
	default:
		r.keepStrongest(x.set, x.wanted)
	}
}

// keepStrongest keeps, of every wanted figure of the extent, the suspects with the
// greatest effect on it.
func (r *recount) keepStrongest(set *indicators.Set, wanted []string) {
	if len(r.suspects) <= regionCandidates {
		return
	}
	strong, order := map[int]bool{}, make([]int, len(r.suspects))
	for at, indicator := range wanted {
		effect := make([]float64, len(r.suspects))
		for i := range r.suspects {
			order[i] = i
			if is, was := valueOf(set, indicator, r.suspects[i].ratios[at]), valueOf(set, indicator, r.base[at]); is != nil && was != nil {
				effect[i] = math.Abs(*is - *was)
			}
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(effect[b], effect[a]) })
		for _, i := range order[:regionCandidates] {
			strong[i] = effect[i] > 0 || strong[i]
		}
	}
	kept := make([]suspect, 0, len(strong))
	for i := range r.suspects {
		if strong[i] {
			kept = append(kept, r.suspects[i])
		}
	}
	r.suspects = kept
}

// valueOf is the figure that a ratio makes; nil where it makes none.
func valueOf(set *indicators.Set, indicator string, r indicators.Ratio) *float64 {
	switch {
	case !r.Known:
		return nil
	case !r.Quotient:
		return set.ValueOf(indicator, &r.Numerator, nil)
	}
	return set.ValueOf(indicator, &r.Numerator, &r.Denominator)
}

// visit visits the pieces of an extent that may count otherwise; left takes in
// what may have been left out, where every parcel is to be tried.
func (x *explainer) visit(extent int, left *heaviest, visit func(*store.Piece) error) error {
	e := &x.extents[extent]
	if !x.searched[extent] {
		return x.store.CutPieces(e.park, e.kind, x.faulty[e.park], visit)
	}
	faulty := map[store.PieceRecord]bool{}
	for _, r := range x.faulty[e.park] {
		faulty[r] = true
	}
	return x.store.PieceFigures(e.park, e.kind, func(p *store.Piece) error {
		is := faulty[store.PieceRecord{Source: p.Source, Record: p.Record}]
		if p.Share < 1 || !is { // a whole one that is faulty is left out for that reason
			left.add(p)
		}
		if p.Share < 1 || is {
			return visit(p)
		}
		return nil
	})
}

// suspectOf says what the figures would gain if the piece counted otherwise: a
// cut one the rest of its parcel, a faulty one the loss of itself.
func suspectOf(p *store.Piece) suspect {
	reason, factor := becauseProblem, -1.0
	if p.Share < 1 {
		reason, factor = becauseCut, 1/p.Share-1
	}
	return newSuspect(p, reason, factor)
}

// newSuspect is a piece of which so much is gained.
func newSuspect(p *store.Piece, reason string, factor float64) suspect {
	row := store.AuditParcel{ParcelID: p.ParcelID, Source: p.Source, Record: p.Record, Share: p.Share, AreaM2: p.AreaM2, Reason: reason}
	return suspect{row: row, gains: *scaled(factsOf(p, land.MeasureNames()), factor)}
}

// ratiosWith evaluates the extent with more land, or less, than its pieces have:
// its own area and statistics stay, and what is not known stays unknown.
func (x *explainer) ratiosWith(e *scored, gains *indicators.Tally) []indicators.Ratio {
	totals := maps.Clone(e.totals)
	for name, gain := range gains.Totals() {
		if t := totals[name]; t.Known && gain.Known {
			t.Value += gain.Value
			totals[name] = t
		}
	}
	return x.selection.Ratios(totals)
}

// scaled returns the facts with area and amounts multiplied.
func scaled(f *indicators.Facts, factor float64) *indicators.Facts {
	g := *f
	g.AreaM2 *= factor
	g.Amounts = make([]indicators.Amount, len(f.Amounts))
	for i, a := range f.Amounts {
		g.Amounts[i] = indicators.Amount{Value: a.Value * factor, Known: a.Known}
	}
	return &g
}

// faultyRecords are the records that an error finding is about, by park.
func faultyRecords(findings []store.Finding) map[string][]store.PieceRecord {
	records := map[string][]store.PieceRecord{}
	for _, f := range findings {
		if f.Severity != string(land.Error) {
			continue
		}
		for _, park := range (land.Finding{ParkCode: f.ParkCode}).Parks() {
			for _, r := range append([]int{f.Record}, f.Records...) {
				records[park] = append(records[park], store.PieceRecord{Source: f.Source, Record: r})
			}
		}
	}
	return records
}
