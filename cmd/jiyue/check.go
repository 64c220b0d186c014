package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/checklist"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

func newCheck(e *environment, f *flags) *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "check CONFIG",
		Short: "reads and validates everything, publishes nothing; lists findings",
		Long: `Reads and validates everything that a run would, publishes nothing, and lists
the findings by severity and file: what was found in which record, why it
matters and how to mend it. A file that can't be used is a finding, and the
others are checked all the same. Exit code 3 where there are error findings.

With --output, the list is written for the sender as well: findings.html to
read and print, findings.gpkg with the layer finding to open in desktop GIS.

` + exitCodesHelp,
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Load(args[0])
			if err != nil {
				return err
			}
			o := e.options(f)
			o.Lang = e.talkLang(f) // nothing is stored: speak as the user does
			summary, err := pipeline.Check(c.Context(), cfg, o)
			if err != nil {
				return err
			}
			list := checklist.New(cfg.Project.Name, summary.Findings.List(), o.Lang)
			if !f.json {
				if err := list.Text(e.stdout); err != nil {
					return err
				}
			}
			if output != "" {
				if err := e.writeChecklist(f, output, list, summary); err != nil {
					return err
				}
			}
			return e.answer(f, summary)
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print the findings and the summary as JSON")
	c.Flags().StringVar(&output, "output", "", "folder for findings.html and findings.gpkg")
	return c
}

// writeChecklist writes the list for the sender into a folder.
func (e *environment) writeChecklist(f *flags, dir string, list *checklist.List, s *pipeline.Summary) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return cannotWrite(dir, err)
	}
	page, layer := filepath.Join(dir, "findings.html"), filepath.Join(dir, "findings.gpkg")
	if err := writeFile(page, list.Page); err != nil {
		return cannotWrite(page, err)
	}
	if err := store.WriteFindings(layer, s.CRS, e.now(), s.Findings.List(), list.Lang); err != nil {
		return cannotWrite(layer, err)
	}
	for _, path := range []string{page, layer} {
		if f.quiet {
			break
		}
		fmt.Fprintln(e.stderr, land.Textf("已写出 %s", "wrote %s", path).In(list.Lang))
	}
	return nil
}

func cannotWrite(path string, err error) error {
	return land.Fail(land.Broken, path, land.Textf("无法写出：%v", "can't be written: %v", err),
		land.Textf("请核对文件夹的权限，并关闭打开该文件的程序", "check the folder's permissions, and close the program that has the file open"), err)
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) (err error) {
	half, err := os.CreateTemp(filepath.Dir(path), ".half-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(half.Name())
		}
	}()
	if err := write(half); err != nil {
		half.Close()
		return err
	}
	if err := half.Chmod(0o666 &^ 0o022); err != nil {
		half.Close()
		return err
	}
	if err := half.Close(); err != nil {
		return err
	}
	return os.Rename(half.Name(), path)
}
