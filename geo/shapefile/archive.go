package shapefile

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// maxMemberBytes is more than a part of a shapefile can have: 4 GB. An archive
// may be a bomb.
const maxMemberBytes = 4 << 30

// What keeps a part of a shapefile from being unpacked.
var (
	ErrMemberTooLarge = fmt.Errorf("a part of more than %d GB", maxMemberBytes>>30)
	ErrEncrypted      = errors.New("the archive has a password")
)

// encryptedFlag marks a member that only a password opens (APPNOTE.TXT 4.4.4).
const encryptedFlag = 1

// memberEndings are the parts of a shapefile that are unpacked.
var memberEndings = []string{".shp", ".shx", ".dbf", ".prj", ".cpg"}

// Archive is a zip file with shapefiles in it, in folders or not.
type Archive struct {
	Members []Member // by path
	file    *zip.ReadCloser
}

// Member is a shapefile in an archive.
type Member struct {
	Stem  string // path in the archive without .shp, in UTF-8, with forward slashes
	parts []*zip.File
}

// Name is the member's name without folders and ending.
func (m *Member) Name() string { return path.Base(m.Stem) }

// OpenArchive lists the shapefiles in an archive.
func OpenArchive(name string) (*Archive, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	a := &Archive{file: z}
	parts := map[string][]*zip.File{} // by path without ending, in small letters
	for _, f := range z.File {
		at := memberName(f)
		ending := strings.ToLower(path.Ext(at))
		if strings.HasPrefix(at, "__MACOSX/") || !slices.Contains(memberEndings, ending) {
			continue
		}
		stem := strings.TrimSuffix(at, path.Ext(at))
		parts[strings.ToLower(stem)] = append(parts[strings.ToLower(stem)], f)
		if ending == ".shp" {
			a.Members = append(a.Members, Member{Stem: stem})
		}
	}
	slices.SortFunc(a.Members, func(m, n Member) int { return strings.Compare(m.Stem, n.Stem) })
	a.Members = slices.CompactFunc(a.Members, func(m, n Member) bool { return m.Stem == n.Stem })
	for i := range a.Members {
		a.Members[i].parts = parts[strings.ToLower(a.Members[i].Stem)]
	}
	return a, nil
}

// Close closes the archive; what was unpacked stays.
func (a *Archive) Close() error { return a.file.Close() }

// memberName is the path of a member in UTF-8, with forward slashes: Chinese
// programs write GBK without saying so.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 {
		if text, _, _, err := DecodeText([]byte(name), ""); err == nil {
			name = text
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// Unpack writes the parts of the shapefile into a folder, whatever their names in
// the archive, and returns the path of the .shp. The error wraps [ErrEncrypted],
// [ErrMemberTooLarge] or one of archive/zip.
func (m *Member) Unpack(dir string) (string, error) {
	to := filepath.Join(dir, "layer")
	for _, f := range m.parts {
		if err := unpackPart(f, to+strings.ToLower(path.Ext(memberName(f)))); err != nil {
			return "", err
		}
	}
	return to + ".shp", nil
}

func unpackPart(f *zip.File, to string) error {
	if f.Flags&encryptedFlag != 0 {
		return ErrEncrypted
	}
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
		err = ErrMemberTooLarge
	}
	return errors.Join(err, out.Close())
}
