package ingest

import (
	"slices"
	"strconv"
	"strings"

	"jiyue/geo/corners"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// cornerTable reads a table of corner points, of bounding values, or of parks
// alone.
type cornerTable struct {
	in     *Input
	source *cornerSource
	file   *cornerFile
	column map[string]int // by key of the configuration; absent where not mapped
	found  recorder
	blocks map[string]int // code and block → index into file.blocks
	above  table.Row      // what blank cells of merged columns repeat
}

// readCornerTable reads a .csv or .xlsx.
func readCornerTable(in *Input, s *cornerSource, path string) (*cornerFile, error) {
	t, err := table.Read(path, table.Options{Sheet: s.config.Sheet, Encoding: s.config.Encoding})
	if err != nil {
		return nil, in.cornerError(s, path, err)
	}
	f := &cornerFile{labels: s.config.Fields, axes: s.config.Corners.X, decoded: decoded{t.Digest, t.Encoding, t.EncodingRule}}
	c := &cornerTable{in: in, source: s, file: f, column: map[string]int{}, blocks: map[string]int{}}
	c.found = recorder{list: &f.faults, source: s.path}
	rows, err := c.findColumns(t)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if isNote(r) {
			continue
		}
		f.records++
		c.found.begin(r.Line)
		code := c.read(c.carried(r))
		c.found.end("", code)
	}
	for i := range f.blocks {
		f.strict = f.strict || closedRings(f.blocks[i].corners) > 0
	}
	return f, nil
}

// closedRings counts the rings that end where they begin.
func closedRings(list []corners.Corner) (n int) {
	type begun struct {
		corner  corners.Pair
		corners int
	}
	open := map[int]begun{}
	for _, c := range list {
		ring := open[c.Ring]
		if ring.corners++; ring.corners == 1 {
			ring.corner = c.Pair
		}
		if ring.corners > 3 && ring.corner == c.Pair {
			n, ring = n+1, begun{}
		}
		open[c.Ring] = ring
	}
	return n
}

// names are the configured columns by key.
func (c *cornerTable) names() (keys, names []string) {
	f, k := c.source.config.Fields, c.source.config.Corners
	for _, n := range [][2]string{
		{"code", f.Code}, {"name", f.Name}, {"level", f.Level}, {"scope", f.Scope}, {"type", f.Type}, {"approved_area", f.ApprovedArea},
		{"county", f.County}, {"block", k.Block}, {"ring", k.Ring}, {"number", k.Number}, {"x", k.X}, {"y", k.Y},
		{"east", k.East}, {"south", k.South}, {"west", k.West}, {"north", k.North},
	} {
		if n[1] != "" {
			keys, names = append(keys, n[0]), append(names, n[1])
		}
	}
	return keys, names
}

// findColumns finds the header and returns the rows below it.
func (c *cornerTable) findColumns(t *table.Table) ([]table.Row, error) {
	keys, names := c.names()
	if len(t.Rows) == 0 || len(names) == 0 {
		return nil, land.Fail(land.Broken, c.source.path, land.Textf("表格是空的", "the table is empty"),
			land.Textf("请提供含有这些列的表：%[1]s；或从配置中删去该源", "deliver the table with its columns %[1]s, or remove the source from the configuration", strings.Join(names, ", ")), nil)
	}
	at, columns := t.Header(names)
	var missing []string
	first := ""
	for i, column := range columns {
		if c.column[keys[i]] = column; column < 0 {
			if missing = append(missing, names[i]); first == "" {
				first = keys[i]
			}
		}
	}
	if len(missing) > 0 {
		return nil, missingFields(c.in.cfg, c.source.key+".fields."+first, c.source.path, missing, filled(t.Rows[at].Text))
	}
	return t.Rows[at+1:], nil
}

// isNote tells rows that say nothing, or one thing in one cell: notes below a
// table.
func isNote(r table.Row) bool { return len(filled(r.Text)) < 2 || isSum(r.At(0)) }

// mergedColumns are those that spreadsheets merge over the corners of a park or
// block: a blank cell means what stands above it.
var mergedColumns = []string{"code", "name", "level", "scope", "type", "approved_area", "county", "block", "ring"}

// carried fills the blank cells of merged columns with what stands above, as
// long as the row is about the same park.
func (c *cornerTable) carried(r table.Row) table.Row {
	code, mapped := c.column["code"]
	if same := !mapped || r.At(code) == "" || r.At(code) == c.above.At(code); same {
		for _, key := range mergedColumns {
			column, mapped := c.column[key]
			if mapped && r.At(column) == "" && c.above.At(column) != "" {
				r.Text = set(r.Text, column, c.above.Text[column])
				if column < len(c.above.Raw) {
					r.Raw = set(r.Raw, column, c.above.Raw[column])
				}
			}
		}
	}
	c.above = r
	return r
}

// set returns the cells with one of them replaced, in memory of its own.
func set(cells []string, column int, value string) []string {
	cells = slices.Clone(cells)
	for len(cells) <= column {
		cells = append(cells, "")
	}
	cells[column] = value
	return cells
}

func (c *cornerTable) text(r table.Row, key string) string {
	if column, mapped := c.column[key]; mapped {
		return r.At(column)
	}
	return ""
}

// read enters a row and returns the code of its park.
func (c *cornerTable) read(r table.Row) string {
	park := land.Park{
		Code: c.text(r, "code"), Name: c.text(r, "name"), Level: c.text(r, "level"), Scope: c.text(r, "scope"),
		Type: c.text(r, "type"), County: c.text(r, "county"), Record: r.Line,
	}
	if c.source.config.Park != "" {
		park.Code = c.source.config.Park
	}
	block := c.text(r, "block")
	if c.source.config.Corners.Bounds() && block == "" {
		block = strconv.Itoa(r.Line) // every row is a block of its own
	}
	key := park.Code + "\x00" + park.Name + "\x00" + block
	i, known := c.blocks[key]
	if !known {
		park.ApprovedAreaM2 = c.approved(r)
		i = len(c.file.blocks)
		c.blocks[key] = i
		c.file.blocks = append(c.file.blocks, cornerBlock{park: park, record: r.Line})
	}
	b := &c.file.blocks[i]
	switch {
	case c.source.config.Corners.Points():
		c.corner(b, r)
	case c.source.config.Corners.Bounds():
		c.bounds(b, r)
	}
	return park.Code
}

func (c *cornerTable) approved(r table.Row) land.Quantity {
	column, mapped := c.column["approved_area"]
	if !mapped {
		return land.Quantity{}
	}
	v, ok, err := r.Number(column)
	switch {
	case err != nil:
		c.found.add(land.Finding{Code: land.NumberUnreadable, Field: c.file.labels.ApprovedArea, Found: r.At(column)})
		return land.Quantity{}
	case ok && v < 0:
		c.found.add(land.Finding{Code: land.NumberNegative, Field: c.file.labels.ApprovedArea, Found: r.At(column)})
		return land.Quantity{}
	}
	return land.Quantity{Value: approvedUnit(c.source.config).Convert(v), Known: ok}
}
