package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store/pages"
)

// findingLayer is the name of the layer that WriteFindings writes.
const findingLayer = "finding"

// WriteFindings writes findings as a GeoPackage of one layer, for desktop GIS:
// each with its place in the CRS, texts in the language. A file of that name is
// replaced once the new one is whole.
func WriteFindings(path string, crs CRS, written time.Time, findings []land.Finding, lang land.Lang) error {
	half := path + ".half"
	if err := os.Remove(half); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	w, err := openWriter(half)
	if err != nil {
		return fmt.Errorf("findings: %w", err)
	}
	err = errors.Join(w.findings(crs, written, findings, lang), w.close())
	if err == nil {
		err = os.Rename(half, path)
	}
	if err != nil {
		os.Remove(half)
		return fmt.Errorf("findings: %w", err)
	}
	return nil
}

func (w *writer) findings(crs CRS, written time.Time, findings []land.Finding, lang land.Lang) error {
	for _, name := range []string{"geopackage.sql", "findings.sql"} {
		if err := w.exec(schemaText(name)); err != nil {
			return err
		}
	}
	srs, err := w.registerCRS(crs)
	if err != nil {
		return err
	}
	bounds := pages.NoBox
	const columns = "geom, severity, code, title, why, remedy, source, record, field, parcel_id, park_code, area_m2, detail, count"
	err = w.insert(findingLayer, columns, len(findings), func(i int) ([]any, error) {
		f := &findings[i]
		var geom any
		if hasPoints(f.Shape) {
			blob := make([]byte, blobSize(f.Shape))
			b, ok := putBlob(blob, f.Shape, srs)
			if !ok {
				return nil, errCoordinate
			}
			geom, bounds = blob, bounds.Union(b)
		}
		area, err := quantity("area_m2", f.AreaM2)
		return []any{
			geom, string(f.Severity()), string(f.Code), f.Code.Title().In(lang), f.Code.Why().In(lang), f.Code.Remedy().In(lang),
			orNull(f.Source), recordOrNull(f.Record), orNull(f.Field), orNull(f.ParcelID), orNull(f.ParkCode), area, orNull(f.Detail(lang)), f.Times(),
		}, err
	})
	if err != nil {
		return err
	}
	if err := w.listContents(findingLayer, "features", written, bounds, srs); err != nil {
		return err
	}
	return w.exec("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", findingLayer, srs)
}

// recordOrNull returns NULL for a finding about a whole file.
func recordOrNull(record int) any {
	if record == 0 {
		return nil
	}
	return record
}
