package indicators

import (
	"bytes"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The schema for editors is that of the type that sets are read into.
func TestSchemaOfSets(t *testing.T) {
	const path = "intensity/set.schema.json"
	want, err := Schema(setFile{}, "indicator set of jiyue")
	if err != nil {
		t.Fatal(err)
	}
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%s is not the schema of sets (%v); run go test ./indicators -run Schema -update", path, err)
	}
}

// The words of the schema are those that a set is checked against.
func TestSchemaListsEveryAttribute(t *testing.T) {
	field, _ := reflect.TypeOf(aggregateLine{}).FieldByName("Sum")
	words := strings.Fields(field.Tag.Get("enum"))
	slices.Sort(words)
	if !slices.Equal(words, summable()) {
		t.Errorf("schema: %s; sets: %s", words, summable())
	}
}
