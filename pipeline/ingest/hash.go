package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"jiyue/geo/shapefile"
)

// digestOf is the digest of a file of which the layers are read through
// shapefiles made of them: the run's record is about the file that was sent. Each
// file is read once.
func (in *Input) digestOf(path string) (shapefile.Digest, error) {
	if d, known := in.digests[path]; known {
		return d, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return shapefile.Digest{}, err
	}
	defer f.Close()
	d, h := shapefile.Digest{Path: path}, sha256.New()
	if d.Bytes, err = io.Copy(h, f); err != nil {
		return d, err
	}
	h.Sum(d.SHA256[:0])
	if in.digests == nil {
		in.digests = map[string]shapefile.Digest{}
	}
	in.digests[path] = d
	return d, nil
}

// sourceHash is the hash of a source: the SHA-256 over the ending, length and
// SHA-256 of each of its files, in hexadecimal.
func sourceHash(files ...shapefile.Digest) string {
	all := sha256.New()
	for _, f := range files {
		fmt.Fprintf(all, "%s %d %x\n", strings.ToLower(filepath.Ext(f.Path)), f.Bytes, f.SHA256)
	}
	return hex.EncodeToString(all.Sum(nil))
}
