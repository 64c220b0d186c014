package viewer

import (
	"net/http"
	"slices"
	"strconv"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// changesView is the page that compares two runs.
type changesView struct {
	frame
	Runs     []store.Run // that can be chosen, the latest first
	Pairs    []choice    // in a folder: the comparisons that it has
	From, To store.Run
	Causes   []string // what else differs between the runs
	Inputs   []sourceRow
	Rows     []changeRow
	Unlisted int
	Land     []landRow // extents whose parcels differ
	Marked   bool      // the pages of the parks mark these
	Paired   bool      // the store knows which parcels differ between the two
}

// landRow is how many parcels of an extent differ between the two runs.
type landRow struct {
	Park, Code, Kind, Link, What                   string
	Added, Removed, Reshaped, Reclassified, Edited int64
}

// changeRow is a figure that differs between the two runs.
type changeRow struct {
	Key, Link, Park, Code, Kind, Name string
	FigureLink                        string
	Before, After, Difference         cell
	Unit                              string
}

// mostChanges is how many changed figures are listed.
const mostChanges = 5000

// changesPage compares the runs ?from= and ?to=, else the last two.
func changesPage(s *store.Store, r *http.Request, f frame) (any, error) {
	f.Title = f.Say("两次运行对比", "Two runs compared")
	page := &changesView{frame: f}
	var err error
	if page.Runs, err = s.Runs(); err != nil {
		return nil, err
	}
	page.takePairs()
	slices.Reverse(page.Runs)
	q := r.URL.Query()
	if len(page.Runs) < 2 && q.Get("from") == "" && q.Get("to") == "" {
		return page, nil
	}
	to, err := pickRun(page.Runs, q.Get("to"), 0)
	if err != nil {
		return nil, err
	}
	from, err := pickRun(page.Runs, q.Get("from"), 1)
	if err != nil {
		return nil, err
	}
	page.From, page.To = from, to
	if err := page.takeInputs(s); err != nil {
		return nil, err
	}
	if err := page.takeLand(s); err != nil {
		return nil, err
	}
	return page, page.takeChanges(s)
}

// takePairs lists the comparisons that a folder has: nobody can be asked for
// others there.
func (p *changesView) takePairs() {
	if !p.Static {
		return
	}
	q := p.address.Query()
	for i, pair := range pairsOf(p.Runs) {
		to := pair.query()
		to.Set("lang", string(p.Lang))
		on := q.Get("to") == to.Get("to") || q.Get("to") == "" && i == 0
		p.Pairs = append(p.Pairs, choice{Name: to.Get("from") + " → " + to.Get("to"), Link: "/changes?" + to.Encode(), On: on})
	}
}

// extentChangeNames word what became of an extent whose parcels are not
// compared one by one.
var extentChangeNames = map[string]land.Text{
	store.ExtentNew:     {ZH: "新增范围", EN: "new extent"},
	store.ExtentGone:    {ZH: "范围已消失", EN: "extent gone"},
	store.ExtentAltered: {ZH: "上次成果库中的地块被改动过，未比对", EN: "the parcels in the last store had been altered; not compared"},
}

// takeLand lists the extents whose parcels differ, where the one run's land was
// compared with the other's; those of the last run lead to the marked parcels.
func (p *changesView) takeLand(s *store.Store) error {
	comparisons, err := s.LandComparisons()
	if err != nil {
		return err
	}
	p.Paired = p.From.LandRun == p.To.LandRun || slices.ContainsFunc(comparisons, func(c store.LandComparison) bool {
		return c.RunID == p.To.LandRun && c.PreviousRun == p.From.LandRun && c.Verdict == store.Compared
	})
	if !p.Paired || p.From.LandRun == p.To.LandRun {
		return nil
	}
	p.Marked = p.To.LandRun == p.Run.LandRun
	extents, err := s.ExtentChanges(p.To.LandRun)
	if err != nil {
		return err
	}
	parks, err := s.Parks()
	if err != nil {
		return err
	}
	names := namesOf(parks)
	for _, c := range extents {
		row := landRow{Park: orNone(names[c.ParkCode]), Code: c.ParkCode, Kind: p.word(kindNames, c.ExtentKind),
			Added: c.Added, Removed: c.Removed, Reshaped: c.Reshaped, Reclassified: c.Reclassified, Edited: c.Edited}
		if c.Change != store.ExtentChanged {
			row.What = p.word(extentChangeNames, c.Change)
		}
		if _, there := names[c.ParkCode]; there && c.Change != store.ExtentGone && p.Marked {
			row.Link = p.parkLink(c.ParkCode, c.ExtentKind)
		}
		p.Land = append(p.Land, row)
	}
	return nil
}

func namesOf(parks []store.Park) map[string]string {
	names := map[string]string{}
	for _, park := range parks {
		names[park.Code] = park.Name
	}
	return names
}

// pickRun finds the run that the address names; without one, the run so many
// before the last.
func pickRun(runs []store.Run, asked string, before int) (store.Run, error) {
	if asked == "" && before < len(runs) {
		return runs[before], nil
	}
	for _, r := range runs {
		if strconv.FormatInt(r.ID, 10) == asked {
			return r, nil
		}
	}
	return store.Run{}, errNoRun
}

// takeInputs says which files differ between the runs: what moved the figures.
func (p *changesView) takeInputs(s *store.Store) error {
	before, err := s.Sources(p.From.ID)
	if err != nil {
		return err
	}
	after, err := s.Sources(p.To.ID)
	if err != nil {
		return err
	}
	old, now := map[string]store.SourceFile{}, map[string]store.SourceFile{}
	for _, file := range before {
		old[file.Path] = file
	}
	for _, file := range after {
		now[file.Path] = file
	}
	rows := p.sourceRows(after)
	for i, file := range after {
		was, had := old[file.Path]
		switch {
		case !had:
			rows[i].Since = p.Say("新文件", "new")
		case was.Hash != file.Hash:
			rows[i].Since = p.Say("内容有变，原有记录 ", "changed; records before: ") + grouped(strconv.Itoa(was.Records))
		default:
			rows[i].Since = p.Say("未变", "the same")
		}
	}
	for _, file := range before {
		if _, has := now[file.Path]; !has {
			rows = append(rows, sourceRow{Path: file.Path, Role: p.word(roleNames, file.Role), Since: p.Say("已不再读入", "no longer read")})
		}
	}
	p.Inputs = rows
	p.takeCauses()
	return nil
}

// takeCauses says what beside single files may have moved the figures.
func (p *changesView) takeCauses() {
	for _, c := range []struct {
		differs bool
		text    string
	}{
		{p.From.InputHash != p.To.InputHash, p.Say("输入文件有变化。", "The input files differ.")},
		{p.From.ConfigHash != p.To.ConfigHash, p.Say("配置或其引用的文件有变化。", "The configuration, or a file that it names, differs.")},
		{p.From.IndicatorSet != p.To.IndicatorSet, p.Say("指标体系不同：", "The indicator sets differ: ") + p.From.IndicatorSet + " → " + p.To.IndicatorSet},
		{p.From.AreaKind != p.To.AreaKind, p.Say("面积类型不同：", "The kinds of area differ: ") + p.From.AreaKind + " → " + p.To.AreaKind},
		{p.From.Version != p.To.Version, p.Say("程序版本不同：", "The programs differ: ") + p.From.Version + " → " + p.To.Version},
	} {
		if c.differs {
			p.Causes = append(p.Causes, c.text)
		}
	}
	if len(p.Causes) == 0 {
		p.Causes = []string{p.Say("两次运行的输入、配置与程序相同。", "Both runs had the same inputs, the same configuration and the same program.")}
	}
}

func (p *changesView) takeChanges(s *store.Store) error {
	changes, err := s.ChangesBetween(p.From.ID, p.To.ID)
	if err != nil {
		return err
	}
	parks, err := s.Parks()
	if err != nil {
		return err
	}
	about, err := s.Figures()
	if err != nil {
		return err
	}
	names, titles := namesOf(parks), map[string]string{}
	for _, a := range about {
		titles[a.Name] = p.Say(a.NameZH, a.NameEN)
	}
	p.Unlisted = max(len(changes)-mostChanges, 0)
	for _, c := range changes[:len(changes)-p.Unlisted] {
		row := changeRow{Park: orNone(names[c.ParkCode]), Code: c.ParkCode, Kind: p.word(kindNames, c.ExtentKind), Name: p.nameOf(titles, c.Figure), Unit: p.word(unitNames, c.Unit),
			Before: cellOf(c.From, figureText(c.From, c.Unit, c.Figure)), After: cellOf(c.To, figureText(c.To, c.Unit, c.Figure)), Difference: cell{Text: none}}
		if c.From != nil && c.To != nil {
			difference := *c.To - *c.From
			row.Difference = cellOf(&difference, changed(&difference))
		}
		if _, there := names[c.ParkCode]; there && c.To != nil && p.To.ID == p.Run.ID {
			row.Link = p.parkLink(c.ParkCode, c.ExtentKind)
			if c.Figure != scoreFigure {
				row.FigureLink = p.figureLink(c.ParkCode, c.ExtentKind, c.Figure)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}
