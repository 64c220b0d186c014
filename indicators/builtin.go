package indicators

import "jiyue/indicators/intensity"

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
	return nil, Errorf("没有指标体系 %q；内置的有 %s", "unknown indicator set %q; built in are %s", name, listed(BuiltinNames()))
}
