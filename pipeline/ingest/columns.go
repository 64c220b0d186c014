package ingest

import (
	"bytes"
	"fmt"
	"strings"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// columns are the fields of a shapefile that are read. A column is named by
// its position in scan; -1 stands for a field that is not mapped.
type columns struct {
	source  *shapeSource
	scan    []int    // positions in the attribute table, for File.Scan
	names   []string // as the file writes them, by position in scan
	missing []string // names that the file lacks
	first   string   // key of the first of them
}

// none is the column of a field that is not mapped.
const none = -1

// pick adds the field that the configuration names under key.
func (c *columns) pick(key, name string) int {
	if name == "" {
		return none
	}
	i := c.source.fieldIndex(name)
	if i < 0 {
		if len(c.missing) == 0 {
			c.first = key
		}
		c.missing = append(c.missing, name)
		return none
	}
	c.scan = append(c.scan, i)
	c.names = append(c.names, c.source.fieldNames()[i])
	return len(c.scan) - 1
}

// name returns the file's name of a column.
func (c *columns) name(column int) string {
	if column == none {
		return ""
	}
	return c.names[column]
}

// quantity reads a number that can't be negative and brings it to the unit that
// jiyue counts in; unknown, with a finding, where it is negative or no number.
func (c *columns) quantity(scan *shapefile.Scanner, column int, unit config.Unit, findings *recorder) land.Quantity {
	if column == none {
		return land.Quantity{}
	}
	v, known, err := scan.Number(column)
	switch {
	case err != nil:
		findings.add(land.Finding{Code: land.NumberUnreadable, Field: c.name(column), Found: scan.Text(column)})
		return land.Quantity{}
	case !known && asterisks(scan.RawText(column)):
		findings.add(land.Finding{Code: land.NumberAsterisks, Field: c.name(column), Found: scan.Text(column)})
		return land.Quantity{}
	case known && v < 0:
		findings.add(land.Finding{Code: land.NumberNegative, Field: c.name(column), Found: scan.Text(column)})
		return land.Quantity{}
	}
	return land.Quantity{Value: unit.Convert(v), Known: known}
}

// asterisks reports whether a cell is full of them: GDAL writes so that there
// is no value, others that a number is too wide for its field.
func asterisks(cell []byte) bool {
	return len(cell) > 0 && len(bytes.Trim(cell, "*")) == 0
}

// text reads a column's text; "" where the field is not mapped.
func (c *columns) text(scan *shapefile.Scanner, column int) string {
	if column == none {
		return ""
	}
	return scan.Text(column)
}

// check fails where the configuration names fields that the file lacks. A file
// that has lost its table, and is read all the same, lacks all of them.
func (c *columns) check(cfg *config.Config) error {
	names := c.source.fieldNames()
	if lost := c.source.names == nil && len(names) == 0; len(c.missing) == 0 || lost {
		return nil
	}
	return missingFields(cfg, c.source.key+".fields."+c.first, c.source.path, c.missing, names)
}

// missingFields says which fields a file lacks, which it has, and which of
// these were probably meant.
func missingFields(cfg *config.Config, key, path string, missing, there []string) error {
	var meant []string
	for _, name := range missing {
		if near := config.Nearest(name, there); near != "" {
			meant = append(meant, fmt.Sprintf("%s → %s", name, near))
		}
	}
	try := land.Textf("请按文件中的字段名改写配置", "write the field names as the file has them")
	if len(meant) > 0 {
		list := strings.Join(meant, ", ")
		try = land.Textf("是否应为：%s", "did you mean: %s", list)
	}
	return land.Fail(land.Usage, cfg.At(key), land.Textf("%s 没有字段 %s；现有字段：%s", "%s has no field %s; its fields are: %s",
		path, strings.Join(missing, ", "), strings.Join(there, ", ")), try, nil)
}
