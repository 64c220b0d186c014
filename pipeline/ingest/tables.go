package ingest

import (
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// readTables reads statistics and declared figures.
func (in *Input) readTables() error {
	for _, t := range []struct {
		role    land.Role
		sources []config.TableSource
		into    map[string]map[string]float64
	}{{land.RoleStatistics, in.cfg.Statistics, in.Statistics}, {land.RoleDeclared, in.cfg.Declared, in.Declared}} {
		for i, c := range t.sources {
			key := fmt.Sprintf("%s[%d]", t.role, i)
			for _, path := range c.Paths {
				if err := in.readTable(t.role, key, path, c, t.into); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// table reads the figures of one file.
type table struct {
	in       *Input
	role     land.Role
	config   config.TableSource
	figures  map[string]map[string]float64 // park code → figure → value
	findings recorder
	code     int // column; none where there is no code
	name     int
	columns  []int // of config.Fields
}

func (in *Input) readTable(role land.Role, key, path string, c config.TableSource, into map[string]map[string]float64) error {
	rel := in.relative(path)
	g, err := readGrid(path, c)
	if err != nil {
		return gridError(in.cfg, key, rel, err)
	}
	t := &table{in: in, role: role, config: c, figures: into, findings: recorder{list: &in.Findings, source: rel}}
	rows, err := t.findColumns(g, key, rel)
	if err != nil {
		return err
	}
	in.addSource(land.Source{
		Role: role, Path: rel, Bytes: g.digest.Bytes, Records: len(rows), Encoding: g.encoding, EncRule: g.encodingRule, Hash: sourceHash(g.digest),
	})
	for _, r := range rows {
		t.findings.begin(r.line)
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
func (t *table) findColumns(g *grid, key, path string) ([]row, error) {
	keys, names := []string{"code", "name"}, []string{t.config.Code, t.config.Name}
	for _, f := range t.config.Fields {
		keys, names = append(keys, f.Key), append(names, f.Field)
	}
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] == "" {
			keys, names = slices.Delete(keys, i, i+1), slices.Delete(names, i, i+1)
		}
	}
	if !slices.ContainsFunc(g.rows, func(r row) bool { return len(filled(r.text)) > 0 }) {
		return nil, land.Fail(land.Broken, path, land.Textf("表格是空的", "the table is empty"),
			land.Textf("请提供含有这些列的表：%[1]s；或从配置中删去该源", "deliver the table with its columns %[1]s, or remove the source from the configuration", strings.Join(names, ", ")), nil)
	}
	at, columns := g.header(names)
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
		return nil, missingFields(t.in.cfg, key+".fields."+first, path, missing, filled(g.rows[at].text))
	}
	t.code, t.name = column["code"], column["name"]
	for _, f := range t.config.Fields {
		c := column[f.Key]
		if err := t.checkUnit(f, g.rows[at].at(c), key, path); err != nil {
			return nil, err
		}
		t.columns = append(t.columns, c)
	}
	return slices.DeleteFunc(g.rows[at+1:], t.silent), nil
}

// silent reports whether a row has no figure and no code: blank rows and the
// notes below a table.
func (t *table) silent(r row) bool {
	if r.at(t.code) != "" && len(t.columns) == 0 {
		return false
	}
	for _, c := range t.columns {
		if r.at(c) != "" {
			return isSum(r.at(t.code)) || isSum(r.at(t.name))
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
func (t *table) park(r row) string {
	code, name := r.at(t.code), r.at(t.name)
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

// read takes the figures of a row. A figure that the park has already must be
// the same: totals are taken once.
func (t *table) read(r row, park string) {
	if t.figures[park] == nil {
		t.figures[park] = map[string]float64{}
	}
	for i, f := range t.config.Fields {
		v, ok, err := r.number(t.columns[i])
		if err != nil {
			t.findings.add(land.Finding{Code: land.NumberUnreadable, Field: f.Field, Found: r.at(t.columns[i])})
			continue
		}
		if !ok {
			continue
		}
		v = t.config.Units[f.Key].Convert(v)
		if have, known := t.figures[park][f.Key]; !known {
			t.figures[park][f.Key] = v
		} else if have != v {
			t.findings.add(land.Finding{Code: land.StatisticsDisagree, Field: f.Field, Found: fmt.Sprint(v), Expected: fmt.Sprint(have)})
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
func (t *table) checkUnit(f config.TableField, header, key, path string) error {
	_, word := splitUnit(strings.Join(strings.Fields(header), ""))
	stated, known := headerUnits[strings.ToLower(word)]
	declared := t.config.Units[f.Key]
	if !known || stated == declared || declared == "" && (t.role != land.RoleStatistics || stated == config.M2 || stated == config.Wan) {
		return nil
	}
	where := t.in.cfg.At(key + ".units." + f.Key)
	if declared == "" {
		where = t.in.cfg.At(key + ".fields." + f.Key)
	}
	return land.Fail(land.Usage, where, land.Textf("%s 的表头写着 %s，与配置的单位不符", "%s has the header %s, which is not the unit of the configuration", path, header),
		land.Textf("请核对；单位若如表头，则写 units: {%s: %s}", "check it; if the header is right, write units: {%s: %s}", f.Key, stated), nil)
}
