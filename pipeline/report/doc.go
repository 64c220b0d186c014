// Package report prints what a run found out: report.html, the page that a
// director reads; report.docx, the document that is filed; tables.xlsx, the
// figures that an auditor recomputes.
//
// All three are printed from one Model, which holds every figure as text next
// to the number that it rounds, so they cannot disagree. The package reads the
// store and nothing else: it computes no metric, cuts no land, and takes its
// times from the run's row, so that the same store gives the same bytes.
//
// Start with Write, then Build and Model; compose.go and its neighbours turn
// rows into the model, html.go, docx.go and xlsx.go print it.
//
// # Why inline SVG
//
// Maps and charts are lists of marks (Drawing) written as inline SVG. The page
// must open from disk in a bureau without network, print sharply and be read
// aloud, and its maps go into the filed document too; no charting or map
// library does all of that offline. Shapes are simplified for the scale at
// which they are shown, and parks beyond Options.ParkMaps get no map, so that
// 500 parks stay below 10 MB.
package report
