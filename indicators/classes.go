package indicators

import (
	"slices"
	"sync"

	"jiyue/indicators/intensity"
)

// Class is a land-use class of a classification.
type Class struct {
	Code           string
	NameZH, NameEN string
	Industrial     bool   // industry, mining, salt pan or warehouse
	BuiltCode      string // what the land is when it is built (A1 … A6, B12); "" where the class doesn't say
}

// ClassScheme is a land-use classification. A code means nothing without its
// scheme: 1001 is a railway in GB/T 21010 and industry in the 2023 guide.
type ClassScheme struct {
	name    string
	title   Note
	leaf    int // length of a code below which local sub-codes stand for their parent; 0: none
	classes map[string]Class
}

type schemeFile struct {
	Name       string
	ZH, EN     string
	Provenance string
	Leaf       int
	Classes    []classLine
}

type classLine struct {
	Code       string
	ZH, EN     string
	Industrial bool
	Built      string
}

// schemes reads every embedded classification once.
var schemes = sync.OnceValues(func() (map[string]*ClassScheme, error) {
	all := map[string]*ClassScheme{}
	for _, name := range intensity.Schemes() {
		s, err := readScheme(name)
		if err != nil {
			return nil, err
		}
		all[name] = s
	}
	return all, nil
})

func readScheme(name string) (*ClassScheme, error) {
	data, _ := intensity.Scheme(name)
	var f schemeFile
	doc, err := ReadDocument(data, name+".yaml", &f)
	if err != nil {
		return nil, err
	}
	s := &ClassScheme{name: f.Name, title: Note{f.ZH, f.EN}, leaf: f.Leaf, classes: map[string]Class{}}
	for i, c := range f.Classes {
		if _, twice := s.classes[c.Code]; twice {
			return nil, doc.Errorf(Path{"classes", i, "code"}, "代码 %s 出现两次", "code %s stands twice", c.Code)
		}
		s.classes[c.Code] = Class{c.Code, c.ZH, c.EN, c.Industrial, c.Built}
	}
	return s, nil
}

// Scheme returns a classification by its name in the configuration; the error
// names those that exist.
func Scheme(name string) (*ClassScheme, error) {
	all, err := schemes()
	if err != nil {
		return nil, err
	}
	if s, ok := all[name]; ok {
		return s, nil
	}
	return nil, Errorf("没有用地分类 %q；可用的有 %s", "unknown land classification %q; there are %s", name, listed(SchemeNames()))
}

// SchemeNames lists the classifications that exist.
func SchemeNames() []string { return intensity.Schemes() }

// Name returns the scheme's name, e.g. gbt21010-2017.
func (s *ClassScheme) Name() string { return s.name }

// Title returns the name of the classification in a language (zh, en).
func (s *ClassScheme) Title(lang string) string { return s.title.In(lang) }

// Codes lists all codes of the scheme in order.
func (s *ClassScheme) Codes() []string {
	codes := make([]string, 0, len(s.classes))
	for c := range s.classes {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	return codes
}

// Refined says whether longer codes that begin with this one stand for it
// where the scheme has no class of their own.
func (s *ClassScheme) Refined(code string) bool { return s.leaf > 0 && len(code) == s.leaf }

// maxSubcode is how many characters a local sub-code adds to its class: two
// digits and the letter of the third survey (0701A, 060101).
const maxSubcode = 3

// Class returns the class of a code. A code longer than the finest level
// stands for the class that it refines; false where the scheme has neither.
func (s *ClassScheme) Class(code string) (Class, bool) {
	if c, ok := s.classes[code]; ok {
		return c, true
	}
	if s.leaf == 0 || len(code) <= s.leaf || len(code) > s.leaf+maxSubcode || !alphanumeric(code) {
		return Class{}, false
	}
	c, ok := s.classes[code[:s.leaf]]
	return c, ok
}

func alphanumeric(code string) bool {
	for _, r := range code {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}
