package shapefile_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"jiyue/geo/shapefile"
)

func rename(t *testing.T, dir string, names map[string]string) {
	t.Helper()
	for from, to := range names {
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSiblingsWhateverTheCaseOfTheirExtension(t *testing.T) {
	cases := []struct {
		name  string
		names map[string]string // renamed from what the writer calls them
		open  string
		want  []string
	}{
		{"lower case", nil, "p.shp", []string{"p.shp", "p.shx", "p.dbf", "p.cpg", "p.prj"}},
		{"upper case", map[string]string{"p.shp": "p.SHP", "p.shx": "p.SHX", "p.dbf": "p.DBF", "p.cpg": "p.CPG", "p.prj": "p.PRJ"}, "p.SHP", []string{"p.SHP", "p.SHX", "p.DBF", "p.CPG", "p.PRJ"}},
		{"mixed", map[string]string{"p.shx": "p.Shx", "p.dbf": "p.DBF", "p.cpg": "p.cPG"}, "p.shp", []string{"p.shp", "p.Shx", "p.DBF", "p.cPG", "p.prj"}},
		{"base in another case", map[string]string{"p.dbf": "P.DBF", "p.cpg": "q.cpg"}, "p.shp", []string{"p.shp", "p.shx", "P.DBF", "p.prj"}},
		{"shapes alone", map[string]string{"p.shx": "a", "p.dbf": "b", "p.cpg": "c", "p.prj": "d"}, "p.shp", []string{"p.shp"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			randomParcels(t, filepath.Join(dir, "p.shp"), 3, shapefile.WriterOptions{PRJ: "x"})
			rename(t, dir, c.names)
			f := open(t, filepath.Join(dir, c.open), shapefile.Options{})
			var got []string
			var size int64
			for _, p := range f.Parts() {
				got = append(got, filepath.Base(p))
				info, err := os.Stat(p)
				if err != nil {
					t.Fatal(err)
				}
				size += info.Size()
			}
			if !slices.Equal(got, c.want) || f.Bytes() != size {
				t.Errorf("parts %v, want %v; %d bytes, want %d", got, c.want, f.Bytes(), size)
			}
		})
	}
}

// A.SHP and a.shp in one folder must not share a table.
func TestSiblingsOfTheSameCaseFirst(t *testing.T) {
	dir := t.TempDir()
	randomParcels(t, filepath.Join(dir, "a.shp"), 3, shapefile.WriterOptions{})
	for _, ext := range []string{"shp", "shx", "dbf"} {
		b, err := os.ReadFile(filepath.Join(dir, "a."+ext))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "a."+map[string]string{"shp": "SHP", "shx": "SHX", "dbf": "DBF"}[ext]), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, filepath.Join(dir, "a.SHP"), shapefile.Options{})
	if got := filepath.Base(f.Parts()[2]); got != "a.DBF" {
		t.Errorf("a.SHP goes with %s", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := shapefile.Open(filepath.Join(dir, "none.shp"), shapefile.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := shapefile.Open(dir, shapefile.Options{}); err == nil {
		t.Error("a folder is opened")
	}
	if _, err := shapefile.Open(filepath.Join(dir, "none.shp"), shapefile.Options{Encoding: "KLINGON"}); err == nil {
		t.Error("an unknown encoding is taken")
	}
}

// Whatever is cut off while a scan is under way, the scan ends with an error
// and not with fewer records.
func TestFileThatShrinksWhileItIsRead(t *testing.T) {
	for _, ext := range []string{".shp", ".dbf"} {
		t.Run(ext, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p.shp")
			randomParcels(t, path, 20_000, shapefile.WriterOptions{})
			f := open(t, path, shapefile.Options{})
			s := f.Scan(0, f.Records(), 0)
			part := path[:len(path)-4] + ext
			for s.Next() {
				s.Text(0)
				if s.Record() == 10 {
					if err := os.Truncate(part, 1<<19); err != nil {
						t.Fatal(err)
					}
				}
			}
			if !errors.Is(s.Err(), shapefile.ErrShrank) {
				t.Errorf("error %v, want ErrShrank", s.Err())
			}
		})
	}
}

// A file that is written anew, with records of another length, does not pass
// for the one that was opened.
func TestFileThatChangesWhileItIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.shp")
	randomParcels(t, path, 5000, shapefile.WriterOptions{})
	f := open(t, path, shapefile.Options{})
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], 20)
	if _, err := file.WriteAt(length[:], 104); err != nil {
		t.Fatal(err)
	}
	s := f.Scan(0, f.Records())
	for s.Next() {
	}
	if !errors.Is(s.Err(), shapefile.ErrShrank) {
		t.Errorf("error %v, want ErrShrank", s.Err())
	}
}

