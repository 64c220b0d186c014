package ingest

import (
	"errors"
	"slices"

	"jiyue/geo/crs"
	"jiyue/pipeline/land"
)

// open opens one file of a source, which findings call shown. Where the configuration says to keep going, a
// file that can't be used is a finding and leaves nothing behind.
func (in *Input) open(shown string, open func() error) error {
	sources, parks, parcels := len(in.Sources), len(in.parks), len(in.parcels)
	failed := open()
	failure, ok := land.AsFailure(failed)
	if failed == nil || !ok || !in.cfg.KeepGoing {
		return failed
	}
	var errs []error
	for _, s := range in.shapes() {
		if s.index >= sources {
			errs = append(errs, s.file.Close())
		}
	}
	in.Sources, in.parks, in.parcels = in.Sources[:sources], in.parks[:parks], in.parcels[:parcels]
	in.noteUnusable(shown, failure)
	return errors.Join(errs...)
}

// noteUnusable makes a finding of a failure.
func (in *Input) noteUnusable(path string, f *land.Failure) {
	if in.unusable == nil {
		in.unusable = f
	}
	words := land.Text{ZH: f.What.ZH, EN: f.What.EN}
	if f.Where != path && f.Where != "" {
		words = land.Text{ZH: f.Where + "：" + words.ZH, EN: f.Where + ": " + words.EN}
	}
	if f.Try.ZH != "" {
		words = land.Text{ZH: words.ZH + "；" + f.Try.ZH, EN: words.EN + "; " + f.Try.EN}
	}
	in.Findings = append(in.Findings, land.Finding{Code: land.SourceUnusable, Source: path, Words: words})
}

// checkUsable fails where no park source is left: nothing could be checked.
func (in *Input) checkUsable() error {
	if len(in.parks) == 0 && in.unusable != nil {
		return in.unusable
	}
	return nil
}

// leaveOut takes a source out of a check once its CRS has turned out to be no
// use. Its place in Input.Sources stays, because others have theirs behind it.
func (in *Input) leaveOut(s *source, f *land.Failure) error {
	in.noteUnusable(s.path, f)
	in.Sources[s.index].Records = 0
	in.parks = slices.DeleteFunc(in.parks, func(o outlines) bool { return o.origin() == s })
	var err error
	in.parcels = slices.DeleteFunc(in.parcels, func(p *parcelSource) bool {
		if &p.source == s {
			err = p.file.Close()
			return true
		}
		return false
	})
	first := 0
	for _, p := range in.parcels {
		p.firstBatch = first
		first += p.batches()
	}
	return err
}

// toWorkingCRS prepares the way from a source to the working CRS.
func (in *Input) toWorkingCRS(s *source) error {
	var err error
	shift, shifted := in.datumShift(s.crs.Datum, in.CRS.Datum)
	if s.transform, err = crs.NewTransform(s.crs, in.CRS, shift...); err == nil {
		if !s.transform.Identity() {
			in.Findings = append(in.Findings, land.Finding{Code: land.Reprojected, Source: s.path, Found: s.crs.String() + " → " + in.CRS.String() + shifted})
		}
		return nil
	}
	err = in.otherDatum(s, err)
	if failure, ok := land.AsFailure(err); ok && in.cfg.KeepGoing {
		return in.leaveOut(s, failure)
	}
	return err
}
