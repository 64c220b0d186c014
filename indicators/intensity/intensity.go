// Package intensity holds the land-intensity evaluation of parks as data: the
// built-in indicator sets of TD/T 1029, the land-status codes and the
// land-use classifications, each an embedded YAML file that says where its
// contents come from. It computes nothing; package indicators reads it.
//
// README.md of package indicators says how a set is written, set.schema.json
// says it to editors. Start with tdt1029-2014.yaml.
package intensity

import (
	"embed"
	"path"
	"strings"
)

//go:embed *.yaml schemes/*.yaml
var files embed.FS

// commonSuffix marks the sets that others extend and nobody scores with.
const commonSuffix = "-common"

// Sets lists the names of the sets that parks can be scored with, newest first.
func Sets() []string {
	var names []string
	for _, n := range Bases() {
		if !strings.HasSuffix(n, commonSuffix) {
			names = append([]string{n}, names...)
		}
	}
	return names
}

// Bases lists the names of the sets that a user's set may extend.
func Bases() []string { return names(".", "tdt") }

// Set returns the text of a set.
func Set(name string) ([]byte, bool) { return read(Bases(), name, name+".yaml") }

// Raw returns the text of the raw view of the land, which every set carries.
func Raw() []byte { return must("raw.yaml") }

// LandCodes returns the text of the list of land-status codes.
func LandCodes() []byte { return must("land-codes.yaml") }

// Schemes lists the names of the land-use classifications.
func Schemes() []string { return names("schemes", "") }

// Scheme returns the text of a classification.
func Scheme(name string) ([]byte, bool) {
	return read(Schemes(), name, path.Join("schemes", name+".yaml"))
}

func names(dir, prefix string) []string {
	entries, _ := files.ReadDir(dir) // embedded: it is there
	var list []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && strings.HasPrefix(name, prefix) {
			list = append(list, name)
		}
	}
	return list
}

// read returns a file for a name that is in the list, so that no name leads
// out of the folder.
func read(known []string, name, file string) ([]byte, bool) {
	for _, k := range known {
		if k == name {
			return must(file), true
		}
	}
	return nil, false
}

// must reads an embedded file; that it is there was settled by the compiler.
func must(file string) []byte {
	data, _ := files.ReadFile(file)
	return data
}
