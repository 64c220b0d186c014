package score

import (
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// dictionary gives remarks in the language of the reader. A run stores them in
// its own; they follow from the totals, which are in the store, so that the set
// says them again in both. What it does not say again, because a newer program
// words it otherwise or it tells of other parks, stays as it stands.
type dictionary map[string]string

// readDictionary evaluates the extents of the store anew.
func readDictionary(s *store.Store, run int64, set *indicators.Set, evaluations []store.Evaluation, lang land.Lang) (dictionary, error) {
	totals, err := s.Totals(run)
	if err != nil {
		return nil, err
	}
	c := &city{set: set, at: map[outline]int{}}
	if err := c.take(s, totals); err != nil {
		return nil, err
	}
	d := dictionary{}
	for i := range c.extents {
		e := &c.extents[i]
		for _, of := range evaluations {
			if e.outline == (outline{of.ParkCode, of.ExtentKind}) {
				e.zoneScore, e.scoreDemo = of.ZoneScore, of.ScoreDemonstration
			}
		}
		e.metrics = set.Evaluate(e.totals)
		e.nodes = set.Score(e.metrics, e.parkType())
		e.potentials = set.Potential(e.totals, e.metrics, e.parkType())
	}
	c.noteShared()
	for i := range c.extents {
		d.putExtent(&c.extents[i], set, lang)
	}
	return d, nil
}

// putExtent adds what the set says of an extent.
func (d dictionary) putExtent(e *scored, set *indicators.Set, lang land.Lang) {
	for _, m := range slices.Concat(e.metrics, e.potentials) {
		d.put(m.Note.ZH, m.Note.EN, lang)
	}
	for _, n := range e.nodes {
		d.put(n.Note.ZH, n.Note.EN, lang)
	}
	skipped := e.skipped()
	d.put(skipped.ZH, skipped.EN, lang)
	for _, v := range set.Judge(e.metrics, e.potentials, indicators.ParkScore{Value: e.zoneScore, Demonstration: e.scoreDemo}) {
		for _, c := range v.Conditions {
			d.put(c.In(string(land.ZH)), c.In(string(land.EN)), lang)
			d.put(c.Note.ZH, c.Note.EN, lang)
		}
	}
}

func (d dictionary) put(zh, en string, lang land.Lang) {
	text := land.Text{ZH: zh, EN: en}.In(lang)
	d[zh], d[en] = text, text
}

// in returns a remark, which may be several in a row, in the reader's language.
func (d dictionary) in(remark string) string {
	if text, known := d[remark]; known {
		return text
	}
	parts := strings.Split(remark, "; ")
	if len(parts) == 1 {
		return remark
	}
	for i := range parts {
		parts[i] = d.in(parts[i])
	}
	return strings.Join(parts, "; ")
}

// translate puts the remarks of an extent into the reader's language.
func (d dictionary) translate(r *ExtentReasons) {
	for i := range r.Losses {
		r.Losses[i].Note = d.in(r.Losses[i].Note)
	}
	for _, list := range [][]MetricReason{r.Metrics, r.Potentials} {
		for i := range list {
			list[i].Note = d.in(list[i].Note)
		}
	}
	if r.Conclusion != nil {
		r.Conclusion.Note = d.in(r.Conclusion.Note)
	}
	for i := range r.Uses {
		r.Uses[i].Reason = d.in(r.Uses[i].Reason)
		for j := range r.Uses[i].Conditions {
			c := &r.Uses[i].Conditions[j]
			c.Note = d.in(c.Note)
		}
	}
}

// Worded returns a finding of the store with its message in the language; that
// of a code which this program does not know stays as it stands.
func Worded(r store.Finding, lang land.Lang) (f land.Finding, message string) {
	f = land.Finding{Code: land.Code(r.Code), Source: r.Source, Record: r.Record, Field: r.Field, ParcelID: r.ParcelID,
		Found: r.Found, Expected: r.Expected, Count: r.Count}
	if f.Code.Title() == (land.Text{}) {
		return f, r.Message
	}
	return f, f.Message(lang)
}
