package report

import (
	"github.com/shopspring/decimal"

	"jiyue/pipeline/land"
)

// Model is one report, complete: every sentence, table, map and chart as it is
// printed. The printers lay it out and add no figure of their own.
type Model struct {
	Lang     land.Lang
	Title    string // of the report
	Project  string
	BaseDate string // 评价时点, in words
	Version  string
	Finished string // when the run ended, RFC 3339: the only time that documents carry
	Run      []Fact // what run this is: number, times, version

	Summary     Summary
	Overview    *Drawing // map of all parks; nil where no park has an extent
	Roster      []Table  // one per survey scope
	Extents     *Table   // outline by outline, in the book alone; nil where no park has one
	Metrics     []Table  // the raw view, then the indicators of the set
	Parts       *Table   // numerators and denominators, in the book alone; nil where nothing was measured
	RollUps     []RollUp // how the figures of several parks together were computed
	Charts      []Chart
	Formulas    []FormulaLine // where parks are too many for each to have them; empty elsewhere
	Scores      *Table        // nil where nothing was scored
	Uses        []Table       // what the scores lead to: conclusions, reasons, potential, counties, audits
	Changes     *Changes      // nil where no earlier run is on record
	Listed      *Listing      // idle and low-efficiency parcels; nil where there are none
	Parks       []ParkSection
	FiledParks  int          // how many parks have a map in the filed document
	Performance *Performance // nil where the configuration has no self-evaluation
	Findings    Listing
	Ledger      []Table
	Sources     []Table
	Method      []string // how figures are made, a paragraph each
}

// Summary is what a director reads in ten seconds.
type Summary struct {
	Score     *Figure // total of the self-evaluation; nil where there is none
	Grade     string
	Execution *Figure // budget execution, which stands beside the score (a project can score high with its money unspent)
	Facts     []Fact  // parks, land, built ratio, output per mu
	Balance   Balance
	Counts    []SeverityCount
	Worst     []FindingLine
	Changes   *Changes // nil where no earlier run is on record
	Cautions  []string // what nobody may overlook, such as demonstration weights
}

// Balance says whether the ledger of the run balances.
type Balance struct {
	Known    bool // the store has a ledger
	Balanced bool
	Text     string
}

// SeverityCount is how many findings there are of one severity.
type SeverityCount struct {
	Severity land.Severity
	Name     string
	Count    string
	Number   int64
}

// FindingLine is one finding in the summary or in a park's section.
type FindingLine struct {
	Severity land.Severity
	Name     string // of the severity
	Text     string
	Place    string
}

// Figure is a number as it is printed, with its unit, next to the number that
// it rounds.
type Figure struct {
	Text   string           // "1,234.56"; "—" where it can't be computed
	Unit   string           // "万元/亩"; "" for a pure number
	Number *decimal.Decimal // in Unit; nil where it can't be computed or is a word
	Places int32            // decimals of Text
	Signed bool             // a difference: shown with its sign
	Name   bool             // names something, such as a record: thousands are not set apart
	Worded bool             // Text has the unit, which the column's other figures don't share
	Reason string           // why there is no number, or a remark
}

// String returns the figure with its unit, as in running text.
func (f Figure) String() string {
	switch {
	case f.Unit == "" || f.Number == nil:
		return f.Text
	case f.Unit == "%":
		return f.Text + "%"
	}
	return f.Text + " " + f.Unit
}

// Fact is a figure or a word with its name.
type Fact struct {
	Key    string // of the figure, where the wording of the filed document asks for it
	Name   string
	Figure Figure
	Note   string
	Link   string // anchor of how the figure was computed; "" where there is none
}

// Table is one table. Its grid is rectangular: every row has as many cells as
// there are columns, cells hidden under a merged neighbour included.
type Table struct {
	ID      string // for links and sheet names
	Caption string
	Columns []Column
	Groups  []Group // a row above the heads, merging neighbours; may be empty
	Rows    []Row
	Notes   []string // footnotes, in the order of their marks
	Sort    bool     // rows may be sorted by the reader
	Small   bool     // set small on paper, whatever its columns
}

