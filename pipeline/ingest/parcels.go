package ingest

import (
	"fmt"
	"slices"
	"sync"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// batchRecords is how many records a batch has: scans that begin at a multiple
// of it begin without stepping over records (geo/shapefile).
const batchRecords = 1024

// parcelSource is an open cadastre.
type parcelSource struct {
	shapeSource
	config       *config.ParcelSource
	columns      columns
	fields       parcelFields
	units        [land.MeasureCount]config.Unit // as the configuration has them, by measure
	declaredUnit config.Unit
	idType       byte      // of the id's field; 0 where there is none
	ids          idSpan    // what is known of its ids
	firstBatch   int       // number of its first batch
	readers      sync.Pool // of *parcelReader
}

// parcelFields are the columns of a parcel source; none where not mapped.
type parcelFields struct {
	id, landUse, status, builtCode, supplyCode, hightechCode int
	declaredArea, enterprise, builtYear                      int
	measures                                                 [land.MeasureCount]int
}

// openParcels opens what lies at a path of the i-th parcel source.
func (in *Input) openParcels(i int, path string) error {
	c, key := &in.cfg.Parcels[i], fmt.Sprintf("parcels[%d]", i)
	return in.eachDelivered(key, path, c.File, func(d delivered) error { return in.openParcelShapes(c, key, d) })
}

func (in *Input) openParcelShapes(c *config.ParcelSource, key string, d delivered) error {
	ids := in.newIDGlance()
	shapes, err := in.openShape(land.RoleParcels, key, d, c.File, ids.of(d.tableName(c.Fields.ID)))
	if err != nil {
		return err
	}
	s := &parcelSource{shapeSource: shapes, config: c, firstBatch: in.Batches()}
	in.parcels = append(in.parcels, s)
	in.Sources[s.index].Scheme = c.CodeScheme
	s.columns.source = &s.shapeSource
	s.fields.pick(&s.columns, c.Fields)
	for m := range land.Measure(land.MeasureCount) {
		s.units[m] = c.Units[m.String()] // a parcel is no place to look them up
	}
	s.declaredUnit = c.Units["declared_area"]
	if id := s.fields.id; id != none {
		s.idType = s.file.Fields()[s.columns.scan[id]].Type
		s.ids = ids.complete(s.file, s.columns.scan[id])
	}
	return s.columns.check(in.cfg)
}

func (f *parcelFields) pick(c *columns, names config.ParcelFields) {
	f.id = c.pick("id", names.ID)
	f.landUse = c.pick("land_use", names.LandUse)
	f.status = c.pick("status", names.Status)
	f.builtCode = c.pick("built_code", names.BuiltCode)
	f.supplyCode = c.pick("supply_code", names.SupplyCode)
	f.hightechCode = c.pick("hightech_code", names.HightechCode)
	f.declaredArea = c.pick("declared_area", names.DeclaredArea)
	f.enterprise = c.pick("enterprise", names.Enterprise)
	f.builtYear = c.pick("built_year", names.BuiltYear)
	for m := range land.Measure(land.MeasureCount) {
		f.measures[m] = c.pick(m.String(), names.Measures[m])
	}
}

// batches returns how many batches the source has.
func (s *parcelSource) batches() int {
	return (s.file.Records() + batchRecords - 1) / batchRecords
}

// Batches returns how many batches the parcels make: ranges of consecutive
// records of one source, in input order.
func (in *Input) Batches() int {
	n := 0
	for _, s := range in.parcels {
		n += s.batches()
	}
	return n
}

// batch finds the source of batch i and its range of records, from 0.
func (in *Input) batch(i int) (s *parcelSource, first, last int) {
	for _, s = range in.parcels {
		if i < s.firstBatch+s.batches() {
			break
		}
	}
	first = (i - s.firstBatch) * batchRecords
	return s, first, min(first+batchRecords, s.file.Records())
}

// Read fills b with the parcels of batch i, 0 ≤ i < Batches, one for every
// record, and with the findings about them. Calls with different batches may
// run at once. The error is a land.Failure.
func (in *Input) Read(i int, b *land.Batch) error {
	s, first, last := in.batch(i)
	b.Reset()
	b.Source, b.First = s.index, first+1
	b.Parcels = slices.Grow(b.Parcels, last-first)
	r := in.reader(s, &b.Findings)
	defer s.readers.Put(r)
	scan := s.file.Scan(first, last, s.columns.scan...)
	for scan.Next() {
		b.Parcels = b.Parcels[:len(b.Parcels)+1]
		p := &b.Parcels[len(b.Parcels)-1]
		*p = land.Parcel{Source: s.index, Record: scan.Record() + 1}
		p.ID = r.id(scan, &b.Arena)
		r.read(scan, p, &b.Arena)
	}
	in.doubts[i] = in.doubtful(b.Parcels)
	if err := scan.Err(); err != nil {
		return s.readError(err)
	}
	return nil
}

func (s *shapeSource) readError(err error) error {
	return land.Fail(land.Broken, s.path, land.Textf("读取中断", "reading broke off"),
		land.Textf("请核对磁盘或网络，并确认运行时没有别的程序在写该文件", "check the disk or the network, and that no other program writes the file during the run"), err)
}

// parcelReader reads the records of one batch after the other.
type parcelReader struct {
	source   *parcelSource
	input    *Input
	shaper   shaper
	findings recorder
	codes    parcelCodes
}

// reader returns a reader for a batch of s: one that has read others, if such
// is idle, because it remembers what codes stand for.
func (in *Input) reader(s *parcelSource, findings *[]land.Finding) *parcelReader {
	r, ok := s.readers.Get().(*parcelReader)
	if !ok {
		r = &parcelReader{source: s, input: in}
		r.shaper = shaper{transform: s.transform, findings: &r.findings}
	}
	r.findings = recorder{list: findings, source: s.path}
	if in.extentBoxes != nil && r.shaper.vicinity.extents == nil {
		r.shaper.vicinity.extents = in.extentBoxes.Cursor()
	}
	return r
}

// doubtful finds the parcels of a batch whose ids may stand on others too. It is
// done for all of them at once because each look at the counts is a wait for
// memory, and such waits overlap where nothing else comes between.
func (in *Input) doubtful(parcels []land.Parcel) []doubt {
	if in.ids == nil {
		return nil // no id stands twice
	}
	var doubts []doubt
	for i := range parcels {
		p := &parcels[i]
		if id := hashID(p.ID); in.ids.repeated(id) && !p.Rejected {
			doubts = append(doubts, doubt{fingerprintOf(id, p), i})
		}
	}
	return doubts
}

// id returns the id of the scanner's record. Ids are all different, so the
// scanner's memory for texts would gain nothing.
func (r *parcelReader) id(scan *shapefile.Scanner, arena *land.Arena) string {
	column := r.source.fields.id
	if column == none {
		return ""
	}
	if raw, ok := plainCell(scan.RawText(column), r.source.idType); ok {
		return arena.Text(raw)
	}
	return scan.Text(column)
}

// read fills in all else of the parcel of one record.
func (r *parcelReader) read(scan *shapefile.Scanner, p *land.Parcel, arena *land.Arena) {
	r.findings.begin(p.Record)
	p.AttributeRow = scan.HasRow()
	result, far := r.shaper.read(scan, arena)
	p.Shape, p.Box = result.polygons, result.box
	p.AreaM2, p.DeliveredAreaM2, p.Rejected = result.areaM2, result.deliveredM2, !result.usable
	switch {
	case !p.AttributeRow && !p.Rejected: // wherever it lies: the file is not whole
		r.findings.add(land.Finding{Code: land.AttributesMissing, AreaM2: land.Known(p.AreaM2)})
	case !far && !p.Rejected:
		r.attributes(scan, p)
	}
	r.findings.end(p.ID, "")
}
