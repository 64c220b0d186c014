package ingest

import (
	"errors"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/corners"
	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/table"
)

// cornerSource is a file of corner points: a table or coordinate text.
type cornerSource struct {
	source
	config *config.ParkSource
	file   *cornerFile
	survey corners.Reading
}

// cornerFile is what a file of corner points holds.
type cornerFile struct {
	blocks  []cornerBlock
	records int               // rows or plots
	labels  config.ParkFields // the file's own names of its columns
	axes    string            // the file's name of its X column, for findings about the order of axes
	text    *corners.Text     // of coordinate text; nil for tables
	strict  bool              // rings are expected to repeat their first corner
	faults  []land.Finding    // of reading the numbers, with their records
	decoded decoded           // how the bytes were read
}

// decoded is how the bytes of a file became text.
type decoded struct {
	digest         shapefile.Digest
	encoding, rule string
}

// cornerBlock is a block of an extent as a list of corners.
type cornerBlock struct {
	park     land.Park
	record   int // of its first row or its headline, from 1
	corners  []corners.Corner
	box      bool          // made of four bounding values
	stated   int           // how many points the file says there are; 0 where it doesn't
	statedM2 land.Quantity // the area that the file says the block has
}

// cornerReader reads a file of corner points. Its errors are land.Failures.
type cornerReader func(in *Input, s *cornerSource, path string) (*cornerFile, error)

func (s *cornerSource) origin() *source { return &s.source }

// bound is the box around the corners that are places.
func (s *cornerSource) bound() orb.Bound {
	var ring orb.Ring
	for _, b := range s.file.blocks {
		for _, p := range s.place(&b) {
			if p.OK {
				ring = append(ring, p.Point)
			}
		}
	}
	box, _ := geo.RingsBound([]orb.Ring{ring})
	return box
}

func (s *cornerSource) place(b *cornerBlock) []corners.Placed {
	return corners.Place(pairs(b.corners), s.crs, 2*s.survey.EastFirst > s.survey.Degrees+s.survey.Metres)
}

func pairs(list []corners.Corner) []corners.Pair {
	out := make([]corners.Pair, len(list))
	for i, c := range list {
		out[i] = c.Pair
	}
	return out
}

// openCorners reads a file of corner points and settles its CRS.
func (in *Input) openCorners(c *config.ParkSource, key, path string, read cornerReader) error {
	s := &cornerSource{source: source{key: key, path: in.relative(path), config: c.File}, config: c}
	var err error
	if s.file, err = read(in, s, path); err != nil {
		return err
	}
	f := s.file
	var all []corners.Pair
	for _, b := range f.blocks {
		all = append(all, pairs(b.corners)...)
	}
	s.survey = corners.Survey(all)
	s.index = in.addSource(land.Source{
		Role: land.RoleParks, Path: s.path, Bytes: f.decoded.digest.Bytes, Records: f.records,
		Encoding: f.decoded.encoding, EncRule: f.decoded.rule, Hash: sourceHash(f.decoded.digest),
	})
	if f.records == 0 {
		in.Findings = append(in.Findings, land.Finding{Code: land.SourceEmpty, Source: s.path})
	}
	in.parks = append(in.parks, s)
	in.Findings = append(in.Findings, f.faults...)
	if len(all) == 0 {
		return nil // a roster alone
	}
	return in.findCornerCRS(s)
}

// ruleHeader: the header of coordinate text states the CRS.
const ruleHeader = "header"

// findCornerCRS settles the CRS of corner points: the file's header, then the
// configuration, then the numbers themselves.
func (in *Input) findCornerCRS(s *cornerSource) error {
	rule, err := in.decideCornerCRS(s)
	if err != nil {
		return err
	}
	if degrees := s.survey.Degrees > s.survey.Metres; degrees && !s.crs.Geographic {
		s.crs = crs.GeographicOf(s.crs.Datum) // the datum was meant, for numbers in degrees
	}
	in.Sources[s.index].CRS, in.Sources[s.index].CRSRule = s.crs.String(), rule
	for i := range s.file.blocks {
		for _, p := range s.place(&s.file.blocks[i]) {
			if p.OK {
				return nil
			}
		}
	}
	return land.Fail(land.Usage, s.path, land.Textf("没有一个界址点的坐标符合坐标系 %s", "not one corner has coordinates that fit its CRS %s", s.crs),
		land.Textf("请核对坐标与列的对应；应为国家坐标系中以米为单位的纵、横坐标，或经纬度", "check the coordinates and the columns: northings and eastings in metres in a national system are expected, or degrees"), nil)
}

func (in *Input) decideCornerCRS(s *cornerSource) (rule string, err error) {
	var stated crs.CRS
	if s.config.CRS != "" {
		if stated, err = in.parseCRS(s.key+".crs", s.config.CRS); err != nil {
			return "", err
		}
	}
	if s.file.text != nil {
		if c, ok := s.file.text.System(2*s.survey.ZonePairs > s.survey.Metres); ok {
			if s.crs = c; s.config.CRS != "" && c.Datum != stated.Datum {
				in.Findings = append(in.Findings, land.Finding{Code: land.CRSContradicts, Source: s.path, Found: c.String(), Expected: "crs: " + stated.String()})
			}
			return ruleHeader, nil
		}
	}
	if s.config.CRS != "" {
		s.crs = stated
		return ruleConfig, nil
	}
	return ruleEasting, in.deduceCornerCRS(s)
}

// deduceCornerCRS goes by the numbers: the zone number that most eastings begin
// with, or degrees, taken as CGCS2000.
func (in *Input) deduceCornerCRS(s *cornerSource) error {
	var ok bool
	if s.survey.Degrees > s.survey.Metres {
		s.crs, ok = crs.GeographicOf(crs.CGCS2000), true
	} else if middle := float64(s.survey.Zone)*1_000_000 + 500_000; s.survey.ZonePairs > 0 {
		s.crs, ok = crs.FromEastings(middle, middle)
	}
	if !ok {
		return land.Fail(land.Usage, s.path, land.Textf("界址点坐标中没有带号，文件也没有写明坐标系", "no zone number in the corners' eastings, and the file states no CRS"), in.tryCRS(&s.source), nil)
	}
	in.Findings = append(in.Findings, land.Finding{Code: land.CRSAssumed, Source: s.path, Found: s.crs.String()})
	return nil
}

// readDecoded reads a text file whole.
func readDecoded(path, encoding string) (text string, d decoded, err error) {
	b, digest, err := table.ReadFile(path)
	if err != nil {
		return "", d, err
	}
	d.digest = digest
	text, d.encoding, d.rule, err = shapefile.DecodeText(b, encoding)
	return text, d, err
}

// cornerError turns an error of reading a file of corner points into what the
// user reads.
func (in *Input) cornerError(s *cornerSource, path string, err error) error {
	if errors.Is(err, shapefile.ErrEncodingUnknown) {
		return in.openError(&shapeSource{source: s.source}, path, err)
	}
	return in.tableError(s.key, path, err)
}
