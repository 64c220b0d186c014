// Package score turns totals into metrics and scores: of the parks, then of
// the project that paid for the evaluation, and explains any of them.
//
// It reads the store and writes the store; the memory of the run is closed to
// it, so new weights or a new performance table need no new clipping. What a
// figure means stands in package indicators.
//
// Start with Parks, Project and Explain.
package score
