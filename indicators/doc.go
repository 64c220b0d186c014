// Package indicators says what the figures of a park mean: totals, units,
// indicator sets, trees and scores. It is pure arithmetic. It opens no file,
// speaks no SQL and knows no shapes; sets are embedded YAML or bytes handed in.
//
// The way of a figure: a Tally adds up the pieces of one extent (Facts) into
// Totals; Set.Evaluate turns Totals into Metrics, each with its numerator and
// denominator; Set.Score weighs the Metrics bottom-up along the tree of the
// park's type. What an official may revise (aggregates, formulas, weights,
// ideal values, code lists) is data in package intensity or in the user's own
// YAML; only the arithmetic is here.
//
// Laws, each with a test of its name: a figure that can't be computed is
// absent and says why, never 0, NaN or infinite; scores lie between 0 and 100
// and never fall when a positive indicator rises; the order of the pieces and
// the units of the input don't move a score.
//
// The method is that of TD/T 1029 as gathered in the provenance notes of the
// sets. Weights and ideal values that no source confirms are marked as
// demonstration values wherever they go.
//
// Start with Builtin, Set.NewTally, Set.Evaluate and Set.Score. The package
// is also the one door to three tools that its neighbours need: strict YAML
// with positions (ReadDocument), formulas (Compile) and exact numbers (Exact).
package indicators
