package ingest

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"jiyue/geo/crs"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// source is an open file of shapes with what the configuration says of it.
type source struct {
	index     int    // into Input.Sources
	key       string // of its entry in the configuration, e.g. "parcels[0]"
	path      string // as findings name it
	config    config.File
	crs       crs.CRS
	transform *crs.Transform // to the working CRS
}

// shapeSource is an open shapefile.
type shapeSource struct {
	source
	file  *shapefile.File
	names []string // of its columns, where they are not those of file
}

// fieldNames lists the names of the columns as the source has them.
func (s *shapeSource) fieldNames() []string {
	if s.names != nil {
		return s.names
	}
	names := make([]string, len(s.file.Fields()))
	for i, f := range s.file.Fields() {
		names[i] = f.Name
	}
	return names
}

// fieldIndex finds a column by its name, in either case; -1 where there is none.
func (s *shapeSource) fieldIndex(name string) int {
	if s.names == nil {
		return s.file.FieldIndex(name)
	}
	return slices.IndexFunc(s.names, func(n string) bool { return strings.EqualFold(n, name) })
}

// openShape opens a shapefile, judges its damage and finds out its CRS. glance,
// which may be nil, is shown a field of its table on the way.
func (in *Input) openShape(role land.Role, key string, d delivered, c config.File, glance *shapefile.Glance) (shapeSource, error) {
	s := shapeSource{source: source{key: key, path: d.shown, config: c}, names: d.names}
	if d.names != nil {
		c.Encoding = "" // the file was made here, in UTF-8
	}
	var err error
	if s.file, err = shapefile.Open(d.path, shapefile.Options{Encoding: c.Encoding, Digest: true, Glance: glance}); err != nil {
		return s, in.openError(&s, d.path, err)
	}
	encoding, rule := s.file.Encoding()
	bytes, digests := s.file.Bytes(), s.file.Digests()
	if d.from != "" {
		sent, err := in.digestOf(d.from)
		if err != nil {
			s.file.Close()
			return s, in.notRead(d.from, err)
		}
		bytes, digests = sent.Bytes, []shapefile.Digest{sent}
	}
	s.index = in.addSource(land.Source{
		Role: role, Path: s.path, Bytes: bytes, Records: s.file.Records(), Encoding: encoding, EncRule: rule,
		Hash: sourceHash(digests...),
	})
	if s.file.Records() == 0 {
		in.Findings = append(in.Findings, land.Finding{Code: land.SourceEmpty, Source: s.path})
	}
	for _, judge := range []func(*shapeSource) error{in.judgeDamage, in.findCRS} {
		if err := judge(&s); err != nil {
			s.file.Close()
			return s, err
		}
	}
	return s, nil
}

// openError says why a file can't be opened at all.
func (in *Input) openError(s *shapeSource, path string, err error) error {
	again := land.Textf("请核对文件，或请发送方重新提供", "check the file, or ask the sender for it again")
	var foreign *shapefile.ForeignError
	other, isOther := cause.Kind(path)
	switch {
	case errors.Is(err, shapefile.ErrEncodingUnknown):
		return land.Fail(land.Usage, in.cfg.At(s.key+".encoding"), land.Textf("没有编码 %s", "there is no encoding %s", s.config.Encoding),
			land.Textf("请写 UTF-8、GBK、GB18030、Big5 或 windows-1252", "write UTF-8, GBK, GB18030, Big5 or windows-1252"), err)
	case errors.As(err, &foreign) && foreign.Short():
		return land.Fail(land.Broken, s.path, land.Textf("不是 shapefile：只有 %d 字节，文件头就要 %d 字节", "no shapefile: %d bytes, a header takes %d", foreign.Bytes, shapefile.HeaderBytes), again, err)
	case foreign != nil && isOther:
		return land.Fail(land.Broken, s.path, land.Text{ZH: "不是 shapefile：" + other.ZH, EN: "no shapefile: " + other.EN}, again, err)
	case foreign != nil:
		return land.Fail(land.Broken, s.path, land.Textf("不是 shapefile：文件代码是 %d，应为 %d", "no shapefile: the file code is %d, it should be %d", foreign.Code, shapefile.FileCode), again, err)
	}
	return land.Fail(land.Broken, s.path, cause.Because(land.Text{ZH: "文件无法读取", EN: "the file can't be read"}, path, err), again, err)
}

// noteMissing notes the files of a source that a glob would name, had they
// their .shp.
func (in *Input) noteMissing(f *config.File) {
	for _, path := range f.Missing {
		in.Findings = append(in.Findings, land.Finding{Code: land.SourceMissing, Source: in.relative(path), Expected: filepath.Base(path)})
	}
}

// damageCodes are the findings of damage that leaves every record readable.
// Rows that are missing are found record by record.
var damageCodes = map[shapefile.DamageKind]land.Code{
	shapefile.HeaderLength:  land.HeaderLength,
	shapefile.StrayBytes:    land.HeaderLength,
	shapefile.IndexMissing:  land.IndexRebuilt,
	shapefile.IndexWrong:    land.IndexRebuilt,
	shapefile.RowsExtra:     land.RowsSurplus,
	shapefile.EncodingDoubt: land.EncodingMark,
	shapefile.TableLayout:   land.HeaderLength,
}

// judgeDamage fails where the file can't be trusted as a whole, unless the
// configuration says to keep what is readable; the rest are findings.
func (in *Input) judgeDamage(s *shapeSource) error {
	for _, d := range s.file.Damage() {
		code := damageCodes[d.Kind]
		if d.Fatal {
			if d.Kind == shapefile.NotPolygons || s.config.OnDamage != config.KeepReadable && !in.cfg.KeepGoing {
				return s.broken(d)
			}
			code = land.SourceDamaged
		}
		if code != "" {
			in.Findings = append(in.Findings, land.Finding{Code: code, Source: s.path, Found: d.Found, Expected: d.Expected})
		}
	}
	if encoding, rule := s.file.Encoding(); deducedEncodings[rule] {
		in.Findings = append(in.Findings, land.Finding{Code: land.EncodingDeduced, Source: s.path, Found: encoding})
	}
	return nil
}

// deducedEncodings are the rules that guess, though well. Texts that are
// strict UTF-8 from end to end prove themselves.
var deducedEncodings = map[string]bool{"gb18030": true, "big5": true, "fewest undecodable texts": true}

func (s *shapeSource) broken(d shapefile.Damage) error {
	try := land.Textf("请发送方重新提供完整文件；或在该源下写 on_damage: keep_readable，只用可读部分",
		"ask the sender for the whole file; or write on_damage: keep_readable under the source to use what is readable")
	if d.Kind == shapefile.NotPolygons {
		try = land.Textf("请提供面图层", "deliver a layer of polygons")
	}
	return land.Fail(land.Broken, s.path, cause.OfDamage(d), try, nil)
}
