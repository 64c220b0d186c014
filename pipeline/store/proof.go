package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"jiyue/pipeline/store/pages"
)

// What is published is proved, every page and every row, in two parts that
// together cover the file: the pieces from PiecesDone on, because nothing writes
// to them any more, while the scores are made; and the rest from Finish on, beside
// the reports.
//
// The rest is SQLite's word: PRAGMA quick_check of every other table, and of the
// list of free pages. That each index entry has its row is left out there, as
// SQLite made those indexes itself, a moment ago.
//
// The pieces, their index and their R-tree, which SQLite did not write, are read
// back by the audit. SQLite's checks of them take four times as long, most of it
// in a statement for each row and each cell of the R-tree. The audit demands
//   - of the trees all that SQLite's integrity check demands (pages.Reader), and
//     that pages have no gap, as fresh ones have none;
//   - of every row the types, NOT NULL and CHECK of its table, finite numbers, and
//     an extent that is in the file (pages.RecordReader, pieceAudit);
//   - of piece_park rising order and the same pairs of extent and rowid as the
//     rows, which the full integrity check demands and quick_check does not;
//   - of the R-tree all that rtreecheck() demands, and besides the envelopes that
//     stand in the shapes of the rows (pages.ReadRTree);
//   - of every page of the load that it is in one tree (pages.CheckShared);
//   - that SQLite, which passes through every page of these trees for it, counts
//     as many rows, entries and nodes.
//
// Of the past, laid in the same way, the rows that are read back are those that were
// written (carriedPast), which SQLite or the last night's proof had accepted.
//
// What SQLite's full check would not accept the audit does not accept: a test
// damages files at random and holds the one verdict against the other.
//
// That no page is in a tree of both parts follows from finishLoad: SQLite had
// found the file as long as it was made, so that whatever it wrote later went to
// pages of its own.

var errProof = pages.ErrDamaged

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

// pieceTables are those that the audit proves.
var pieceTables = []string{"piece", "rtree_piece_geom", "rtree_piece_geom_node", "rtree_piece_geom_rowid", "rtree_piece_geom_parent"}

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
	if t.audit != nil {
		tables, err := t.w.tablesBut(append(t.past.names(), pieceTables...))
		if err != nil {
			return err
		}
		work = func(ctx context.Context, conn *sql.Conn) error { return checkTables(ctx, conn, tables) }
	}
	var err error
	t.proof, err = startProof(t.storePath(), withLocks, work)
	return err
}

// tablesBut lists every table but some: also the schema, with which SQLite looks
// at the list of free pages.
func (w *writer) tablesBut(proved []string) ([]string, error) {
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
		if !slices.Contains(proved, table) {
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
	err := errors.Join(t.dropProof(), t.audit.abandon())
	t.audit = nil
	return err
}

// proved returns nil when the file as it is now is proved.
func (t *Tonight) proved() error {
	if t.audit != nil {
		err := t.audit.wait()
		t.audit = nil
		if err != nil {
			return err
		}
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
