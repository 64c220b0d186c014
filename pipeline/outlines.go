package pipeline

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"jiyue/pipeline/ingest"
	"jiyue/pipeline/store"
)

// Sources finds the parcel files of a run again, so that a viewer can show their
// outlines as they were delivered. It opens no file but those that the store
// names, and uses none whose content is not what the run read. It may be used by
// several goroutines at once.
type Sources struct {
	folder string // that relative paths are relative to: the configuration's

	lock sync.Mutex
	open map[string]*openSource // by path
}

// openSource is a file that was looked at, or why it can't be used.
type openSource struct {
	hash     string
	modified time.Time
	bytes    int64
	outlines *ingest.Outlines
	err      error
}

// NewSources looks for relative paths in the folder, which is the one of the
// configuration.
func NewSources(folder string) *Sources {
	return &Sources{folder: folder, open: map[string]*openSource{}}
}

// Outlines returns the outlines of a file of a run with the working CRS. The
// first time it reads the whole file, to see that it is the same. The error says
// why there are none: the file is gone, is another, is no shapefile.
func (s *Sources) Outlines(file store.SourceFile, crs string) (*ingest.Outlines, error) {
	path := filepath.FromSlash(file.Path)
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.folder, path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if was := s.open[path]; was != nil && was.hash == file.Hash && was.bytes == info.Size() && was.modified.Equal(info.ModTime()) {
		return was.outlines, was.err
	}
	// What was open stays so: an answer under way may be reading it.
	now := &openSource{hash: file.Hash, modified: info.ModTime(), bytes: info.Size()}
	now.outlines, now.err = ingest.ReopenOutlines(path, file.Hash, file.CRS, crs)
	s.open[path] = now
	return now.outlines, now.err
}
