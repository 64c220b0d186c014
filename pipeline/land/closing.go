package land

import "fmt"

// Closing is how the land of an extent adds up: the extent is its pieces and its
// gaps, less what counts too often. Areas are planar, m².
type Closing struct {
	ParkCode string
	Kind     ExtentKind

	ExtentM2  float64
	PiecesM2  float64 // of all pieces as they were cut
	GapM2     float64 // of the extent, in no piece
	OverlapM2 float64 // of the pieces, beyond what the extent holds: land that n of them cover counts n-1 times
	RemovedM2 float64 // taken from pieces by the policy

	Gaps     int // wider than a sliver
	Slivers  int // narrow gaps, and narrow overlaps that are not among Overlaps
	SliverM2 float64
	Overlaps int // pairs of parcels that share more than the tolerance
	Policy   Policy
}

// DifferenceM2 is what is left over: 0 but for rounding.
func (c *Closing) DifferenceM2() float64 { return c.ExtentM2 - c.PiecesM2 - c.GapM2 + c.OverlapM2 }

// pieceSlackM2 is what a piece's area may be off, beside ledgerTolerance: the
// promise of geo/overlay.
const pieceSlackM2 = 1e-6

// balance returns an error unless the areas add up, and the policy has taken all
// that counts too often. pieces is how many there are.
func (c *Closing) balance(pieces int64) error {
	slackM2 := ledgerTolerance*(c.ExtentM2+c.PiecesM2) + pieceSlackM2*float64(pieces+1)
	if off := c.DifferenceM2(); !(off <= slackM2 && -off <= slackM2) {
		return fmt.Errorf("extent %.6f m², pieces %.6f m² + gaps %.6f m² − overlaps %.6f m², difference %.6f m²",
			c.ExtentM2, c.PiecesM2, c.GapM2, c.OverlapM2, off)
	}
	if off := c.OverlapM2 - c.RemovedM2; c.Policy != CountTwice && !(off <= slackM2 && -off <= slackM2) {
		return fmt.Errorf("overlaps of %.6f m², %.6f m² taken by the policy %s", c.OverlapM2, c.RemovedM2, c.Policy)
	}
	return nil
}
