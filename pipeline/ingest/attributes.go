package ingest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// attributes reads and checks what the row says of a parcel that has land.
func (r *parcelReader) attributes(scan *shapefile.Scanner, p *land.Parcel) {
	if scan.Deleted() {
		r.findings.add(land.Finding{Code: land.RecordDeleted, AreaM2: land.Known(p.AreaM2)})
	}
	if p.ID == "" {
		r.missing(land.ParcelIDMissing, r.source.fields.id)
	}
	r.classes(scan, p)
	r.figures(scan, p)
	r.checkDeclared(p)
	r.checkOutput(p)
}

func (r *parcelReader) missing(code land.Code, column int) {
	if column != none {
		r.findings.add(land.Finding{Code: code, Field: r.source.columns.name(column)})
	}
}

// classes reads codes and status. Whether the classification has a land-use
// code is measure's to say, which has the classifications.
func (r *parcelReader) classes(scan *shapefile.Scanner, p *land.Parcel) {
	f := &r.source.fields
	p.Scheme = r.source.config.CodeScheme
	p.LandUse = r.codes.landUse.read(scan, f.landUse, asWritten).code
	if p.LandUse == "" {
		r.missing(land.LandUseMissing, f.landUse)
	}
	p.Status = r.status(scan)
	p.BuiltCode = r.landCode(scan, f.builtCode, &r.codes.built, builtCodes)
	p.SupplyCode = r.landCode(scan, f.supplyCode, &r.codes.supply, supplyCodes)
	p.HightechCode = r.landCode(scan, f.hightechCode, &r.codes.hightech, hightechCodes)
	p.BuiltYear = r.codes.builtYear.read(scan, f.builtYear, asWritten).code
}

// status maps the file's value to our word. Our words stand for themselves.
func (r *parcelReader) status(scan *shapefile.Scanner) land.Status {
	column := r.source.fields.status
	if column == none {
		return ""
	}
	cell := r.codes.status.read(scan, column, r.input.statusOf)
	if cell.text == "" {
		r.missing(land.StatusMissing, column)
		return ""
	}
	if !cell.known {
		r.findings.add(land.Finding{Code: land.StatusUnknown, Field: r.source.columns.name(column), Found: cell.text})
	}
	return land.Status(cell.code)
}

func (in *Input) statusOf(value string) (status string, known bool) {
	if s, ok := in.cfg.Status[value]; ok {
		return string(s), true
	}
	if slices.Contains(config.Statuses, land.Status(value)) {
		return value, true
	}
	return "", false
}

// landCode reads a detailed land-status code; unknown ones are left out, so
// that they count in no sum.
func (r *parcelReader) landCode(scan *shapefile.Scanner, column int, seen *codebook, codes []string) string {
	cell := seen.read(scan, column, func(value string) (string, bool) {
		if code := strings.ToUpper(value); value == "" || slices.Contains(codes, code) {
			return code, true
		}
		return "", false
	})
	if !cell.known {
		r.findings.add(land.Finding{Code: land.LandCodeUnknown, Field: r.source.columns.name(column), Found: cell.text, Expected: strings.Join(codes, " ")})
	}
	return cell.code
}

// figures reads the numbers and spreads the totals of enterprises.
func (r *parcelReader) figures(scan *shapefile.Scanner, p *land.Parcel) {
	f := &r.source.fields
	for m := range land.Measure(land.MeasureCount) {
		if f.measures[m] != none {
			p.Figures[m] = r.source.columns.quantity(scan, f.measures[m], r.source.units[m], &r.findings)
		}
	}
	// A table can't tell an area of 0 from none.
	if q := r.source.columns.quantity(scan, f.declaredArea, r.source.declaredUnit, &r.findings); q.Value > 0 {
		p.DeclaredM2 = q
	}
	if p.Enterprise = r.source.columns.text(scan, f.enterprise); p.Enterprise != "" {
		r.spread(p)
	}
}

// A declared area may differ from the geometry by both of these before it is a
// finding (DESIGN §9).
const (
	declaredRelative = 0.005
	declaredM2       = 1
)

func (r *parcelReader) checkDeclared(p *land.Parcel) {
	if !p.DeclaredM2.Known {
		return
	}
	diff := p.DeclaredM2.Value - p.AreaM2
	if math.Abs(diff) <= declaredM2 || math.Abs(diff) <= declaredRelative*p.AreaM2 {
		return
	}
	r.findings.add(land.Finding{
		Code: land.DeclaredArea, Field: r.source.columns.name(r.source.fields.declaredArea), AreaM2: land.Known(diff),
		Found:    fmt.Sprintf("%s (%+.1f%%)", squareMetres(p.DeclaredM2.Value), 100*diff/p.AreaM2),
		Expected: squareMetres(p.AreaM2),
	})
}

func (r *parcelReader) checkOutput(p *land.Parcel) {
	column := r.source.fields.measures[land.Output]
	if column == none || p.Figures[land.Output].Value > 0 || !built(p) || !industrial(p) {
		return
	}
	r.findings.add(land.Finding{Code: land.OutputMissing, Field: r.source.columns.name(column), AreaM2: land.Known(p.AreaM2)})
}
