package diff

import (
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func TestParkByCodeOrName(t *testing.T) {
	c := &Comparison{store: &store.Store{}, lang: land.EN, names: map[string]string{
		"S1": "North Park", "S2": "South Park", "S3": "Harbour", "S4": "harbour", "S5": "S1", "S6": ""}}
	for _, x := range []struct{ named, code, failure string }{
		{"S1", "S1", ""}, // also the name of S5: a code comes first
		{"North Park", "S1", ""},
		{"south park", "S2", ""},
		{"North", "S1", ""},
		{"Park", "", "2 parks go by the name Park|name one by its code: S1 North Park, S2 South Park"},
		{"HARBOUR", "", "2 parks go by the name HARBOUR|name one by its code: S3 Harbour, S4 harbour"},
		{"nosuch", "", "there is no park with the code or the name nosuch|there are: S1 North Park, S2 South Park, S3 Harbour, S4 harbour, S5 S1, S6"},
	} {
		code, err := c.codeOf(x.named)
		if code != x.code || (err != nil) != (x.failure != "") {
			t.Errorf("%s: %s, %v", x.named, code, err)
			continue
		}
		if f, is := land.AsFailure(err); err != nil && (!is || f.Kind != land.Usage || f.What.EN+"|"+f.Try.EN != x.failure) {
			t.Errorf("%s: %v\nwant %s", x.named, err, x.failure)
		}
	}
}
