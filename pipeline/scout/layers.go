package scout

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/crs"
	"jiyue/geo/features"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/land"
)

// lookAtGeoJSON looks at a feature collection; nil where the file is other JSON.
func lookAtGeoJSON(path, rel string) *File {
	l, err := features.OpenGeoJSON(path)
	var syntax *features.SyntaxError
	if err != nil && strings.EqualFold(filepath.Ext(path), ".json") && (!errors.As(err, &syntax) || syntax.Feature == 0) {
		return nil
	}
	if err != nil {
		return &File{Path: rel, Problem: unreadable(path, err)}
	}
	return lookAtLayer(path, l, &File{Path: rel, outlines: true})
}

// unreadable is the problem of a file that can't be read.
func unreadable(path string, err error) land.Text {
	return cause.Because(land.Text{ZH: "无法读取", EN: "can't be read"}, path, err)
}

// lookAtGeoPackage looks at every layer of polygons.
func lookAtGeoPackage(path, rel string) []*File {
	g, err := features.OpenGeoPackage(path)
	if err != nil {
		return []*File{{Path: rel, Problem: unreadable(path, err)}}
	}
	defer g.Close()
	var files []*File
	for _, l := range g.Layers {
		if isFindings(l) {
			continue
		}
		file := &File{Path: rel, outlines: true}
		if len(g.Layers) > 1 {
			file.Layer = l.Name
		}
		files = append(files, lookAtLayer(path, l, file))
	}
	return files
}

// isFindings reports whether a layer is the list that check writes for a sender:
// its shapes are of what was found, and no delivery.
func isFindings(l *features.Layer) bool {
	if l.Name != "finding" {
		return false
	}
	for _, column := range []string{"severity", "code", "remedy"} {
		if !slices.ContainsFunc(l.Columns, func(c features.Column) bool { return c.Name == column }) {
			return false
		}
	}
	return true
}

// errSeen ends a look at a layer.
var errSeen = errors.New("seen enough")

// lookAtLayer looks at the first features of a layer.
func lookAtLayer(path string, l *features.Layer, file *File) *File {
	file.Records = l.Records
	system, unknown := crs.FromEPSG(l.EPSG)
	for _, c := range l.Columns {
		file.Columns = append(file.Columns, Column{Name: c.Name})
	}
	var areasM2 []float64
	var bound orb.Bound
	placed := false
	err := l.Each(func(shape orb.MultiPolygon, values []string) error {
		area := math.NaN()
		if box, some := geo.Bound(shape); some {
			area = geo.AreaM2(inMetres(shape, system))
			if placed {
				box = box.Union(bound)
			}
			bound, placed = box, true
		}
		areasM2 = append(areasM2, area)
		for i, v := range values {
			file.Columns[i].add(v)
			file.Columns[i].rows = append(file.Columns[i].rows, v)
		}
		if len(areasM2) == lookedAt {
			return errSeen
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSeen) {
		file.Problem = unreadable(path, err)
		return file
	}
	if unknown == nil {
		file.standIn(system, bound.Center()[0])
	} else {
		file.placeByEastings(bound)
	}
	file.chooseShapeRole()
	file.compareAreas(areasM2)
	file.chooseExtent()
	return file
}

// lookAtArchive looks at every shapefile in an archive; none where it has none.
func lookAtArchive(path, rel string) []*File {
	a, err := shapefile.OpenArchive(path)
	if err != nil {
		return []*File{{Path: rel, Problem: unreadable(path, err)}}
	}
	defer a.Close()
	var files []*File
	for i := range a.Members {
		file := lookAtMember(path, &a.Members[i], rel)
		if len(a.Members) > 1 {
			file.Layer = a.Members[i].Name()
		}
		files = append(files, file)
	}
	return files
}

// lookAtMember unpacks a shapefile to look at it.
func lookAtMember(path string, m *shapefile.Member, rel string) *File {
	dir, err := os.MkdirTemp("", "jiyue-look-")
	if err == nil {
		defer os.RemoveAll(dir)
		var at string
		if at, err = m.Unpack(dir); err == nil {
			return lookAtShapes(at, rel)
		}
	}
	return &File{Path: rel, Problem: cause.Because(land.Text{ZH: "无法解压", EN: "can't be unpacked"}, path, err)}
}
