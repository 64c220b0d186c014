package indicators

import "jiyue/indicators/intensity"

// setFile is an indicator set as written in YAML; README.md in package
// intensity describes the keys.
type setFile struct {
	Name       string
	ZH, EN     string
	Extends    string // a built-in set whose entries this one adds to or replaces
	Provenance string

	Statistics    []statisticLine
	Aggregates    []aggregateLine
	Indicators    []indicatorLine
	Potentials    []indicatorLine
	Identities    []identityLine
	Types         []typeLine
	NotComputable string   `yaml:"not_computable"`
	MainShare     *float64 `yaml:"main_share"`
	Trees         []treeLine

	doc *Document
}

type statisticLine struct {
	Name   string
	ZH, EN string
	Unit   string
}

type aggregateLine struct {
	Name   string
	ZH, EN string
	Sum    string `enum:"area footprint floor_area site_coverage hightech_area output tax value_added investment employees"`
	Where  filter
}

type indicatorLine struct {
	Name      string
	ZH, EN    string
	Unit      string
	Formula   string
	Better    string    `enum:"higher lower none"` // higher where left out
	Standard  string    `enum:"ideal_ratio complement inverse_ratio"`
	WhenZero  string    `yaml:"when_zero" enum:"full"`
	Plausible []float64 // lower and upper bound, in the indicator's unit
	Source    string
}

type identityLine struct {
	Name      string
	ZH, EN    string
	Left      string
	Right     string
	Relation  string `enum:"equal at_most"` // equal where left out
	Tolerance float64
}

type typeLine struct {
	Type string
	When string
}

type treeLine struct {
	Name    string
	ZH, EN  string
	Types   []string
	Default bool
	Nodes   []nodeLine
}

type nodeLine struct {
	Name         string // of an inner node
	ZH, EN       string
	Indicator    string // of a leaf
	Weight       *float64
	WeightSource string `yaml:"weight_source"`
	Ideal        *float64
	IdealSource  string `yaml:"ideal_source"`
	Nodes        []nodeLine
}

// readSetFile decodes a set and, where it extends another, that one before it.
// The raw view of the land comes first, whatever the set.
func readSetFile(data []byte, name string) ([]*setFile, error) {
	f := &setFile{}
	doc, err := ReadDocument(data, name, f)
	if err != nil {
		return nil, err
	}
	f.doc = doc
	if f.Extends == "" {
		raw := &setFile{}
		if raw.doc, err = ReadDocument(intensity.Raw(), "raw.yaml", raw); err != nil {
			return nil, err
		}
		return []*setFile{raw, f}, nil
	}
	base, ok := intensity.Set(f.Extends)
	if !ok || f.Extends == f.Name {
		return nil, doc.Errorf(Path{"extends"}, "no built-in set %q to extend; there are %s", f.Extends, listed(intensity.Bases()).EN)
	}
	chain, err := readSetFile(base, f.Extends+".yaml")
	if err != nil {
		return nil, err
	}
	return append(chain, f), nil
}
