package performance

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"jiyue/indicators"
)

var update = flag.Bool("update", false, "write the generated schema anew")

// The schema for editors is that of the type that tables are read into.
func TestSchemaOfTables(t *testing.T) {
	const path = "table.schema.json"
	want, err := indicators.Schema(tableFile{}, "self-evaluation table of jiyue")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%s is not the schema of tables (%v); run go test ./indicators/performance -run Schema -update", path, err)
	}
}
