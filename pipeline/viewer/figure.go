package viewer

import (
	"net/http"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// figureView is the page on which one figure of one extent is explained: the
// line of provenance from the figure over its numerator and denominator and the
// parcels to file and record.
type figureView struct {
	frame
	Park     store.Park
	Kind     string
	ParkLink string
	Metric   metricRow
	Loss     *lossRow
	Quotient bool              // not a plain sum over parcels
	Lower    bool              // less is better
	Worst    []contributionRow // that make it worse most
	Parcels  []contributionRow
	Unlisted int
	Sources  []sourceRow
	Trend    *trend

	Basis score.Basis // of a figure whose basis is not known: parcels
}

// contributionRow is what one parcel adds to the figure.
type contributionRow struct {
	Link, ID, Source, Relation           string
	Record                               int
	Effect, Lost, Numerator, Denominator cell
	Share, Area                          cell
}

// sourceRow is a file that the parcels come from, as it was when it was read.
type sourceRow struct {
	Number                                                 int
	Role, Path, Records, Bytes, Hash, CRS, Encoding, Since string
}

// mostInFile is how many parcels behind a figure an exported page lists: folders
// of hundreds of parks are carried about, and whoever wants all asks the server.
const mostInFile = 100

// figurePage reads what the explanation of one figure has.
func figurePage(s *store.Store, r *http.Request, f frame) (any, error) {
	s, err := s.OfPark(r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	defer s.Close()
	park, err := theOne(s)
	if err != nil {
		return nil, err
	}
	name := r.PathValue("figure")
	reasons, err := score.Explain(s, park.Code, name, f.Lang)
	if failure, told := land.AsFailure(err); told && failure.Kind == land.Usage {
		return nil, errNoFigure
	} else if err != nil {
		return nil, err
	}
	e, err := pick(reasons.Extents, r.URL.Query().Get("extent"))
	if err != nil {
		return nil, err
	}
	if e == nil || len(e.Metrics) == 0 {
		return nil, errNoFigure
	}
	page := &figureView{frame: f, Park: park, Kind: e.Kind, ParkLink: f.parkLink(park.Code, e.Kind)}
	m := &e.Metrics[0]
	page.Metric = f.metricRowOf(m)
	if page.Basis = (score.Basis{Parcels: true}); m.Basis != nil {
		page.Basis = *m.Basis
	}
	page.Quotient, page.Lower = m.Denominator != nil, m.Lower
	page.Title = m.Name + " · " + park.Name
	if len(e.Losses) > 0 {
		row := lossRowOf(&e.Losses[0])
		page.Loss = &row
	}
	if err := page.takeParcels(s, m); err != nil {
		return nil, err
	}
	return page, page.takeHistory(s, name)
}

// Extent words the kind of the extent.
func (p *figureView) Extent() string { return p.word(kindNames, p.Kind) }

// takeParcels lists what lies behind the figure: the parcels that cost it most
// first, or, where it is a sum, those that add most.
func (p *figureView) takeParcels(s *store.Store, m *score.MetricReason) error {
	files, err := s.Sources(p.Run.ID)
	if err != nil {
		return err
	}
	p.Sources = p.sourceRows(files)
	numbers := map[string]int{}
	for i, file := range files {
		numbers[file.Path] = i + 1
	}
	most := mostListed
	if p.Static {
		most = mostInFile
	}
	p.Unlisted = max(len(m.Parcels)-most, 0)
	for i := range m.Parcels[:len(m.Parcels)-p.Unlisted] {
		p.Parcels = append(p.Parcels, p.contributionOf(&m.Parcels[i], numbers))
	}
	p.Worst = p.Parcels[:len(m.Worst(mostNamed))] // the table begins with them
	return nil
}

func (p *figureView) contributionOf(c *score.Contribution, numbers map[string]int) contributionRow {
	return contributionRow{
		Link: p.ParkLink + "#" + parcelKey(numbers, c.Source, c.Record), ID: orNone(c.ParcelID), Source: c.Source, Record: c.Record,
		Relation: p.word(relationNames, c.Relation),
		Effect:   cellOf(c.Effect, changed(c.Effect)), Lost: cellOf(c.Lost, strings.TrimPrefix(changed(c.Lost), "+")), Share: cellOf(&c.Share, fixed(&c.Share, 4)), Area: cellOf(&c.AreaM2, fixed(&c.AreaM2, 2)),
		Numerator: cellOf(c.Numerator, short(c.Numerator, 4)), Denominator: cellOf(c.Denominator, short(c.Denominator, 4)),
	}
}

// sourceRows words the files of a run.
func (f frame) sourceRows(files []store.SourceFile) []sourceRow {
	rows := make([]sourceRow, 0, len(files))
	for i, file := range files {
		rows = append(rows, sourceRow{i + 1, f.word(roleNames, file.Role), file.Path, grouped(strconv.Itoa(file.Records)),
			grouped(strconv.FormatInt(file.Bytes, 10)), file.Hash, withRule(file.CRS, file.CRSRule), withRule(file.Encoding, file.EncRule), ""})
	}
	return rows
}

// withRule adds what decided.
func withRule(what, rule string) string {
	if what == "" || rule == "" {
		return what
	}
	return what + " (" + rule + ")"
}

func (p *figureView) takeHistory(s *store.Store, name string) error {
	moments, err := s.Trend(p.Park.Code, p.Kind, mostRuns)
	if err != nil {
		return err
	}
	p.Trend = p.trendOf(moments, []string{name}, func(string) string { return "" }, func(string) string { return p.Metric.Name })
	return nil
}

var errNoFigure = &refusal{http.StatusNotFound, land.Text{ZH: "该园区没有此指标", EN: "The park has no such figure"}}

var errNoRun = &refusal{http.StatusNotFound, land.Text{ZH: "没有此次运行", EN: "There is no such run"}}
