package ingest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
)

// Outlines are the shapes of a shapefile that a run has read, read again to be
// looked at: as they were delivered, before any repair and any clip. The methods
// may be called from several goroutines at once.
type Outlines struct {
	file      *shapefile.File
	transform *crs.Transform // to the working CRS; nil where the file is in it
}

// ErrAnotherFile means that a file is not the one that the run read: its content
// has another hash.
var ErrAnotherFile = errors.New("the file is not the one that the run read")

// ReopenOutlines opens the shapefile at path, which has to have the hash that
// the run kept of it. own and working name the systems of the file and of the
// run as the store does: EPSG:4525 …. It reads the whole file once.
func ReopenOutlines(path, hash, own, working string) (*Outlines, error) {
	f, err := shapefile.Open(path, shapefile.Options{Digest: true})
	if err != nil {
		return nil, err
	}
	o := &Outlines{file: f}
	if got := sourceHash(f.Digests()...); got != hash {
		err = fmt.Errorf("%s: %w", path, ErrAnotherFile)
	} else if own != working {
		o.transform, err = transformBetween(own, working)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return o, nil
}

// transformBetween is the way between two systems that begin with their codes.
func transformBetween(own, working string) (*crs.Transform, error) {
	var both [2]crs.CRS
	for i, name := range []string{own, working} {
		code, _, _ := strings.Cut(name, " ")
		c, err := crs.Parse(code)
		if err != nil {
			return nil, err
		}
		both[i] = c
	}
	return crs.NewTransform(both[0], both[1])
}

// Close closes the file.
func (o *Outlines) Close() error { return o.file.Close() }

// Rings returns the rings of a record, counted from 1, in the working CRS; none
// where it has no shape that can be read.
func (o *Outlines) Rings(record int) ([]orb.Ring, error) {
	s := o.file.Scan(record-1, record)
	var rings []orb.Ring
	for s.Next() {
		rings = o.copied(s.Rings())
	}
	return rings, s.Err()
}

// Meeting visits the records that meet the box of the working CRS with theirs,
// in their order, until visit returns false. It believes the box that a record
// states, which is enough to look at land and would not be to count it.
func (o *Outlines) Meeting(box orb.Bound, visit func(record int, rings []orb.Ring) bool) error {
	s := o.file.Scan(0, o.file.Records())
	for s.Next() {
		if s.Null() || s.Problem() != nil || o.transform == nil && !s.Box().Intersects(box) {
			continue
		}
		rings := o.copied(s.Rings())
		if around, any := geo.RingsBound(rings); !any || !around.Intersects(box) {
			continue
		}
		if !visit(s.Record()+1, rings) {
			return nil
		}
	}
	return s.Err()
}

// copied takes the rings out of the scanner's memory into the working CRS.
func (o *Outlines) copied(rings []orb.Ring) []orb.Ring {
	list := make([]orb.Ring, len(rings))
	for i, r := range rings {
		list[i] = r.Clone()
		if o.transform != nil {
			o.transform.Apply(list[i])
		}
	}
	return list
}
