package viewer

import (
	"net/http"
	"strconv"

	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// parkView is the page of one park's extent.
type parkView struct {
	frame
	Park      store.Park
	Kind      string
	Extents   []choice
	Colours   []choice
	Facts     []fact
	Score     string
	Rank      string
	Map       *drawing
	Parcels   []parcelRow
	Toggles   []toggle
	Missing   []string    // files whose outlines as delivered can't be shown
	Ledger    []fact      // parcels of the files that the store keeps no outline of
	Lowering  []parcelRow // that lower the output per mu most
	AskedLink string      // page of that figure
	Trend     *trend
	Unlisted  int // parcels beyond mostListed
	Metrics   []metricRow
	Losses    []lossRow
	Why       []whyRow
	Closing   string // how the land of the extent adds up; "" of a run that kept none
	Since     string // what differs from the run before; "" of a first run
	Moves     []moveRow
	Changed   int // pieces that differ from the land run before
	Findings  []findingRow
	Tentative bool // some weight, ideal or bound is for demonstration
	ScoreDemo bool // so the score and the rank

	Conclusions conclusions

	findings  []store.Finding // of the run
	remarks   remarks
	changed   changedPieces
	inWindows bool                // the map loads by window: only the listed pieces were read
	asked     *score.MetricReason // nil where the extent lacks the figure
}

// choice is a link of a switch.
type choice struct {
	Name, Link string
	On         bool
	Key        string // of a colour
}

// fact is a figure at the head of the page.
type fact struct{ Name, Value, Unit string }

// metricRow is a figure with the way it was computed.
type metricRow struct {
	Link, Key, Name, Value, Unit, Formula, Numerator, Denominator, Note string
	Demonstration                                                       bool
}

// lossRow is an indicator of the tree with the points it cost.
type lossRow struct {
	Name, Value, Ideal, Weight, Score, Lost, Note string
	Bar                                           int // points lost, for the width of a bar: of the root's hundred, at most
	Demonstration                                 bool
}

// parkPage reads the park that the address names, and one of its extents: the
// one of ?extent=, else the first.
func parkPage(s *store.Store, r *http.Request, f frame) (any, error) {
	of, err := s.OfPark(r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	defer of.Close()
	park, err := theOne(of)
	if err != nil {
		return nil, err
	}
	f.Title = park.Code + " " + park.Name
	page := &parkView{frame: f, Park: park}
	reasons, err := score.Explain(of, park.Code, "", f.Lang)
	if err != nil {
		return nil, err
	}
	return page, page.take(of, reasons)
}

// take reads what the page shows beside the explanation.
func (p *parkView) take(s *store.Store, reasons *score.Explanation) error {
	at, err := pick(reasons.Extents, p.address.Query().Get("extent"))
	if err != nil {
		return err
	}
	sources, err := numberSources(s, p.Run.ID)
	if err != nil {
		return err
	}
	if p.findings, err = s.Findings(p.Run.ID); err != nil {
		return err
	}
	p.remarks = remarksOf(p.findings)
	if at != nil {
		p.Kind = at.Kind
		p.takeReasons(at)
		p.takeWhy(at, reasons.Since)
		p.takeConclusions(at)
		p.takeChoices(reasons.Extents)
		if err := p.takeChanged(s); err != nil {
			return err
		}
		if err := p.takeLand(s, sources); err != nil {
			return err
		}
		if err := p.takeHistory(s); err != nil {
			return err
		}
	}
	p.takeFindings(sources)
	return nil
}

// theOne returns the park of a store that has one at most.
func theOne(s *store.Store) (store.Park, error) {
	parks, err := s.Parks()
	if err != nil {
		return store.Park{}, err
	}
	if len(parks) == 0 {
		return store.Park{}, errNoPark
	}
	return parks[0], nil
}

// pick returns the extent of the kind, or the first where none is asked for;
// nil for a park without extents.
func pick(extents []score.ExtentReasons, kind string) (*score.ExtentReasons, error) {
	for i := range extents {
		if kind == "" || extents[i].Kind == kind {
			return &extents[i], nil
		}
	}
	if kind != "" {
		return nil, errNoExtent
	}
	return nil, nil
}

// takeChoices fills the switches: which extent, which colours.
func (p *parkView) takeChoices(extents []score.ExtentReasons) {
	for _, e := range extents {
		p.Extents = append(p.Extents, choice{p.word(kindNames, e.Kind), p.With("extent", e.Kind), e.Kind == p.Kind, ""})
	}
	by := p.colour()
	for _, c := range []struct{ key, name string }{
		{byStatus, p.Say("建设状态", "status")}, {byUse, p.Say("地类", "land use")},
	} {
		p.Colours = append(p.Colours, choice{c.name, p.With("colour", c.key), c.key == by, c.key})
	}
}

// takeReasons words the explanation of the extent.
func (p *parkView) takeReasons(e *score.ExtentReasons) {
	p.Score, p.ScoreDemo = fixed(e.Score, 2), e.Demonstration
	p.Tentative = e.Demonstration
	if e.Rank != nil {
		p.Rank = strconv.FormatInt(*e.Rank, 10)
	}
	if e.Closing != nil {
		p.Closing = e.Closing.Text(p.Lang)
	}
	p.Facts = append(p.Facts, fact{p.Say("范围面积", "extent"), hectares(&e.AreaM2), p.Say("公顷", "ha")})
	for i := range e.Metrics {
		m := &e.Metrics[i]
		if m.Indicator == asked {
			p.asked = m
		}
		row := p.metricRowOf(m)
		row.Link = p.figureLink(p.Park.Code, e.Kind, m.Indicator)
		p.Metrics = append(p.Metrics, row)
		p.takeFact(*m)
	}
	for i := range e.Losses {
		row := lossRowOf(&e.Losses[i])
		p.Tentative = p.Tentative || row.Demonstration
		p.Losses = append(p.Losses, row)
	}
}

func (f frame) metricRowOf(m *score.MetricReason) metricRow {
	return metricRow{Key: m.Indicator, Name: m.Name, Value: figure(m.Value, m.Unit), Unit: f.word(unitNames, m.Unit),
		Formula: m.Formula, Numerator: short(m.Numerator, 4), Denominator: short(m.Denominator, 4), Note: m.Note, Demonstration: m.Demonstration}
}

func lossRowOf(l *score.Loss) lossRow {
	row := lossRow{Name: l.Name, Value: short(l.Value, 4), Ideal: short(l.Ideal, 4), Weight: fixed(&l.Weight, 4),
		Score: fixed(l.Score, 2), Lost: fixed(l.Lost, 2), Note: l.Note, Demonstration: l.Demonstration}
	if l.Lost != nil {
		row.Bar = int(min(max(*l.Lost, 0), 100) * barUnits)
	}
	return row
}

// barUnits is how many units of the bar a point is.
const barUnits = 10

// takeFact puts the raw figures that readers ask for first at the head.
func (p *parkView) takeFact(m score.MetricReason) {
	switch m.Indicator {
	case "coverage":
		p.Facts = append(p.Facts, fact{p.Say("覆盖率", "coverage"), percent(m.Value), ""})
	case "built_ratio":
		p.Facts = append(p.Facts, fact{p.Say("建成比例", "built ratio"), percent(m.Value), ""})
	case "plot_ratio":
		p.Facts = append(p.Facts, fact{p.Say("容积率", "plot ratio"), fixed(m.Value, 2), ""})
	case "output_per_mu":
		p.Facts = append(p.Facts, fact{p.Say("亩均产值", "output per mu"), fixed(m.Value, 2), p.word(unitNames, m.Unit)})
	}
}

// takeLand reads the extent and its pieces: the map and the table beside it.
func (p *parkView) takeLand(s *store.Store, sources map[string]int) error {
	pieces, err := p.readPieces(s)
	if err != nil {
		return err
	}
	effects := make([]*float64, len(pieces))
	if p.asked != nil {
		effects = outputEffects(pieces, p.asked.Numerator, p.asked.Denominator)
		p.AskedLink = p.figureLink(p.Park.Code, p.Kind, asked)
	}
	for i := range pieces[:min(len(pieces), mostListed)] {
		p.Parcels = append(p.Parcels, p.parcelRowOf(&pieces[i], effects[i], sources))
	}
	for _, i := range lowering(effects[:len(p.Parcels)], mostNamed) { // the rest is smaller than any that is listed
		p.Lowering = append(p.Lowering, p.Parcels[i])
	}
	p.Toggles = p.togglesOf(p.Parcels)
	p.Changed = len(p.changed.at) + len(p.changed.removed)
	extents, err := s.Extents()
	if err != nil {
		return err
	}
	for i := range extents {
		if extents[i].Kind == p.Kind {
			if err := p.takeMap(s, &extents[i], pieces); err != nil {
				return err
			}
		}
	}
	return nil
}

// readPieces reads the pieces that the page draws, the largest first: all, or of
// a park whose map loads by window the listed ones.
func (p *parkView) readPieces(s *store.Store) (pieces []store.Piece, err error) {
	count, err := s.PieceCount(p.Park.Code, p.Kind)
	if err != nil {
		return nil, err
	}
	p.Unlisted = max(count-mostListed, 0)
	p.inWindows = count > windowsFrom && !p.Static
	keep := func(x *store.Piece) error {
		pieces = append(pieces, *x)
		return nil
	}
	if p.inWindows {
		err = s.LargestPieces(p.Park.Code, p.Kind, mostListed, keep)
	} else {
		err = s.Pieces(p.Park.Code, p.Kind, keep)
	}
	largestFirst(pieces)
	return pieces, err
}

// takeMap draws the extent, with its legend and the outlines as delivered.
func (p *parkView) takeMap(s *store.Store, e *store.Extent, pieces []store.Piece) error {
	p.Map = p.parkMap(e, pieces)
	if p.Map == nil {
		return nil
	}
	groups, err := s.LandGroups(p.Park.Code, p.Kind)
	if err != nil {
		return err
	}
	p.Map.Legend, p.Map.Others = p.legend(p.colour(), groups), p.legend(otherColour(p.colour()), groups)
	return p.takeDelivered(s, e.Shape)
}

// takeDelivered puts outlines as delivered into a page that will be a file, and
// else the address at which the script finds them.
func (p *parkView) takeDelivered(s *store.Store, outline orb.MultiPolygon) error {
	if !p.Static {
		p.Map.Around = p.deliveredLink(p.Park.Code, p.Kind)
		return nil
	}
	d := &deliveredOf{frame: p.frame, park: p.Park.Code, kind: p.Kind, sheet: sheetFor(outline.Bound()), remarks: p.remarks}
	if err := d.read(s, outline.Bound()); err != nil {
		return err
	}
	p.Map.Delivered, p.Missing = d.answer.Shapes, d.answer.Missing
	return nil
}

// findingRow is a data problem of the park.
type findingRow struct {
	Severity, Word, Place, Message, Code string
	Parcel                               string // key of the parcel it is about, if it is listed
}

// takeFindings words the data problems of the park in the page's language:
// those that name the park and those of its parcels.
func (p *parkView) takeFindings(sources map[string]int) {
	listed := map[string]bool{}
	for _, row := range p.Parcels {
		listed[row.Key] = true
	}
	for _, r := range p.findings {
		key := parcelKey(sources, r.Source, r.Record)
		if !concerns(r, p.Park.Code) && (r.Record == 0 || !listed[key]) {
			continue
		}
		row := p.findingRowOf(r)
		if listed[key] {
			row.Parcel = key
		}
		p.Findings = append(p.Findings, row)
	}
}

func (f frame) findingRowOf(r store.Finding) findingRow {
	x, message := score.Worded(r, f.Lang)
	return findingRow{Severity: r.Severity, Word: f.word(severityNames, r.Severity), Place: x.Place(f.Lang), Message: message, Code: r.Code}
}

func concerns(r store.Finding, park string) bool {
	for _, code := range (land.Finding{ParkCode: r.ParkCode}).Parks() {
		if code == park {
			return true
		}
	}
	return false
}
