package ingest

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/land"
)

// The rules that decide a source's CRS, in the order of DESIGN §9.
const (
	rulePRJ     = "prj"
	ruleConfig  = "config"
	ruleEasting = "easting"
)

// findCRS settles the CRS of a source: .prj, then the configuration, then the
// zone number in the eastings.
func (in *Input) findCRS(s *shapeSource) error {
	rule, err := in.decideCRS(s)
	if err != nil {
		return err
	}
	in.Sources[s.index].CRS, in.Sources[s.index].CRSRule = s.crs.String(), rule
	return in.checkPlace(s, rule)
}

func (in *Input) decideCRS(s *shapeSource) (rule string, err error) {
	var stated crs.CRS
	if s.config.CRS != "" {
		if stated, err = in.parseCRS(s.key+".crs", s.config.CRS); err != nil {
			return "", err
		}
	}
	if prj := s.file.PRJ(); prj != "" {
		s.crs, err = crs.ParsePRJ(prj)
		switch {
		case err == nil && s.config.CRS != "" && !s.crs.Same(stated):
			in.Findings = append(in.Findings, land.Finding{Code: land.CRSContradicts, Source: s.path, Found: ".prj: " + s.crs.String(), Expected: "crs: " + stated.String()})
			return rulePRJ, nil
		case err == nil:
			return rulePRJ, nil
		case s.config.CRS == "":
			return "", land.Fail(land.Usage, s.path, cause.After(land.Text{ZH: "无法识别 .prj 中的坐标系", EN: "the CRS in the .prj is not understood"}, cause.OfCRS(err)),
				in.tryCRS(&s.source), err)
		}
	}
	if s.config.CRS != "" {
		s.crs = stated
		return ruleConfig, nil
	}
	bound := boundOf(s.file)
	deduced, ok := crs.FromEastings(bound.Min[0], bound.Max[0])
	if !ok {
		return "", land.Fail(land.Usage, s.path, land.Textf("没有 .prj，坐标中也没有带号，无法确定坐标系", "no .prj, and no zone number in the eastings: the CRS is unknown"),
			in.tryCRS(&s.source), nil)
	}
	s.crs = deduced
	in.Findings = append(in.Findings, land.Finding{Code: land.CRSDeduced, Source: s.path, Found: deduced.String()})
	return ruleEasting, nil
}

// tryCRS is the line to write where a source's CRS is unknown.
func (in *Input) tryCRS(s *source) land.Text {
	at := in.cfg.At(s.key)
	return land.Textf("请在 %s 的源下写一行，例如 crs: EPSG:4546（中央经线 111°，无带号）", "write a line under the source at %s, for example crs: EPSG:4546 (central meridian 111°, no zone number)", at)
}

// parseCRS reads a CRS that the configuration states under key.
func (in *Input) parseCRS(key, text string) (crs.CRS, error) {
	c, err := crs.Parse(text)
	if err != nil {
		return c, land.Fail(land.Usage, in.cfg.At(key), cause.After(land.Textf("无法识别坐标系 %s", "the CRS %s is not understood", text), cause.OfCRS(err)),
			land.Textf("请写 EPSG 代码，例如 EPSG:4525", "write an EPSG code, for example EPSG:4525"), err)
	}
	return c, nil
}

// checkPlace holds the coordinates against their CRS. Where not one record
// fits, every area would be wrong, and the run fails; where some do not, or
// all merely lie outside China, it is a finding.
func (in *Input) checkPlace(s *shapeSource, rule string) error {
	if s.crs.CheckBound(boundOf(s.file)) == nil && s.sampleFits() {
		return nil
	}
	var first *crs.BoundError
	wrong, right := 0, 0
	scan := s.file.Scan(0, s.file.Records())
	for scan.Next() {
		if scan.Null() || scan.Problem() != nil || !usable(scan.Box()) {
			continue // the record speaks for itself
		}
		if err := s.crs.CheckBound(scan.Box()); err == nil {
			right++
		} else if wrong++; first == nil {
			errors.As(err, &first)
		}
	}
	if err := scan.Err(); err != nil {
		return s.readError(err)
	}
	switch {
	case wrong == 0: // the box in the header is wrong, no coordinate is
		return nil
	case right == 0 && first.Kind != crs.OutsideChina:
		try := land.Text{ZH: first.Remedy, EN: first.Remedy}
		if rule == rulePRJ {
			try = land.Textf("请更正或移走 .prj；%s", "correct the .prj or take it away; %s", first.Remedy)
		}
		return land.Fail(land.Usage, s.path, land.Textf("坐标与坐标系 %s 不符：%s", "the coordinates contradict their CRS %s: %s", s.crs, first.Detail), try, first)
	}
	in.Findings = append(in.Findings, land.Finding{
		Code: land.CRSContradicts, Source: s.path, Expected: s.crs.String(),
		Found: fmt.Sprintf("%d/%d: %s", wrong, wrong+right, first.Detail),
	})
	return nil
}

// placeSamples are the records that are looked at where the box in the header
// fits: it may be of an earlier state of the file.
const placeSamples = 64

// sampleFits tells whether records all over the file lie where the CRS has them.
func (s *shapeSource) sampleFits() bool {
	n := s.file.Records()
	for i := range min(n, placeSamples) {
		at := i * n / placeSamples
		if n <= placeSamples {
			at = i
		}
		scan := s.file.Scan(at, at+1)
		if scan.Next() && !scan.Null() && scan.Problem() == nil && usable(scan.Box()) && s.crs.CheckBound(scan.Box()) != nil {
			return false
		}
	}
	return true
}

// boundOf returns the box of a file: the header's, or where that is no box
// the one around the boxes of the records.
func boundOf(f *shapefile.File) orb.Bound {
	if b := f.Bound(); usable(b) {
		return b
	}
	all := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for scan := f.Scan(0, f.Records()); scan.Next(); {
		if b := scan.Box(); !scan.Null() && scan.Problem() == nil && usable(b) {
			all = all.Union(b)
		}
	}
	return all
}

// usable reports whether a box is one: of finite coordinates that are places,
// and of some extent.
func usable(b orb.Bound) bool {
	if firstNowhere(orb.Ring{b.Min, b.Max}) >= 0 {
		return false
	}
	width, height := b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]
	return width >= 0 && height >= 0 && width+height > 0
}
