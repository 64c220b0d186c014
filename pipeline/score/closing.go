package score

import "jiyue/pipeline/land"

// Closing is how the land of an extent adds up: the extent is its pieces and its
// gaps, less what counts again. Areas are planar, m².
type Closing struct {
	ExtentM2     float64 `json:"extent_m2"`
	PiecesM2     float64 `json:"pieces_m2"`     // of all pieces as they were cut
	GapM2        float64 `json:"gap_m2"`        // of the extent, in no piece
	OverlapM2    float64 `json:"overlap_m2"`    // of the pieces, beyond what the extent holds
	DifferenceM2 float64 `json:"difference_m2"` // what is left over: 0 but for rounding
	RemovedM2    float64 `json:"removed_m2"`    // taken from pieces by the policy
	Gaps         int     `json:"gaps"`          // wider than a sliver
	Slivers      int     `json:"slivers"`
	Overlaps     int     `json:"overlaps"` // pairs of parcels
	Policy       string  `json:"policy"`   // who keeps land that several parcels claim
}

// closingOf is the closing of an extent; nil of a store that has none.
func closingOf(list []land.Closing, of outline) *Closing {
	for i := range list {
		if c := &list[i]; c.ParkCode == of.park && string(c.Kind) == of.kind {
			return &Closing{c.ExtentM2, c.PiecesM2, c.GapM2, c.OverlapM2, c.DifferenceM2(), c.RemovedM2, c.Gaps, c.Slivers, c.Overlaps, string(c.Policy)}
		}
	}
	return nil
}

// Text says it in one line: the sum, and of how many places it is made.
func (c *Closing) Text(lang land.Lang) string {
	text := land.Textf("范围 %s = 地块 %s + 空隙 %s − 重复计算 %s，闭合差 %s（m²，平面面积）；空隙 %d 处，狭缝 %d 处，重叠 %d 对",
		"extent %s = pieces %s + gaps %s − land counted again %s, left over %s (m², in the plane); gaps: %d, slivers: %d, overlapping pairs: %d",
		shown(c.ExtentM2, 2), shown(c.PiecesM2, 2), shown(c.GapM2, 2), shown(c.OverlapM2, 2), shown(c.DifferenceM2, 2), c.Gaps, c.Slivers, c.Overlaps).In(lang)
	if c.RemovedM2 > 0 {
		text += land.Textf("；按规则（%s）扣除 %s m²", "; taken by the policy %s: %s m²", c.Policy, shown(c.RemovedM2, 2)).In(lang)
	}
	return text
}
