package indicators

import (
	"slices"
	"strings"
)

// codeList is one code or a list of codes in YAML.
type codeList []string

// UnmarshalYAML reads a single code as a list of one.
func (c *codeList) UnmarshalYAML(unmarshal func(any) error) error {
	var many []string
	if unmarshal(&many) == nil {
		*c = many
		return nil
	}
	var one string
	if err := unmarshal(&one); err != nil {
		return err
	}
	*c = codeList{one}
	return nil
}

// filter says which pieces an aggregate takes: those that fulfil every line.
// Codes match by their beginning: A takes A1, A2, A31 …
type filter struct {
	Status       codeList // built, unbuilt, idle, unsupplied, unbuildable
	BuiltCode    codeList `yaml:"built_code"`
	SupplyCode   codeList `yaml:"supply_code"`
	HightechCode codeList `yaml:"hightech_code"`
	LandUse      codeList `yaml:"land_use"` // of Scheme
	Scheme       string
	Industrial   *bool
	Idle         *bool
}

// takesAll says whether every piece fulfils the filter.
func (f *filter) takesAll() bool {
	return f.Status == nil && f.BuiltCode == nil && f.SupplyCode == nil && f.HightechCode == nil &&
		f.LandUse == nil && f.Industrial == nil && f.Idle == nil
}

// takes decides about one kind of land; unsaid where the source doesn't tell.
// parkHasHightech says whether any piece of the park has a high-tech code:
// then a piece without one is not high-tech land.
func (f *filter) takes(s *standing, parkHasHightech bool) answer {
	result := yes
	for _, a := range [...]answer{
		f.Status.takesStatus(s.statuses),
		f.BuiltCode.takesCode(s.built),
		f.SupplyCode.takesCode(s.supply),
		f.HightechCode.takesHightech(s.hightech, parkHasHightech),
		f.takesLandUse(s),
		wanted(f.Industrial, s.industrial),
		wanted(f.Idle, codeList{"idle"}.takesStatus(s.statuses)),
	} {
		switch a {
		case no:
			return no
		case unsaid:
			result = unsaid
		}
	}
	return result
}

func (c codeList) takesStatus(possible []string) answer {
	if c == nil {
		return yes
	}
	in := 0
	for _, p := range possible {
		if slices.Contains(c, p) {
			in++
		}
	}
	switch in {
	case 0:
		return no
	case len(possible):
		return yes
	}
	return unsaid
}

// takesCode compares beginnings. What is known may itself be only the
// beginning of a code: B against the wish B21 leaves the matter open.
func (c codeList) takesCode(known string) answer {
	if c == nil {
		return yes
	}
	result := no
	for _, wish := range c {
		switch {
		case known != "" && strings.HasPrefix(known, wish):
			return yes
		case strings.HasPrefix(wish, known):
			result = unsaid
		}
	}
	return result
}

func (c codeList) takesHightech(known string, parkHasHightech bool) answer {
	if c != nil && known == "" && parkHasHightech {
		return no
	}
	return c.takesCode(known)
}

func (f *filter) takesLandUse(s *standing) answer {
	switch {
	case f.LandUse == nil:
		return yes
	case s.scheme != f.Scheme || s.landUse == "":
		return unsaid
	}
	return truth(f.LandUse.takesCode(s.landUse) == yes)
}

func wanted(wish *bool, found answer) answer {
	switch {
	case wish == nil:
		return yes
	case found == unsaid:
		return unsaid
	}
	return truth(*wish == (found == yes))
}
