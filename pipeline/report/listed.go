package report

import (
	"cmp"
	"fmt"
	"slices"

	"jiyue/pipeline/store"
)

// listedLandTable says how many parcels and how much land of each extent stand
// in each list: idle, expired, low-efficiency. These are all parcels, however
// few of them are named.
func (c *composer) listedLandTable() *Table {
	t := &Table{ID: "listed_land", Caption: c.listedCaption("闲置与低效用地汇总", "Idle and low-efficiency land"), Columns: c.firstColumns(), Small: true}
	t.Groups = []Group{{Span: len(t.Columns)}}
	var sums []string
	byExtent := map[extentKey]map[string]store.ListedLand{}
	for _, l := range c.conclusions.listedLand {
		k := extentKey{l.ParkCode, l.ExtentKind}
		if byExtent[k] == nil {
			byExtent[k] = map[string]store.ListedLand{}
		}
		byExtent[k][l.List] = l
	}
	for _, l := range c.conclusions.lists {
		t.Columns = append(t.Columns, Column{Key: l.List + "_parcels", Name: c.say("地块", "Parcels"), Numeric: true, Width: 7},
			Column{Key: l.List, Name: c.say("面积", "Area"), Unit: c.unit(unitHa), Numeric: true, Places: 2, Width: 9})
		t.Groups = append(t.Groups, Group{Name: c.listName(&l), Span: 2})
	}
	anchors := c.listedAnchors()
	c.eachConcluded(func(p *park, kind string) {
		have := byExtent[extentKey{p.Code, kind}]
		if have == nil {
			return
		}
		row := Row{Cells: c.firstCells(p, kind), Aside: kind != p.kind()}
		for _, l := range c.conclusions.lists {
			land := have[l.List]
			parcels, area := valued(count(int64(land.Parcels), "")), valued(c.hectares(&land.AreaM2))
			if land.Parcels > 0 {
				parcels.Link = cmp.Or(anchors[c.listedID(p, kind, l.List)], listedTable)
				area.Link = parcels.Link
			}
			row.Cells = append(row.Cells, parcels, area)
		}
		t.Rows = append(t.Rows, row)
	})
	t.Notes = append(c.boundNotes(), c.boundsNote(c.listsDemonstrate())...)
	t.Notes = append(t.Notes, c.say("同一地块可列入多个清单，各清单面积不可相加。", "A parcel may stand in several lists: their areas must not be added up."))
	for _, l := range c.conclusions.lists {
		sums = append(sums, l.List+"_parcels", l.List)
	}
	c.addTotals(t, sums...)
	return t
}

func (c *composer) listName(l *store.ParcelList) string {
	return c.say(l.NameZH, capitalized(l.NameEN))
}

// boundNotes say below which bound parcels are listed.
func (c *composer) boundNotes() []string {
	var notes []string
	for _, l := range c.conclusions.lists {
		if l.Below == nil {
			continue
		}
		bound := Figure{Text: plain(fromFloat(l.Below), 4).Text, Unit: c.unit(l.Unit), Number: fromFloat(l.Below)}
		notes = append(notes, c.say("%s：已建成工矿仓储用地中低于 %s 的地块。", "%s: built industrial land below %s.", c.listName(&l), bound))
	}
	return notes
}

func (c *composer) listsDemonstrate() bool {
	return slices.ContainsFunc(c.conclusions.lists, func(l store.ParcelList) bool { return l.Demonstration })
}

func (c *composer) listedCaption(zh, en string) string {
	return c.demonstrated(c.say(zh, en), c.listsDemonstrate())
}

