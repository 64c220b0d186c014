// Package measure gives every piece its share of the parcel's figures and adds
// the pieces up to the totals of each extent.
//
// It computes no indicator (see package indicators) and reads nothing. Start
// with Apportion, which is done to each batch in parallel, and Meter, which
// adds batches in input order, so that sums do not depend on the number of
// jobs.
//
// Law: a figure whose parcel is divided among pieces that tile it is divided
// without loss: the shares add up to 1.
package measure
