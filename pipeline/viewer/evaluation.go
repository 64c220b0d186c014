package viewer

import (
	"net/http"
	"regexp"
	"strings"

	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// evaluationView is the page of the project's self-evaluation. Its decimals
// stand in the store as text, exactly, and are shown as they stand.
type evaluationView struct {
	frame
	store.Performance
	results map[string]map[string]float64 // of the run, by group and key
}

// evaluationPage reads the self-evaluation of the run; a run without one has a
// page that says so.
func evaluationPage(s *store.Store, _ *http.Request, f frame) (any, error) {
	f.Title = f.Say("项目绩效自评", "Self-evaluation of the project")
	page := &evaluationView{frame: f}
	var err error
	if page.Performance, err = s.Performance(f.Run.ID); err != nil || len(page.Items) == 0 {
		return page, err
	}
	page.results, err = score.Results(s, f.Run)
	return page, err
}

// resultName finds the figures of a run in a formula.
var resultName = regexp.MustCompile(`\b[a-z]+\.[a-z_0-9]+\b`)

// Inputs lists the figures that a formula asks of the run, with their values;
// those of the budget stand in its table.
func (p *evaluationView) Inputs(formula string) []string {
	var list []string
	seen := map[string]bool{}
	for _, name := range resultName.FindAllString(formula, -1) {
		group, key, _ := strings.Cut(name, ".")
		if v, known := p.results[group][key]; known && !seen[name] {
			list = append(list, name+" = "+short(&v, 4))
		}
		seen[name] = true
	}
	return list
}
