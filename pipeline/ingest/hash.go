package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"jiyue/geo/shapefile"
)

// sourceHash is the hash of a source: the SHA-256 over the ending, length and
// SHA-256 of each of its files, in hexadecimal.
func sourceHash(files ...shapefile.Digest) string {
	all := sha256.New()
	for _, f := range files {
		fmt.Fprintf(all, "%s %d %x\n", strings.ToLower(filepath.Ext(f.Path)), f.Bytes, f.SHA256)
	}
	return hex.EncodeToString(all.Sum(nil))
}
