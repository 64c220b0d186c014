package store

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"
)

// OfPark returns the store as if it held that one park alone: every table with
// a park_code has the park's rows only, and finding has those that name the
// park, those of its parcels and those of whole files. Runs, files, the
// dictionary of figures and the places among other parks stay. A park's page so
// costs what the park costs, whatever else the store holds. The caller closes
// what is returned; s stays open.
//
// It works by views of the connection that take the names of the tables; the
// file itself is not touched.
func (s *Store) OfPark(parkCode string) (*Store, error) {
	if s.err != nil {
		return nil, s.err
	}
	park := &parkConnector{driver: s.db.Driver(), name: dataSource(s.path, "mode=ro&_busy_timeout=10000")}
	tables, err := collect(s, func(row scanner, name *string) error { return row.Scan(name) }, `SELECT DISTINCT t.name
		FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name = 'park_code' WHERE t.type IN ('table', 'view') ORDER BY t.name`)
	if err != nil {
		return nil, err
	}
	code := "CAST(x'" + hex.EncodeToString([]byte(parkCode)) + "' AS TEXT)"
	for _, name := range tables {
		of := "park_code = " + code
		if name == "finding" {
			of = ofParkOrItsParcels(code)
		}
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		park.views = append(park.views, fmt.Sprintf("CREATE TEMP VIEW %s AS SELECT * FROM main.%[1]s WHERE %s", quoted, of))
	}
	return &Store{path: s.path, db: sql.OpenDB(park)}, nil
}

// ofParkOrItsParcels is the condition under which a finding may concern a park:
// it names it, alone or among others, is about one of its parcels, about many
// records at once, or about a whole file.
func ofParkOrItsParcels(code string) string {
	return "instr(coalesce(park_code, ''), " + code + ") > 0 OR record IS NULL AND park_code IS NULL OR records IS NOT NULL " +
		"OR (source, record) IN (SELECT source, record FROM main.piece WHERE park_code = " + code + ")"
}

// parkConnector opens connections in which a park stands alone.
type parkConnector struct {
	driver sqldriver.Driver
	name   string
	views  []string
}

// Connect opens a connection and lays the views over its tables.
func (c *parkConnector) Connect(ctx context.Context) (sqldriver.Conn, error) {
	conn, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	for _, statement := range append([]string{"PRAGMA temp_store = MEMORY"}, c.views...) {
		if err := execute(ctx, conn, statement); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

// Driver returns SQLite's.
func (c *parkConnector) Driver() sqldriver.Driver { return c.driver }

func execute(ctx context.Context, conn sqldriver.Conn, statement string) error {
	if direct, can := conn.(sqldriver.ExecerContext); can {
		_, err := direct.ExecContext(ctx, statement, nil)
		return err
	}
	return sqldriver.ErrSkip
}
