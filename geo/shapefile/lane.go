package shapefile

import "github.com/paulmach/orb"

// lane is the memory that a scanner works in. Lanes are handed from scanner to
// scanner, so that a file scanned in a thousand ranges needs as many lanes as
// scanners run at once.
type lane struct {
	shp, shx, dbf window
	points        []orb.Point
	rings         []orb.Ring
	memos         []*memo // by field; made when a text of it is first asked for
}

func (f *File) newLane() *lane {
	return &lane{
		shp:   window{part: f.parts.shp, block: shapeBlock},
		shx:   window{part: f.parts.shx, block: indexBlock},
		dbf:   window{part: f.parts.dbf, block: rowBlock},
		memos: make([]*memo, len(f.table.columns)),
	}
}

// maxLanePoints is how much room for points a lane keeps for the next scanner:
// 1 MB. A larger polygon's is given back.
const maxLanePoints = 1 << 16

// room gives memory for so many points and rings.
func (l *lane) room(points, rings int) ([]orb.Point, []orb.Ring) {
	if cap(l.points) < points {
		l.points = make([]orb.Point, max(points, min(2*cap(l.points), maxLanePoints)))
	}
	if cap(l.rings) < rings {
		l.rings = make([]orb.Ring, max(rings, min(2*cap(l.rings), maxLanePoints)))
	}
	return l.points[:points], l.rings[:rings]
}

// release gives the lane to the next scanner.
func (f *File) release(l *lane) {
	l.shp.trim()
	if cap(l.points) > maxLanePoints {
		l.points, l.rings = nil, nil
	}
	f.lanes.Put(l)
}

// memo gives the memory for texts of a field.
func (l *lane) memo(field int) *memo {
	if l.memos[field] == nil {
		l.memos[field] = new(memo)
	}
	return l.memos[field]
}
