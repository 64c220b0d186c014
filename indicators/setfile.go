package indicators

import "jiyue/indicators/intensity"

// setFile is an indicator set as written in YAML; README.md in package
// intensity describes the keys.
type setFile struct {
	Name       string
	ZH, EN     string
	Extends    string // a built-in set whose entries this one adds to or replaces
	Provenance string
	Remove     removalLines // of what the extended set has

	Statistics      []statisticLine
	Aggregates      []aggregateLine
	Indicators      []indicatorLine
	Potentials      []indicatorLine
	Identities      []identityLine
	Types           []typeLine
	NotComputable   string   `yaml:"not_computable" enum:"skip full zero"`
	MainShare       *float64 `yaml:"main_share"`
	MainShareSource string   `yaml:"main_share_source"`
	Trees           []treeLine

	Grades         []gradeLine
	Classification *classificationLine
	Applications   []applicationLine
	ParcelLists    []parcelListLine `yaml:"parcel_lists"`

	doc *Document
}

// removalLines name entries of the extended set that this one goes without.
type removalLines struct {
	Identities   []string
	Applications []string
	ParcelLists  []string `yaml:"parcel_lists"`
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
	Ends      string    `yaml:"plausible_ends" enum:"included excluded"` // included where left out
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
	Type  string
	Names []string // parts of a park's name; any of them
	When  string   // a comparison of the park's figures
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

type gradeLine struct {
	Name   string
	From   *float64 // points of the score
	Source string
}

type classificationLine struct {
	ZH, EN    string
	Items     []classItemLine
	Cap       *float64 // how many times its benchmark a figure may count; 1 where left out
	CapSource string   `yaml:"cap_source"`
	Classes   []standingLine
	Ties      string `enum:"higher lower"` // higher where left out
	Lacking   string // the class of those without figures; none where left out
}

type classItemLine struct {
	Indicator       string
	Weight          *float64
	WeightSource    string   `yaml:"weight_source"`
	Benchmark       *float64 // in the indicator's unit; the mean of all where left out
	BenchmarkSource string   `yaml:"benchmark_source"`
}

type standingLine struct {
	Name   string
	Top    *float64 // percent of the parks, from the best; or
	From   *float64 // points
	Source string
}

type applicationLine struct {
	Name   string
	ZH, EN string
	All    []conditionLine // every one must hold; or
	Any    []conditionLine // one is enough
}

type conditionLine struct {
	Figure  string   // an indicator, a potential, or score
	AtLeast *float64 `yaml:"at_least"`
	AtMost  *float64 `yaml:"at_most"`
	Above   *float64
	Below   *float64
	Source  string
}

type parcelListLine struct {
	Name   string
	ZH, EN string
	Land   string   `enum:"idle expired industrial"`
	Figure string   `enum:"tax_per_mu output_per_mu value_added_per_mu plot_ratio building_density"` // all of the land where left out
	Below  *float64 // in the figure's unit
	Source string
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
	if ok && f.Extends == f.Name {
		return nil, f.takenName()
	}
	if !ok {
		return nil, doc.Errorf(Path{"extends"}, "没有可扩展的内置体系 %q；可用的有 %s", "no built-in set %q to extend; there are %s", f.Extends, listed(intensity.Bases()))
	}
	chain, err := readSetFile(base, f.Extends+".yaml")
	if err != nil {
		return nil, err
	}
	return append(chain, f), nil
}

// takenName is the error about a set of a user that has a built-in set's name.
func (f *setFile) takenName() error {
	return f.doc.Errorf(Path{"name"}, "%s 是内置体系的名称；请给自己的体系另取名称", "%s is the name of a built-in set; give your own another one", f.Name)
}
