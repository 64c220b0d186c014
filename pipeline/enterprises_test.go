package pipeline_test

import (
	"math"
	"testing"

	"jiyue/pipeline"
)

// The fixture's enterprise QY0001 has two parcels of 2000 and 3000 m², 7.5 mu,
// and 450 万元 of output and 20 of tax that stand on each of them.
func TestEnterprisesOfTheFixture(t *testing.T) {
	_, s := runFixture(t, "defects", pipeline.Options{})
	rows, err := s.EnterpriseYields("")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Enterprise != "QY0001" || rows[0].Parcels != 2 || rows[0].AreaMu != 7.5 {
		t.Fatalf("%+v", rows)
	}
	if got := rows[0]; math.Abs(*got.OutputPerMu-60) > 1e-9 || math.Abs(*got.TaxPerMu-20/7.5) > 1e-9 || got.Class != "A" || got.AddedPerMu != nil {
		t.Errorf("%+v", got)
	}
}
