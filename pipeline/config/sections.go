package config

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jiyue/pipeline/land"
)

// Names of what stands where the configuration leaves a key out.
const (
	defaultIndicators = "tdt1029-2014"
	defaultOutput     = "out"
)

// Schemes are the land-use classifications that code_scheme may name (DOMAIN
// §8); a code means nothing without its classification.
var Schemes = []string{"gbt21010-2007", "gbt21010-2017", "sandiao", "ydyh-2023"}

// Statuses are our words for what has become of a parcel.
var Statuses = []land.Status{land.Built, land.Unbuilt, land.Unsupplied, land.Unbuildable, land.Idle}

// fill reads the document into c: the table of the top-level keys.
func (c *Config) fill(d *document) {
	c.Area, c.Output = land.Planar, filepath.Join(c.Dir, defaultOutput)
	c.Checks = defaultChecks
	c.Indicators.Set = defaultIndicators
	root := d.value(d.root, "", place{1, 1})
	root.object(
		key{"project", false, c.readProject},
		key{"parks", true, func(v value) { v.each(c.readParks) }},
		key{"parcels", true, func(v value) { v.each(c.readParcels) }},
		key{"statistics", false, func(v value) { v.each(c.tableInto(&c.Statistics)) }},
		key{"declared", false, func(v value) { v.each(c.tableInto(&c.Declared)) }},
		key{"status", false, c.readStatus},
		key{"crs", false, into(&c.CRS)},
		key{"datum_shifts", false, func(v value) { v.each(c.readDatumShift) }},
		key{"area", false, word(&c.Area, land.Planar, land.Ellipsoidal)},
		key{"checks", false, c.readChecks},
		key{"indicators", false, c.readIndicators},
		key{"performance", false, c.fileInto(&c.Performance)},
		key{"report", false, c.readReport},
		key{"output", false, c.readOutput},
	)
	c.checkNamedOnce(d)
	c.checkStatuses(d)
}

func (c *Config) readProject(v value) {
	v.object(
		key{"name", false, into(&c.Project.Name)},
		key{"base_date", false, func(v value) {
			s, ok := v.text()
			if _, err := time.Parse(time.DateOnly, s); ok && err != nil {
				v.wrong(land.Textf("%s 不是日期", "%s is not a date", s), land.Textf("请写作 2020-12-31", "write it as 2020-12-31"))
			}
			c.Project.BaseDate = s
		}},
	)
}

func (c *Config) readStatus(v value) {
	c.Status = map[string]land.Status{}
	v.pairs(func(name string, _ place, item value) {
		var s land.Status
		word(&s, Statuses...)(item)
		c.Status[name] = s
	})
}

// checkStatuses finds sources with a field of statuses whose values nothing
// explains: each record would be a finding otherwise.
func (c *Config) checkStatuses(d *document) {
	if _, written := d.places["status"]; written {
		return
	}
	for i, s := range c.Parcels {
		if s.Fields.Status != "" {
			d.add(d.places[fmt.Sprintf("parcels[%d].fields.status", i)],
				land.Textf("映射了字段 status，却没有写明其取值含义的顶层键 status", "the field status is mapped, but no top-level status says what its values mean"),
				land.Textf("请补写，例如 status: {已建成: built, 未供应: unsupplied}；可用：%s", "write one, for example status: {已建成: built, 未供应: unsupplied}; the words are: %s", statusNames()))
			return
		}
	}
}

func statusNames() string {
	names := make([]string, len(Statuses))
	for i, s := range Statuses {
		names[i] = string(s)
	}
	return list(names)
}

// readOutput reads the output folder, or a mapping of the folder and of how
// many runs its store keeps.
func (c *Config) readOutput(v value) {
	if !isMapping(v.node) {
		c.readOutputFolder(v)
		return
	}
	v.object(
		key{"folder", false, c.readOutputFolder},
		key{"keep_runs", false, c.readKeepRuns},
	)
}

func (c *Config) readOutputFolder(v value) {
	if s, ok := v.text(); ok {
		c.Output = c.resolve(s)
	}
}

// leastRuns of the history make a comparison: tonight's and the one before.
const leastRuns = 2

func (c *Config) readKeepRuns(v value) {
	f, ok := v.number()
	if ok && !(f >= leastRuns && f == math.Trunc(f) && f <= math.MaxInt32) {
		v.wrong(land.Textf("%v 不是运行次数", "%v is no number of runs", f),
			land.Textf("请写整数，至少 %d：本次运行和用来对比的上一次；全部保留则删去此键", "write a whole number, %d at least: tonight's run and the one to compare it with; leave the key out to keep every run", leastRuns))
		return
	}
	c.KeepRuns = int(f)
}

// resolve returns a path of the configuration as seen from the working folder.
func (c *Config) resolve(path string) string {
	path = filepath.FromSlash(strings.ReplaceAll(path, `\`, "/"))
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(c.Dir, path)
}

// fileInto reads the path of a file that must be there.
func (c *Config) fileInto(to *string) func(value) {
	return func(v value) {
		if s, ok := v.text(); ok {
			*to = c.resolve(s)
			v.mustExist(*to)
		}
	}
}

// readIndicators reads the name of a set or the path of one, or a mapping of
// a set and of values that replace the set's.
func (c *Config) readIndicators(v value) {
	if !isMapping(v.node) {
		c.readSet(v)
		return
	}
	v.object(
		key{"set", false, c.readSet},
		key{"ideals", false, numbersInto(&c.Indicators.Ideals)},
		key{"weights", false, numbersInto(&c.Indicators.Weights)},
		key{"thresholds", false, numbersInto(&c.Indicators.Thresholds)},
	)
}

func (c *Config) readSet(v value) {
	s, ok := v.text()
	if !ok {
		return
	}
	c.Indicators.Set = s
	if isPath(s) {
		c.Indicators.Path = c.resolve(s)
		v.mustExist(c.Indicators.Path)
	}
}

// isPath tells the path of a set from the name of a built-in one, which has
// neither slash nor ending.
func isPath(s string) bool {
	return strings.ContainsAny(s, `/\`) || slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(s)))
}

func numbersInto(to *map[string]float64) func(value) {
	return func(v value) {
		*to = map[string]float64{}
		v.pairs(func(name string, _ place, item value) {
			if f, ok := item.number(); ok {
				(*to)[name] = f
			}
		})
	}
}
