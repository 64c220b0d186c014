package intensity_test

import (
	"slices"
	"testing"

	"jiyue/indicators/intensity"
)

func TestNames(t *testing.T) {
	if got := intensity.Sets(); !slices.Equal(got, []string{"tdt1029-2014", "tdt1029-2010"}) {
		t.Errorf("sets %v", got)
	}
	if !slices.Contains(intensity.Bases(), "tdt1029-common") {
		t.Error("the common part can be extended")
	}
	if got := intensity.Schemes(); !slices.Equal(got, []string{"gbt21010-2007", "gbt21010-2017", "sandiao", "ydyh-2023"}) {
		t.Errorf("classifications %v", got)
	}
}

func TestNoNameLeadsElsewhere(t *testing.T) {
	for _, name := range []string{"", "raw", "../intensity", "schemes/sandiao", "land-codes", "sandiao.yaml"} {
		if _, ok := intensity.Set(name); ok {
			t.Errorf("set %q", name)
		}
		if _, ok := intensity.Scheme(name); ok {
			t.Errorf("classification %q", name)
		}
	}
}
