package indicators

import (
	"slices"
	"strings"
)

// answer is yes, no, or that the source doesn't say.
type answer uint8

const (
	unsaid answer = iota
	no
	yes
)

func truth(b bool) answer {
	if b {
		return yes
	}
	return no
}

// classKey is what the source says about the kind of a piece. Pieces with the
// same key are added up together.
type classKey struct {
	landUse, scheme, status, built, supply, hightech string
}

// standing is how a kind of land stands in the three statistics of the code:
// construction (A, B, C), supply (D, E, F), use. Where the source lacks a
// code it is derived as far as status and land use tell, which may be only
// its first letter: "B" is not built, one can't say which kind.
type standing struct {
	statuses        []string // those that are possible; one where the source says
	built, supply   string   // a code or the beginning of one; "" where nothing is known
	hightech        string
	landUse         string
	scheme          string
	industrial      answer
	builtIsDerived  bool
	supplyIsDerived bool
}

// statuses are the words of the configuration for what became of a parcel.
var statuses = []string{"built", "unbuilt", "idle", "unsupplied", "unbuildable"}

// stand reads a class key. The rules for what the source lacks:
//
//	status built        built code by land-use class, else A; supplied: D,
//	                    but existing rural construction (B1) is not supplied: E
//	status unbuilt,idle built code B, supply code D
//	status unsupplied   built code B, supply code E
//	status unbuildable  built code C, supply code F
//	no status           from the codes: A → built; C or F → unbuildable; B with D →
//	                    unbuilt or idle; B with E → unsupplied
func stand(k classKey) standing {
	class, known := classOf(k.scheme, k.landUse)
	s := standing{
		built: landCode("ABC", k.built), supply: landCode("DEF", k.supply), hightech: landCode("H", k.hightech),
		landUse: k.landUse, scheme: k.scheme,
	}
	s.statuses = statusesOf(k.status, s.built, s.supply)
	if s.built == "" {
		s.built = builtFrom(s.statuses, class)
		s.builtIsDerived = s.built != ""
	}
	if s.supply == "" {
		s.supply = supplyFrom(s.statuses, s.built)
		s.supplyIsDerived = s.supply != ""
	}
	switch {
	case known:
		s.industrial = truth(class.Industrial)
	case strings.HasPrefix(s.built, "A") && len(s.built) > 1:
		s.industrial = truth(s.built == "A2")
	}
	return s
}

func classOf(scheme, code string) (Class, bool) {
	if scheme == "" || code == "" {
		return Class{}, false
	}
	s, err := Scheme(scheme)
	if err != nil {
		return Class{}, false
	}
	return s.Class(code)
}

// landCode returns the code if it exists under one of the letters.
func landCode(letters, code string) string {
	if code != "" && strings.Contains(letters, code[:1]) && KnownLandCode(code) {
		return code
	}
	return ""
}

func statusesOf(status, built, supply string) []string {
	switch {
	case slices.Contains(statuses, status):
		return []string{status}
	case strings.HasPrefix(built, "A"):
		return []string{"built"}
	case strings.HasPrefix(built, "C") || strings.HasPrefix(supply, "F"):
		return []string{"unbuildable"}
	case strings.HasPrefix(built, "B") && strings.HasPrefix(supply, "D"):
		return []string{"unbuilt", "idle"}
	case strings.HasPrefix(built, "B") && strings.HasPrefix(supply, "E"):
		return []string{"unsupplied"}
	case strings.HasPrefix(built, "B"):
		return []string{"unbuilt", "idle", "unsupplied"}
	}
	return statuses
}

func builtFrom(possible []string, class Class) string {
	switch {
	case len(possible) != 1:
		return ""
	case possible[0] == "built" && class.BuiltCode != "":
		return class.BuiltCode
	case possible[0] == "built":
		return "A"
	case possible[0] == "unbuildable":
		return "C"
	}
	return "B"
}

func supplyFrom(possible []string, built string) string {
	switch {
	case len(possible) != 1:
		return ""
	case strings.HasPrefix(built, "B1"):
		return "E"
	case possible[0] == "unsupplied":
		return "E"
	case possible[0] == "unbuildable":
		return "F"
	}
	return "D"
}
