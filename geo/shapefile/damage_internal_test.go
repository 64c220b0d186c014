package shapefile

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// names are what Found and Expected may say in letters: parts, bytes, encodings,
// types of shape, and a quoted word of the file's own.
var names = regexp.MustCompile(`\.(shp|shx|dbf|cpg)|[0-9] B\b|U\+FFFD|UTF-8|GBK|GB18030|Big5|windows-1252|Point|PolyLine|Polygon|"[^"]*"`)

// checkSides holds damage to its word: something is said, in no language.
func checkSides(t *testing.T, d Damage) {
	t.Helper()
	if d.Found == "" && d.Expected == "" {
		t.Errorf("%s: neither found nor expected", d.Kind)
	}
	if left := names.ReplaceAllString(d.Found+" "+d.Expected, ""); regexp.MustCompile(`\pL`).MatchString(left) {
		t.Errorf("%s: %q, %q are words of a language", d.Kind, d.Found, d.Expected)
	}
}

// The file of three squares: 100 bytes of header, and 3 × (8 + 44 + 4 + 80) of
// records in the .shp.
func TestDamageInNumbers(t *testing.T) {
	whole := buildShapes(squareRecord(), squareRecord(), squareRecord())
	size := len(whole.shp)
	record := (size - headerBytes) / 3
	for name, c := range map[string]struct {
		spoil           func(c *content)
		kind            DamageKind
		found, expected string
	}{
		"cut off":       {func(c *content) { c.shp = c.shp[:size-record] }, CutOff, ".shp 372 B", "508 B"},
		"header length": {func(c *content) { c.shp[27] = 50 }, HeaderLength, ".shp 100 B", "508 B"},
		"stray bytes":   {func(c *content) { c.shp = append(c.shp, make([]byte, 6)...) }, StrayBytes, ".shp 514 B", "508 B"},
		"no index":      {func(c *content) { c.shx = nil }, IndexMissing, ".shx 0", "3"},
		"wrong index":   {func(c *content) { c.shx = c.shx[:headerBytes+2*entryBytes] }, IndexWrong, ".shx 2/2", "3/3"},
	} {
		t.Run(name, func(t *testing.T) {
			b := content{shp: slices.Clone(whole.shp), shx: slices.Clone(whole.shx)}
			c.spoil(&b)
			for _, d := range b.mustOpen(t).Damage() {
				if d.Kind == c.kind {
					if d.Found != c.found || d.Expected != c.expected {
						t.Errorf("found %q, expected %q; want %q, %q", d.Found, d.Expected, c.found, c.expected)
					}
					return
				}
			}
			t.Error("not found")
		})
	}
}

func TestForeignFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.shp")
	for name, c := range map[string]struct {
		text  string
		short bool
		code  uint32
	}{
		"empty": {"", true, 0},
		"short": {string(make([]byte, 60)), true, 0},
		"other": {"land" + string(make([]byte, 200)), false, 'l'<<24 | 'a'<<16 | 'n'<<8 | 'd'},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path, Options{})
			var foreign *ForeignError
			if !errors.As(err, &foreign) {
				t.Fatal(err)
			}
			if foreign.Short() != c.short || foreign.Code != c.code || foreign.Bytes != int64(len(c.text)) {
				t.Errorf("%+v", foreign)
			}
		})
	}
}
