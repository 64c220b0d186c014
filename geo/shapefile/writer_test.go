package shapefile_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	shp "github.com/jonas-p/go-shp"
	"github.com/paulmach/orb"

	"jiyue/geo/shapefile"
)

var parcelFields = []shapefile.Field{
	{Name: "DKBH", Type: 'C', Width: 12},
	{Name: "名称", Type: 'C', Width: 20},
	{Name: "MJ", Type: 'N', Width: 14, Decimals: 2},
	{Name: "RS", Type: 'N', Width: 6},
}

// square is a closed clockwise ring.
func square(x, y, side float64) orb.Ring {
	return orb.Ring{{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}}
}

func write(t testing.TB, path string, fields []shapefile.Field, o shapefile.WriterOptions, fill func(w *shapefile.Writer) error) {
	t.Helper()
	w, err := shapefile.Create(path, fields, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// randomParcels writes n parcels of one to three rings and gives their rings.
func randomParcels(t testing.TB, path string, n int, o shapefile.WriterOptions) [][]orb.Ring {
	rng := rand.New(rand.NewPCG(1, 2))
	var all [][]orb.Ring
	write(t, path, parcelFields, o, func(w *shapefile.Writer) error {
		for i := range n {
			x, y := 37500000+rng.Float64()*1e4, 4000000+rng.Float64()*1e4
			rings := []orb.Ring{square(x, y, 50)}
			for range rng.IntN(3) {
				hole := square(x+rng.Float64()*20, y+rng.Float64()*20, 5)
				hole.Reverse()
				rings = append(rings, hole)
			}
			mp := orb.MultiPolygon{rings}
			if i%10 == 9 {
				mp, rings = nil, nil
			}
			all = append(all, rings)
			if err := w.Write(mp, []any{fmt.Sprintf("D%06d", i), fmt.Sprintf("第%d号地块", i%7), float64(i) / 4, i % 1000}); err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

// What go-shp reads from a well-formed file is what we read.
func TestReaderAgreesWithGoShp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parcels.shp")
	all := randomParcels(t, path, 3000, shapefile.WriterOptions{Encoding: "UTF-8"})
	theirs, err := shp.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	f := open(t, path, shapefile.Options{})
	if len(f.Damage()) > 0 || f.Records() != len(all) {
		t.Fatalf("%d records, damage %v", f.Records(), f.Damage())
	}
	s := f.Scan(0, f.Records(), 0, 1, 2, 3)
	for s.Next() && theirs.Next() {
		n, shape := theirs.Shape()
		if n != s.Record() {
			t.Fatalf("record %d, go-shp is at %d", s.Record(), n)
		}
		for i := range 4 {
			if want := strings.Trim(theirs.ReadAttribute(n, i), " "); s.Text(i) != want {
				t.Errorf("record %d field %d: %q, go-shp reads %q", n, i, s.Text(i), want)
			}
		}
		polygon, ok := shape.(*shp.Polygon)
		if ok == s.Null() {
			t.Fatalf("record %d: null %v, go-shp has %T", n, s.Null(), shape)
		}
		if !ok {
			continue
		}
		if diff := cmp.Diff(goShpRings(polygon), s.Rings()); diff != "" {
			t.Fatalf("record %d (-go-shp +ours):\n%s", n, diff)
		}
		box := orb.Bound{Min: orb.Point{polygon.MinX, polygon.MinY}, Max: orb.Point{polygon.MaxX, polygon.MaxY}}
		if s.Box() != box {
			t.Errorf("record %d: box %v, go-shp reads %v", n, s.Box(), box)
		}
	}
	if s.Err() != nil || s.Record() != len(all)-1 {
		t.Errorf("ended at record %d: %v", s.Record(), s.Err())
	}
}

func goShpRings(p *shp.Polygon) []orb.Ring {
	var rings []orb.Ring
	for i, from := range p.Parts {
		to := p.NumPoints
		if i+1 < len(p.Parts) {
			to = p.Parts[i+1]
		}
		var ring orb.Ring
		for _, pt := range p.Points[from:to] {
			ring = append(ring, orb.Point{pt.X, pt.Y})
		}
		rings = append(rings, ring)
	}
	return rings
}

func TestWriterRoundTrip(t *testing.T) {
	for _, encoding := range []string{"", "GBK", "GB18030", "UTF-8"} {
		for _, unmarked := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/unmarked=%v", encoding, unmarked), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "parcels.shp")
				o := shapefile.WriterOptions{Encoding: encoding, Unmarked: unmarked, PRJ: `PROJCS["CGCS2000"]`}
				all := randomParcels(t, path, 50, o)
				f := open(t, path, shapefile.Options{})
				if f.PRJ() != o.PRJ || f.FieldIndex("名称") != 1 || f.FieldIndex("dkbh") != 0 || f.FieldIndex("x") != -1 {
					t.Errorf("prj %q, fields %v", f.PRJ(), f.Fields())
				}
				s := f.Scan(0, f.Records(), 1, 2)
				for s.Next() {
					i := s.Record()
					if diff := cmp.Diff(all[i], s.Rings()); diff != "" {
						t.Fatalf("record %d (-written +read):\n%s", i, diff)
					}
					v, ok, err := s.Number(1)
					if want := fmt.Sprintf("第%d号地块", i%7); s.Text(0) != want || v != float64(i)/4 || !ok || err != nil {
						t.Errorf("record %d: %q %v %v %v", i, s.Text(0), v, ok, err)
					}
				}
			})
		}
	}
}

func TestWriterRepeatsItself(t *testing.T) {
	var files [2]map[string][]byte
	for i := range files {
		dir := t.TempDir()
		randomParcels(t, filepath.Join(dir, "p.shp"), 20, shapefile.WriterOptions{Encoding: "GBK", PRJ: "x"})
		files[i] = map[string][]byte{}
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			files[i][e.Name()], _ = os.ReadFile(filepath.Join(dir, e.Name()))
		}
	}
	if len(files[0]) != 5 {
		t.Errorf("%d files, want .shp .shx .dbf .cpg .prj", len(files[0]))
	}
	for name, b := range files[0] {
		if !bytes.Equal(b, files[1][name]) {
			t.Errorf("%s differs between two runs", name)
		}
	}
}

func TestWriterTurnsAndClosesRings(t *testing.T) {
	open4 := orb.Ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}} // counter-clockwise, not closed
	hole := orb.Ring{{2, 2}, {2, 4}, {4, 4}, {4, 2}, {2, 2}}
	path := filepath.Join(t.TempDir(), "a.shp")
	write(t, path, parcelFields[:1], shapefile.WriterOptions{}, func(w *shapefile.Writer) error {
		if err := w.Write(orb.MultiPolygon{{open4, hole}}, []any{"a"}); err != nil {
			return err
		}
		return w.WriteRings([]orb.Ring{open4, hole}, []any{"b"})
	})
	f := open(t, path, shapefile.Options{})
	s := f.Scan(0, 2)
	s.Next()
	want := []orb.Ring{{{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}, {{2, 2}, {4, 2}, {4, 4}, {2, 4}, {2, 2}}}
	if diff := cmp.Diff(want, s.Rings()); diff != "" {
		t.Errorf("Write (-want +got):\n%s", diff)
	}
	s.Next()
	if diff := cmp.Diff([]orb.Ring{open4, hole}, s.Rings()); diff != "" {
		t.Errorf("WriteRings (-want +got):\n%s", diff)
	}
}

