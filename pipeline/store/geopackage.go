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

// attributes are the tables and views that desktop GIS offers beside the layers.
// A view among them has a number of the row as its first column, and columns
// that are those of tables, from which a GIS takes their types.
func attributes() []string {
	list := append([]string{"park", "park_summary", "latest_metric", "data_dictionary", "schema_step", stylesTable}, historyTables...)
	for _, s := range spanTables {
		list = append(list, s.table(), s.past())
	}
	return list
}

// mapView is a layer that is a view: the outlines with the figures of
// park_summary.
const mapView = "park_map"

// register makes the triggers of the R-trees and the entries by which a GIS
// finds layers, tables and styles. Triggers come last: they would slow the load
// and call functions that plain SQLite does not have.
func (t *Tonight) register() error {
	l := &t.layers
	if l.listed {
		return nil
	}
	l.listed = true
	for _, table := range attributes() {
		if err := t.w.listContents(table, "attributes", t.options.Started, pages.NoBox, nil); err != nil {
			return fmt.Errorf("register of %s: %w", table, err)
		}
	}
	if l.pieceTree != nil { // those of an amended store are registered already
		for _, tree := range l.trees() {
			if err := t.registerLayer(tree.table, tree.Bounds()); err != nil {
				return fmt.Errorf("layer %s: %w", tree.table, err)
			}
		}
	}
	if err := t.registerMap(); err != nil {
		return fmt.Errorf("layer %s: %w", mapView, err)
	}
	if err := t.w.writeStyles(t.options.Started); err != nil {
		return fmt.Errorf("styles: %w", err)
	}
	return nil
}

// registerMap registers the map of the parks with box and CRS of the extents.
func (t *Tonight) registerMap() error {
	for _, statement := range []string{
		`INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
			SELECT ?1, data_type, ?1, ?2, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = 'extent'`,
		`INSERT OR REPLACE INTO gpkg_geometry_columns SELECT ?1, column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns WHERE table_name = 'extent'`,
	} {
		if err := t.w.exec(statement, mapView, tableTitle(mapView)); err != nil {
			return err
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
	return w.exec(`INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		table, kind, table, tableTitle(table), changed.UTC().Format("2006-01-02T15:04:05.000Z"), low[0], low[1], high[0], high[1], srs)
}

// tableTitle returns the line above a table or a view in the schema, where it
// was made last: 中文 | meaning.
func tableTitle(table string) string {
	title := ""
	for _, s := range steps {
		for _, head := range []string{"\nCREATE TABLE " + table + " (", "\nCREATE VIEW " + table + " AS"} {
			if before, _, found := strings.Cut(s.sql, head); found {
				title = strings.TrimPrefix(before[strings.LastIndex(before, "\n")+1:], "-- ")
			}
		}
	}
	return title
}
