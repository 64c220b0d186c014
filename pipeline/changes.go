package pipeline

import (
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// compareLand writes which pieces differ from those of the published store, and
// says so where that cannot be told piece by piece, or where so much differs that
// somebody should know.
func (n *night) compareLand() error {
	if n.rehearsal { // it has no store to be compared with
		return nil
	}
	c, err := n.tonight.ComparePieces()
	if err != nil {
		return err
	}
	switch {
	case c.Verdict == store.ComparedDamaged && c.PreviousRun != 0: // else all of the store was, which was found before
		n.findings.Add(land.Finding{Code: land.StorePiecesDamaged, Source: store.FileName, Words: land.Textf("第 %d 次运行", "run %d", c.PreviousRun)})
	case c.Verdict == store.ComparedCRS || c.Verdict == store.ComparedArea:
		n.observer.Remark(land.Textf("坐标系或面积类型与第 %d 次运行不同，地块未逐片比较", "the coordinate system or the kind of area is not that of run %d: pieces are not compared one by one", c.PreviousRun))
	case c.Changes > store.ChangesKept:
		n.observer.Remark(land.Textf("与第 %[1]d 次运行相比有 %[2]d 片地块变化，清单只保留一晚", "%[2]d pieces differ from run %[1]d; so long a list is kept for one night", c.PreviousRun, c.Changes))
	}
	return nil
}
