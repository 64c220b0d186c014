package viewer

import (
	"slices"
	"strconv"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// changeNames word what became of a piece since the land run before.
var changeNames = map[string]land.Text{
	store.PieceAdded:        {ZH: "新增", EN: "new"},
	store.PieceRemoved:      {ZH: "已消失", EN: "gone"},
	store.PieceReshaped:     {ZH: "图形或占比有变", EN: "shape or share changed"},
	store.PieceReclassified: {ZH: "地类或状态有变", EN: "use or status changed"},
	store.PieceEdited:       {ZH: "数值有变", EN: "figures changed"},
}

// extentNames word what became of a piece by the extent alone: the parcel is as
// it was.
var extentNames = map[string]land.Text{
	store.PieceAdded:    {ZH: "进入范围", EN: "came into the extent"},
	store.PieceRemoved:  {ZH: "移出范围", EN: "left the extent"},
	store.PieceReshaped: {ZH: "界线切割改变", EN: "cut otherwise by the extent"},
}

// changeName words what became of a piece.
func (f frame) changeName(c *store.PieceChange) string {
	if c.ByExtent {
		return f.word(extentNames, c.Change)
	}
	return f.word(changeNames, c.Change)
}

// changedPieces are the pieces of an extent that differ from the land run before.
type changedPieces struct {
	at      map[place]*store.PieceChange // of those that are there now
	removed []*store.PieceChange
}

// takeChanged reads which pieces of the extent changed since the land run
// before.
func (p *parkView) takeChanged(s *store.Store) error {
	changes, err := s.PieceChanges(p.Run.LandRun, p.Park.Code)
	if err != nil {
		return err
	}
	p.changed.at = map[place]*store.PieceChange{}
	for i := range changes {
		c := &changes[i]
		switch {
		case c.ExtentKind != p.Kind:
		case c.After == nil:
			p.changed.removed = append(p.changed.removed, c)
		default:
			p.changed.at[place{c.After.Source, c.After.Record}] = c
		}
	}
	return nil
}

// remark says what changed of a piece: what it is called, and before and after.
func (c *changedPieces) remark(f frame, x *store.Piece) string {
	change := c.at[place{x.Source, x.Record}]
	if change == nil {
		return ""
	}
	text := f.Say("较上次", "since the run before") + f.Say("", " ") + f.changeName(change)
	if change.Before == nil {
		return text
	}
	if differ := f.differences(change.Before, change.After); len(differ) > 0 {
		text += f.Say("（", " (") + strings.Join(differ, f.Say("，", ", ")) + f.Say("）", ")")
	}
	return text
}

// differences words what differs between two states of a piece, as a → b.
func (f frame) differences(before, after *store.PieceState) []string {
	var list []string
	put := func(what, a, b string) {
		if a != b {
			list = append(list, what+" "+orNone(a)+" → "+orNone(b))
		}
	}
	put(f.Say("面积", "area"), strconv.FormatFloat(before.AreaM2, 'f', 2, 64), strconv.FormatFloat(after.AreaM2, 'f', 2, 64))
	put(f.Say("地类", "land use"), before.LandUse, after.LandUse)
	put(f.Say("状态", "status"), f.statusName(string(before.Status)), f.statusName(string(after.Status)))
	for i, m := range []land.Measure{land.Output, land.Tax, land.FloorArea, land.Footprint} {
		name := []string{f.Say("产值", "output"), f.Say("税收", "tax"), f.Say("建筑面积", "floor area"), f.Say("建筑基底", "footprint")}[i]
		put(name, quantityText(before.Figures[m]), quantityText(after.Figures[m]))
	}
	return list
}

func quantityText(q land.Quantity) string {
	if !q.Known {
		return ""
	}
	return fixed(&q.Value, 2)
}

func (f frame) statusName(status string) string {
	return paintWith(statusPaints, status).name.In(f.Lang)
}

// ghosts draws what is gone, and the old outline of what has another shape now.
func (p *parkView) ghosts(s sheet) []shape {
	var list []shape
	for _, c := range p.changed.removed {
		list = append(list, shape{Class: "ghost gone", Path: s.path(c.Shape), Title: orNone(c.ParcelID) + " · " + p.changeName(c)})
	}
	for _, c := range p.changed.at {
		if len(c.Shape) > 0 {
			list = append(list, shape{Class: "ghost", Path: s.path(c.Shape), Title: orNone(c.ParcelID) + " · " + p.Say("原图形", "old outline")})
		}
	}
	slices.SortFunc(list, func(a, b shape) int { return strings.Compare(a.Path, b.Path) })
	return list
}
