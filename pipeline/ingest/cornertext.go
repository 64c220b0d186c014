package ingest

import (
	"slices"
	"strconv"

	"jiyue/geo/corners"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// readCornerText reads coordinate text of the land-approval system. A plot is a
// block; the fields of its headline and the keys of the file's header are what
// the configuration's fields can name.
func readCornerText(in *Input, s *cornerSource, path string) (*cornerFile, error) {
	text, how, err := readDecoded(path, s.source.config.Encoding)
	if err != nil {
		return nil, in.cornerError(s, path, err)
	}
	f := &cornerFile{text: corners.ParseText(text), labels: textLabels(s.config), strict: true, decoded: how}
	if len(f.text.Plots) == 0 {
		return nil, land.Fail(land.Broken, s.path, land.Textf("文件中没有地块坐标", "the file has no plots with coordinates"),
			land.Textf("应为国土报件坐标格式：[地块坐标] 下为以 @ 结尾的地块行，再下为 J1,1,X,Y", "coordinate text is expected: under [地块坐标] headlines that end with @, and below them J1,1,X,Y"), nil)
	}
	if err := f.checkTextFields(in, s); err != nil {
		return nil, err
	}
	for _, l := range f.text.Strange {
		f.faults = append(f.faults, land.Finding{Code: land.CornerUnreadable, Source: s.path, Record: l.Number, Found: shorten(l.Text)})
	}
	f.records = len(f.text.Plots)
	for i := range f.text.Plots {
		f.blocks = append(f.blocks, f.plot(s, &f.text.Plots[i]))
	}
	return f, nil
}

// shorten keeps the beginning of a line, for a message.
func shorten(line string) string {
	const most = 60
	if r := []rune(line); len(r) > most {
		return string(r[:most]) + "…"
	}
	return line
}

// textLabels are the configured names of fields; code and name are those of the
// headline where the configuration is silent.
func textLabels(c *config.ParkSource) config.ParkFields {
	labels := c.Fields
	if labels.Code == "" && c.Park == "" {
		labels.Code = "地块编号"
	}
	if labels.Name == "" {
		labels.Name = "地块名称"
	}
	return labels
}

// checkTextFields fails where the configuration names a field that neither the
// headline nor the header has.
func (f *cornerFile) checkTextFields(in *Input, s *cornerSource) error {
	there := slices.Clone(corners.PlotFields)
	for key := range f.text.Header {
		there = append(there, key)
	}
	slices.Sort(there)
	var missing []string
	first := ""
	for _, l := range []struct{ key, name string }{
		{"code", s.config.Fields.Code}, {"name", s.config.Fields.Name}, {"level", s.config.Fields.Level}, {"scope", s.config.Fields.Scope},
		{"type", s.config.Fields.Type}, {"approved_area", s.config.Fields.ApprovedArea}, {"county", s.config.Fields.County},
	} {
		if l.name != "" && !slices.Contains(there, l.name) {
			if missing = append(missing, l.name); first == "" {
				first = l.key
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return missingFields(in.cfg, s.key+".fields."+first, s.path, missing, there)
}

// plot makes a block of a plot.
func (f *cornerFile) plot(s *cornerSource, p *corners.Plot) cornerBlock {
	value := func(name string) string {
		if v := p.Fields[name]; v != "" {
			return v
		}
		return f.text.Header[name]
	}
	b := cornerBlock{record: p.Line, corners: p.Corners, stated: p.Stated}
	b.park = land.Park{
		Code: value(f.labels.Code), Name: value(f.labels.Name), Level: value(f.labels.Level), Scope: value(f.labels.Scope),
		Type: value(f.labels.Type), County: value(f.labels.County), Record: p.Line,
	}
	if s.config.Park != "" {
		b.park.Code = s.config.Park
	}
	b.park.ApprovedAreaM2 = f.area(s, p.Line, f.labels.ApprovedArea, value(f.labels.ApprovedArea), approvedUnit(s.config))
	b.statedM2 = f.area(s, p.Line, "地块面积", p.Fields["地块面积"], config.Ha)
	return b
}

// area reads an area; unknown, with a finding, where it is no number.
func (f *cornerFile) area(s *cornerSource, line int, label, text string, unit config.Unit) land.Quantity {
	if label == "" || text == "" {
		return land.Quantity{}
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v < farthestM) {
		f.faults = append(f.faults, land.Finding{Code: land.NumberUnreadable, Source: s.path, Record: line, Field: label, Found: text})
		return land.Quantity{}
	}
	return land.Known(unit.Convert(v))
}
