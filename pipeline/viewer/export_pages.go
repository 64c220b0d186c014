package viewer

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// mostComplete is of how many parks every figure has a page in a folder. A
// figure takes some 60 ms and 40 KB: of 500 parks all of them would be an hour
// and 2 GB.
const mostComplete = 20

// list names a file for every page.
func (x *export) list(s *store.Store, wanted []string) error {
	parks, err := s.Parks()
	if err != nil {
		return err
	}
	for _, code := range wanted {
		if !slices.ContainsFunc(parks, func(p store.Park) bool { return p.Code == code }) {
			return land.Fail(land.Usage, s.Path(), land.Textf("没有代码为 %s 的园区", "there is no park %s", code), land.Text{}, nil)
		}
	}
	extents, err := s.Extents()
	if err != nil {
		return err
	}
	count := len(wanted)
	if count == 0 {
		count = len(parks)
	}
	figures, err := figuresToExport(s, count <= mostComplete)
	if err != nil {
		return err
	}
	kinds := map[string][]string{}
	for _, e := range extents {
		kinds[e.ParkCode] = append(kinds[e.ParkCode], e.Kind)
	}
	for i, p := range parks {
		if len(wanted) == 0 || slices.Contains(wanted, p.Code) {
			x.addPark(p.Code, fmt.Sprintf("park-%d%s", i+1, plainName(p.Code)), kinds[p.Code], figures)
		}
	}
	for page, file := range map[string]string{"/": "index", "/changes": "changes", "/evaluation": "evaluation"} {
		x.add(page, url.Values{}, file)
	}
	if err := x.addChanges(s); err != nil {
		return err
	}
	slices.Sort(x.addresses)
	return nil
}

// figuresToExport are the figures of every extent that have a page of their own:
// all, or those that are scored or followed.
func figuresToExport(s *store.Store, all bool) (map[outline][]string, error) {
	run, err := s.LastRun()
	if err != nil {
		return nil, err
	}
	metrics, err := s.Metrics(run.ID)
	if err != nil {
		return nil, err
	}
	scores, err := s.Scores(run.ID)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, name := range trendFigures {
		wanted[name] = true
	}
	for _, n := range scores {
		wanted[n.Node] = true
	}
	figures := map[outline][]string{}
	for _, m := range metrics {
		if of := (outline{m.ParkCode, m.ExtentKind}); all || wanted[m.Indicator] {
			figures[of] = append(figures[of], m.Indicator)
		}
	}
	return figures, nil
}

func (x *export) addPark(code, file string, kinds []string, figures map[outline][]string) {
	page := "/park/" + url.PathEscape(code)
	if len(kinds) == 0 {
		x.add(page, url.Values{}, file)
	}
	for _, kind := range kinds {
		x.add(page, url.Values{"extent": {kind}}, file+"-"+kind)
		for i, figure := range figures[outline{code, kind}] {
			name := figure
			if !plainFigure.MatchString(figure) {
				name = "figure" + strconv.Itoa(i+1)
			}
			x.add(page+"/figure/"+url.PathEscape(figure), url.Values{"extent": {kind}}, file+"-"+kind+"-"+name)
		}
	}
}

// addChanges names the files of every run compared with the one before.
func (x *export) addChanges(s *store.Store) error {
	runs, err := s.Runs()
	if err != nil {
		return err
	}
	for _, p := range pairsOf(runs) {
		x.add("/changes", p.query(), fmt.Sprintf("changes-%d-%d", p.from, p.to))
	}
	return nil
}

// runPair is a run and the one before it.
type runPair struct{ from, to int64 }

func (p runPair) query() url.Values {
	return url.Values{"from": {strconv.FormatInt(p.from, 10)}, "to": {strconv.FormatInt(p.to, 10)}}
}

// pairsOf are the last runs, each with the one before, the latest first. runs
// are in the order of time.
func pairsOf(runs []store.Run) []runPair {
	var pairs []runPair
	for i := len(runs) - 1; i > 0 && len(pairs) < mostRuns; i-- {
		pairs = append(pairs, runPair{runs[i-1].ID, runs[i].ID})
	}
	return pairs
}

// plainFigure is a name of a figure that may stand in the name of a file
// anywhere.
var plainFigure = regexp.MustCompile(`^[a-z0-9_]{1,40}$`)

var notPlain = regexp.MustCompile(`[^A-Za-z0-9]`)

// plainName is what of a code may stand in the name of a file anywhere.
func plainName(code string) string {
	if code = notPlain.ReplaceAllString(code, ""); code == "" {
		return ""
	}
	return "-" + code[:min(len(code), 20)]
}
