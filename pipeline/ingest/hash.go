package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"jiyue/pipeline/land"
)

// hashSources fills in the hash of every source, all at once: reading is what
// it takes.
func (in *Input) hashSources() error {
	errs := make([]error, len(in.Sources))
	var work sync.WaitGroup
	for i := range in.Sources {
		work.Go(func() { in.Sources[i].Hash, errs[i] = hashFiles(in.files[i]) })
	}
	work.Wait()
	for i, err := range errs {
		if err != nil {
			return land.Fail(land.Broken, in.Sources[i].Path, land.Textf("文件无法读取", "the file can't be read"), land.Text{}, err)
		}
	}
	return nil
}

// hashFiles is the SHA-256 of the files' content, each preceded by its ending
// and length, in hexadecimal.
func hashFiles(paths []string) (string, error) {
	h := sha256.New()
	for _, path := range paths {
		if err := hashFile(h, path); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func hashFile(to io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	fmt.Fprintf(to, "%s %d\n", strings.ToLower(filepath.Ext(path)), info.Size())
	_, err = io.Copy(to, f)
	return err
}
