package report

import (
	"jiyue/pipeline/store"
)

// parkSections writes the page of every park.
func (c *composer) parkSections(m *Model, maps *parkMaps) error {
	drawn, err := maps.wait()
	if err != nil {
		return err
	}
	for _, p := range c.parks {
		s := ParkSection{ID: p.anchor, Code: p.Code, Name: orNone(p.Name), Facts: c.parkFacts(p)}
		for i := range p.extents {
			s.Extents = append(s.Extents, c.extentSection(p, &p.extents[i], drawn[&p.extents[i]]))
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

func (c *composer) extentSection(p *park, e *store.Extent, m *extentMap) ExtentSection {
	s := ExtentSection{Kind: c.kind(e.Kind), Score: c.treeTable(p, e.Kind)}
	var behind map[string]*contributors
	if m != nil {
		behind = m.parts
		s.Drawing, s.Status = m.drawing, m.status
	}
	if s.Drawing == nil && len(e.Shape) > 0 && c.opt.ParkMaps > 0 {
		s.Unmapped = c.say("本页篇幅有限，未绘此范围的地块图；各块图形见 jiyue.gpkg 的 piece 图层。",
			"This page has no room for a map of the extent; the pieces are in the layer piece of jiyue.gpkg.")
	}
	s.Traced = behind != nil && c.weigher != nil
	for _, key := range leadIndicators {
		s.Heads = append(s.Heads, Fact{Name: c.indicatorName(key), Figure: c.metricFigure(c.metric(p.Code, e.Kind, key))})
	}
	for i := range rawIndicators {
		s.Metrics = append(s.Metrics, c.metricLine(p, e.Kind, rawIndicators[i].key, behind))
	}
	for _, key := range c.beyond {
		if _, ok := c.byExtent[extentKey{p.Code, e.Kind}][key]; ok {
			s.Metrics = append(s.Metrics, c.metricLine(p, e.Kind, key, behind))
		}
	}
	s.Metrics = append(s.Metrics, c.derivedLines(p, e.Kind)...)
	return s
}