// listedParcels names the parcels of the lists, the largest first, each with
// where it stands in its source; nil where no parcel is listed.
func (c *composer) listedParcels() *Listing {
	if c.conclusions == nil || len(c.conclusions.listed) == 0 {
		return nil
	}
	t := Table{ID: listedTable, Caption: c.listedCaption("闲置与低效地块清单", "Idle and low-efficiency parcels"), Small: true, Sort: true}
	t.Columns = append([]Column{{Key: "list", Name: c.say("清单", "List"), Width: 18}}, c.firstColumns()...)
	t.Columns = append(t.Columns, Column{Key: "parcel", Name: c.say("地块", "Parcel"), Width: 14}, Column{Key: "source", Name: c.say("来源", "Source"), Width: 18},
		Column{Key: "record", Name: c.say("记录", "Record"), Numeric: true, Width: 7}, Column{Key: "area", Name: c.say("面积", "Area"), Unit: c.unit(unitHa), Numeric: true, Places: 4, Width: 9},
		Column{Key: "share", Name: c.say("占比", "Share"), Numeric: true, Places: 4, Width: 7}, Column{Key: "use", Name: c.say("地类", "Class"), Width: 7},
		Column{Key: "value", Name: c.say("数值", "Figure"), Numeric: true, Places: 2, Width: 8}, Column{Key: "below", Name: c.say("低于", "Below"), Numeric: true, Places: 2, Width: 7})
	listing := &Listing{Short: t}
	parks, names, shown, anchors := c.parkNames(), map[string]string{}, map[string]int{}, c.listedAnchors()
	for i := range c.conclusions.lists {
		names[c.conclusions.lists[i].List] = c.listName(&c.conclusions.lists[i])
	}
	for i := range c.conclusions.listed {
		l := &c.conclusions.listed[i]
		p := parks[l.ParkCode]
		if p == nil {
			continue
		}
		row := c.listedRow(l, p, names[l.List])
		t.Rows = append(t.Rows, row)
		if shown[l.List]++; shown[l.List] <= c.opt.ListedParcels {
			if id := c.listedID(p, l.ExtentKind, l.List); anchors[id] != "" {
				row.ID = id
				delete(anchors, id) // the first of them
			}
			listing.Short.Rows = append(listing.Short.Rows, row)
		}
	}
	listing.Table, listing.Left = t, len(t.Rows)-len(listing.Short.Rows)
	c.noteLeft(listing)
	return listing
}

// listedTable is the anchor of the table that names the parcels of the lists.
const listedTable = "listed_parcels"

// listedID is the anchor of the first parcel of a list in an extent.
func (c *composer) listedID(p *park, kind, list string) string {
	extent := slices.IndexFunc(p.extents, func(e store.Extent) bool { return e.Kind == kind })
	at := slices.IndexFunc(c.conclusions.lists, func(l store.ParcelList) bool { return l.List == list })
	return fmt.Sprintf("l%d.%d.%d", p.number, extent, at)
}

// listedAnchors are the anchors, by themselves, that pages have: of the extents
// with a parcel among those that pages name.
func (c *composer) listedAnchors() map[string]string {
	parks, shown, anchors := c.parkNames(), map[string]int{}, map[string]string{}
	for i := range c.conclusions.listed {
		l := &c.conclusions.listed[i]
		p := parks[l.ParkCode]
		if p == nil {
			continue
		}
		if shown[l.List]++; shown[l.List] <= c.opt.ListedParcels {
			id := c.listedID(p, l.ExtentKind, l.List)
			anchors[id] = id
		}
	}
	return anchors
}

func (c *composer) listedRow(l *store.ListedParcel, p *park, list string) Row {
	row := Row{Cells: append([]Cell{word(list)}, c.firstCells(p, l.ExtentKind)...)}
	value, below := word(""), word("")
	if l.Below != nil {
		value, below = valued(number(fromFloat(l.Value), 2, "")), valued(number(fromFloat(l.Below), 2, ""))
	}
	area := number(scaled(fromFloat(&l.AreaM2), perHectareM2), 4, c.unit(unitHa))
	row.Cells = append(row.Cells, word(orNone(l.ParcelID)), word(l.Source), valued(identifier(int64(l.Record))), valued(area),
		valued(number(fromFloat(&l.Share), 4, "")), word(orNone(l.LandUse)), value, below)
	return row
}

// noteLeft says below each table how many parcels it leaves out.
func (c *composer) noteLeft(listing *Listing) {
	named, all := len(listing.Table.Rows), 0
	for _, l := range c.conclusions.listedLand {
		all += l.Parcels
	}
	if all > named {
		listing.Table.Notes = append(listing.Table.Notes, c.say("列出每个清单面积最大的 %d 宗，其余 %d 宗见 jiyue.gpkg 的视图 listed_parcel。",
			"The largest %d of each list; the other %d are in the view listed_parcel of jiyue.gpkg.", bookParcels, all-named))
	}
	if listing.Left > 0 {
		listing.Short.Notes = append(listing.Short.Notes, c.say("列出每个清单面积最大的 %d 宗，其余 %s 宗见 %s。", "The largest %d of each list; for the other %s see %s.",
			c.opt.ListedParcels, count(int64(all-len(listing.Short.Rows)), "").Text, fmt.Sprintf("%s / jiyue.gpkg", XLSXName)))
	}
	listing.Table.Notes = append(listing.Table.Notes, c.boundsNote(c.listsDemonstrate())...)
	listing.Short.Notes = append(listing.Short.Notes, c.boundsNote(c.listsDemonstrate())...)
}

// bookParcels is how many parcels of each list stand in tables.xlsx, the
// largest: all of a county, and of a province what can be worked through.
const bookParcels = 1000
