package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"jiyue/geo"
	"jiyue/geo/crs"
	"jiyue/geo/features"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// delivered is a shapefile to open: the user's own, or one in the scratch folder
// that was taken out of an archive or made of a layer in another format. Every
// source is thus read by the one reader, at its speed and with its checks;
// record n is feature n. See docs/formats.md.
type delivered struct {
	path  string   // of the .shp
	from  string   // path of the user's file, where that is another
	shown string   // as findings name it
	names []string // of the columns by position, where the source's format allows others than a .dbf; else nil
}

// tableName is the name in the .dbf of the column that the source calls so; ""
// where it has none.
func (d *delivered) tableName(column string) string {
	if d.names == nil {
		return column
	}
	i := slices.IndexFunc(d.names, func(n string) bool { return strings.EqualFold(n, column) })
	if i < 0 {
		return ""
	}
	return translatedName(i)
}

// translatedName is the name in the .dbf of the i-th column of a translated layer.
func translatedName(i int) string { return fmt.Sprintf("F%d", i) }

// eachDelivered opens what a path delivers. In a check, one of several that
// can't be used does not keep the others from being opened.
func (in *Input) eachDelivered(key, path string, c config.File, open func(delivered) error) error {
	list, err := in.deliver(key, path, c)
	if err != nil {
		return err
	}
	for _, d := range list {
		if len(list) == 1 {
			return open(d)
		}
		if err := in.open(d.shown, func() error { return open(d) }); err != nil {
			return err
		}
	}
	return nil
}

// deliver makes shapefiles of what lies at a path.
func (in *Input) deliver(key, path string, c config.File) ([]delivered, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".zip":
		return in.unzip(key, path, c.Layer)
	case ".geojson", ".json":
		l, err := features.OpenGeoJSON(path)
		if err != nil {
			return nil, in.notRead(path, err)
		}
		d, err := in.translate(l, path, in.relative(path))
		return []delivered{d}, err
	case ".gpkg":
		return in.unpackLayers(key, path, c.Layer)
	}
	return []delivered{{path: path, shown: in.relative(path)}}, nil
}

func (in *Input) notRead(path string, err error) error {
	return land.Fail(land.Broken, in.relative(path), cause.Because(land.Text{ZH: "文件无法读取", EN: "the file can't be read"}, path, err),
		land.Textf("请核对文件，或请发送方重新提供", "check the file, or ask the sender for it again"), err)
}

// unpackLayers makes a shapefile of the layer of a GeoPackage that is meant.
func (in *Input) unpackLayers(key, path, layer string) ([]delivered, error) {
	g, err := features.OpenGeoPackage(path)
	if err != nil {
		return nil, in.notRead(path, err)
	}
	defer g.Close()
	var names []string
	for _, l := range g.Layers {
		if names = append(names, l.Name); l.Name == layer || layer == "" && len(g.Layers) == 1 {
			d, err := in.translate(l, path, in.relative(path)+"/"+l.Name)
			return []delivered{d}, err
		}
	}
	return nil, in.whichLayer(key, path, layer, names)
}

// whichLayer says that a file has several layers, or not the one that is named.
func (in *Input) whichLayer(key, path, layer string, names []string) error {
	list := strings.Join(names, ", ")
	if layer == "" {
		return land.Fail(land.Usage, in.cfg.At(key+".path"), land.Textf("%s 有多个图层：%s", "%s has several layers: %s", in.relative(path), list),
			land.Textf("请在该源下写 layer: 图层名", "write layer: and the name of one under the source"), nil)
	}
	what, try := config.Unknown(land.Text{ZH: "图层", EN: "layer"}, layer, names)
	return land.Fail(land.Usage, in.cfg.At(key+".layer"), land.Text{ZH: in.relative(path) + "：" + what.ZH, EN: in.relative(path) + ": " + what.EN}, try, nil)
}

// scratchFile is a path in a new folder of the scratch folder, which Close
// removes.
func (in *Input) scratchFile(name string) (string, error) {
	if in.scratch == "" {
		var err error
		if in.scratch, err = os.MkdirTemp("", "jiyue-input-"); err != nil {
			return "", err
		}
	}
	dir, err := os.MkdirTemp(in.scratch, "source-")
	return filepath.Join(dir, name), err
}

// widestText is the longest text of a .dbf, in bytes. Longer ones are cut at a
// whole character: no field that is read holds such texts.
const widestText = 254

// translate makes a shapefile of a layer of a file.
func (in *Input) translate(l *features.Layer, from, shown string) (delivered, error) {
	d := delivered{from: from, shown: shown, names: []string{}}
	var err error
	if d.path, err = in.scratchFile("layer.shp"); err != nil {
		return d, in.noScratch(err)
	}
	fields := make([]shapefile.Field, max(len(l.Columns), 1))
	for i := range fields {
		fields[i] = shapefile.Field{Name: translatedName(i), Type: 'C', Width: 1}
	}
	for i, c := range l.Columns {
		fields[i].Width = min(max(c.Width, 1), widestText)
		d.names = append(d.names, c.Name)
	}
	w, err := shapefile.Create(d.path, fields, shapefile.WriterOptions{PRJ: prjOf(l)})
	if err != nil {
		return d, in.noScratch(err)
	}
	values := make([]any, len(fields))
	err = l.Each(func(shape orb.MultiPolygon, texts []string) error {
		for i, t := range texts {
			values[i] = cutText(t, widestText)
		}
		return w.WriteRings(shapefileRings(shape), values)
	})
	if err = errors.Join(err, w.Close()); err != nil {
		return d, land.Fail(land.Broken, shown, cause.Because(land.Text{ZH: "图层无法读取", EN: "the layer can't be read"}, from, err),
			land.Textf("请核对文件与临时文件夹的空间", "check the file, and the space in the folder for temporary files"), err)
	}
	return d, nil
}

func (in *Input) noScratch(err error) error {
	return land.Fail(land.Broken, os.TempDir(), cause.Because(land.Text{ZH: "临时文件夹无法写入", EN: "the folder for temporary files can't be written"}, os.TempDir(), err),
		land.Textf("请核对空间和权限，或用 TMPDIR 指定另一文件夹", "check space and permissions, or name another folder by TMPDIR"), err)
}

// prjOf is the .prj of a layer; "" where its system is not stated or not known,
// so that the configuration decides.
func prjOf(l *features.Layer) string {
	if l.EPSG == 0 {
		return l.PRJ
	}
	c, err := crs.FromEPSG(l.EPSG)
	if err != nil {
		return l.PRJ
	}
	return c.ESRI()
}

// cutText keeps as much of a text as fits.
func cutText(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// shapefileRings are the rings of polygons turned as shapefiles have them,
// shells clockwise, and otherwise as they are: which ring is a hole is said by
// its place in the other formats.
func shapefileRings(shape orb.MultiPolygon) []orb.Ring {
	var rings []orb.Ring
	for _, polygon := range shape {
		for i, r := range polygon {
			if len(r) == 0 {
				continue
			}
			if shell := i == 0; geo.RingAreaM2(r) > 0 == shell {
				r = r.Clone()
				r.Reverse()
			}
			rings = append(rings, r)
		}
	}
	return rings
}
