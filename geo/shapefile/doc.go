// Package shapefile reads land parcels out of shapefiles: the shapes of the
// .shp, the attributes of the .dbf, and what .shx, .cpg and .prj say about
// both. It is safe on any bytes: no file can make it panic, loop for ever or
// allocate more than its length warrants, and what is wrong with a file is said
// instead of guessed away.
//
// Start with [Open] and [File.Scan]. A scanner walks a range of records; many
// may run at once, each in its own goroutine, so that a file is split over the
// cores by ranges. Nothing is allocated per record: rings are decoded into
// memory that the scanner reuses, attributes only when they are asked for,
// repeated texts come out as one string.
//
// Two kinds of trouble are kept apart. A data problem of one record (a part
// count that does not fit, a shape that is no polygon) is [Scanner.Problem]:
// the scan goes on after it. Trouble with the file as a whole (cut off, an
// index that leads nowhere, rows missing) is [File.Damage], known before the
// first record is read. What is left, such as a file that shrinks while it is
// read, is an error that ends the scan.
//
// Files are read in large blocks with ReadAt and never mapped: a mapping of a
// file that another program cuts short kills the process with SIGBUS, a read
// gives an error. Every record header is visited once when a file is opened;
// that costs some 40 ms a million parcels, and is what allows [File.Damage]
// and [File.Records] to be exact. Who wants the digests of the files as well
// gets them from the same reading.
//
// The package does not judge shapes: rings come out as they were delivered,
// whatever their orientation, closure or crossings. It knows no coordinate
// systems and no parks. Only polygons are decoded; records of another shape
// type are problems.
//
// [Create] writes shapefiles, in large blocks; github.com/jonas-p/go-shp, which
// writes number by number, is the judge of both directions in tests.
//
// Sources: ESRI Shapefile Technical Description (July 1998); the dBASE III+
// and Visual FoxPro table layouts; GB 18030-2005 and code pages 936 and 950 as
// golang.org/x/text has them.
package shapefile
