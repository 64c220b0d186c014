// Package diff says what changed between two runs, and which parcels explain it.
// It reads the store alone: figures of both runs, and the pieces that changed
// from one land run to the next, which it composes where other runs lie between.
// It writes nothing and looks at no shapes.
//
// # How a figure's change is divided
//
// A figure is a quotient v = n/d of two sums over the pieces of an extent. What a
// changed piece adds to each sum is what it adds after less what it added before,
// so that the parcels add up to the change of numerator and denominator without a
// rest. Its effect on the figure is (Δn − v̄·Δd) / d̄, where v̄ and d̄ are the means
// of before and after: these add up to the change of the figure exactly,
//
//	n₁/d₁ − n₀/d₀ = (Δn − v̄·Δd) / d̄,
//
// whichever of the two runs is called the first, and depend on no order of the
// parcels. A parcel that is added with less output than its land would have had
// at the park's mean lowers the output per mu, and the effect says by how much.
//
// What is no parcel's is named: a statistic that was handed in, the extent's own
// area, another configuration. Sums are rounded once when they are stored; a rest
// that this explains is the effect of nothing.
//
// Start with [Between] and [Comparison.Park].
package diff
