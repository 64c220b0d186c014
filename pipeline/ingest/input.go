package ingest

import (
	"errors"
	"os"
	"path/filepath"

	"jiyue/geo/crs"
	"jiyue/geo/index"
	"jiyue/geo/shapefile"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// Input is a run's opened input: everything but the parcels is in it, the
// parcels are read from it.
type Input struct {
	CRS        crs.CRS          // working CRS, in metres
	Sources    []land.Source    // in the order of the configuration: parks, parcels, statistics, declared
	Parks      []land.Park      // the roster, in the order of first mention
	Extents    []land.Extent    // in the order of first mention
	Statistics land.ParkFigures // areas in m², money in 万元
	Declared   land.ParkFigures // in the units of the indicators; what has a unit of its own in m² and 万元
	Findings   []land.Finding   // about files, parks, extents and tables

	Roster          []land.RosterRow     // rows of tables that list parks without outlines
	Overlaps        []land.ExtentOverlap // of extents of one kind
	DeclaredRegions []land.RegionFigure  // handed in for whole counties and cities; in the units of Declared

	cfg         *config.Config
	parks       []outlines
	scratch     string                      // folder of shapefiles made of other files; "" where there are none
	digests     map[string]shapefile.Digest // of files whose layers were translated or unpacked, by path
	unusable    *land.Failure               // the first that became a finding
	parcels     []*parcelSource
	enterprises map[string]*enterprise
	ids         *idCounts
	repeats     *repeats
	doubts      [][]doubt    // by batch, from Read to Admit
	extentBoxes *index.Index // nil until SkipFar: every parcel is read whole
}

// Open opens and checks every source of the configuration, reads the roster
// and its extents, the statistics and the declared figures, and settles the
// working CRS. Errors are land.Failures.
func Open(cfg *config.Config) (*Input, error) {
	in := &Input{cfg: cfg, repeats: newRepeats(), Statistics: land.ParkFigures{}, Declared: land.ParkFigures{}}
	for _, step := range []func() error{
		in.openShapes, in.settleCRS, in.readParks, in.readTables, in.countIDs, in.readEnterprises,
	} {
		if err := step(); err != nil {
			return nil, errors.Join(err, in.Close())
		}
	}
	return in, nil
}

// openShapes opens the shapefiles of parks and parcels.
func (in *Input) openShapes() error {
	for i := range in.cfg.Parks {
		in.noteMissing(&in.cfg.Parks[i].File)
		for _, path := range in.cfg.Parks[i].Paths {
			if err := in.open(in.relative(path), func() error { return in.openParks(i, path) }); err != nil {
				return err
			}
		}
	}
	for i := range in.cfg.Parcels {
		in.noteMissing(&in.cfg.Parcels[i].File)
		for _, path := range in.cfg.Parcels[i].Paths {
			if err := in.open(in.relative(path), func() error { return in.openParcels(i, path) }); err != nil {
				return err
			}
		}
	}
	return in.checkUsable()
}

// Close closes the files.
func (in *Input) Close() error {
	var errs []error
	for _, s := range in.shapes() {
		errs = append(errs, s.file.Close())
	}
	if in.scratch != "" {
		errs = append(errs, os.RemoveAll(in.scratch))
	}
	return errors.Join(errs...)
}

// shapes lists the open shapefiles, those of parks first.
func (in *Input) shapes() []*shapeSource {
	var all []*shapeSource
	for _, s := range in.parks {
		if p, ok := s.(*parkSource); ok {
			all = append(all, &p.shapeSource)
		}
	}
	for _, s := range in.parcels {
		all = append(all, &s.shapeSource)
	}
	return all
}

// Records returns how many records the parcel sources have.
func (in *Input) Records() int64 {
	var n int64
	for _, s := range in.parcels {
		n += int64(s.file.Records())
	}
	return n
}

// addSource enters a source and returns its index.
func (in *Input) addSource(s land.Source) int {
	in.Sources = append(in.Sources, s)
	return len(in.Sources) - 1
}

// relative returns a path as findings and the store name it: from the folder
// of the configuration, with forward slashes.
func (in *Input) relative(path string) string {
	dir, err1 := filepath.Abs(in.cfg.Dir)
	file, err2 := filepath.Abs(path)
	if err1 == nil && err2 == nil {
		if rel, err := filepath.Rel(dir, file); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(path)
}
