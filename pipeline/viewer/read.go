package viewer

import (
	"errors"
	"os"

	"jiyue/pipeline/store"
)

// attempts is how often an answer is begun again because the store was
// replaced meanwhile. Nights are hours apart: a second attempt is enough, a
// third is for a user who runs the program again and again.
const attempts = 3

var errUnsettled = errors.New("the store was replaced while it was read, every time")

// read opens the store for one answer. A store may open a second connection
// while it reads, and by then the name may be another night's file: what was
// read under a name that changed is thrown away and read again.
func read(path string, visit func(*store.Store) error) error {
	for range attempts {
		before, _ := os.Stat(path) // what is wrong with the file, Open says
		err := readOnce(path, visit)
		after, _ := os.Stat(path)
		if sameNight(before, after) {
			return err
		}
	}
	return errUnsettled
}

func readOnce(path string, visit func(*store.Store) error) error {
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	return visit(s)
}

// sameNight says whether two looks at the path saw the same file, unchanged.
func sameNight(a, b os.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}
