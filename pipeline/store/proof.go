package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What is published is proved by SQLite itself, every page in its tree, every
// value under the type and the constraints of its column, every R-tree node
// within the one above. That each index entry has its row is left out for the
// indexes that SQLite made itself, a moment ago; of piece_park, which it did not
// make, StoredTallies holds every entry against its row.
//
// Of a night's file the proof has two parts, because nothing writes to the
// pieces from PiecesDone on: they are proved while the scores are made, and what
// is left from Finish on, beside the reports. Together they cover the file. A
// part looks at whole trees, each with its overflow pages, and every tree but
// those of the pieces is in the second; that no page is in a tree of both
// follows from finishLoad: SQLite had found the file as long as it was made, so
// that whatever it wrote later went to pages of its own. A page in no tree would
// be a gap in the count of rows, which the ledger holds against what was clipped,
// or be empty.

var errProof = errors.New("integrity check")

// prove is the proof in one part, for a file that is not a night's.
func (w *writer) prove() error { return verdict(unbounded, w.conn, wholeFile) }

const wholeFile = "PRAGMA main.quick_check(1)"

// proveHistory is the full check, for rows that have lain on a disk.
func (w *writer) proveHistory() error {
	return verdict(unbounded, w.conn, "PRAGMA main.integrity_check(1)")
}

func verdict(ctx context.Context, conn *sql.Conn, pragma string) error {
	var said string
	if err := conn.QueryRowContext(ctx, pragma).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", errProof, said)
	}
	return nil
}

// pieceTables are proved from PiecesDone on: rows and index, and the R-tree.
var (
	pieceRows   = []string{"piece"}
	pieceRTree  = []string{"rtree_piece_geom", "rtree_piece_geom_node", "rtree_piece_geom_rowid", "rtree_piece_geom_parent"}
	pieceTables = slices.Concat(pieceRows, pieceRTree)
)

// proof is work on a connection of its own, beside whatever else is done: the
// proof of a file or of a part of it, as it was when the proof began.
type proof struct {
	db      *sql.DB
	conn    *sql.Conn
	stop    context.CancelFunc
	version int64 // of the file, as the connection counts the writes of others
	verdict chan error
}

// The file is not opened as read-only: SQLite then leaves out the constraints
// of the schema, and would not look at them. The connection is one goroutine's,
// which saves a twentieth.
const (
	withLocks    = "mode=rw&_query_only=1&_busy_timeout=10000&_mutex=no" // a write has to wait for the end of the proof
	withoutLocks = withLocks + "&nolock=1"                               // of pages that nobody writes to; others are written meanwhile
)

