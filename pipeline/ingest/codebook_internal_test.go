package ingest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/geo/shapefile"
)

// However many codes there are, what is remembered of a cell is what it says:
// far more than fit, of every length, some alike at both ends.
func TestCodebook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "codes.shp")
	widths := []int{3, 6, 20}
	var fields []shapefile.Field
	for _, w := range widths {
		fields = append(fields, shapefile.Field{Name: fmt.Sprint("C", w), Type: 'C', Width: w})
	}
	w, err := shapefile.Create(path, fields, shapefile.WriterOptions{Encoding: "GBK"})
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(1, 4))
	for range 3000 {
		n := chance.IntN(700)
		if err := w.WriteRings(nil, []any{fmt.Sprint(n), fmt.Sprintf("%06d", n*n), fmt.Sprintf("地块地块%03d地块地块", n)[:3*chance.IntN(7)]}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := shapefile.Open(path, shapefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	asked := 0
	mean := func(text string) (string, bool) {
		asked++
		return strings.ToUpper(text) + "!", strings.HasSuffix(text, "7")
	}
	books := make([]codebook, len(widths))
	for scan := f.Scan(0, f.Records(), 0, 1, 2); scan.Next(); {
		for i := range books {
			cell, text := books[i].read(scan, i, mean), scan.Text(i)
			if code := strings.ToUpper(text) + "!"; cell.text != text || cell.code != code || cell.known != strings.HasSuffix(text, "7") {
				t.Fatalf("record %d: %+v of the text %q", scan.Record(), *cell, text)
			}
		}
	}
	if asked < 700 || asked > 8000 {
		t.Errorf("meanings were asked for %d times for 9000 cells", asked)
	}
	if cell := books[0].read(nil, none, mean); cell.text != "" || cell.code != "" || !cell.known {
		t.Errorf("a column that is not mapped says %+v", *cell)
	}
}
