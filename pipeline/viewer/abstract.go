package viewer

import (
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// abstract is what one line a park needs of the store.
type abstract struct {
	parks   []store.Park
	extents map[string][]store.Extent
	metrics map[outline]map[string]*float64
	roots   map[outline]store.Score
	faults  map[string]faults
	figures figureList
	packed  map[outline]string // of figures
}

// faults counts the findings of a park.
type faults struct{ all, errors int64 }

func readAbstract(s *store.Store, f frame) (*abstract, error) {
	a := &abstract{extents: map[string][]store.Extent{}, metrics: map[outline]map[string]*float64{}, roots: map[outline]store.Score{}}
	var err error
	if a.parks, err = s.Parks(); err != nil {
		return nil, err
	}
	extents, err := s.Extents()
	if err != nil {
		return nil, err
	}
	for _, e := range extents {
		a.extents[e.ParkCode] = append(a.extents[e.ParkCode], e)
	}
	if err := a.readFigures(s, f); err != nil {
		return nil, err
	}
	findings, err := s.Findings(f.Run.ID)
	a.faults = faultsByPark(findings)
	return a, err
}

func (a *abstract) readFigures(s *store.Store, f frame) error {
	metrics, err := s.Metrics(f.Run.ID)
	if err != nil {
		return err
	}
	scores, err := s.Scores(f.Run.ID)
	if err != nil {
		return err
	}
	about, err := s.Figures()
	if err != nil {
		return err
	}
	a.figures = f.figuresOf(about, metrics, scores)
	a.packed = a.figures.packed(metrics, scores)
	for _, m := range metrics {
		key := outline{m.ParkCode, m.ExtentKind}
		if a.metrics[key] == nil {
			a.metrics[key] = map[string]*float64{}
		}
		a.metrics[key][m.Indicator] = m.Value
	}
	for _, n := range scores {
		if n.Parent == "" {
			a.roots[outline{n.ParkCode, n.ExtentKind}] = n
		}
	}
	return nil
}

func faultsByPark(findings []store.Finding) map[string]faults {
	counts := map[string]faults{}
	for _, row := range findings {
		for _, park := range (land.Finding{ParkCode: row.ParkCode}).Parks() {
			c := counts[park]
			c.all += row.Count
			if row.Severity == string(land.Error) {
				c.errors += row.Count
			}
			counts[park] = c
		}
	}
	return counts
}
