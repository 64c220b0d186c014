package scout

import (
	"math"
	"slices"
	"strings"

	"jiyue/geo/corners"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// lookAtTable looks at a .csv, or at every sheet of an .xlsx.
func lookAtTable(path, rel string) []*File {
	sheets, err := table.Sheets(path)
	if err != nil {
		return []*File{{Path: rel, Problem: unreadable(path, err)}}
	}
	var files []*File
	for i, sheet := range sheets {
		file := &File{Path: rel}
		if len(sheets) > 1 && i > 0 {
			file.Sheet = sheet
		}
		t, err := table.Read(path, table.Options{Sheet: sheet})
		if err != nil {
			file.Problem = unreadable(path, err)
		} else {
			file.readTable(t)
			if i > 0 && file.Role == Unknown {
				continue // sheets of remarks
			}
		}
		files = append(files, file)
	}
	return files
}

// readTable finds the header and looks at the rows below it.
func (f *File) readTable(t *table.Table) {
	if t.EncodingRule == "gb18030" {
		f.Encoding = t.Encoding
	}
	at := headerRow(t)
	if at < 0 {
		return
	}
	for _, name := range t.Rows[at].Text {
		f.Columns = append(f.Columns, Column{Name: strings.Join(strings.Fields(name), "")})
	}
	for _, r := range t.Rows[at+1:] {
		if f.Records++; f.Records > lookedAt {
			continue
		}
		for i := range f.Columns {
			f.Columns[i].add(r.At(i))
			f.Columns[i].rows = append(f.Columns[i].rows, r.At(i))
		}
	}
	f.chooseTableRole()
	f.readUnits()
	f.chooseExtent()
	if f.outlines {
		f.placeCorners()
	}
}

// unitWords are the units that headers have in brackets.
var unitWords = map[string]config.Unit{
	"平方米": config.M2, "m2": config.M2, "m²": config.M2, "㎡": config.M2, "公顷": config.Ha, "ha": config.Ha, "hm²": config.Ha, "hm2": config.Ha, "亩": config.Mu,
	"元": config.Yuan, "万元": config.Wan, "亿元": config.Yi,
}

// readUnits reads the units that stand in the header. Of areas in statistics
// that have none there a person must say what they are in.
func (f *File) readUnits() {
	f.Units = map[string]config.Unit{}
	var open []string
	for _, key := range fieldOrder() {
		c := f.Fields[key]
		if c == nil {
			continue
		}
		_, word := table.SplitUnit(c.Name)
		unit, known := unitWords[strings.ToLower(word)]
		standard := unit == config.M2 || unit == config.Wan || key == "approved_area" && unit == config.Ha
		switch {
		case known && (!standard || key == "approved_area" && unit == config.M2):
			f.Units[key] = unit
		case !known && slices.Contains(areaFigures, key):
			open = append(open, c.Name)
		}
	}
	if len(open) > 0 {
		f.Unsure = append(f.Unsure, land.Textf("%s 的单位未写明，按平方米；若为公顷，请在 units 中写 ha", "the unit of %s is not stated and taken as m²: if it is hectares, write ha under units", strings.Join(open, ", ")))
	}
}

// areaFigures are the figures of statistics that are areas.
var areaFigures = []string{"idle_due", "idle_disposed", "expired_disposed", "paid_due", "paid_supplied", "tender_due", "tendered"}

// headerRow is the row among the first that has most names known as aliases;
// -1 where none has two.
func headerRow(t *table.Table) int {
	const titleRows = 20
	best, most := -1, 1
	for i := range min(len(t.Rows), titleRows) {
		var columns []Column
		for _, cell := range t.Rows[i].Text {
			columns = append(columns, Column{Name: cell})
		}
		n := 0
		for _, aliases := range [][]alias{parkAliases, cornerAliases, figureAliases, declaredAliases} {
			n += len(match(aliases, columns))
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

func coordinate(s string) (float64, bool) {
	r := table.Row{Text: []string{s}}
	if v, ok, err := r.Number(0); err == nil && ok {
		return v, true
	}
	v, err := corners.ParseAngle(s)
	return v, err == nil
}

// lookAtText looks at a .txt; nil where it is no coordinate text.
func lookAtText(path, rel string) *File {
	b, _, err := table.ReadFile(path)
	if err != nil {
		return nil
	}
	text, _, _, err := shapefile.DecodeText(b, "")
	if err != nil {
		return nil
	}
	t := corners.ParseText(text)
	var pairs []corners.Pair
	for _, p := range t.Plots {
		for _, c := range p.Corners {
			pairs = append(pairs, c.Pair)
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	file := &File{Path: rel, Role: Parks, Records: len(t.Plots), outlines: true}
	file.chooseExtent()
	r := corners.Survey(pairs)
	if c, ok := t.System(2*r.ZonePairs > r.Metres); ok {
		file.standIn(c, math.NaN())
	} else {
		file.place(pairs)
	}
	file.Unsure = append(file.Unsure, land.Textf("园区代码取地块行的“地块编号”；若整个文件是一个园区，请写 park: 代码", "the park code is each headline's 地块编号; if the whole file is one park, write park: with its code"))
	return file
}
