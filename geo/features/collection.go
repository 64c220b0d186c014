package features

import (
	"errors"
	"os"
)

// ErrNoCollection says that a file is no GeoJSON collection of features.
var ErrNoCollection = errors.New("no FeatureCollection")

// eachMember goes through the members of a feature collection: the features one
// by one, and any other whole, for which member may be nil. What both are shown
// is good until they return.
func eachMember(path string, member func(name string, value []byte), each func(*feature) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := newJSONReader(file)
	if c, err := r.first(); err != nil || c != '{' {
		return errors.Join(ErrNoCollection, err)
	}
	collection := false
	err = r.items('}', func() error {
		name, err := r.name()
		if err != nil {
			return err
		}
		if name == "features" {
			collection = true
			return eachFeature(r, each)
		}
		var value []byte
		err = r.take(func(b []byte, at int) (int, error) {
			end, err := skipValue(b, at, 1)
			value = b[at:end]
			return end, err
		})
		if err == nil && member != nil {
			member(name, value)
		}
		return err
	})
	if err == nil && !collection {
		return ErrNoCollection
	}
	return err
}

// eachFeature goes through the list of features.
func eachFeature(r *jsonReader, each func(*feature) error) error {
	if c, err := r.next(); err != nil || c != '[' {
		return errors.Join(ErrNoCollection, err)
	}
	var f feature
	r.feature = 0
	err := r.items(']', func() error {
		r.feature++
		if err := r.take(f.parse); err != nil {
			return err
		}
		return each(&f)
	})
	if err == nil {
		r.feature = 0
	}
	return err
}
