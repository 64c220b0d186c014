// Package viewer is the local web page over a published store: all parks on a
// map beside their figures, one park with its parcels and the reasons of its
// score, and the self-evaluation of the project.
//
// It reads and computes nothing of its own: figures come from the store,
// reasons from score.Explain. It does not edit, does not log in users and
// sends nothing anywhere: every style, script and drawing is embedded, so the
// pages work on a machine without a network.
//
// Start with [Handler] and [Serve]; each page is one file (parks.go, park.go,
// evaluation.go) and one template of the same name.
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