// startProof opens the file and has work done on it. What the connection knows
// of pages other than those that work looks at, it knows when startProof returns:
// the schema and how long the file is.
func startProof(path, options string, work func(context.Context, *sql.Conn) error) (*proof, error) {
	db, err := sql.Open(driver, dataSource(path, options))
	if err != nil {
		return nil, err
	}
	p := &proof{db: db, verdict: make(chan error, 1)}
	if p.conn, err = db.Conn(unbounded); err == nil {
		p.version, err = p.dataVersion()
	}
	if err == nil {
		_, err = p.conn.ExecContext(unbounded, "BEGIN; SELECT count(*) FROM sqlite_schema")
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	ctx, stop := context.WithCancel(unbounded)
	p.stop = stop
	go func() {
		err := work(ctx, p.conn)
		_, ended := p.conn.ExecContext(unbounded, "ROLLBACK") // lets go of the lock
		p.verdict <- errors.Join(err, ended)
	}()
	return p, nil
}

func (p *proof) dataVersion() (v int64, err error) {
	err = p.conn.QueryRowContext(unbounded, "PRAGMA data_version").Scan(&v)
	return v, err
}

// wait returns the verdict and closes the connection. holds is false where the
// file was written to since the proof began.
func (p *proof) wait() (holds bool, err error) {
	err = <-p.verdict
	version, versionErr := p.dataVersion()
	return versionErr == nil && version == p.version, errors.Join(err, versionErr, p.close())
}

// abandon ends the proof early.
func (p *proof) abandon() error {
	if p == nil {
		return nil
	}
	p.stop()
	<-p.verdict //nolint:errcheck // not wanted any more, but the connection must be free
	return p.close()
}

func (p *proof) close() error {
	p.stop()
	return errors.Join(p.conn.Close(), p.db.Close())
}

// provePieces starts the first part of the proof, on two connections at once:
// the rows; and what StoredTallies waits for, then the R-tree.
func (t *Tonight) provePieces() error {
	l := &t.layers
	found := make(chan storedTallies, 1)
	l.tallies = func() storedTallies {
		s := <-found
		found <- s
		return s
	}
	return errors.Join(
		t.provePart(func(ctx context.Context, conn *sql.Conn) error { return checkTables(ctx, conn, pieceRows) }),
		t.provePart(func(ctx context.Context, conn *sql.Conn) error {
			tallies, err := readTallies(ctx, conn, l.extents)
			found <- storedTallies{tallies, err}
			if err != nil {
				return err
			}
			return checkTables(ctx, conn, pieceRTree)
		}),
	)
}

// provePart starts work on pages that nobody writes to any more.
func (t *Tonight) provePart(work func(context.Context, *sql.Conn) error) error {
	p, err := startProof(t.storePath(), withoutLocks, work)
	if err == nil {
		t.pieceProofs = append(t.pieceProofs, p)
	}
	return err
}

// checkTables proves tables with their indexes.
func checkTables(ctx context.Context, conn *sql.Conn, tables []string) error {
	for _, table := range tables {
		if err := verdict(ctx, conn, `PRAGMA main.quick_check("`+strings.ReplaceAll(table, `"`, `""`)+`")`); err != nil {
			return err
		}
	}
	return nil
}

// proveRest starts the second part, anew where it is under way; of a store that
// was amended, the whole.
func (t *Tonight) proveRest() error {
	if err := t.dropProof(); err != nil {
		return err
	}
	work := func(ctx context.Context, conn *sql.Conn) error { return verdict(ctx, conn, wholeFile) }
	if len(t.pieceProofs) > 0 {
		tables, err := t.w.restOfTables()
		if err != nil {
			return err
		}
		work = func(ctx context.Context, conn *sql.Conn) error { return checkTables(ctx, conn, tables) }
	}
	var err error
	t.proof, err = startProof(t.storePath(), withLocks, work)
	return err
}

// restOfTables lists every table but those of the pieces: also the schema, with
// which SQLite looks at the list of free pages.
func (w *writer) restOfTables() ([]string, error) {
	rows, err := w.conn.QueryContext(unbounded, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	tables := []string{"sqlite_schema"}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return nil, err
		}
		if !slices.Contains(pieceTables, table) {
			tables = append(tables, table)
		}
	}
	return tables, rows.Err()
}

// dropProof gives up the proof of what Finish had completed.
func (t *Tonight) dropProof() error {
	err := t.proof.abandon()
	t.proof = nil
	return err
}

// dropProofs gives up every proof.
func (t *Tonight) dropProofs() error {
	err := t.dropProof()
	for _, p := range t.pieceProofs {
		err = errors.Join(err, p.abandon())
	}
	t.pieceProofs = nil
	return err
}

// proved returns nil when the file as it is now is proved.
func (t *Tonight) proved() error {
	var err error
	for _, p := range t.pieceProofs {
		_, failed := p.wait()
		err = errors.Join(err, failed)
	}
	t.pieceProofs = nil
	if err != nil {
		return err
	}
	if t.proof != nil {
		holds, err := t.proof.wait()
		t.proof = nil
		if err != nil || holds {
			return err
		}
	}
	return t.w.prove()
}
