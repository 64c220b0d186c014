package viewer

import (
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// What the switches of a park's map can hide, as words of data-is. What lies
// outside and what was rejected has no outline in the store: its switches ask
// for it as it was delivered.
const (
	isCut         = "cut"
	isRepaired    = "repaired"
	isOverlapping = "overlapping"
	isFaulty      = "faulty"  // any other finding
	isChanged     = "changed" // since the land run before
)

// repairs are the findings after which a shape is not as it was delivered.
var repairs = []land.Code{land.RingUnclosed, land.PointRepeated, land.RingTurned, land.RingSelfCrossing}

// place is a record of a file.
type place struct {
	source string
	record int
}

// remarks are the findings of a run by the record that they are about.
type remarks map[place][]store.Finding

// remarksOf sorts the findings by record. A rolled-up finding is about each of
// the records that it names.
func remarksOf(findings []store.Finding) remarks {
	r := remarks{}
	for _, f := range findings {
		records := f.Records
		if !slices.Contains(records, f.Record) {
			records = append(slices.Clone(records), f.Record)
		}
		for _, record := range records {
			if record > 0 {
				at := place{f.Source, record}
				r[at] = append(r[at], f)
			}
		}
	}
	return r
}

// kinds returns the words for data-is of a piece.
func (r remarks) kinds(x *store.Piece) string {
	var kinds []string
	if x.Relation == string(land.Cut) {
		kinds = append(kinds, isCut)
	}
	for _, f := range r[place{x.Source, x.Record}] {
		kinds = append(kinds, kindOf(land.Code(f.Code)))
	}
	slices.Sort(kinds)
	return strings.Join(slices.Compact(kinds), " ")
}

func kindOf(code land.Code) string {
	switch {
	case slices.Contains(repairs, code):
		return isRepaired
	case code == land.ParcelsOverlap:
		return isOverlapping
	}
	return isFaulty
}

// text words what is odd about a piece, each finding once.
func (r remarks) text(x *store.Piece, lang land.Lang) string {
	var titles []string
	for _, f := range r[place{x.Source, x.Record}] {
		title := land.Code(f.Code).Title().In(lang)
		if title == "" { // a code of a newer program
			title = f.Code
		}
		if !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return strings.Join(titles, land.Text{ZH: "；", EN: "; "}.In(lang))
}

// toggle is a switch of the map: what it hides and how many there are.
type toggle struct {
	Key, Name string
	Count     int
}

// togglesOf counts what the switches hide; those that would hide nothing are
// shown all the same, with a 0: that there is none is an answer too.
func (f frame) togglesOf(rows []parcelRow) []toggle {
	toggles := []toggle{
		{isCut, f.Say("切割", "cut"), 0}, {isRepaired, f.Say("修复过", "repaired"), 0},
		{isOverlapping, f.Say("重叠", "overlapping"), 0}, {isFaulty, f.Say("其他问题", "other findings"), 0},
		{isChanged, f.Say("较上次有变", "changed since the run before"), 0},
	}
	for i := range toggles {
		for _, row := range rows {
			if slices.Contains(strings.Fields(row.Is), toggles[i].Key) {
				toggles[i].Count++
			}
		}
	}
	return toggles
}
