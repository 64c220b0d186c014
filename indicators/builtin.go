package indicators

import (
	"fmt"
	"strings"

	"jiyue/indicators/intensity"
)

// BuiltinNames lists the built-in sets.
func BuiltinNames() []string { return intensity.Sets() }

// Builtin returns a built-in set; the error names those that exist.
func Builtin(name string) (*Set, error) {
	for _, known := range BuiltinNames() {
		if name == known {
			data, _ := intensity.Set(name)
			chain, err := readSetFile(data, name+".yaml")
			if err != nil {
				return nil, err
			}
			return newSet(data, chain)
		}
	}
	return nil, fmt.Errorf("unknown indicator set %q; built in are %s", name, strings.Join(BuiltinNames(), ", "))
}
