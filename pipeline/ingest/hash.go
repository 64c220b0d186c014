package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"jiyue/pipeline/land"
)

// hashes are the SHA-256 of the files that are read, each taken beside all else
// from the moment at which the file is known: of a million parcels they take
// half a second of a processor.
type hashes struct {
	files map[string]chan fileHash // by path
	stop  atomic.Bool
}

type fileHash struct {
	bytes int64
	sum   []byte
	err   error
}

// begin starts on a file, once.
func (h *hashes) begin(path string) {
	if h.files == nil {
		h.files = map[string]chan fileHash{}
	}
	if h.files[path] != nil {
		return
	}
	done := make(chan fileHash, 1)
	h.files[path] = done
	go func() { done <- h.hash(path) }()
}

// of awaits the hash of a file that was begun.
func (h *hashes) of(path string) fileHash {
	done := h.files[path]
	f := <-done
	done <- f // for the next who asks
	return f
}

// abandon ends what is still under way and waits for its end: files must not
// stay open behind a run that is over.
func (h *hashes) abandon() {
	h.stop.Store(true)
	for path := range h.files {
		h.of(path)
	}
}

// hashBlock is how much of a file is read at once.
const hashBlock = 256 << 10

func (h *hashes) hash(path string) (f fileHash) {
	file, err := os.Open(path)
	if err != nil {
		f.err = err
		return f
	}
	defer file.Close()
	sum, block := sha256.New(), make([]byte, hashBlock)
	for !h.stop.Load() {
		n, err := file.Read(block)
		sum.Write(block[:n])
		f.bytes += int64(n)
		if err == io.EOF {
			break
		}
		if err != nil {
			f.err = err
			return f
		}
	}
	f.sum = sum.Sum(nil)
	return f
}

// hashSources fills in the hash of every source: the SHA-256 over the ending,
// length and SHA-256 of each of its files, in hexadecimal.
func (in *Input) hashSources() error {
	for i, paths := range in.files {
		all := sha256.New()
		for _, path := range paths {
			f := in.hashes.of(path)
			if f.err != nil {
				return land.Fail(land.Broken, in.Sources[i].Path, land.Textf("文件无法读取", "the file can't be read"), land.Text{}, f.err)
			}
			fmt.Fprintf(all, "%s %d %x\n", strings.ToLower(filepath.Ext(path)), f.bytes, f.sum)
		}
		in.Sources[i].Hash = hex.EncodeToString(all.Sum(nil))
	}
	return nil
}
