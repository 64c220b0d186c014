// Package checklist makes of the findings of a check the list that goes back
// to whoever sent the data (问题清单): by severity, then by file, then by code,
// each code with why it matters and how to mend it, each record with what was
// found.
//
// Start with [New]; [List.Text] prints the list for a terminal, [List.Page] as
// one HTML file that opens offline. The package reads no data and finds nothing
// itself: what a code means stands in package land.
package checklist
