package ingest

import (
	"regexp"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// roster collects the parks and the blocks of their extents.
type roster struct {
	input  *Input
	index  map[string]int // park code → index into Input.Parks
	blocks []block
	bare   []block // records without a shape
}

// block is one record's part of an extent.
type block struct {
	park   string
	kind   land.ExtentKind
	shape  shape
	source int
	record int // from 1
}

// readParks reads the roster and its blocks, then unites these into extents.
func (in *Input) readParks() error {
	r := &roster{input: in, index: map[string]int{}}
	for _, s := range in.parks {
		if err := s.readInto(r); err != nil {
			return err
		}
	}
	r.checkBare()
	if len(r.blocks) == 0 && in.unusable != nil {
		return in.unusable
	}
	if len(r.blocks) == 0 {
		return land.Fail(land.Broken, in.parks[0].origin().path, land.Textf("没有一个园区有可用的四至范围", "not one park has a usable extent"),
			land.Textf("请核对园区图层", "check the layer of parks"), nil)
	}
	in.unite(r.blocks)
	in.checkApproved(r.index)
	in.checkExtentsOverlap()
	in.checkMeridian()
	return nil
}

// catalogueCode is the form of codes in the national catalogue (DOMAIN §3.2).
var catalogueCode = regexp.MustCompile(`^[GS][0-9]{6}$`)

// enter puts a park into the roster; false where it has neither code nor name.
// A further block must say the same of the park as the first. labels are the
// names of the columns.
func (r *roster) enter(park *land.Park, labels config.ParkFields, findings *recorder) bool {
	if park.Code == "" {
		// Its name stands in for the code, so that its land is not lost.
		findings.add(land.Finding{Code: land.ParkCodeMissing, Field: labels.Code, Found: park.Name})
		park.Code = park.Name
	}
	if park.Code == "" {
		return false
	}
	if i, known := r.index[park.Code]; known {
		agree(&r.input.Parks[i], park, labels, findings)
		return true
	}
	r.index[park.Code] = len(r.input.Parks)
	r.input.Parks = append(r.input.Parks, *park)
	if !catalogueCode.MatchString(park.Code) {
		findings.add(land.Finding{Code: land.ParkCodeForm, Found: park.Code})
	}
	return true
}

// agree completes the park by what a further block says, and notes where the
// two differ.
func agree(have, park *land.Park, labels config.ParkFields, findings *recorder) {
	for _, text := range []struct {
		have        *string
		says, label string
	}{
		{&have.Name, park.Name, labels.Name}, {&have.Level, park.Level, labels.Level}, {&have.Scope, park.Scope, labels.Scope},
		{&have.Type, park.Type, labels.Type}, {&have.County, park.County, labels.County},
	} {
		switch {
		case *text.have == "":
			*text.have = text.says
		case text.says != "" && text.says != *text.have:
			findings.add(land.Finding{Code: land.ParkRowsDisagree, Field: text.label, Found: text.says, Expected: *text.have})
		}
	}
	switch a, b := &have.ApprovedAreaM2, park.ApprovedAreaM2; {
	case !a.Known:
		*a = b
	case b.Known && a.Value != b.Value:
		findings.add(land.Finding{Code: land.ParkRowsDisagree, Field: labels.ApprovedArea, Found: hectares(b.Value), Expected: hectares(a.Value)})
	}
}

// checkBare tells records that merely lack a shape from parks without any.
func (r *roster) checkBare() {
	in := r.input
	has := map[string]bool{}
	for _, b := range r.blocks {
		has[b.park] = true
	}
	for _, b := range r.bare {
		if has[b.park] {
			in.Findings = append(in.Findings, land.Finding{Code: land.ShapeEmpty, Source: in.Sources[b.source].Path, Record: b.record, ParkCode: b.park})
		}
	}
	for _, p := range in.Parks {
		if !has[p.Code] {
			in.Findings = append(in.Findings, land.Finding{Code: land.ParkWithoutExtent, Source: in.Sources[p.Source].Path, Record: p.Record, ParkCode: p.Code, Found: p.Name})
		}
	}
}
