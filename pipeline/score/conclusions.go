package score

import (
	"slices"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Conclusion is what the run says of an extent as a whole.
type Conclusion struct {
	Tree               string   `json:"tree"`       // along which it was scored
	ZoneScore          *float64 `json:"zone_score"` // main and growth-direction area joined
	ScoreDemonstration bool     `json:"score_demonstration,omitempty"`
	Grade              string   `json:"grade,omitempty"`
	GradeDemonstration bool     `json:"grade_demonstration,omitempty"`
	Class              string   `json:"class,omitempty"` // A to D, by yield per mu
	ClassPoints        *float64 `json:"class_points,omitempty"`
	ClassDemonstration bool     `json:"class_demonstration,omitempty"`
	Places             []Place  `json:"places,omitempty"`
	Note               string   `json:"note,omitempty"`
}

// Place is the rank of an extent in a group.
type Place struct {
	Measure  string `json:"measure"`  // score or class_points
	Grouping string `json:"grouping"` // all, type, level, scope or county
	Group    string `json:"group,omitempty"`
	Place    int    `json:"place"`
	Of       int    `json:"of"`
}

// UseReason is the answer to one use of the results and the conditions behind
// it.
type UseReason struct {
	Application   string            `json:"application"`
	Name          string            `json:"name"`
	Answer        string            `json:"answer"` // yes, no or undecided
	Rule          string            `json:"rule"`   // all or any of the conditions
	Reason        string            `json:"reason"`
	Demonstration bool              `json:"demonstration"`
	Conditions    []store.Condition `json:"conditions"`
}

// looksAt says whether a condition is about the figure.
func (u *UseReason) looksAt(figure string) bool {
	return slices.ContainsFunc(u.Conditions, func(c store.Condition) bool { return c.Figure == figure })
}

// conclusions are the rows of the last run beyond metrics and scores.
type conclusions struct {
	evaluations  []store.Evaluation
	rankings     []store.Ranking
	potentials   []store.Potential
	applications []store.Application
}

func readConclusions(s *store.Store, run int64) (*conclusions, error) {
	c := &conclusions{}
	for _, step := range []func() error{
		func() (err error) { c.evaluations, err = s.Evaluations(run); return },
		func() (err error) { c.rankings, err = s.Rankings(); return },
		func() (err error) { c.potentials, err = s.Potentials(); return },
		func() (err error) { c.applications, err = s.Applications(); return },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// put adds to the reasons of one extent what was concluded of it.
func (c *conclusions) put(r *ExtentReasons, of outline, about map[string]indicators.Definition, lang land.Lang) {
	for _, e := range c.evaluations {
		if of == (outline{e.ParkCode, e.ExtentKind}) {
			r.Conclusion = &Conclusion{Tree: e.Tree, ZoneScore: e.ZoneScore, ScoreDemonstration: e.ScoreDemonstration, Grade: e.Grade, GradeDemonstration: e.GradeDemonstration,
				Class: e.Class, ClassPoints: e.ClassPoints, ClassDemonstration: e.ClassDemonstration, Note: e.Note}
		}
	}
	if r.Conclusion == nil {
		return
	}
	for _, p := range c.rankings {
		if of == (outline{p.ParkCode, p.ExtentKind}) {
			r.Conclusion.Places = append(r.Conclusion.Places, Place{p.Measure, p.Grouping, p.MemberOf, p.Place, p.Members})
		}
	}
	for _, p := range c.potentials {
		if of == (outline{p.ParkCode, p.ExtentKind}) {
			reason := reasonOf(about, store.Metric{Indicator: p.Potential, Value: p.Value, Unit: p.Unit,
				Numerator: p.Numerator, Denominator: p.Denominator, Note: p.Note}, lang)
			reason.Demonstration = p.Demonstration
			r.Potentials = append(r.Potentials, reason)
		}
	}
	for _, a := range c.applications {
		if of == (outline{a.ParkCode, a.ExtentKind}) {
			r.Uses = append(r.Uses, UseReason{a.Application, land.Text{ZH: a.NameZH, EN: a.NameEN}.In(lang), a.Answer, a.Rule, a.Reason, a.Demonstration, a.Conditions})
		}
	}
}
