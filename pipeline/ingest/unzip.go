package ingest

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"jiyue/geo/shapefile"
	"jiyue/pipeline/land"
)

// maxMemberBytes is more than a part of a shapefile can have: 4 GB. An archive
// may be a bomb.
const maxMemberBytes = 4 << 30

var errMemberTooLarge = fmt.Errorf("a part of more than %d GB", maxMemberBytes>>30)

// partEndings are the parts of a shapefile that are read.
var partEndings = []string{".shp", ".shx", ".dbf", ".prj", ".cpg"}

// unzip takes the shapefiles out of an archive: all of them, or the ones that
// layer names, which may be a glob.
func (in *Input) unzip(key, archive, layer string) ([]delivered, error) {
	z, err := zip.OpenReader(archive)
	if err != nil {
		return nil, in.notRead(archive, err)
	}
	defer z.Close()
	parts := map[string][]*zip.File{} // by path without ending
	var stems, names []string
	for _, f := range z.File {
		name := memberName(f)
		ending := strings.ToLower(path.Ext(name))
		if strings.HasPrefix(name, "__MACOSX/") || !slices.Contains(partEndings, ending) {
			continue
		}
		stem := strings.TrimSuffix(name, path.Ext(name))
		parts[strings.ToLower(stem)] = append(parts[strings.ToLower(stem)], f)
		if ending == ".shp" {
			names = append(names, path.Base(stem))
			if meant, _ := path.Match(layer, path.Base(stem)); meant || layer == "" || layer == path.Base(stem) {
				stems = append(stems, stem)
			}
		}
	}
	if len(names) == 0 {
		return nil, land.Fail(land.Broken, in.relative(archive), land.Textf("压缩包中没有 .shp", "the archive has no .shp"),
			land.Textf("请提供 shapefile 的压缩包，或解压后写出文件", "deliver an archive of shapefiles, or unpack it and name the files"), nil)
	}
	if len(stems) == 0 {
		return nil, in.whichLayer(key, archive, layer, names)
	}
	slices.Sort(stems)
	var list []delivered
	for _, stem := range slices.Compact(stems) {
		d, err := in.extract(in.relative(archive)+"/"+stem+".shp", parts[strings.ToLower(stem)])
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// memberName is the path of a member in UTF-8, with forward slashes: Chinese
// programs write GBK without saying so.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 {
		if text, _, _, err := shapefile.DecodeText([]byte(name), ""); err == nil {
			name = text
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// extract writes the parts of one shapefile into the scratch folder.
func (in *Input) extract(shown string, parts []*zip.File) (delivered, error) {
	d := delivered{shown: shown}
	var err error
	if d.path, err = in.scratchFile("layer.shp"); err != nil {
		return d, in.noScratch(err)
	}
	for _, f := range parts {
		ending := strings.ToLower(path.Ext(memberName(f)))
		if err := extractPart(f, strings.TrimSuffix(d.path, ".shp")+ending); err != nil {
			return d, land.Fail(land.Broken, shown, land.Textf("无法解压：%v", "can't be unpacked: %v", err),
				land.Textf("请核对压缩包是否完整、有无密码", "check whether the archive is whole, and without a password"), err)
		}
	}
	return d, nil
}

func extractPart(f *zip.File, to string) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(out, io.LimitReader(from, maxMemberBytes+1))
	if n > maxMemberBytes {
		err = errMemberTooLarge
	}
	return errors.Join(err, out.Close())
}
