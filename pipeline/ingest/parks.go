package ingest

import (
	"fmt"
	"path/filepath"
	"strings"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// parkSource is an open roster with extents.
type parkSource struct {
	shapeSource
	config  *config.ParkSource
	columns columns
	fields  parkFields
}

// parkFields are the columns of a park source; none where not mapped.
type parkFields struct{ code, name, level, scope, kind, approvedArea, county int }

func (in *Input) openParks(i int, path string) error {
	c, key := &in.cfg.Parks[i], fmt.Sprintf("parks[%d]", i)
	if ending := strings.ToLower(filepath.Ext(path)); ending != ".shp" {
		return land.Fail(land.Usage, in.cfg.At(key+".path"), land.Textf("%s：目前还不能读取 %s 格式的园区范围", "%s: park outlines in %s files are not read yet", in.relative(path), ending),
			land.Textf("请提供 .shp", "deliver a .shp"), nil)
	}
	shapes, err := in.openShape(land.RoleParks, key, path, c.File)
	if err != nil {
		return err
	}
	s := &parkSource{shapeSource: shapes, config: c}
	in.parks = append(in.parks, s)
	s.columns.source = &s.shapeSource
	s.fields = parkFields{
		code: s.columns.pick("code", c.Fields.Code), name: s.columns.pick("name", c.Fields.Name),
		level: s.columns.pick("level", c.Fields.Level), scope: s.columns.pick("scope", c.Fields.Scope),
		kind: s.columns.pick("type", c.Fields.Type), approvedArea: s.columns.pick("approved_area", c.Fields.ApprovedArea),
		county: s.columns.pick("county", c.Fields.County),
	}
	return s.columns.check(in.cfg)
}

// park reads a record's entry of the roster.
func (s *parkSource) park(scan *shapefile.Scanner, findings *recorder) land.Park {
	f, text := &s.fields, s.columns.text
	unit := s.config.Units["approved_area"]
	if unit == "" {
		unit = config.Ha // DESIGN §5: approved_area is in hectares
	}
	return land.Park{
		Code: text(scan, f.code), Name: text(scan, f.name), Level: text(scan, f.level), Scope: text(scan, f.scope),
		Type: text(scan, f.kind), County: text(scan, f.county), Source: s.index, Record: scan.Record() + 1,
		ApprovedAreaM2: s.columns.quantity(scan, f.approvedArea, unit, findings),
	}
}
