package pipeline

import "jiyue/pipeline/store"

// writeCity writes what the city's desk needs beside the parks: the roster as
// it was listed, land that two extents share, figures of whole counties.
func (n *night) writeCity() error {
	var roster []store.RosterRow
	for _, r := range n.input.Roster {
		roster = append(roster, store.RosterRow{ParkCode: r.ParkCode, Source: n.input.Sources[r.Source].Path, Record: r.Record})
	}
	if err := n.tonight.WriteRosterRows(roster); err != nil {
		return err
	}
	if err := n.tonight.WriteExtentOverlaps(n.input.Overlaps); err != nil {
		return err
	}
	var declared []store.DeclaredRegion
	for _, d := range n.input.DeclaredRegions {
		declared = append(declared, store.DeclaredRegion{Region: d.Region, ExtentKind: string(d.Kind), Indicator: d.Figure, Value: d.Value,
			Source: n.input.Sources[d.Source].Path, Record: d.Record})
	}
	return n.tonight.WriteDeclaredRegions(declared)
}
