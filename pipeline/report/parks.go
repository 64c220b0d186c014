package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/store"
)

// parkSections writes the page of every park. Maps are drawn for the first
// Options.ParkMaps parks and within the page's budget: beyond that a page would
// not open any more.
func (c *composer) parkSections(m *Model) error {
	budget := c.newBudget()
	for i, p := range c.parks {
		s := ParkSection{ID: p.anchor, Code: p.Code, Name: orNone(p.Name), Facts: c.parkFacts(p)}
		for _, e := range p.extents {
			extent := c.extentSection(p, e)
			if i < c.opt.ParkMaps && budget.maps > 0 {
				if err := c.addMap(&extent, budget, p, &e); err != nil {
					return err
				}
			}
			if extent.Drawing == nil && len(e.Shape) > 0 && c.opt.ParkMaps > 0 {
				extent.Unmapped = c.say("本页篇幅有限，未绘此范围的地块图；各块图形见 jiyue.gpkg 的 piece 图层。",
					"This page has no room for a map of the extent; the pieces are in the layer piece of jiyue.gpkg.")
			}
			s.Extents = append(s.Extents, extent)
		}
		s.Finding, s.More = c.parkFindings(p)
		m.Parks = append(m.Parks, s)
	}
	return nil
}

func (c *composer) parkFacts(p *park) []Fact {
	fact := func(zh, en, text string) Fact { return Fact{Name: c.say(zh, en), Figure: Figure{Text: orNone(text)}} }
	return []Fact{
		fact("代码", "Code", p.Code), fact("级别", "Level", p.Level), fact("评价类型", "Type", p.Type),
		fact("调查范围", "Scope", c.scope(p.Scope)), fact("县区", "County", p.County),
		{Name: c.say("核准面积", "Approved area"), Figure: c.hectares(p.ApprovedAreaM2)},
	}
}

// leadIndicators head a park's section.
var leadIndicators = []string{"land_area", "built_ratio", "plot_ratio", "output_per_mu"}

func (c *composer) extentSection(p *park, e store.Extent) ExtentSection {
	s := ExtentSection{Kind: c.kind(e.Kind), Score: c.treeTable(p, e.Kind)}
	for _, key := range leadIndicators {
		s.Heads = append(s.Heads, Fact{Name: c.indicatorName(key), Figure: c.metricFigure(c.metric(p.Code, e.Kind, key))})
	}
	for i := range rawIndicators {
		s.Metrics = append(s.Metrics, c.metricLine(p, e.Kind, rawIndicators[i].key))
	}
	for _, key := range c.beyond {
		if _, ok := c.byExtent[extentKey{p.Code, e.Kind}][key]; ok {
			s.Metrics = append(s.Metrics, c.metricLine(p, e.Kind, key))
		}
	}
	return s
}

// addMap draws the extent, as finely as the page's budget allows.
func (c *composer) addMap(s *ExtentSection, budget *mapBudget, p *park, e *store.Extent) error {
	pieces, err := c.gather(p.Code, e.Kind)
	if err != nil {
		return err
	}
	s.Status = c.statusShares(pieces)
	s.Drawing = budget.draw(c, p, e, pieces)
	s.Drawing.explain(s.Status)
	return nil
}

// explain notes in the legend how much land has each status.
func (d *Drawing) explain(shares []StatusShare) {
	if d == nil {
		return
	}
	for i := range d.Legend {
		for _, s := range shares {
			if s.Status == d.Legend[i].Class {
				d.Legend[i].Note = s.Share.String() + " · " + s.Area.String()
			}
		}
	}
}

// gather reads the pieces of one extent.
func (c *composer) gather(code, kind string) ([]store.Piece, error) {
	var pieces []store.Piece
	err := c.pieces(code, kind, func(p *store.Piece) error {
		pieces = append(pieces, *p)
		return nil
	})
	return pieces, err
}

// statusShares adds up the land of an extent by status.
func (c *composer) statusShares(pieces []store.Piece) []StatusShare {
	sums := map[string]decimal.Decimal{}
	var total decimal.Decimal
	for i := range pieces {
		area, class := decimal.NewFromFloat(pieces[i].AreaM2), statusClass(pieces[i].Status)
		sums[class], total = sums[class].Add(area), total.Add(area)
	}
	var out []StatusShare
	for _, s := range statusOrder {
		class := statusClass(string(s.status))
		area, ok := sums[class]
		if !ok || total.IsZero() {
			continue
		}
		share := area.Mul(hundred).DivRound(total, 12)
		out = append(out, StatusShare{Status: class, Name: s.name.In(c.lang),
			Area: number(scaled(&area, perHectareM2), 2, c.unit(unitHa)), Share: number(&share, 2, "%")})
	}
	return out
}
