package score

import (
	"slices"
	"strings"

	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// DeclaredPrefix comes before the indicator of a figure that a county handed
// in (declared.plot_ratio, …), which is audited and never used.
const DeclaredPrefix = "declared."

// outline names one extent of a park.
type outline struct{ park, kind string }

// scored is one extent with everything that was computed for it.
type scored struct {
	outline
	roster     store.Park
	totals     indicators.Totals
	declared   map[string]float64
	metrics    []indicators.Metric
	nodes      []indicators.Node
	potentials []indicators.Metric
	zoneScore  *float64 // of the whole zone; nil of a growth-direction area
	scoreDemo  bool     // a weight or an ideal value behind the scores is confirmed by no source
	grade      string
	gradeDemo  bool
	rating     *indicators.Rating // nil where the extent is not classified
	rank       int
}

// parkType is the type under which the set scores the extent.
func (e *scored) parkType() string {
	if e.kind == string(land.Growth) {
		return indicators.GrowthType
	}
	return e.roster.Type
}

// score is the root of the tree; nil where there is none.
func (e *scored) score() *float64 {
	if len(e.nodes) == 0 {
		return nil
	}
	return e.nodes[0].Score
}

// city is what is scored together.
type city struct {
	set     *indicators.Set
	lang    land.Lang
	extents []scored
	at      map[outline]int // index into extents
}

// Parks writes metrics, scores and all that follows from the totals of the run's
// land into run, and returns what is odd about them. The findings about the land
// have to stand in the store before it.
func Parks(night *store.Tonight, run store.Run, totals []store.Total, set *indicators.Set, lang land.Lang) ([]land.Finding, error) {
	c := &city{set: set, lang: lang, at: map[outline]int{}}
	if err := c.take(night.Read(), totals); err != nil {
		return nil, err
	}
	set.ScoreParks(len(c.extents), func(i int) (indicators.Totals, string) {
		return c.extents[i].totals, c.extents[i].parkType()
	}, func(i int, r indicators.Result) {
		e := &c.extents[i]
		e.metrics, e.nodes, e.potentials = r.Metrics, r.Nodes, r.Potentials
	})
	c.noteShared()
	c.conclude()
	landFindings, err := night.Read().Findings(run.ID)
	if err != nil {
		return nil, err
	}
	shared, err := overlaps(night.Read(), landFindings)
	if err != nil {
		return nil, err
	}
	regions := c.regions(shared)
	audited, err := c.audit(night.Read(), landFindings, regions)
	if err != nil {
		return nil, err
	}
	if err := c.write(night, regions, audited); err != nil {
		return nil, err
	}
	findings, err := c.checkRoster(night.Read())
	if err != nil {
		return nil, err
	}
	for i := range c.extents {
		findings = append(findings, remarks(set, &c.extents[i], string(lang))...)
	}
	return slices.Concat(findings, audited.findings), nil
}

// take gathers the rows of total by extent, in the order of the rows.
func (c *city) take(s *store.Store, rows []store.Total) error {
	parks, err := s.Parks()
	if err != nil {
		return err
	}
	roster := make(map[string]store.Park, len(parks))
	for _, p := range parks {
		roster[p.Code] = p
	}
	names := len(rows) / max(1, len(parks)) // of an extent, about
	for _, r := range rows {
		key := outline{r.ParkCode, r.ExtentKind}
		i, seen := c.at[key]
		if !seen {
			i = len(c.extents)
			c.at[key] = i
			c.extents = append(c.extents, scored{outline: key, roster: roster[r.ParkCode], totals: make(indicators.Totals, names)})
		}
		c.extents[i].take(r)
	}
	return nil
}

func (e *scored) take(r store.Total) {
	if indicator, ok := strings.CutPrefix(r.Name, DeclaredPrefix); ok {
		if e.declared == nil {
			e.declared = map[string]float64{}
		}
		e.declared[indicator] = *r.Value
		return
	}
	t := indicators.Total{Unit: r.Unit, Pieces: r.Pieces, Missing: r.Missing}
	if r.Value != nil {
		t.Value, t.Known = *r.Value, true
	}
	e.totals[r.Name] = t
}
