package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/cause"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// readTables reads statistics and declared figures.
func (in *Input) readTables() error {
	for _, t := range []struct {
		role    land.Role
		sources []config.TableSource
		into    land.ParkFigures
	}{{land.RoleStatistics, in.cfg.Statistics, in.Statistics}, {land.RoleDeclared, in.cfg.Declared, in.Declared}} {
		for i, c := range t.sources {
			key := fmt.Sprintf("%s[%d]", t.role, i)
			for _, path := range c.Paths {
				if err := in.open(in.relative(path), func() error { return in.readTable(t.role, key, path, c, t.into) }); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// figures reads the figures of one file.
type figures struct {
	in       *Input
	role     land.Role
	config   config.TableSource
	into     land.ParkFigures
	findings recorder
	source   int // index into Input.Sources
	code     int // column; none where there is no code
	name     int
	columns  []int               // of config.Fields
	kinds    map[string][]string // park code → extents that figures can be about
}

func (in *Input) readTable(role land.Role, key, path string, c config.TableSource, into land.ParkFigures) error {
	rel := in.relative(path)
	g, err := table.Read(path, table.Options{Sheet: c.Sheet, Encoding: c.Encoding})
	if err != nil {
		return in.tableError(key, path, err)
	}
	t := &figures{in: in, role: role, config: c, into: into, kinds: in.extentKinds(), findings: recorder{list: &in.Findings, source: rel}}
	rows, err := t.findColumns(g, key, rel)
	if err != nil {
		return err
	}
	t.source = in.addSource(land.Source{
		Role: role, Path: rel, Bytes: g.Digest.Bytes, Records: len(rows), Encoding: g.Encoding, EncRule: g.EncodingRule, Hash: sourceHash(g.Digest),
	})
	for _, r := range rows {
		t.findings.begin(r.Line)
		if region, known := t.region(r); known {
			t.readRegion(r, region)
			t.findings.end("", "")
			continue
		}
		park := t.park(r)
		if park != "" {
			t.read(r, park)
		}
		t.findings.end("", park)
	}
	return nil
}

// findColumns finds the header and returns the rows below it that say
// something.
func (t *figures) findColumns(g *table.Table, key, path string) ([]table.Row, error) {
	keys, names := []string{"code", "name"}, []string{t.config.Code, t.config.Name}
	for _, f := range t.config.Fields {
		keys, names = append(keys, f.Key), append(names, f.Field)
	}
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] == "" {
			keys, names = slices.Delete(keys, i, i+1), slices.Delete(names, i, i+1)
		}
	}
	if !slices.ContainsFunc(g.Rows, func(r table.Row) bool { return len(filled(r.Text)) > 0 }) {
		return nil, land.Fail(land.Broken, path, land.Textf("表格是空的", "the table is empty"),
			land.Textf("请提供含有这些列的表：%[1]s；或从配置中删去该源", "deliver the table with its columns %[1]s, or remove the source from the configuration", strings.Join(names, ", ")), nil)
	}
	at, columns := g.Header(names)
	column := map[string]int{"code": none, "name": none}
	var missing []string
	for i, c := range columns {
		column[keys[i]] = c
		if c < 0 {
			missing = append(missing, names[i])
		}
	}
	if len(missing) > 0 {
		first := keys[slices.Index(names, missing[0])]
		return nil, missingFields(t.in.cfg, key+".fields."+first, path, missing, filled(g.Rows[at].Text))
	}
	t.code, t.name = column["code"], column["name"]
	for _, f := range t.config.Fields {
		c := column[f.Key]
		if err := t.checkUnit(f, g.Rows[at].At(c), key, path); err != nil {
			return nil, err
		}
		t.columns = append(t.columns, c)
	}
	return slices.DeleteFunc(g.Rows[at+1:], t.silent), nil
}

// silent reports whether a row has no figure and no code: blank rows and the
// notes below a table. A row of totals has nothing to say but where a county
// declares them.
func (t *figures) silent(r table.Row) bool {
	if r.At(t.code) != "" && len(t.columns) == 0 {
		return false
	}
	for _, c := range t.columns {
		if r.At(c) != "" {
			if _, whole := t.region(r); whole {
				return false
			}
			return isSum(r.At(t.code)) || isSum(r.At(t.name))
		}
	}
	return true
}

// isSum tells the row of totals.
func isSum(cell string) bool {
	return slices.Contains([]string{"合计", "总计", "小计", "共计", "total", "sum"}, strings.ToLower(strings.Join(strings.Fields(cell), "")))
}

// filled returns the cells that have text.
func filled(cells []string) []string {
	return slices.DeleteFunc(slices.Clone(cells), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// park returns the code of the park that a row is about: by its code or, where
// it has none, by its name; "" with a finding where the roster lacks it.
func (t *figures) park(r table.Row) string {
	code, name := r.At(t.code), r.At(t.name)
	var named []string
	for _, p := range t.in.Parks {
		if code != "" && p.Code == code {
			return code
		}
		if code == "" && name != "" && p.Name == name {
			named = append(named, p.Code)
		}
	}
	if len(named) == 1 {
		t.findings.add(land.Finding{Code: land.StatisticsByName, Field: t.config.Name, Found: name, Expected: named[0]})
		return named[0]
	}
	found := strings.TrimSpace(code + " " + name)
	if len(named) > 1 {
		found += " = " + strings.Join(named, ", ")
	}
	t.findings.add(land.Finding{Code: land.StatisticsUnknown, Field: t.config.Code, Found: found})
	return ""
}

// read takes the figures of a row. A figure that its subject has already must
// be the same: totals are taken once.
func (t *figures) read(r table.Row, park string) {
	subject := land.Subject{ParkCode: park, Kind: t.config.Extent}
	if !t.hasExtent(subject) {
		return
	}
	if t.into[subject] == nil {
		t.into[subject] = map[string]float64{}
	}
	first := true
	t.eachFigure(r, func(key, field string, v float64) {
		if have, known := t.into[subject][key]; !known {
			t.into[subject][key] = v
			given := &t.in.Sources[t.source].Given
			*given = append(*given, land.Given{Subject: subject, Figure: key, Record: r.Line})
		} else if have != v {
			t.findings.add(land.Finding{Code: land.StatisticsDisagree, Field: field, Found: fmt.Sprint(v), Expected: fmt.Sprint(have)})
		}
		if first {
			t.noteShared(subject, field)
		}
		first = false
	})
}

// hasExtent reports whether the park has the extent that the table is about; a
// finding where it hasn't.
func (t *figures) hasExtent(of land.Subject) bool {
	kinds := t.kinds[of.ParkCode]
	if of.Kind == "" || slices.Contains(kinds, string(of.Kind)) {
		return true
	}
	t.findings.add(land.Finding{Code: land.StatisticsNoExtent, Found: string(of.Kind), Expected: strings.Join(kinds, ", ")})
	return false
}

// noteShared finds a row of statistics that both extents of a park are computed
// with: its figures can be true of one of them at the most, and which one only
// the user knows.
func (t *figures) noteShared(of land.Subject, field string) {
	if of.Kind != "" || t.role != land.RoleStatistics {
		return
	}
	if kinds := t.kinds[of.ParkCode]; len(kinds) > 1 {
		t.findings.add(land.Finding{Code: land.StatisticsShared, Field: field, Found: strings.Join(kinds, ", ")})
	}
}

// extentKinds returns by park which extents figures can be about: those of a
// growth-direction area stand with the main area.
func (in *Input) extentKinds() map[string][]string {
	kinds := map[string][]string{}
	for i := range in.Extents {
		if e := &in.Extents[i]; e.Kind != land.Growth {
			kinds[e.ParkCode] = append(kinds[e.ParkCode], string(e.Kind))
		}
	}
	return kinds
}

// eachFigure visits the figures of a row, converted; one that can't be read is
// a finding.
func (t *figures) eachFigure(r table.Row, visit func(key, field string, v float64)) {
	for i, f := range t.config.Fields {
		v, ok, err := r.Number(t.columns[i])
		switch {
		case err != nil:
			t.findings.add(land.Finding{Code: land.NumberUnreadable, Field: f.Field, Found: r.At(t.columns[i])})
		case ok && v < 0:
			t.findings.add(land.Finding{Code: land.NumberNegative, Field: f.Field, Found: r.At(t.columns[i])})
		case ok:
			visit(f.Key, f.Field, t.config.Units[f.Key].Convert(v))
		}
	}
}

// headerUnits are the words for units that headers have in brackets.
var headerUnits = map[string]config.Unit{
	"平方米": config.M2, "m2": config.M2, "m²": config.M2, "㎡": config.M2, "公顷": config.Ha, "ha": config.Ha, "hm²": config.Ha, "亩": config.Mu,
	"元": config.Yuan, "万元": config.Wan, "亿元": config.Yi,
}

// checkUnit fails where a header states another unit than the configuration
// (figures that declare none are in m² and 万元): a figure would be wrong by a
// power of ten.
func (t *figures) checkUnit(f config.TableField, header, key, path string) error {
	_, word := table.SplitUnit(strings.Join(strings.Fields(header), ""))
	stated, known := headerUnits[strings.ToLower(word)]
	declared := t.config.Units[f.Key]
	if strings.HasPrefix(word, "万人") {
		return t.tenThousands(f, header, key, path)
	}
	if !known || stated == declared || declared == "" && (stated == config.M2 || stated == config.Wan) {
		return nil
	}
	where := t.in.cfg.At(key + ".units." + f.Key)
	if declared == "" {
		where = t.in.cfg.At(key + ".fields." + f.Key)
	}
	return land.Fail(land.Usage, where, land.Textf("%s 的表头写着 %s，与配置的单位不符", "%s has the header %s, which is not the unit of the configuration", path, header),
		land.Textf("请核对；单位若如表头，则写 units: {%s: %s}", "check it; if the header is right, write units: {%s: %s}", f.Key, stated), nil)
}

// tenThousands refuses a column of 万人, for which there is no unit: figures are
// persons.
func (t *figures) tenThousands(f config.TableField, header, key, path string) error {
	return land.Fail(land.Usage, t.in.cfg.At(key+".fields."+f.Key), land.Textf("%s 的表头写着 %s，人数须以人为单位", "%s has the header %s; numbers of persons are in persons, not in ten thousands", path, header),
		land.Textf("请在表中换算为人，并改写表头", "give persons in the table, and say so in the header"), nil)
}

// tableError turns an error of reading a table into what the user reads.
func (in *Input) tableError(key, path string, err error) error {
	shown := in.relative(path)
	if errors.Is(err, table.ErrNoSheet) {
		return land.Fail(land.Usage, in.cfg.At(key+".sheet"), land.Textf("%s：%v", "%s: %v", shown, err),
			land.Textf("请改写 sheet，或删去以读取第一张表", "correct sheet, or remove it to read the first one"), err)
	}
	return land.Fail(land.Broken, shown, cause.Because(land.Text{ZH: "表格无法读取", EN: "the table can't be read"}, path, err),
		land.Textf("请用表格软件打开核对，另存为 .xlsx 或 UTF-8 的 .csv", "open it in a spreadsheet program and save it as .xlsx or as .csv in UTF-8"), err)
}
