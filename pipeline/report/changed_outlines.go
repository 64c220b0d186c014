package report

import (
	"math"
	"slices"

	"jiyue/pipeline/diff"
	"jiyue/pipeline/store"
)

// outlinesTold is how many changed extents the documents name; the rest is
// counted.
const outlinesTold = 20

// changedOutlines are the extents of a comparison that are new, gone or drawn
// otherwise: what their parcels alone do not tell.
func changedOutlines(c *diff.Comparison) []diff.Extent {
	return slices.DeleteFunc(slices.Clone(c.Extents), func(e diff.Extent) bool {
		return e.Outline == nil && e.Change != store.ExtentNew && e.Change != store.ExtentGone
	})
}

// outlineSentences say what became of the extents since the run before.
func (c *composer) outlineSentences() []string {
	var told []string
	list := c.history.outlines
	for i := range list[:min(len(list), outlinesTold)] {
		told = append(told, c.outlineSentence(&list[i]))
	}
	if left := len(list) - len(told); left > 0 {
		told = append(told, c.say("另有 %d 个范围新增、撤销或改变，见 jiyue diff。", "%d more extents are new, gone or drawn otherwise: see jiyue diff.", left))
	}
	return told
}

func (c *composer) outlineSentence(e *diff.Extent) string {
	name := e.Name
	if name == "" {
		name = e.ParkCode
	}
	kind := c.kind(e.Kind)
	switch o := e.Outline; {
	case e.Change == store.ExtentNew:
		return c.say("%s：新增%s。", "%s: the %s is new.", name, kind)
	case e.Change == store.ExtentGone:
		return c.say("%s：%s已不在本次数据中。", "%s: the %s is no longer in the data.", name, kind)
	case math.Abs(o.AreaAfterM2-o.AreaBeforeM2) < sameAreaM2:
		return c.say("%s：%s移位或重划，面积不变（%s 公顷）。", "%s: the %s was moved or redrawn, its area is the same (%s ha).", name, kind, hectares(o.AreaAfterM2))
	default:
		return c.say("%s：%s改变，%d 个片区变为 %d 个，面积由 %s 公顷变为 %s 公顷。", "%s: the %s changed from %d blocks to %d, its area from %s to %s ha.",
			name, kind, o.BlocksBefore, o.BlocksAfter, hectares(o.AreaBeforeM2), hectares(o.AreaAfterM2))
	}
}

// sameAreaM2 is a difference of areas that does not show in hectares with four
// decimals.
const sameAreaM2 = 0.5

// hectares prints an area as the tables do, to the square metre.
func hectares(areaM2 float64) string {
	return scaled(fromFloat(&areaM2), perHectareM2).StringFixed(4)
}