func TestWriterCutsTextAtWholeCharacters(t *testing.T) {
	fields := []shapefile.Field{{Name: "产业用地类型", Type: 'C', Width: 5}, {Name: "产业a类型名称", Type: 'C', Width: 1}}
	for encoding, want := range map[string]struct{ name0, name1, text string }{
		"GBK":   {"产业用地类", "产业a类型", "园区"},
		"UTF-8": {"产业用", "产业a类", "园"},
	} {
		path := filepath.Join(t.TempDir(), "a.shp")
		write(t, path, fields, shapefile.WriterOptions{Encoding: encoding}, func(w *shapefile.Writer) error {
			return w.WriteRings([]orb.Ring{square(0, 0, 1)}, []any{"园区名", "名"})
		})
		f := open(t, path, shapefile.Options{})
		s := f.Scan(0, 1, 0, 1)
		s.Next()
		if f.Fields()[0].Name != want.name0 || f.Fields()[1].Name != want.name1 || s.Text(0) != want.text || s.Text(1) != "" {
			t.Errorf("%s: fields %v, texts %q %q", encoding, f.Fields(), s.Text(0), s.Text(1))
		}
		if raw := s.RawText(0); raw[len(raw)-1] != ' ' {
			t.Errorf("%s: half a character was written: % x", encoding, raw)
		}
	}
}

