package pipeline

import (
	"slices"

	"jiyue/pipeline/config"
	"jiyue/pipeline/measure"
	"jiyue/pipeline/store"
)

// countEnterprises has the land of enterprises added up where a source names
// them.
func (n *night) countEnterprises() {
	if slices.ContainsFunc(n.cfg.Parcels, func(s config.ParcelSource) bool { return s.Fields.Enterprise != "" }) {
		n.enterprises = measure.NewEnterprises()
	}
}

// enterpriseRows are the enterprises' land as rows of the store.
func (n *night) enterpriseRows() []store.EnterpriseLand {
	var rows []store.EnterpriseLand
	for _, h := range n.enterprises.List() {
		e := n.input.Extents[h.Extent]
		rows = append(rows, store.EnterpriseLand{ParkCode: e.ParkCode, ExtentKind: string(e.Kind), Enterprise: h.Enterprise,
			Parcels: h.Parcels, AreaM2: h.AreaM2, Figures: h.Figures})
	}
	return rows
}
