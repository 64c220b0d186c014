package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version of CHANGELOG.md that this source is.
const release = "0.1.0"

// version returns the release with the revision it was built from, as far as
// the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return release + "+" + s.Value[:12]
		}
	}
	return release
}

// build tells the program's very file from others of its version: a hash of it.
// It is "" where the file can't be read.
func build() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

func newVersion(e *environment, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "version of the program and of Go",
		Args:  exactly(0),
		RunE: func(*cobra.Command, []string) error {
			if f.json {
				return json.NewEncoder(e.stdout).Encode(map[string]string{
					"version": version(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
				})
			}
			_, err := fmt.Fprintf(e.stdout, "jiyue %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print as JSON")
	return c
}