// digests are hashes of what a scan gives for each record of a range.
func digests(f *shapefile.File, first, last int) []uint64 {
	var out []uint64
	s := f.Scan(first, last, 0, 1, 2)
	for s.Next() {
		h := fnv.New64()
		v, ok, err := s.Number(2)
		fmt.Fprintln(h, s.Record(), s.Problem(), s.Null(), s.Box(), s.Rings(), s.HasRow(), s.Text(0), s.Text(1), v, ok, err)
		out = append(out, h.Sum64())
	}
	if s.Err() != nil {
		return nil
	}
	return out
}

// Ranges give what the whole gives, however a file is cut into them, and
// however many scanners run at once. The second file is read through its .shx.
func TestRangesGiveTheWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.shp")
	randomParcels(t, path, 3000, shapefile.WriterOptions{Encoding: "GBK"})
	indexed := filepath.Join(t.TempDir(), "q.shp")
	randomParcels(t, indexed, 3000, shapefile.WriterOptions{Encoding: "GBK"})
	swapFirstTwoRecords(t, indexed)
	for _, f := range []*shapefile.File{open(t, path, shapefile.Options{}), open(t, indexed, shapefile.Options{})} {
		whole := digests(f, 0, f.Records())
		if len(whole) != 3000 || whole[0] == whole[1] {
			t.Fatalf("%d records", len(whole))
		}
		rapid.Check(t, func(t *rapid.T) {
			first := rapid.IntRange(0, f.Records()).Draw(t, "first")
			last := min(first+rapid.IntRange(0, 300).Draw(t, "records"), f.Records())
			parts := make([][]uint64, 3)
			var wg sync.WaitGroup
			for k := range parts {
				wg.Go(func() { parts[k] = digests(f, first, last) })
			}
			wg.Wait()
			for _, got := range parts {
				if !slices.Equal(got, whole[first:last]) {
					t.Fatalf("records %d to %d differ from the same in a scan of all", first, last)
				}
			}
		})
	}
}

// swapFirstTwoRecords exchanges the first two entries of the .shx and the
// numbers of their records: a legal file whose order only the .shx knows.
func swapFirstTwoRecords(t *testing.T, path string) {
	t.Helper()
	index := path[:len(path)-1] + "x"
	b, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	first, second := slices.Clone(b[100:108]), slices.Clone(b[108:116])
	copy(b[100:], second)
	copy(b[108:], first)
	if err := os.WriteFile(index, b, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for entry, number := range map[uint32]byte{binary.BigEndian.Uint32(first): 2, binary.BigEndian.Uint32(second): 1} {
		if _, err := file.WriteAt([]byte{0, 0, 0, number}, 2*int64(entry)); err != nil {
			t.Fatal(err)
		}
	}
}

// Nothing is allocated per record: a scan of ten thousand costs what a scan of
// a hundred costs.
func TestScanAllocatesNothingPerRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.shp")
	randomParcels(t, path, 10_000, shapefile.WriterOptions{Encoding: "GBK"})
	f := open(t, path, shapefile.Options{})
	scan := func() {
		s := f.Scan(0, f.Records(), 1, 2, 3)
		for s.Next() {
			s.Box()
			s.Rings()
			s.Text(0)
			s.Number(1)
			s.Number(2)
		}
	}
	const most = 60 // of 10 000 records; a new lane where the collector took the old one
	if got := testing.AllocsPerRun(10, scan); got > most {
		t.Errorf("%.0f allocations for %d records, at most %d", got, f.Records(), most)
	}
}

// Offsets beyond 2 GB: a null shape is stated to hold 3 GB, which the file
// system keeps as a hole, and a parcel lies behind it.
func TestFileOverTwoGigabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a file of 3 GB, though an empty one")
	}
	path := filepath.Join(t.TempDir(), "p.shp")
	write(t, path, parcelFields[:1], shapefile.WriterOptions{}, func(w *shapefile.Writer) error {
		for range 2 {
			if err := w.WriteRings([]orb.Ring{square(37500000, 4000000, 50)}, []any{"a"}); err != nil {
				return err
			}
		}
		return nil
	})
	const hole = 3 << 30
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const recordBytes = 136
	end := int64(100 + 8 + hole + recordBytes)
	second := slices.Clone(b[100+recordBytes:])
	b = b[:112]
	binary.BigEndian.PutUint32(b[24:], uint32(end/2))
	binary.BigEndian.PutUint32(b[104:], hole/2)
	clear(b[108:112])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt(second, 100+8+hole); err != nil {
		t.Skipf("the file system has no holes: %v", err)
	}
	file.Close()
	os.Remove(path[:len(path)-1] + "x")
	f := open(t, path, shapefile.Options{})
	if got := count(t, f); got != (census{records: 2, nulls: 1, rows: 2, rings: 1, points: 5}) || len(f.Damage()) != 1 {
		t.Errorf("%+v, damage %v", got, f.Damage())
	}
}
