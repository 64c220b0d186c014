package pipeline_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// TestSourcesAreTheFilesOfTheRun: every parcel of a published store is found in
// its file again, and its outline as delivered is that of the piece where the
// extent has it whole; a file that is no longer the same is not used.
func TestSourcesAreTheFilesOfTheRun(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../fixtures/daning")); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(filepath.Join(folder, "jiyue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Output = filepath.Join(t.TempDir(), "out")
	if _, err := pipeline.Run(context.Background(), cfg, pipeline.Options{NoReport: true}); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(store.PathIn(cfg.Output))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	run, err := s.LastRun()
	if err != nil {
		t.Fatal(err)
	}
	files, err := s.Sources(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	sources, same := pipeline.NewSources(folder), 0
	err = s.Pieces("S149062", string(land.Approved), func(p *store.Piece) error {
		for _, f := range files {
			if f.Path != p.Source {
				continue
			}
			o, err := sources.Outlines(f, run.CRS)
			if err != nil {
				return err
			}
			rings, err := o.Rings(p.Record)
			if err != nil {
				return err
			}
			if p.Relation == string(land.Inside) && len(rings) == 1 && rings[0].Bound() == p.Shape.Bound() {
				same++
			}
		}
		return nil
	})
	if err != nil || same < 300 {
		t.Errorf("%d outlines are those of the pieces, %v", same, err)
	}
	north := filepath.Join(folder, "input", "parcels_north.shx")
	if err := os.Remove(north); err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.NewSources(t.TempDir()).Outlines(files[2], run.CRS); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another folder: %v", err)
	}
	if _, err := pipeline.NewSources(folder).Outlines(files[2], run.CRS); err == nil {
		t.Errorf("%s without its index is taken for the same", files[2].Path)
	}
}
