// Package viewer is the local web page over a published store: all parks on a
// map beside their figures, one park with its parcels and the reasons of its
// score, one figure with the parcels behind it down to file and record, two
// runs compared, and the self-evaluation of the project.
//
// It reads: figures come from the store, reasons and what each parcel costs from
// package score. It does not edit, does not log in users and sends nothing
// anywhere: every style, script and drawing is embedded, so the pages work on a
// machine without a network.
//
// Start with [Handler] and [Serve]; each page is one file (parks.go, park.go,
// figure.go, changes.go, evaluation.go) and one template of the same name.
// [Export] writes the same pages as a folder. What a reader has chosen stands in
// the address: the script (assets/) keeps it there.
//
// The store has the parcels of the last run as they were counted, cut to the
// extent, and of the run before what has changed since (changed.go). Outlines as
// delivered are read from the parcel files themselves (delivered.go), of those
// that the store names, through a function that the caller gives and that uses
// none but the very file that the run read; where there is none the page says so.
//
// # How fast
//
// Over a store of 500 parks and 1 008 038 parcels, Chromium 1280 pixels wide,
// server and browser on one machine of two processors that had nothing else to do:
// all parks were first painted after 0.76 s the first time and 0.44 s the second,
// of which the server took 0.48 and 0.31; the largest park (2 963 parcels) after
// 0.71 and 0.68 s, of which the server took 0.61. With fourteen other programs
// waiting for the processors it was 1.1 and 0.9 s. TestTour prints these figures
// for any addresses.
//
// # Safe by construction
//
// Pages are html/template without a value that is marked as safe, so a park
// called <script> is a name. The Content-Security-Policy allows our own files
// and nothing else. The store is opened read-only, anew for every answer:
// publication renames a new file over the old one, and a connection that is
// kept would go on showing last night. An answer is complete before its first
// byte is sent, so nobody sees half a page.
package viewer
