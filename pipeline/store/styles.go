package store

import (
	"fmt"
	"time"
)

// stylesTable is where desktop GIS looks for the styles of layers.
const stylesTable = "layer_styles"

// layerStyles are the styles that travel with the file, those of
// schema/styles/<layer>.qml and .sld.
var layerStyles = []struct{ layer, name, description string }{
	{"extent", "四至范围", "outlines with the names of the parks"},
	{"piece", "土地状态", "pieces coloured by status"},
	{mapView, "亩均产值", "parks coloured by output per mu"},
}

// writeStyles replaces the styles of our layers; those that others have added
// under other names are not in a new store.
func (w *writer) writeStyles(written time.Time) error {
	if err := w.exec("DELETE FROM " + stylesTable); err != nil {
		return err
	}
	columns := "f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time"
	return w.insert(stylesTable, columns, len(layerStyles), func(i int) ([]any, error) {
		s := layerStyles[i]
		qml, sld := schemaText(fmt.Sprintf("styles/%s.qml", s.layer)), schemaText(fmt.Sprintf("styles/%s.sld", s.layer))
		return []any{"", "", s.layer, "geom", s.name, qml, sld, 1, s.description, "jiyue", written.UTC().Format("2006-01-02T15:04:05.000Z")}, nil
	})
}
