package ingest

import (
	"errors"

	"github.com/paulmach/orb"

	"jiyue/geo/crs"
	"jiyue/pipeline/land"
)

// settleCRS decides the working CRS (the configuration's, or the one that the
// sources stand in) and prepares the way from each source to it.
func (in *Input) settleCRS() error {
	own, told := in.sourcesCRS()
	switch {
	case in.cfg.CRS != "":
		var err error
		if in.CRS, err = in.parseCRS("crs", in.cfg.CRS); err != nil {
			return err
		}
		if in.CRS.Geographic {
			return land.Fail(land.Usage, in.cfg.At("crs"), land.Textf("工作坐标系 %s 不是平面坐标系，无法计算面积", "the working CRS %s is not one of metres", in.CRS),
				tryPlane(own), nil)
		}
	case told:
		in.CRS = own
	case in.unusable != nil: // it would have told
		return in.unusable
	default:
		return land.Fail(land.Usage, in.cfg.At("crs"), land.Textf("由各数据源看不出以米为单位的工作坐标系", "no source tells a working CRS of metres"), tryPlane(own), nil)
	}
	for _, s := range in.placed() {
		if err := in.toWorkingCRS(s); err != nil {
			return err
		}
	}
	return nil
}

// sourcesCRS is the working CRS where the configuration states none: of the
// systems of metres to which most sources can be brought, the one that most
// extents are in, then most sources, then the first, extents before parcels; where all are in degrees, the 3° zone in which
// the extents lie.
func (in *Input) sourcesCRS() (crs.CRS, bool) {
	var stands []crs.Stand
	for _, o := range in.parks {
		if s := o.origin(); s.hasPlace() {
			at := s.stand(o.bound)
			at.Preferred = true
			stands = append(stands, at)
		}
	}
	for _, s := range in.parcels {
		stands = append(stands, s.stand(func() orb.Bound { return boundOf(s.file) }))
	}
	return crs.Working(stands, func(from, to crs.Datum) []crs.Option {
		shift, _ := in.datumShift(from, to)
		return shift
	})
}

// stand is where a source stands; bound is asked only where the system of its
// coordinates leaves a choice of zones.
func (s *source) stand(bound func() orb.Bound) crs.Stand {
	at := crs.Stand{CRS: s.crs}
	if s.crs.Geographic {
		at.Lon = bound().Center()[0]
	}
	return at
}

// placed lists the sources that have coordinates, those of parks first.
func (in *Input) placed() []*source {
	var all []*source
	for _, s := range in.parks {
		if o := s.origin(); o.hasPlace() {
			all = append(all, o)
		}
	}
	for _, s := range in.parcels {
		all = append(all, &s.source)
	}
	return all
}

// hasPlace reports whether a source has coordinates: a roster alone has none.
func (s *source) hasPlace() bool { return s.crs != (crs.CRS{}) }

// tryPlane names a system of metres to work in, where the sources tell one.
func tryPlane(own crs.CRS) land.Text {
	if own.EPSG == 0 {
		return land.Textf("请在配置中写一个平面坐标系，例如 crs: EPSG:4525", "write a CRS of metres in the configuration, for example crs: EPSG:4525")
	}
	return land.Textf("请在配置中写 crs: EPSG:%d（中央经线 %.0f°）", "write crs: EPSG:%d in the configuration (central meridian %.0f°)", own.EPSG, own.CentralMeridian)
}

func (in *Input) otherDatum(s *source, err error) error {
	if !errors.Is(err, crs.ErrDatum) {
		return land.Fail(land.Broken, s.path, land.Textf("无法转换到工作坐标系 %s", "no way to the working CRS %s", in.CRS), land.Text{}, err)
	}
	return land.Fail(land.Broken, s.path, land.Textf(
		"坐标系 %s 与工作坐标系 %s 的基准不同；两者间的转换参数不公开，近似转换会差约 100 米", "its CRS %s has another datum than the working CRS %s; the parameters between them are not public, and a guess would be off by some 100 m", s.crs, in.CRS),
		land.Textf("请以 %s 基准重新提供该文件，或在 datum_shifts 中写入测绘部门给出的七参数", "deliver the file on the datum %s, or write the seven parameters of the surveying office under datum_shifts", in.CRS.Datum), err)
}
