package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// sealName is the file beside the store that says what the published files are
// and what they were made of. Without it, or where it no longer fits, the next
// night does its work in full: it may be deleted at any time.
const sealName = ".jiyue.seal"

// nextSealName is the seal of a publication under way: it stands from before the
// store is renamed until everything is in its place, so that a publication that is
// killed between the two leaves the seal of the store that it has published.
const nextSealName = sealName + ".next"

// Seal is what a publication was made of and what it consists of.
type Seal struct {
	Basis json.RawMessage       `json:"basis"` // the publisher's own: inputs, rules and program
	Files map[string]SealedFile `json:"files"` // by name
}

// SealedFile is a published file.
type SealedFile struct {
	Bytes int64  `json:"bytes"`
	Sum   string `json:"sum"`            // over the CRC-32C of every block
	Made  string `json:"made,omitempty"` // the publisher's own: how it was made
}

// Seal has Publish write what the files are made of beside them: basis of the
// store, made of each further file. Of a reprint the store's part stays.
func (t *Tonight) Seal(basis json.RawMessage, made string) { t.seal = &sealing{basis, made} }

type sealing struct {
	basis json.RawMessage // nil of a reprint
	made  string
}

// ReadSeal returns the seal of an output folder; false where there is none. Where a
// publication was killed, it is the one that fits the store.
func ReadSeal(dir string) (Seal, bool) {
	if next, sealed := readSeal(filepath.Join(dir, nextSealName)); sealed && next.Holds(dir, FileName, "") {
		return next, true
	}
	return readSeal(filepath.Join(dir, sealName))
}

func readSeal(path string) (Seal, bool) {
	var s Seal
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &s) != nil {
		return Seal{}, false
	}
	return s, s.Files != nil
}

// settleSeal puts the seal that a killed publication has left into its place, or
// away where the store is not the one that it was made for.
func (t *Tonight) settleSeal() error {
	path := filepath.Join(t.dir, nextSealName)
	settle := os.Remove
	if next, sealed := readSeal(path); sealed && next.Holds(t.dir, FileName, "") {
		settle = func(string) error { return t.confirmSeal() }
	}
	if err := settle(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return folderFailure(t.dir, err)
	}
	return nil
}

// announceSeal puts the seal of tonight, where there is one, beside the one that
// holds as yet.
func (t *Tonight) announceSeal() error {
	err := os.Rename(filepath.Join(t.stagingDir(), sealName), filepath.Join(t.dir, nextSealName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// confirmSeal makes the announced seal the one that holds.
func (t *Tonight) confirmSeal() error {
	err := os.Rename(filepath.Join(t.dir, nextSealName), filepath.Join(t.dir, sealName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Holds says whether a published file is there as it was sealed, byte for byte
// but for one case in 2^32, and made in the given way; a store with a journal
// beside it is not.
func (s Seal) Holds(dir, name, made string) bool {
	kept, sealed := s.Files[name]
	if !sealed || kept.Made != made {
		return false
	}
	path := filepath.Join(dir, name)
	if info, err := os.Lstat(path); err != nil || info.Size() != kept.Bytes || name == FileName && len(sidecars(path)) > 0 {
		return false
	}
	is, err := sealedFile(path)
	return err == nil && is.Bytes == kept.Bytes && is.Sum == kept.Sum
}

// writeSeal writes the seal of what is about to be published into the staging
// folder, to be published with it.
func (t *Tonight) writeSeal() error {
	if t.seal == nil {
		return nil
	}
	s := Seal{Basis: t.seal.basis, Files: map[string]SealedFile{}}
	if t.seal.basis == nil {
		var sealed bool
		if s, sealed = ReadSeal(t.dir); !sealed {
			return nil // of an earlier program, or taken away
		}
	}
	names := t.written()
	if _, err := os.Stat(t.storePath()); err == nil {
		names = append(names, FileName)
	}
	for _, name := range names {
		f, err := sealedFile(filepath.Join(t.stagingDir(), name))
		if err != nil {
			return err
		}
		if name != FileName {
			f.Made = t.seal.made
		}
		s.Files[name] = f
	}
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(t.stagingDir(), sealName), append(text, '\n'), 0o644)
}

// sealBlock is how much is read at once, a block of the sum.
const sealBlock = 1 << 20

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealedFile takes the sum of a file, whose blocks are read by several
// goroutines: against a disk that errs and a hand that edits, the checksums that
// processors have an instruction for are enough, and take a tenth of the time of
// a cryptographic one.
func sealedFile(path string) (SealedFile, error) {
	file, err := os.Open(path)
	if err != nil {
		return SealedFile{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return SealedFile{}, err
	}
	blocks := int((info.Size() + sealBlock - 1) / sealBlock)
	sums, workers := make([]byte, 4*blocks), runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			buffer := make([]byte, min(sealBlock, info.Size()))
			for i := w; i < blocks && errs[w] == nil; i += workers {
				n, err := file.ReadAt(buffer, int64(i)*sealBlock)
				if err != nil && err != io.EOF {
					errs[w] = err
				}
				binary.LittleEndian.PutUint32(sums[4*i:], crc32.Checksum(buffer[:n], castagnoli))
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return SealedFile{}, err
		}
	}
	return SealedFile{Bytes: info.Size(), Sum: fmt.Sprintf("%016x", hashBytes(uint64(info.Size()), sums))}, nil
}