// Column is the head of a column.
type Column struct {
	Key     string // of the figure, for live formulas
	Name    string
	Unit    string // of all figures in the column; "" for texts or mixed units
	Numeric bool
	Places  int32
	Width   float64 // relative: characters of a normal entry
	Formula string  // live formula of the column's cells, see formula.go; "" for plain numbers
	Total   string  // live formula of the row of totals
}

// Group merges Span neighbouring heads under one name; "" leaves them single.
type Group struct {
	Name string
	Span int
}

// Row is one row of a table.
type Row struct {
	Cells []Cell
	Total bool     // a row of sums
	Aside bool     // not part of the sums: a second extent of the same park
	In    []string // sums by name that add the row up
	ID    string   // anchor of the row; "" where nothing leads to it
	Tone  string   // severity of the row, for its mark
}

// Cell is one cell.
type Cell struct {
	Figure
	Mark    string // footnote mark
	Link    string // anchor within the report
	Rows    int    // rows that the cell spans; 0 and 1 mean one
	Cols    int
	Covered bool   // hidden under a merged neighbour
	Formula string // live formula of this cell, see formula.go
	Known   string // name by which formulas find the cell from any sheet; "" where none asks for it
	Strong  bool
	Code    bool // a hash or a path, set in a fixed pitch
	Indent  int  // depth in a tree
}

// ParkSection is the page of one park.
type ParkSection struct {
	ID      string // anchor
	Code    string
	Name    string
	Facts   []Fact
	Extents []ExtentSection
	Finding []FindingLine
	More    int64 // findings that are not listed here
}

// ExtentSection is one outline of a park with everything measured in it.
type ExtentSection struct {
	Kind     string
	Drawing  *Drawing // nil where there is no shape or the page has no room
	Unmapped string   // why there is no map though there is a shape
	Heads    []Fact   // the figures that lead
	Metrics  []MetricLine
	Traced   bool // the metrics say which parcels are behind them
	Status   []StatusShare
	Score    *Table // the tree of the extent; nil where nothing was scored
}

// MetricLine is one metric, or a figure that follows from metrics and totals, with
// how it was computed.
type MetricLine struct {
	ID          string // anchor: figures in tables lead here
	Indicator   string
	Name        string
	Figure      Figure
	Formula     string
	FormulaAt   string // anchor of the formula in Formulas; "" where it stands with the figure
	Operands    []Fact // figures that the formula names, of a figure that is no metric
	Numerator   *Figure
	Denominator *Figure
	Pieces      int          // that add to the numerator; 0 where the extent's pieces were not read
	Largest     []ParcelPart // of them
}

// RollUp is the figures of several parks together with how they were computed.
type RollUp struct {
	ID, Name string
	Metrics  []MetricLine
}

// FormulaLine says how an indicator is computed.
type FormulaLine struct{ ID, Name, Formula string }

// StatusShare is how much of an extent's land has a status.
type StatusShare struct {
	Status string // class of the map's style
	Name   string
	Area   Figure
	Share  Figure
}

// Performance is the project's self-evaluation.
type Performance struct {
	Budget  Table
	Items   Table      // annex 1
	Lines   []ItemLine // how its figures came about
	Short   []Table
	Remarks []string
	Goals   []Fact // of the period and of the year
	Total   Figure
	Grade   string
	Filing  []Section // the sections of the document that is filed
}

// Section is a part of the filed document.
type Section struct {
	Heading string
	Level   int // 1 for 一、, 2 for （一）
	Blocks  []Block
}

// Block is a paragraph or, where Table is set, a table.
type Block struct {
	Text  string
	Table *Table
}

// Changes is what differs from the run before and from the year before.
type Changes struct {
	Since   []string // with which runs is compared, and how much changed
	Lines   []ChangeLine
	Charts  []Chart  // the county's figures over the runs on record
	Parks   *Table   // a row a park that changed; nil where none did
	Figures *Listing // every changed figure, the project's own score first; nil where there is none
	Parcels *Table   // those behind the changes; nil where none is on record
}

// ChangeLine is a park that changed, for the summary.
type ChangeLine struct {
	Park, Text string
	Link       string // anchor within the report
	Up         bool
}

// Listing is a table that may be too long for a page.
type Listing struct {
	Table Table
	Short Table // what a page holds
	Left  int   // how many rows Short leaves out
}

// Chart is a drawing with its caption.
type Chart struct {
	ID      string
	Caption string
	Drawing *Drawing
	Note    string
}