func TestWriterRefuses(t *testing.T) {
	text := []shapefile.Field{{Name: "A", Type: 'C', Width: 5}}
	number := []shapefile.Field{{Name: "A", Type: 'N', Width: 5, Decimals: 1}}
	cases := []struct {
		name, path string
		fields     []shapefile.Field
		encoding   string
		value      any
		want       string
	}{
		{"a name without .shp", "a.txt", text, "", nil, "ends in .shp"},
		{"an unknown encoding", "a.shp", text, "KLINGON", nil, `unknown encoding: "KLINGON"`},
		{"no fields", "a.shp", nil, "", nil, "0 fields"},
		{"a text too wide for the format", "a.shp", []shapefile.Field{{Name: "A", Type: 'C', Width: 255}}, "", nil, "width 255"},
		{"names that are the same when cut", "a.shp", []shapefile.Field{{Name: "ABCDEFGHIJK", Type: 'C', Width: 5}, {Name: "ABCDEFGHIJL", Type: 'C', Width: 5}}, "", nil, "same first ten bytes"},
		{"a character that GBK lacks", "a.shp", text, "GBK", "𠀀", "cannot be written in GBK"},
		{"a number too long for its field", "a.shp", number, "", 12345.6, "takes 7 bytes, the field has 5"},
		{"a number that is none", "a.shp", number, "", []int{1}, "type []int"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, err := shapefile.Create(filepath.Join(t.TempDir(), c.path), c.fields, shapefile.WriterOptions{Encoding: c.encoding})
			if err == nil {
				err = w.WriteRings(nil, []any{c.value})
				if closed := w.Close(); err != nil && closed == nil {
					t.Error("Close forgets that a record could not be written")
				}
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}

// A file without records is a file all the same.
func TestWriterOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.shp")
	write(t, path, parcelFields, shapefile.WriterOptions{}, func(*shapefile.Writer) error { return nil })
	f := open(t, path, shapefile.Options{})
	if f.Records() != 0 || len(f.Damage()) > 0 || len(f.Fields()) != len(parcelFields) || f.Shape() != shapefile.Polygon {
		t.Errorf("%d records, damage %v, fields %v", f.Records(), f.Damage(), f.Fields())
	}
}

// Null shapes must not pull the box of the file to the origin.
func TestWriterBound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.shp")
	write(t, path, parcelFields[:1], shapefile.WriterOptions{}, func(w *shapefile.Writer) error {
		for _, rings := range [][]orb.Ring{nil, {square(10, 20, 5)}, nil, {square(30, 10, 5)}} {
			if err := w.WriteRings(rings, []any{nil}); err != nil {
				return err
			}
		}
		return nil
	})
	want := orb.Bound{Min: orb.Point{10, 10}, Max: orb.Point{35, 25}}
	if f := open(t, path, shapefile.Options{}); f.Bound() != want {
		t.Errorf("bound %v, want %v", f.Bound(), want)
	}
}

// A full disk is an error of Close at the latest, not a short file.
func TestWriterNoticesWhatWasNotWritten(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skipf("no disk that is always full here: %v", err)
	}
	for _, ext := range []string{".shp", ".shx"} {
		path := filepath.Join(t.TempDir(), "a.shp")
		if err := os.Symlink(full, strings.TrimSuffix(path, ".shp")+ext); err != nil {
			t.Fatal(err)
		}
		w, err := shapefile.Create(path, parcelFields[:1], shapefile.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.WriteRings([]orb.Ring{square(0, 0, 1)}, []any{"a"})
		if err = errors.Join(err, w.Close()); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: error %v", ext, err)
		}
	}
}

// Records are, byte for byte, what go-shp makes of the same rings.
func TestWriterAgreesWithGoShp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ours.shp")
	all := randomParcels(t, path, 500, shapefile.WriterOptions{})
	ours, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at, i := 100, 0; i < len(all); i++ {
		words := int(binary.BigEndian.Uint32(ours[at+4:]))
		content := ours[at+8 : at+8+2*words]
		at += 8 + 2*words
		if len(all[i]) == 0 {
			if words != 2 || binary.LittleEndian.Uint32(content) != 0 {
				t.Fatalf("record %d: %x is no null shape", i+1, content)
			}
			continue
		}
		var lines [][]shp.Point
		for _, ring := range all[i] {
			var line []shp.Point
			for _, p := range ring {
				line = append(line, shp.Point{X: p[0], Y: p[1]})
			}
			lines = append(lines, line)
		}
		p := shp.NewPolyLine(lines)
		var want bytes.Buffer
		for _, v := range []any{int32(shp.POLYGON), p.Box, p.NumParts, p.NumPoints, p.Parts, p.Points} {
			if err := binary.Write(&want, binary.LittleEndian, v); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(content, want.Bytes()) {
			t.Fatalf("record %d differs", i+1)
		}
	}
}
