package store_test

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// landNight is a night whose pieces matter, of one parcel each.
func landNight(pieces []land.Piece) night {
	n := demoNight()
	n.pieces = slices.Clone(pieces)
	slices.SortStableFunc(n.pieces, func(a, b land.Piece) int { return cmp.Compare(a.Record, b.Record) })
	return n
}

// publishCompared makes one whole night and compares it with the one before.
func (n *night) publishCompared(t testing.TB, dir string) store.LandComparison {
	t.Helper()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n.writeLand(t, tonight)
	c, err := tonight.ComparePieces()
	must(t, err)
	n.writeResults(t, tonight)
	must(t, tonight.Publish())
	return c
}

// parcelAt is a parcel of 50 m by 50 m in the first extent, with output.
func parcelAt(record int, id string, x float64, outputWan float64) land.Piece {
	p := land.Piece{Extent: 0, Source: 1, Record: record, ParcelID: id, Relation: land.Inside, Share: 1, PlanarM2: 2500, AreaM2: 2500,
		Classes: land.Classes{LandUse: "0601", Scheme: "gbt21010-2017", Status: land.Built}, Shape: orb.MultiPolygon{square(x, 200, 50)}}
	p.Figures[land.Output] = land.Known(outputWan)
	return p
}

func TestKindsOfChange(t *testing.T) {
	before := []land.Piece{parcelAt(1, "A", 0, 10), parcelAt(2, "B", 100, 20), parcelAt(3, "C", 200, 30), parcelAt(4, "", 300, 40)}
	for name, c := range map[string]struct {
		edit func(p []land.Piece) []land.Piece
		want []string
	}{
		"nothing":                       {func(p []land.Piece) []land.Piece { return p }, nil},
		"records move by one":           {func(p []land.Piece) []land.Piece { return shift(p, 1) }, nil},
		"a figure":                      {func(p []land.Piece) []land.Piece { p[1].Figures[land.Output].Value = 5; return p }, []string{"edited B 20→5"}},
		"a figure becomes unknown":      {func(p []land.Piece) []land.Piece { p[1].Figures[land.Output] = land.Quantity{}; return p }, []string{"edited B 20→?"}},
		"a status":                      {func(p []land.Piece) []land.Piece { p[0].Status = land.Idle; return p }, []string{"reclassified A 10→10"}},
		"a shape":                       {func(p []land.Piece) []land.Piece { p[0].Shape = orb.MultiPolygon{square(0, 200, 40)}; return p }, []string{"reshaped A 10→10 old"}},
		"the rest of the parcel":        {func(p []land.Piece) []land.Piece { p[0].Share, p[0].Relation = .5, land.Cut; return p }, []string{"reshaped A 10→10"}},
		"added":                         {func(p []land.Piece) []land.Piece { return append(p, parcelAt(5, "E", 400, 50)) }, []string{"added E ?→50"}},
		"removed":                       {func(p []land.Piece) []land.Piece { return p[1:] }, []string{"removed A 10→? old"}},
		"one twice":                     {func(p []land.Piece) []land.Piece { return append(p, parcelAt(5, "A", 0, 10)) }, []string{"added A ?→10"}},
		"all numbers move by one":       {func(p []land.Piece) []land.Piece { p[0].ParcelID, p[1].ParcelID = "Z", "A"; return p }, []string{"edited Z 10→10", "edited A 20→20"}},
		"reshaped, and no id":           {func(p []land.Piece) []land.Piece { p[3].Shape = orb.MultiPolygon{square(300, 200, 40)}; return p }, []string{"reshaped  40→40 old"}},
		"a new parcel in a new place":   {func(p []land.Piece) []land.Piece { p[0] = parcelAt(1, "N", 700, 10); return p }, []string{"removed A 10→? old", "added N ?→10"}},
		"the other one of two has gone": {func(p []land.Piece) []land.Piece { return shift(p[1:3], -1) }, []string{"removed A 10→? old", "removed  40→? old"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			first, second := landNight(before), landNight(c.edit(slices.Clone(before)))
			if got := first.publishCompared(t, dir); got != (store.LandComparison{RunID: 1, Verdict: store.ComparedFirst}) {
				t.Errorf("the first night: %+v", got)
			}
			if got := second.publishCompared(t, dir); got != (store.LandComparison{RunID: 2, PreviousRun: 1, Verdict: store.Compared, Changes: int64(len(c.want))}) {
				t.Errorf("the second night: %+v", got)
			}
			changes, err := open(t, dir).PieceChanges(2, "S147062")
			must(t, err)
			var got []string
			for _, x := range changes {
				old := ""
				if x.Shape != nil {
					old = " old"
				}
				got = append(got, fmt.Sprintf("%s %s %s→%s%s", x.Change, x.ParcelID, outputOf(x.Before), outputOf(x.After), old))
			}
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func shift(pieces []land.Piece, by int) []land.Piece {
	for i := range pieces {
		pieces[i].Record += by
	}
	return pieces
}

func outputOf(s *store.PieceState) string {
	if s == nil || !s.Figures[land.Output].Known {
		return "?"
	}
	return fmt.Sprint(s.Figures[land.Output].Value)
}

// randomPieces draws the land of one night.
func randomPieces(random *rand.Rand) []land.Piece {
	var pieces []land.Piece
	for i := range 1 + random.IntN(12) {
		p := parcelAt(i+1, []string{"", "A", "B", "C", "D"}[random.IntN(5)], float64(100*random.IntN(6)), 1e6*random.NormFloat64())
		p.Extent = random.IntN(2)
		p.AreaM2 = []float64{1, 2500, 1.0 / 3, 1e7}[random.IntN(4)]
		p.Status = []land.Status{"", land.Built, land.Idle}[random.IntN(3)]
		if random.IntN(4) == 0 {
			p.Figures[land.Output] = land.Quantity{}
		}
		if random.IntN(6) == 0 {
			p.Shape = nil
		}
		pieces = append(pieces, p)
	}
	return pieces
}

// Whatever changes from one night to the next: what the changes add less what
// they take is the difference of the sums, in exact arithmetic, and no piece that
// is still the same is among them.
func TestChangesAddUp(t *testing.T) {
	const nights = 12
	random, dir := rand.New(rand.NewPCG(7, 8)), t.TempDir()
	var last night
	for i := range nights {
		tonight := landNight(randomPieces(random))
		for j := range min(len(last.pieces), len(tonight.pieces)) { // half of the land stays
			if record := tonight.pieces[j].Record; random.IntN(2) == 0 {
				tonight.pieces[j] = last.pieces[j]
				tonight.pieces[j].Record = record
			}
		}
		tonight.publishCompared(t, dir)
		if i > 0 {
			checkChanges(t, open(t, dir), &last, &tonight)
		}
		last = tonight
	}
}

func checkChanges(t *testing.T, s *store.Store, first, second *night) {
	t.Helper()
	changes, err := s.PieceChanges(second.run.ID, "")
	must(t, err)
	effect, there := map[string]*big.Rat{}, map[uint64]bool{}
	for _, c := range changes {
		addTo(effect, c.ExtentKind, c.After, 1)
		addTo(effect, c.ExtentKind, c.Before, -1)
		there[c.AfterContent] = true
	}
	for _, c := range changes {
		if c.BeforeContent != 0 && there[c.BeforeContent] {
			t.Errorf("run %d: %+v was there and is there", c.RunID, c)
		}
	}
	want := map[string]*big.Rat{}
	for sign, n := range map[int64]*night{1: second, -1: first} {
		for i := range n.pieces {
			p := &n.pieces[i]
			addTo(want, string(n.extents[p.Extent].Kind), &store.PieceState{AreaM2: p.AreaM2, Figures: p.Figures}, sign)
		}
	}
	for key, w := range want {
		if g := effect[key]; g == nil && w.Sign() != 0 || g != nil && g.Cmp(w) != 0 {
			t.Errorf("run %d, %s: the changes add up to %v, the land to %v", second.run.ID, key, g, w)
		}
	}
}

// addTo adds area and output of a state to the sums of an extent, exactly.
func addTo(sums map[string]*big.Rat, kind string, s *store.PieceState, sign int64) {
	if s == nil {
		return
	}
	for name, v := range map[string]float64{" area": s.AreaM2, " output": s.Figures[land.Output].Value} {
		if sums[kind+name] == nil {
			sums[kind+name] = new(big.Rat)
		}
		x := new(big.Rat).SetFloat64(v)
		sums[kind+name].Add(sums[kind+name], x.Mul(x, big.NewRat(sign, 1)))
	}
}

func TestExtentsComeAndGo(t *testing.T) {
	dir := t.TempDir()
	first, second := demoNight(), demoNight()
	second.extents = append([]land.Extent(nil), second.extents...)
	second.extents[1].ParkCode = "0002"
	second.parks[1].Code = "0002"
	first.publishCompared(t, dir)
	second.publishCompared(t, dir)
	same(t, "extents", []store.ExtentChange{
		{RunID: 2, PreviousRun: 1, ParkCode: "0001", ExtentKind: "managed", Change: store.ExtentGone, PiecesBefore: 1},
		{RunID: 2, PreviousRun: 1, ParkCode: "0002", ExtentKind: "managed", Change: store.ExtentNew, PiecesAfter: 1},
	})(open(t, dir).ExtentChanges(2))
}

// Runs that differ in what every area or coordinate is written in have no piece
// in common, and no list of changes.
func TestWhatIsNotCompared(t *testing.T) {
	for want, edit := range map[string]func(dir string, n *night){
		store.ComparedArea: func(_ string, n *night) { n.run.AreaKind = "ellipsoidal" },
		store.ComparedCRS:  func(_ string, n *night) { n.run.CRS = "EPSG:4526" },
		store.ComparedDamaged: func(dir string, _ *night) {
			must(t, os.WriteFile(store.PathIn(dir), []byte("no database"), 0o600))
		},
	} {
		dir := t.TempDir()
		first, second := demoNight(), demoNight()
		first.publishCompared(t, dir)
		edit(dir, &second)
		if got := second.publishCompared(t, dir); got.Verdict != want || got.Changes != 0 {
			t.Errorf("%s: %+v", want, got)
		}
	}
}

// Pieces that somebody has edited in the published store are not taken for land
// that has changed.
func TestEditedStoreIsNotTakenForLand(t *testing.T) {
	dir := t.TempDir()
	first, second := demoNight(), demoNight()
	first.publishCompared(t, dir)
	sqliteDo(t, store.PathIn(dir), "DROP TRIGGER rtree_piece_geom_update3; DROP TRIGGER rtree_piece_geom_update4; UPDATE piece SET output_wan = 77 WHERE record = 1")
	second.pieces[1].AreaM2 = 9 // so that the extent is looked at
	second.publishCompared(t, dir)
	changes, err := open(t, dir).ExtentChanges(2)
	must(t, err)
	if len(changes) != 1 || changes[0].Change != store.ExtentAltered {
		t.Errorf("%+v", changes)
	}
}

// A store of a program that compared nothing has no digests: its pieces are all
// read, once, and those that are still the same are found to be so.
func TestStoreWithoutDigestsIsRead(t *testing.T) {
	dir := t.TempDir()
	first, second := demoNight(), demoNight()
	first.publishCompared(t, dir)
	sqliteDo(t, store.PathIn(dir), "DELETE FROM schema_step WHERE step >= 7; DROP TABLE piece_digest; DROP TABLE piece_change; DROP TABLE extent_change; DROP TABLE land_comparison")
	old := open(t, dir)
	if changes, err := old.PieceChanges(1, ""); err != nil || changes != nil {
		t.Errorf("an older store: %v, %v", changes, err)
	}
	second.pieces[0].Status = land.Idle
	want := store.LandComparison{RunID: 2, PreviousRun: 1, Verdict: store.Compared, Changes: 1}
	if got := second.publishCompared(t, dir); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if list, err := open(t, dir).LandComparisons(); err != nil || len(list) != 1 || list[0] != want {
		t.Errorf("%+v, %v", list, err)
	}
}

// The seal holds for the files as they were published, and for nothing else.
func TestSeal(t *testing.T) {
	dir := t.TempDir()
	if _, sealed := store.ReadSeal(dir); sealed {
		t.Error("a seal of nothing")
	}
	n := demoNight()
	tonight, err := store.Create(dir, options)
	must(t, err)
	defer tonight.Discard()
	n.writeLand(t, tonight)
	n.writeResults(t, tonight)
	must(t, os.WriteFile(tonight.Staged("report.html"), []byte("<html>"), 0o600))
	tonight.Seal([]byte(`{"of":"tonight"}`), "in Chinese")
	must(t, tonight.Publish())
	s, sealed := store.ReadSeal(dir)
	if !sealed || !s.Holds(dir, store.FileName, "") || !s.Holds(dir, "report.html", "in Chinese") {
		t.Fatalf("%+v", s)
	}
	if s.Holds(dir, "report.html", "in English") || s.Holds(dir, "tables.xlsx", "in Chinese") {
		t.Error("the seal holds for files that are not")
	}
	whole, err := os.ReadFile(store.PathIn(dir))
	must(t, err)
	for _, at := range []int{0, 100, len(whole) / 2, len(whole) - 1} {
		edited := slices.Clone(whole)
		edited[at] ^= 1
		must(t, os.WriteFile(store.PathIn(dir), edited, 0o600))
		if s.Holds(dir, store.FileName, "") {
			t.Errorf("a bit at %d is not missed", at)
		}
	}
	must(t, os.WriteFile(store.PathIn(dir), whole, 0o600))
	must(t, os.WriteFile(store.PathIn(dir)+"-wal", nil, 0o600))
	if s.Holds(dir, store.FileName, "") {
		t.Error("a log beside the store is not seen")
	}
}
