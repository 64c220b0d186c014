package pipeline

import (
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Observer hears what a run does. The engine counts, the edge draws: only cmd
// knows that there is a progress bar or a log.
type Observer interface {
	// Plan is called once, when the inputs have been opened and before
	// anything is computed.
	Plan(Plan)
	// Start begins a stage; total is how many records it will handle, 0 where
	// that means nothing.
	Start(stage string, total int64)
	// Advance says that n more records of the stage are done.
	Advance(n int64)
	// Done ends the stage.
	Done(stage string, took time.Duration)
	// Remark says what was found and put right in the output folder, such as
	// the leftovers of a run that was killed.
	Remark(land.Text)
}

// Plan says what a run is going to do.
type Plan struct {
	Project string
	Stages  []string
	Sources []land.Source
	CRS     string
	Parks   int
	Extents int
	Parcels int64 // records of all parcel sources
	Area    land.AreaKind
	Set     string
	Output  string // folder; "" where nothing is written
}

// Summary says what a run did.
type Summary struct {
	Published bool
	Store     string   // path of the store
	Files     []string // paths of the reports
	RunID     int64
	Repeats   int64 // the published run, which stands because nothing has changed since; 0 of a run of its own
	Seconds   float64

	Parks, Extents, Pieces int64
	Ledger                 *land.Ledger // nil where the run clipped nothing
	Findings               land.Findings
	CRS                    store.CRS // of the places of the findings; of a check alone

	Score, Grade string // of the project; "" without a performance table
}

// Faulty reports whether the run published with records rejected or error
// findings: exit code 3.
func (s *Summary) Faulty() bool { return s.Findings.Count(land.Error) > 0 }

// silent is the Observer of a run that nobody watches.
type silent struct{}

func (silent) Plan(Plan)                  {}
func (silent) Start(string, int64)        {}
func (silent) Advance(int64)              {}
func (silent) Done(string, time.Duration) {}
func (silent) Remark(land.Text)           {}
