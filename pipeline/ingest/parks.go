package ingest

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// outlines is an open source of parks and their outlines.
type outlines interface {
	origin() *source
	bound() orb.Bound       // of the coordinates, in the source's own CRS
	readInto(*roster) error // parks and blocks, record by record
}

// parkSource is a roster with extents in a shapefile.
type parkSource struct {
	shapeSource
	config  *config.ParkSource
	columns columns
	fields  parkFields
}

// parkFields are the columns of a park source; none where not mapped.
type parkFields struct{ code, name, level, scope, kind, approvedArea, county, zonePart int }

func (s *parkSource) origin() *source  { return &s.source }
func (s *parkSource) bound() orb.Bound { return boundOf(s.file) }

// openParks opens a park source by the kind of its file.
func (in *Input) openParks(i int, path string) error {
	c, key := &in.cfg.Parks[i], fmt.Sprintf("parks[%d]", i)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".xlsx":
		return in.openCorners(c, key, path, readCornerTable)
	case ".txt":
		return in.openCorners(c, key, path, readCornerText)
	}
	return in.eachDelivered(key, path, c.File, func(d delivered) error { return in.openParkShapes(c, key, d) })
}

func (in *Input) openParkShapes(c *config.ParkSource, key string, d delivered) error {
	shapes, err := in.openShape(land.RoleParks, key, d, c.File, nil)
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
		county: s.columns.pick("county", c.Fields.County), zonePart: s.columns.pick("zone_part", c.Fields.ZonePart),
	}
	return s.columns.check(in.cfg)
}

// park reads a record's entry of the roster.
func (s *parkSource) park(scan *shapefile.Scanner, findings *recorder) land.Park {
	f, text := &s.fields, s.columns.text
	code := s.config.Park
	if code == "" {
		code = text(scan, f.code)
	}
	return land.Park{
		Code: code, Name: text(scan, f.name), Level: text(scan, f.level), Scope: text(scan, f.scope),
		Type: text(scan, f.kind), County: text(scan, f.county), Source: s.index, Record: scan.Record() + 1,
		ApprovedAreaM2: s.columns.quantity(scan, f.approvedArea, approvedUnit(s.config), findings),
	}
}

// zoneParts are the words for the parts of a zone (KFQPJFW of TD/T 1030) that
// stand apart from the source's own kind of extent, which is the main area.
var zoneParts = map[string]land.ExtentKind{"主区": "", "发展方向区": land.Growth}

// extentKind returns the kind of extent that a record's outline is of: the
// source's, or a growth-direction area where the record says so.
func (s *parkSource) extentKind(scan *shapefile.Scanner, findings *recorder) land.ExtentKind {
	word := s.columns.text(scan, s.fields.zonePart)
	kind, known := zoneParts[word]
	if !known && word != "" {
		findings.add(land.Finding{Code: land.ZonePartUnknown, Field: s.columns.name(s.fields.zonePart), Found: word, Expected: "主区 | 发展方向区"})
	}
	if kind == "" {
		return s.config.Extent
	}
	return kind
}

// approvedUnit is the unit of a source's approved areas: hectares, where the
// configuration states no other (DESIGN §5).
func approvedUnit(c *config.ParkSource) config.Unit {
	if unit := c.Units["approved_area"]; unit != "" {
		return unit
	}
	return config.Ha
}

// labels are the file's own names of its columns.
func (s *parkSource) labels() config.ParkFields {
	f, name := &s.fields, s.columns.name
	return config.ParkFields{
		Code: name(f.code), Name: name(f.name), Level: name(f.level), Scope: name(f.scope), Type: name(f.kind),
		ApprovedArea: name(f.approvedArea), County: name(f.county),
	}
}

// readInto reads the records of the shapefile.
func (s *parkSource) readInto(r *roster) error {
	findings := recorder{list: &r.input.Findings, source: s.path}
	shaper := shaper{transform: s.transform, findings: &findings}
	labels := s.labels()
	scan := s.file.Scan(0, s.file.Records(), s.columns.scan...)
	for scan.Next() {
		findings.begin(scan.Record() + 1)
		park := s.park(scan, &findings)
		if r.enter(&park, labels, &findings) {
			b := block{park: park.Code, kind: s.extentKind(scan, &findings), source: s.index, record: park.Record}
			if scan.Null() {
				r.bare = append(r.bare, b)
			} else if b.shape, _ = shaper.read(scan, &land.Arena{}); b.shape.usable { // an arena of its own: extents outlive the scan
				r.blocks = append(r.blocks, b)
			}
		}
		findings.end("", park.Code)
	}
	if err := scan.Err(); err != nil {
		return s.readError(err)
	}
	return nil
}
