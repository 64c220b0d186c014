package indicators_test

import (
	"slices"
	"testing"

	"jiyue/indicators"
)

func TestClasses(t *testing.T) {
	tests := []struct {
		name, scheme, code string
		known, industrial  bool
		built              string
	}{
		{"industry of 2017", "gbt21010-2017", "0601", true, true, "A2"},
		{"warehouses of 2017", "gbt21010-2017", "0604", true, true, "A2"},
		{"mining is 0602", "gbt21010-2017", "0602", true, true, "A2"},
		{"the parent of industry", "gbt21010-2017", "06", true, true, "A2"},
		{"a local sub-code is its class", "gbt21010-2017", "060101", true, true, "A2"},
		{"three digits are not of 2017", "gbt21010-2017", "061", false, false, ""},
		{"1001 is a railway in 2017", "gbt21010-2017", "1001", true, false, "A32"},
		{"streets", "gbt21010-2017", "1004", true, false, "A31"},
		{"rural housing is not urban", "gbt21010-2017", "0702", true, false, "B12"},
		{"cropland has no built code", "gbt21010-2017", "0101", true, false, ""},
		{"no such class", "gbt21010-2017", "0699", false, false, ""},
		{"empty", "gbt21010-2017", "", false, false, ""},
		{"letters where digits belong", "gbt21010-2017", "06 1", false, false, ""},
		{"industry of 2007", "gbt21010-2007", "061", true, true, "A2"},
		{"warehouses of 2007", "gbt21010-2007", "063", true, true, "A2"},
		{"four digits are not of 2007", "gbt21010-2007", "0601", false, false, ""},
		{"0810 is not a sub-code of 081", "gbt21010-2007", "0810", false, false, ""},
		{"warehouses of the third survey", "sandiao", "0508", true, true, "A2"},
		{"salt pan of the third survey", "sandiao", "0603", true, true, "A2"},
		{"the third survey has no 0604", "sandiao", "0604", false, false, ""},
		{"shops of the third survey", "sandiao", "05H1", true, false, "A4"},
		{"05 may be shops or warehouses", "sandiao", "05", true, false, ""},
		{"squares", "sandiao", "0810A", true, false, "A51"},
		{"suffix of convertible land", "sandiao", "0201K", true, false, ""},
		{"1001 is industry in 2023", "ydyh-2023", "1001", true, true, "A2"},
		{"industry of class 2", "ydyh-2023", "100102", true, true, "A2"},
		{"1101 is warehouses in 2023", "ydyh-2023", "1101", true, true, "A2"},
		{"reserve stores", "ydyh-2023", "1102", true, true, "A2"},
		{"0601 is a rural road in 2023", "ydyh-2023", "0601", true, false, ""},
		{"third level not listed by itself", "ydyh-2023", "080401", true, false, "A52"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := indicators.Scheme(tt.scheme)
			if err != nil {
				t.Fatal(err)
			}
			c, ok := s.Class(tt.code)
			if ok != tt.known || c.Industrial != tt.industrial || c.BuiltCode != tt.built {
				t.Errorf("%s %q: got %+v %v", tt.scheme, tt.code, c, ok)
			}
		})
	}
}

func TestEverySchemeIsWhole(t *testing.T) {
	for _, name := range indicators.SchemeNames() {
		s, err := indicators.Scheme(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range s.Codes() {
			c, _ := s.Class(code)
			if c.NameZH == "" || c.NameEN == "" {
				t.Errorf("%s %s has no name", name, code)
			}
			if c.BuiltCode != "" && !indicators.KnownLandCode(c.BuiltCode) {
				t.Errorf("%s %s: no land-status code %s", name, code, c.BuiltCode)
			}
			if c.Industrial && c.BuiltCode != "A2" {
				t.Errorf("%s %s is industrial but becomes %s when built", name, code, c.BuiltCode)
			}
		}
	}
	if _, err := indicators.Scheme("gb"); err == nil {
		t.Error("an unknown scheme must be an error")
	}
}

// 0601–0604 in GB/T 21010-2017; 061–063 in 2007; 0601–0603 and 0508 in the
// third survey; 1001–1003, 1101, 1102 with sub-codes in 2023; and their parents.
func TestIndustrialCodes(t *testing.T) {
	for name, want := range map[string][]string{
		"gbt21010-2017": {"06", "0601", "0602", "0603", "0604"},
		"gbt21010-2007": {"06", "061", "062", "063"},
		"sandiao":       {"0508", "06", "0601", "0602", "0603"},
		"ydyh-2023":     {"10", "1001", "100101", "100102", "100103", "1002", "1003", "11", "1101", "110101", "110102", "110103", "1102"},
	} {
		s, err := indicators.Scheme(name)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, code := range s.Codes() {
			if c, _ := s.Class(code); c.Industrial {
				got = append(got, code)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
