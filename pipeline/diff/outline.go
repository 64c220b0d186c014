package diff

import (
	"math"
	"slices"
	"strconv"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Outline is what became of the outline of an extent that both runs have.
type Outline struct {
	BlocksBefore int     `json:"blocks_before"`
	BlocksAfter  int     `json:"blocks_after"`
	AreaBeforeM2 float64 `json:"area_before_m2"` // planar or ellipsoidal, as the runs have it
	AreaAfterM2  float64 `json:"area_after_m2"`
	Text         string  `json:"text"` // in words
}

// outlines are an extent in the two runs; nil where the run lacks it.
type outlines struct {
	name          string
	before, after *store.DrawnExtent
}

// readOutlines composes what became of the outlines, land run after land run.
// They stay on record where a long list of pieces does not.
func (c *Comparison) readOutlines() error {
	runs, err := c.outlineRuns()
	c.outlines = map[[2]string]outlines{}
	for _, run := range runs {
		changes, err := c.store.OutlineChanges(run)
		if err != nil {
			return err
		}
		for _, x := range changes {
			key := [2]string{x.ParkCode, x.ExtentKind}
			o, known := c.outlines[key]
			if !known {
				o.before = x.Before
			}
			c.outlines[key] = outlines{x.Name, o.before, x.After}
		}
	}
	if c.from.LandRun > c.to.LandRun {
		for key, o := range c.outlines {
			c.outlines[key] = outlines{o.name, o.after, o.before}
		}
	}
	return err
}

// outlineRuns are the land runs after the one run up to the other, the oldest
// first; none where one of them was not compared with the run before it.
func (c *Comparison) outlineRuns() ([]int64, error) {
	rows, err := c.store.LandComparisons()
	var runs []int64
	older := min(c.from.LandRun, c.to.LandRun)
	at := max(c.from.LandRun, c.to.LandRun)
	for _, r := range slices.Backward(rows) {
		if at > older && r.RunID == at {
			if r.Verdict != store.Compared && r.Verdict != store.ComparedDropped {
				return nil, err
			}
			runs, at = append(runs, at), r.PreviousRun
		}
	}
	slices.Reverse(runs)
	return runs, err
}

// told says how the outlines differ; nil where they don't, or the extent is new or
// gone.
func (o outlines) told(kind string, lang land.Lang) *Outline {
	if o.before == nil || o.after == nil || o.before.Edges == o.after.Edges {
		return nil
	}
	x := &Outline{BlocksBefore: o.before.Blocks, BlocksAfter: o.after.Blocks, AreaBeforeM2: o.before.AreaM2, AreaAfterM2: o.after.AreaM2}
	name := wordOf(kindWords, kind)
	blocks := land.Textf("%d 个片区", "%d blocks", x.BlocksAfter)
	switch {
	case x.BlocksBefore != x.BlocksAfter:
		blocks = land.Textf("片区 %d → %d 个", "%d blocks → %d", x.BlocksBefore, x.BlocksAfter)
	case x.BlocksAfter == 1:
		blocks = land.Text{ZH: "1 个片区", EN: "1 block"}
	}
	difference := x.AreaAfterM2 - x.AreaBeforeM2
	if math.Abs(difference) < sameAreaM2 {
		x.Text = land.Textf("%[1]s移位或重划：%[3]s，面积不变（%[5]s m²）", "the %[2]s extent was moved or redrawn: %[4]s, area the same (%[5]s m²)",
			name.ZH, name.EN, blocks.ZH, blocks.EN, grouped(x.AreaAfterM2)).In(lang)
		return x
	}
	sign := "+"
	if difference < 0 {
		sign = "−"
	}
	x.Text = land.Textf("%[1]s改变：%[3]s，面积 %[5]s%[6]s m²（%[7]s → %[8]s）", "the %[2]s extent changed: %[4]s, area %[5]s%[6]s m² (%[7]s → %[8]s)",
		name.ZH, name.EN, blocks.ZH, blocks.EN, sign, grouped(math.Abs(difference)), grouped(x.AreaBeforeM2), grouped(x.AreaAfterM2)).In(lang)
	return x
}

// sameAreaM2 is a difference of areas that does not show, which are told to the
// square metre.
const sameAreaM2 = 0.5

var kindWords = map[string]land.Text{
	string(land.Approved): {ZH: "核定范围", EN: "approved"}, string(land.Managed): {ZH: "实际管理范围", EN: "managed"}, string(land.Growth): {ZH: "发展方向区", EN: "growth"},
}

// grouped prints an area to the square metre, its digits by threes.
func grouped(areaM2 float64) string {
	digits := strconv.FormatFloat(areaM2, 'f', 0, 64)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + " " + digits[at:]
	}
	return digits
}

// outlines says which of the park's outlines are drawn otherwise, as sentences; ""
// where none is.
func (p *Park) outlines(lang land.Lang) string {
	var told string
	for i := range p.Extents {
		if o := p.Extents[i].Outline; o != nil {
			told += land.Text{ZH: "", EN: " "}.In(lang) + capital(o.Text) + land.Text{ZH: "。", EN: "."}.In(lang)
		}
	}
	return told
}

// ByOutline counts the pieces that came, went or were reshaped by the outline of
// the extent alone.
func (e *ParkExtent) ByOutline() OutlineCounts {
	var c OutlineCounts
	for i := range e.Parcels {
		switch p := &e.Parcels[i]; {
		case p.Cause != CauseOutline:
		case p.Change == store.PieceAdded:
			c.CameIn++
		case p.Change == store.PieceRemoved:
			c.Left++
		default:
			c.Cut++
		}
	}
	return c
}

// OutlineCounts are how many pieces the outline of an extent makes come, go or be
// cut otherwise: of those of Counts that are added, removed or reshaped.
type OutlineCounts struct{ CameIn, Left, Cut int64 }

// Total is the number of pieces.
func (c OutlineCounts) Total() int64 { return c.CameIn + c.Left + c.Cut }

// Text says the counts in words.
func (c OutlineCounts) Text(lang land.Lang) string {
	return land.Textf("因范围改变：进入范围 %d 宗，移出范围 %d 宗，切割改变 %d 宗", "by the extent alone: came into it %d, left it %d, cut otherwise %d", c.CameIn, c.Left, c.Cut).In(lang)
}
