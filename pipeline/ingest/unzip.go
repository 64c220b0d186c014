package ingest

import (
	"path"
	"path/filepath"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/cause"
	"jiyue/pipeline/land"
)

// unzip takes the shapefiles out of an archive: all of them, or the ones that
// layer names, which may be a glob.
func (in *Input) unzip(key, archive, layer string) ([]delivered, error) {
	a, err := shapefile.OpenArchive(archive)
	if err != nil {
		return nil, in.notRead(archive, err)
	}
	defer a.Close()
	if len(a.Members) == 0 {
		return nil, land.Fail(land.Broken, in.relative(archive), land.Textf("压缩包中没有 .shp", "the archive has no .shp"),
			land.Textf("请提供 shapefile 的压缩包，或解压后写出文件", "deliver an archive of shapefiles, or unpack it and name the files"), nil)
	}
	var list []delivered
	var names []string
	for i := range a.Members {
		m := &a.Members[i]
		names = append(names, m.Name())
		if meant, _ := path.Match(layer, m.Name()); !meant && layer != "" && layer != m.Name() {
			continue
		}
		d, err := in.extract(archive, m)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	if len(list) == 0 {
		return nil, in.whichLayer(key, archive, layer, names)
	}
	return list, nil
}

// extract writes one shapefile of an archive into the scratch folder.
func (in *Input) extract(archive string, m *shapefile.Member) (delivered, error) {
	d := delivered{from: archive, shown: in.relative(archive) + "/" + m.Stem + ".shp"}
	at, err := in.scratchFile("layer.shp")
	if err != nil {
		return d, in.noScratch(err)
	}
	if d.path, err = m.Unpack(filepath.Dir(at)); err != nil {
		return d, land.Fail(land.Broken, d.shown, cause.Because(land.Text{ZH: "无法解压", EN: "can't be unpacked"}, archive, err),
			land.Textf("请核对压缩包是否完整、有无密码", "check whether the archive is whole, and without a password"), err)
	}
	return d, nil
}
