package score_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
)

// Whatever the language of the run, a reader is told the same in his own: the
// store of a Chinese run is explained in English word for word as that of an
// English one, and the other way round.
func TestRemarksAreInTheReadersLanguage(t *testing.T) {
	pieces := slices.Concat(
		parcelsOf(5, 1, func(*land.Piece) {}),
		parcelsOf(2, 11, func(p *land.Piece) { p.Figures[land.FloorArea] = land.Quantity{} }),
		parcelsOf(2, 21, func(p *land.Piece) { p.Status = "" }))
	crossing := land.Finding{Code: land.RingSelfCrossing, Source: "parcels.shp", Record: 3, ParkCode: "A", Found: "x"}
	explain := func(ran, reader land.Lang) string {
		n, run := auditNight(t, pieces, nil, crossing)
		_, err := scoreParks(n, run, set(t), ran)
		check(t, err)
		x, err := score.Explain(n.Read(), "A", "", reader)
		check(t, err)
		if len(x.Findings) != 1 || len(x.Extents[0].Losses) == 0 || len(x.Extents[0].Potentials) == 0 {
			t.Fatalf("%+v", x)
		}
		text, err := json.MarshalIndent(x, "", " ")
		check(t, err)
		return string(text)
	}
	for _, reader := range []land.Lang{land.EN, land.ZH} {
		english, chinese := explain(land.EN, reader), explain(land.ZH, reader)
		a, b := strings.Split(english, "\n"), strings.Split(chinese, "\n")
		for i := range a {
			if i >= len(b) || a[i] != b[i] {
				t.Errorf("read in %s, the run in English says\n%s\nand the one in Chinese\n%s", reader, a[i], b[min(i, len(b)-1)])
			}
		}
	}
}
