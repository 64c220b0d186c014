package diff_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"jiyue/indicators"
	"jiyue/pipeline/diff"
	"jiyue/pipeline/land"
	"jiyue/pipeline/score"
	"jiyue/pipeline/store"
)

// county is the land of one park on one night, and what was handed in for it.
type county struct {
	code       string           // "" for A
	outline    orb.MultiPolygon // nil for a square
	blocks     int
	pieces     []land.Piece
	extentM2   float64
	statistics map[string]float64
	set        *indicators.Set
	values     indicators.Values
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func builtin(t testing.TB) *indicators.Set {
	t.Helper()
	set, err := indicators.Builtin("tdt1029-2014")
	check(t, err)
	return set
}

// publish makes a whole night of the county.
func (c *county) publish(t testing.TB, dir string) {
	t.Helper()
	n, err := store.Create(dir, store.Options{Started: time.Unix(0, 0), Lang: land.EN})
	check(t, err)
	defer n.Discard()
	run, err := n.Begin(store.Run{Kind: store.KindLand, StartedAt: "2026-01-02T03:04:05Z", AreaKind: "planar", CRS: "x"})
	check(t, err)
	check(t, n.SetCRS(store.CRS{EPSG: 4525, Name: "x", WKT: `LOCAL_CS["x"]`}))
	check(t, n.WriteSources([]land.Source{{Role: land.RoleParcels, Path: "parcels.shp", Hash: fmt.Sprint(run.ID)}}))
	check(t, n.WriteParks([]land.Park{{Code: c.park(), Name: "甲园", Type: "工业主导型"}}))
	square := orb.MultiPolygon{{{{0, 0}, {1e4, 0}, {1e4, 1e4}, {0, 1e4}, {0, 0}}}}
	if c.outline != nil {
		square = c.outline
	}
	check(t, n.WriteExtents([]land.Extent{{ParkCode: c.park(), Kind: land.Approved, Shape: square, AreaM2: c.extentM2, Blocks: c.blocks}}))
	check(t, n.WritePieces(c.pieces))
	check(t, n.PiecesDone())
	_, err = n.ComparePieces()
	check(t, err)
	totals := c.totals()
	check(t, n.WriteTotals(totals))
	check(t, n.WriteIndicatorSet(store.IndicatorSet{Name: c.set.Name(), Ideals: c.values.Ideals, Weights: c.values.Weights}))
	_, err = score.Parks(n, run, totals, c.set, land.EN)
	check(t, err)
	check(t, n.Finish(run))
	check(t, n.Publish())
}

func (c *county) park() string {
	if c.code == "" {
		return "A"
	}
	return c.code
}

func (c *county) totals() []store.Total {
	tally := c.set.NewTally(land.MeasureNames())
	for i := range c.pieces {
		p := &c.pieces[i]
		f := indicators.Facts{LandUse: p.LandUse, Scheme: p.Scheme, Status: string(p.Status), BuiltCode: p.BuiltCode, SupplyCode: p.SupplyCode, AreaM2: p.AreaM2}
		for _, q := range p.Figures {
			f.Amounts = append(f.Amounts, indicators.Amount(q))
		}
		tally.Add(&f)
	}
	sums := tally.Totals()
	sums[indicators.LandArea] = indicators.Total{Value: c.extentM2, Known: true, Unit: "m²"}
	for name, v := range c.statistics {
		sums[indicators.StatisticPrefix+name] = indicators.Total{Value: v, Known: true}
	}
	var rows []store.Total
	for name, v := range sums {
		row := store.Total{ParkCode: c.park(), ExtentKind: "approved", Name: name, Unit: v.Unit, Pieces: v.Pieces, Missing: v.Missing}
		if v.Known {
			value := v.Value
			row.Value = &value
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b store.Total) int { return strings.Compare(a.Name, b.Name) })
	return rows
}

// randomPiece is a parcel at a place, with figures of which some are missing.
func randomPiece(r *rand.Rand, record int) land.Piece {
	x := float64(100 * r.IntN(90))
	p := land.Piece{Record: record, ParcelID: fmt.Sprint("P", record), Relation: land.Inside, Share: 1, AreaM2: 100 + 1e4*r.Float64(),
		Classes: land.Classes{LandUse: []string{"0601", "0701", "1101"}[r.IntN(3)], Scheme: "gbt21010-2017", Status: []land.Status{land.Built, land.Unbuilt, land.Idle, land.Unsupplied}[r.IntN(4)]},
		Shape:   orb.MultiPolygon{{{{x, x}, {x + 50, x}, {x + 50, x + 50 + r.Float64()}, {x, x}}}}}
	for m := range p.Figures {
		if r.IntN(5) > 0 {
			p.Figures[m] = land.Known(math.Round(1e4*r.Float64()) / 7)
		}
	}
	return p
}

// edit changes some of the land, as a night does.
func edit(r *rand.Rand, pieces []land.Piece) []land.Piece {
	var now []land.Piece
	for _, p := range pieces {
		switch r.IntN(8) {
		case 0:
			continue
		case 1:
			p.AreaM2 *= 1 + r.Float64()
		case 2:
			p.Status = land.Built
		case 3:
			p.Figures[r.IntN(land.MeasureCount)] = land.Known(1000 * r.Float64())
		case 4:
			p.Figures[r.IntN(land.MeasureCount)] = land.Quantity{}
		}
		now = append(now, p)
	}
	now = append(now, randomPiece(r, 1000+r.IntN(1000)))
	for i := range now {
		now[i].Record = i + 1 // records move
	}
	return now
}

// Over random nights: of every figure, what the parcels and the named others add
// to numerator and denominator is the change of both, their effects add up to the
// change of the figure, and no part is put down to a formula that is a sum.
func TestEffectsAddUp(t *testing.T) {
	const nights = 6
	r, dir := rand.New(rand.NewPCG(1, 2)), t.TempDir()
	c := county{extentM2: 1e8, statistics: map[string]float64{"population": 1000, "investment": 5e4}, set: builtin(t)}
	for i := range 40 {
		c.pieces = append(c.pieces, randomPiece(r, i+1))
	}
	for i := range nights {
		if i > 0 {
			c.pieces = edit(r, c.pieces)
		}
		if i == 3 {
			c.statistics = map[string]float64{"population": 1250, "investment": 4e4}
			c.extentM2 = 1.01e8
		}
		c.publish(t, dir)
	}
	s, err := store.Open(store.PathIn(dir))
	check(t, err)
	defer s.Close()
	explained := 0
	for from := int64(1); from <= nights; from++ {
		for to := int64(1); to <= nights; to++ {
			if from != to {
				given := (from <= 3) != (to <= 3)
				explained += checkFigures(t, s, from, to, given)
			}
		}
	}
	if explained < 300 {
		t.Errorf("%d figures prove little", explained)
	}
}

// checkFigures holds the parts of every figure against it, and returns how many
// figures there are.
func checkFigures(t *testing.T, s *store.Store, from, to int64, given bool) int {
	t.Helper()
	c, err := diff.Between(s, from, to, land.EN)
	check(t, err)
	p, err := c.Park("A", "")
	check(t, err)
	if len(p.Extents) != 1 || len(p.Extents[0].Figures) == 0 {
		t.Fatalf("runs %d and %d: %+v", from, to, p.Extents)
	}
	n := 0
	for _, f := range p.Extents[0].Figures {
		if f.Numerator == nil || f.Before == nil || f.After == nil {
			continue
		}
		n++
		var up, down, effect land.Sum
		for _, x := range f.Parcels {
			up.Add(x.Numerator)
			down.Add(x.Denominator)
			effect.Add(*x.Effect)
		}
		for _, x := range f.Others {
			up.Add(x.Numerator)
			down.Add(x.Denominator)
			effect.Add(*x.Effect)
			if x.Cause != diff.CauseExtent && x.Cause != diff.CauseStatistics || !given {
				t.Errorf("runs %d and %d: %s moved by %+v", from, to, f.Figure, x)
			}
		}
		sum := func(what string, got float64, before, after *float64, tolerance float64) {
			if want := *after - *before; math.Abs(got-want) > tolerance*max(math.Abs(*before), math.Abs(*after)) {
				t.Errorf("runs %d and %d: %s of %s is explained by %v of %v", from, to, what, f.Figure, got, want)
			}
		}
		const rounding = 32.0 / (1 << 53) // that of the sums, and of adding up here
		sum("the numerator", up.Value(), f.Numerator.Before, f.Numerator.After, rounding)
		if f.Denominator != nil {
			sum("the denominator", down.Value(), f.Denominator.Before, f.Denominator.After, rounding)
		}
		sum("the value", effect.Value(), f.Before, f.After, 1e-12)
	}
	return n
}

// Composed over the nights in between, the changes are those of the first night
// held against the last one.
func TestComposedChangesAreTheDirectOnes(t *testing.T) {
	r, dir, direct := rand.New(rand.NewPCG(3, 4)), t.TempDir(), t.TempDir()
	c := county{extentM2: 1e8, set: builtin(t)}
	for i := range 25 {
		c.pieces = append(c.pieces, randomPiece(r, i+1))
	}
	first := slices.Clone(c.pieces)
	for i := range 5 {
		if i > 0 {
			c.pieces = edit(r, c.pieces)
		}
		if i == 3 {
			c.pieces = append(c.pieces[:len(c.pieces)/2], first[:4]...) // what went comes again
			for k := range c.pieces {
				c.pieces[k].Record = k + 1
			}
		}
		c.publish(t, dir)
		if i == 0 || i == 4 {
			c.publish(t, direct)
		}
	}
	sides := func(dir string, to int64) (sum []string) {
		s, err := store.Open(store.PathIn(dir))
		check(t, err)
		defer s.Close()
		b, err := diff.Between(s, 1, to, land.EN)
		check(t, err)
		p, err := b.Park("A", "parcel_area")
		check(t, err)
		for _, x := range p.Extents[0].Parcels {
			for _, d := range x.Differs {
				if d.Attribute == "area" {
					sum = append(sum, fmt.Sprintf("%v→%v", d.Before, d.After))
				}
			}
		}
		slices.Sort(sum)
		return sum
	}
	got, want := net(sides(dir, 5)), net(sides(direct, 2))
	if !slices.Equal(got, want) || len(want) < 10 {
		t.Errorf("composed\n%v\ndirect\n%v", got, want)
	}
}

// net takes pairs apart: which areas went and which came. Who has become whom may
// be told in two ways where ids and shapes are equal.
func net(pairs []string) []string {
	var list []string
	for _, p := range pairs {
		before, after, _ := strings.Cut(p, "→")
		list = append(list, "-"+before, "+"+after)
	}
	slices.Sort(list)
	return slices.DeleteFunc(list, func(s string) bool { return strings.HasSuffix(s, "<nil>") })
}

// Other ideals move the score and no parcel: the configuration is named.
func TestConfigurationIsNamed(t *testing.T) {
	r, dir := rand.New(rand.NewPCG(5, 6)), t.TempDir()
	c := county{extentM2: 1e8, set: builtin(t)}
	for i := range 25 {
		c.pieces = append(c.pieces, randomPiece(r, i+1))
	}
	c.publish(t, dir)
	c.values = indicators.Values{Ideals: map[string]float64{"overall_plot_ratio": 2}}
	var err error
	c.set, err = c.set.Override(c.values)
	check(t, err)
	c.publish(t, dir)
	s, err := store.Open(store.PathIn(dir))
	check(t, err)
	defer s.Close()
	b, err := diff.Between(s, 0, 0, land.EN)
	check(t, err)
	p, err := b.Park("A", "")
	check(t, err)
	e := p.Extents[0]
	if len(e.Parcels) != 0 || len(e.Figures) != 1 || e.Figures[0].Figure != "score" || len(e.Points) != 1 || e.Points[0].Node != "overall_plot_ratio" {
		t.Errorf("%+v", e)
	}
}
