package diff

import (
	"slices"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// Park is what changed in one park, extent by extent.
type Park struct {
	Code    string       `json:"park_code"`
	Name    string       `json:"name"`
	Answer  string       `json:"answer"` // in one or two sentences
	Extents []ParkExtent `json:"extents"`
	Why     *score.Since `json:"why"` // files and settings that differ and can move the park
}

// ParkExtent is what changed in one extent of a park.
type ParkExtent struct {
	Extent
	NotListed string   `json:"not_listed,omitempty"` // why its changed pieces are not on record; "" where they are
	Parcels   []Parcel `json:"parcels"`              // changed pieces, the removed first
	Figures   []Figure `json:"explained"`            // every figure that differs, in the order of the set, with its parcels
	Points    []Point  `json:"points,omitempty"`     // of the score, by indicator, the greatest change first
}

// Park explains what changed in one park, named by its code, its name, or a part of
// the name that no other park has. Where none or several are meant, the Usage
// failure names what there is; so it does of an indicator that the runs don't have. With an
// indicator, named as a park is, no other figure is told, "score" being the root of
// the tree and "class_points" what the classes A to D go by.
func (c *Comparison) Park(named, indicator string) (*Park, error) {
	code, err := c.codeOf(named)
	if err != nil {
		return nil, err
	}
	if indicator, err = c.figureOf(indicator); err != nil {
		return nil, err
	}
	p := &Park{Code: code, Name: c.names[code]}
	view, err := c.store.OfPark(code) // a park costs what the park costs
	if err != nil {
		return nil, err
	}
	defer view.Close()
	kinds, err := c.kindsOf(view)
	if err != nil {
		return nil, err
	}
	changes, err := c.changesOf(view, code)
	if err != nil {
		return nil, err
	}
	files := map[string]bool{}
	for _, kind := range kinds {
		e := ParkExtent{Extent: Extent{ParkCode: code, Name: p.Name, Kind: kind}, NotListed: c.NotCompared}
		for i := range c.Extents {
			if x := &c.Extents[i]; x.ParkCode == code && x.Kind == kind {
				e.Extent = *x
			}
		}
		if err := c.explain(view, &e, changes[kind]); err != nil {
			return nil, err
		}
		for _, x := range changes[kind] {
			for _, state := range []*store.PieceState{x.Before, x.After} {
				if state != nil {
					files[state.Source] = true
				}
			}
		}
		p.Extents = append(p.Extents, e)
	}
	p.keep(indicator)
	if p.Why, err = c.whyOf(files); err != nil {
		return nil, err
	}
	if !p.moved(indicator) {
		c.withoutCause(p.Why)
	}
	p.Answer = c.answer(p, indicator)
	return p, nil
}

// kindsOf lists the kinds of extent that the park has in either run.
func (c *Comparison) kindsOf(view *store.Store) ([]string, error) {
	var kinds []string
	known := map[string]bool{}
	for _, run := range []int64{c.to.ID, c.from.ID} {
		metrics, err := view.Metrics(run)
		if err != nil {
			return nil, err
		}
		for _, m := range metrics {
			if !known[m.ExtentKind] {
				known[m.ExtentKind] = true
				kinds = append(kinds, m.ExtentKind)
			}
		}
	}
	return kinds, nil
}

// changesOf composes the changed pieces of a park, by kind of extent.
func (c *Comparison) changesOf(view *store.Store, code string) (map[string][]store.PieceChange, error) {
	nights := map[string][][]store.PieceChange{}
	for _, run := range c.chain {
		list, err := view.PieceChanges(run, code)
		if err != nil {
			return nil, err
		}
		tonight := map[string][]store.PieceChange{}
		for _, x := range list {
			tonight[x.ExtentKind] = append(tonight[x.ExtentKind], x)
		}
		for kind, changes := range tonight {
			nights[kind] = append(nights[kind], changes)
		}
	}
	composed := map[string][]store.PieceChange{}
	for kind, list := range nights {
		composed[kind] = compose(list)
		if c.from.LandRun > c.to.LandRun {
			backwards(composed[kind])
		}
	}
	return composed, nil
}

// whyOf is Why with those files alone that can have moved the park: not those of
// parcels that none of its changed pieces comes from.
func (c *Comparison) whyOf(files map[string]bool) (*score.Since, error) {
	var paths []string
	for f := range files {
		paths = append(paths, f)
	}
	return score.Between(c.store, c.from, c.to, paths, c.lang)
}

// keep leaves one figure of those that are told.
func (p *Park) keep(indicator string) {
	if indicator == "" {
		return
	}
	for i := range p.Extents {
		e := &p.Extents[i]
		var kept []Figure
		for _, f := range e.Figures {
			if f.Figure == indicator {
				kept = append(kept, f)
			}
		}
		e.Figures = kept
		if indicator != scoreFigure {
			e.Points = nil
		}
	}
}

// moved reports whether there is a change to give a cause of: of the figure that was
// asked for, or of anything.
func (p *Park) moved(indicator string) bool {
	return slices.ContainsFunc(p.Extents, func(e ParkExtent) bool {
		return len(e.Figures) > 0 || indicator == "" && (e.Total() > 0 || e.Change != "" || e.Outline != nil)
	})
}

// withoutCause words what differs where it has moved nothing.
func (c *Comparison) withoutCause(why *score.Since) {
	var differs []string
	for _, in := range why.Inputs {
		differs = append(differs, in.Path)
	}
	if differs = append(differs, why.Settings...); len(differs) == 0 {
		return
	}
	why.Text = land.Textf("与第 %d 次运行相比有不同，但未引起变化：%s。", "since run %d this differs, and has moved nothing here: %s.",
		why.RunID, strings.Join(differs, land.Text{ZH: "；", EN: "; "}.In(c.lang))).In(c.lang)
}
