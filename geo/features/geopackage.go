package features

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"
)

// driver is the name under which the program has registered SQLite.
const driver = "sqlite3"

// GeoPackage is an open file with its layers.
type GeoPackage struct {
	Layers []*Layer // those that may hold polygons, in the order of the file
	db     *sql.DB
}

// Close closes the file.
func (g *GeoPackage) Close() error { return g.db.Close() }

// What keeps a file from being read as a GeoPackage, besides [ErrNoLayer].
var (
	ErrNoDatabase   = errors.New("no SQLite database")
	ErrNoGeoPackage = errors.New("a SQLite database without gpkg_geometry_columns")
	ErrDatabase     = errors.New("the database can't be read") // wraps SQLite's error
)

// databaseHead is how a SQLite database begins (fileformat2, 1.3).
const databaseHead = "SQLite format 3\x00"

// OpenGeoPackage opens a GeoPackage. Its layers stay open until Close. The error
// wraps [ErrNoDatabase], [ErrNoGeoPackage], [ErrNoLayer], [ErrDatabase] or the
// one of the file.
func OpenGeoPackage(path string) (*GeoPackage, error) {
	if err := checkHead(path); err != nil {
		return nil, fmt.Errorf("GeoPackage: %w", err)
	}
	db, err := sql.Open(driver, readOnly(path))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	g := &GeoPackage{db: db}
	if err := g.readLayers(); err != nil {
		db.Close()
		return nil, fmt.Errorf("GeoPackage: %w", ofDatabase(err))
	}
	return g, nil
}

func checkHead(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, len(databaseHead))
	if _, err := io.ReadFull(file, head); err != nil || string(head) != databaseHead {
		return ErrNoDatabase
	}
	return nil
}

// readOnly names a file for the driver. Without a log of its own the file can't
// be changing, and is opened so that SQLite makes no files beside it, which it
// otherwise does even for reading.
func readOnly(path string) string {
	options := "mode=ro&_query_only=1&_busy_timeout=5000"
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		options += "&immutable=1"
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // file:///C:/…
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + options
}

// polygonKinds are the kinds of layer that may hold polygons.
const polygonKinds = "('POLYGON', 'MULTIPOLYGON', 'GEOMETRY', 'GEOMETRYCOLLECTION', 'SURFACE', 'MULTISURFACE', 'CURVEPOLYGON')"

// ofDatabase marks an error that is SQLite's.
func ofDatabase(err error) error {
	if err == nil || errors.Is(err, ErrNoGeoPackage) || errors.Is(err, ErrNoLayer) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDatabase, err)
}

func (g *GeoPackage) readLayers() error {
	var there bool
	if err := g.db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_geometry_columns'").Scan(&there); err != nil {
		return err
	} else if !there {
		return ErrNoGeoPackage
	}
	rows, err := g.db.Query(`SELECT c.table_name, c.column_name, coalesce(s.organization, ''), coalesce(s.organization_coordsys_id, 0), coalesce(s.definition, '')
		FROM gpkg_geometry_columns c LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id
		WHERE upper(c.geometry_type_name) IN ` + polygonKinds + ` ORDER BY c.rowid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	type entry struct{ table, column, organization, definition string }
	var entries []entry
	var codes []int
	for rows.Next() {
		var e entry
		var code int
		if err := rows.Scan(&e.table, &e.column, &e.organization, &code, &e.definition); err != nil {
			return err
		}
		entries, codes = append(entries, e), append(codes, code)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close() // the one connection is needed
	for i, e := range entries {
		l := &Layer{Name: e.table}
		if strings.EqualFold(e.organization, "EPSG") && codes[i] > 0 {
			l.EPSG = codes[i]
		} else if strings.Contains(e.definition, "[") {
			l.PRJ = e.definition
		}
		if err := g.describe(l, e.column); err != nil {
			return fmt.Errorf("layer %s: %w", e.table, err)
		}
		g.Layers = append(g.Layers, l)
	}
	if len(g.Layers) == 0 {
		return ErrNoLayer
	}
	return nil
}

// quote writes a name for SQL.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// describe learns the columns of a layer, their widths and the number of
// records in one pass of SQLite's.
func (g *GeoPackage) describe(l *Layer, geometry string) error {
	names, err := g.columns(l.Name, geometry)
	if err != nil {
		return err
	}
	query, widths, reals := "SELECT count(*)", make([]int, len(names)), make([]bool, len(names))
	into := []any{&l.Records}
	for i, name := range names {
		query += fmt.Sprintf(", coalesce(max(length(CAST(%[1]s AS BLOB))), 0), coalesce(max(typeof(%[1]s) = 'real'), 0)", quote(name))
		into = append(into, &widths[i], &reals[i])
	}
	if err := g.db.QueryRow(query + " FROM " + quote(l.Name)).Scan(into...); err != nil {
		return err
	}
	list := quote(geometry)
	for i, name := range names {
		if reals[i] {
			widths[i] = max(widths[i], numberWidth) // SQLite would write fewer digits
		}
		l.Columns = append(l.Columns, Column{Name: name, Width: widths[i]})
		list += ", +" + quote(name) // an expression: of a column that is declared as a date the driver makes a time
	}
	l.each = func(yield Yield) error {
		return g.each("SELECT "+list+" FROM "+quote(l.Name)+" ORDER BY rowid", len(names), yield)
	}
	return nil
}

// columns lists the attributes of a table.
func (g *GeoPackage) columns(table, geometry string) ([]string, error) {
	rows, err := g.db.Query("SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if !strings.EqualFold(name, geometry) {
			names = append(names, name)
		}
	}
	return names, rows.Err()
}

func (g *GeoPackage) each(query string, columns int, yield Yield) error {
	rows, err := g.db.Query(query)
	if err != nil {
		return ofDatabase(err)
	}
	defer rows.Close()
	var blob sql.RawBytes
	values, texts := make([]any, columns), make([]string, columns)
	into := []any{&blob}
	for i := range values {
		into = append(into, &values[i])
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return ofDatabase(err)
		}
		var shape orb.MultiPolygon
		if len(blob) > 0 {
			shape, _ = parseBlob(blob) // a blob that is none is a record without a shape
		}
		for i, v := range values {
			texts[i] = cellText(v)
		}
		if err := yield(shape, texts); err != nil {
			return err
		}
	}
	return ofDatabase(rows.Err())
}

// cellText is a value of SQLite as a text.
func cellText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case float64:
		return number(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}
