package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"jiyue/pipeline/store/pages"
)

var errCoordinate = errors.New("a coordinate is not a finite number")

// Numbers of coordinate systems that are not EPSG's.
const (
	undefinedSRS = -1     // GeoPackage: undefined, in a plane
	customSRS    = 100000 // ours where no EPSG code fits
)

// registerCRS enters the working CRS and returns its srs_id.
func (w *writer) registerCRS(crs CRS) (int32, error) {
	if crs.WKT == "" {
		return undefinedSRS, nil
	}
	id, organization, code := int32(crs.EPSG), "EPSG", crs.EPSG
	if crs.EPSG == 0 {
		id, organization, code = customSRS, "NONE", customSRS
	}
	name := crs.Name
	if name == "" {
		name = fmt.Sprintf("%s:%d", organization, code)
	}
	return id, w.exec(`INSERT OR REPLACE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
		VALUES (?, ?, ?, ?, ?, ?)`, name, id, organization, code, crs.WKT, "working CRS")
}

// attributeTables are registered so that desktop GIS offers them beside the
// layers.
var attributeTables = append([]string{"park", "data_dictionary", "schema_step"}, historyTables...)

// register makes the triggers of the R-trees and the entries by which a GIS
// finds the layers. Triggers come last: they would slow the load and call functions that
// plain SQLite does not have.
func (t *Tonight) register() error {
	l := &t.layers
	if l.listed || l.pieceTree == nil { // an amended store is registered already
		return nil
	}
	l.listed = true
	for _, table := range attributeTables {
		if err := t.w.listContents(table, "attributes", t.options.Started, pages.NoBox, nil); err != nil {
			return fmt.Errorf("register of %s: %w", table, err)
		}
	}
	for _, tree := range l.trees() {
		if err := t.registerLayer(tree.table, tree.Bounds()); err != nil {
			return fmt.Errorf("layer %s: %w", tree.table, err)
		}
	}
	return nil
}

func (t *Tonight) registerLayer(layer string, bounds pages.Box) error {
	l := &t.layers
	if err := t.w.listContents(layer, "features", t.options.Started, bounds, l.srs); err != nil {
		return err
	}
	err := t.w.exec("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", layer, l.srs)
	if err != nil {
		return err
	}
	err = t.w.exec(`INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')`, layer)
	if err != nil {
		return err
	}
	triggers := strings.NewReplacer("{t}", layer, "{c}", "geom", "{i}", "fid").Replace(schemaText("rtree_triggers.sql"))
	return t.w.exec(triggers)
}

// listContents enters a table in gpkg_contents. The titles are the first words
// of the tables in the schema.
func (w *writer) listContents(table, kind string, changed time.Time, bounds pages.Box, srs any) error {
	var low, high [2]any
	if !bounds.Empty() {
		low, high = [2]any{bounds.MinX, bounds.MinY}, [2]any{bounds.MaxX, bounds.MaxY}
	}
	return w.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		table, kind, table, tableTitle(table), changed.UTC().Format("2006-01-02T15:04:05.000Z"), low[0], low[1], high[0], high[1], srs)
}

// tableTitle returns the line above a table in the schema: 中文 | meaning.
func tableTitle(table string) string {
	for _, s := range steps {
		before, _, found := strings.Cut(s.sql, "\nCREATE TABLE "+table+" (")
		if !found {
			continue
		}
		line := before[strings.LastIndex(before, "\n")+1:]
		return strings.TrimPrefix(line, "-- ")
	}
	return ""
}
