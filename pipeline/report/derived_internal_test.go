package report

import (
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// derivedSample is the sample with a potential by an ideal, one that takes land
// from a statistic, and the totals behind the studies.
func derivedSample() *data {
	d := concluded()
	v := func(f float64) *float64 { return &f }
	k := extentKey{d.extents[0].ParkCode, d.extents[0].Kind}
	figures := d.conclusions.figures
	figures[0].Formula = "A * (ideal.plot_ratio - indicator.plot_ratio)"
	figures[1].Formula = "E / (statistics.supply_mean ?? statistics.supply_y0)"
	d.conclusions.potentials = append(d.conclusions.potentials, store.Potential{ParkCode: k.park, ExtentKind: k.kind, Potential: "extension_potential", Value: v(22.777), Shown: v(22.777), Unit: "公顷", Note: "推定"})
	d.totals = map[extentKey]map[string]store.Total{k: {
		"A": {Name: "A", Value: v(1_234_500), Unit: "m²"}, "E": {Name: "E", Value: v(227_770), Unit: "m²"}, "B21": {Name: "B21", Value: v(170_110), Unit: "m²"},
		"statistics.supply_y0": {Name: "statistics.supply_y0", Value: v(31_700), Unit: "m²"}, "statistics.supply_mean": {Name: "statistics.supply_mean", Unit: "m²"},
	}}
	return d
}

// Cells of the potentials, the studies and the lists lead to how they came about:
// formula, operands and ideal, or the parcels.
func TestConclusionsLeadToHowTheyWereComputed(t *testing.T) {
	d := derivedSample()
	m := composed(t, d, Options{Lang: land.ZH, ListedParcels: 1})
	lines, parcels := map[string]MetricLine{}, map[string]Row{}
	for _, p := range m.Parks {
		for _, e := range p.Extents {
			for _, l := range e.Metrics {
				lines[l.ID] = l
			}
		}
	}
	for _, r := range m.Listed.Short.Rows {
		parcels[r.ID] = r
	}
	at := func(table, column string, row int) Cell {
		for i := range m.Uses {
			if m.Uses[i].ID == table {
				return m.Uses[i].Rows[row].Cells[columnOf(&m.Uses[i], column)]
			}
		}
		t.Fatalf("no table %s", table)
		return Cell{}
	}
	for _, want := range []struct {
		table, column, formula, operands, reason string
	}{
		{"potential", "structure_potential", "A * (ideal.plot_ratio - indicator.plot_ratio)", "A 123.45 公顷", "计算值 -3.00 公顷，现状优于理想值，记为 0"},
		{"potential", "extension_potential", "E / (statistics.supply_mean ?? statistics.supply_y0)", "E 22.78 公顷；statistics.supply_y0 3.17 公顷", "推定"},
		{"study_use", "extension_potential", "E / (statistics.supply_mean ?? statistics.supply_y0)", "E 22.78 公顷；statistics.supply_y0 3.17 公顷", "推定"},
		{"study_link", "ready", "B21", "B21 17.01 公顷", ""},
	} {
		cell := at(want.table, want.column, 0)
		line, known := lines[cell.Link]
		if !known || line.Figure.Text != cell.Text || line.Formula != want.formula || line.Figure.Reason != want.reason {
			t.Errorf("%s, %s: %s leads to %q: %+v", want.table, want.column, cell.Text, cell.Link, line)
		}
		if got := operandTexts(line); !strings.HasPrefix(got, want.operands) {
			t.Errorf("%s, %s rests on %s, want %s", want.table, want.column, got, want.operands)
		}
	}
	for _, o := range lines[at("potential", "structure_potential", 0).Link].Operands[1:] {
		if metric, known := lines[o.Link]; o.Link != "" && (!known || metric.Indicator != "plot_ratio" || metric.Figure.Text != o.Figure.Text) {
			t.Errorf("%s %s leads to %+v", o.Name, o.Figure, metric)
		}
	}
	if cell := at("listed_land", "low_tax", 0); parcels[cell.Link].Cells == nil || !strings.Contains(texts(Table{Rows: []Row{parcels[cell.Link]}}, 0), "P7") {
		t.Errorf("land of a list leads to %q", cell.Link)
	}
	if cell := at("listed_land", "idle", 0); cell.Link != "" {
		t.Errorf("no land leads to %q", cell.Link)
	}
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		checkLinks(t, "derived "+string(lang), string(printed(t, composed(t, derivedSample(), Options{Lang: lang}), WriteHTML)))
	}
}

func operandTexts(l MetricLine) string {
	var list []string
	for _, o := range l.Operands {
		list = append(list, o.Name+" "+o.Figure.String())
	}
	return strings.Join(list, "；")
}

// Where parks are many, the formulas of potentials stand once, as those of metrics.
func TestDerivedFormulasApart(t *testing.T) {
	m := composed(t, derivedSample(), Options{Lang: land.ZH, ParkMaps: 1})
	at := map[string]string{}
	for _, f := range m.Formulas {
		at[f.ID] = f.Formula
	}
	found := 0
	for _, l := range m.Parks[0].Extents[0].Metrics {
		if strings.HasSuffix(l.Indicator, "_potential") {
			found++
			if at[l.FormulaAt] != l.Formula {
				t.Errorf("%s: the formula stands at %q as %s", l.Name, l.FormulaAt, at[l.FormulaAt])
			}
		}
	}
	if found != 2 {
		t.Errorf("%d potentials, want 2", found)
	}
}
