package indicators

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Schema returns the JSON schema of the documents that ReadDocument reads
// into a struct like v, for editors that check YAML while it is written. A
// field tagged enum:"a b" takes one of these words.
func Schema(v any, title string) ([]byte, error) {
	w := schemaWriter{definitions: map[string]any{}}
	s := w.structure(reflect.TypeOf(v))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = title
	s["$defs"] = w.definitions
	data, err := json.MarshalIndent(s, "", "  ")
	return append(data, '\n'), err
}

// described is a type that YAML writes otherwise than its kind says.
type described interface{ schema() map[string]any }

func (Exact) schema() map[string]any { return map[string]any{"type": []string{"number", "string"}} }

func (codeList) schema() map[string]any {
	text := map[string]any{"type": "string"}
	return map[string]any{"anyOf": []any{text, map[string]any{"type": "array", "items": text}}}
}

// schemaWriter gathers the structs that it meets as definitions; they may
// hold themselves, as the nodes of a tree do.
type schemaWriter struct{ definitions map[string]any }

func (w *schemaWriter) of(t reflect.Type) map[string]any {
	if t.Kind() == reflect.Pointer {
		return w.of(t.Elem())
	}
	if d, ok := reflect.Zero(t).Interface().(described); ok {
		return d.schema()
	}
	switch t.Kind() {
	case reflect.Slice:
		return map[string]any{"type": "array", "items": w.of(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": w.of(t.Elem())}
	case reflect.Struct:
		if _, seen := w.definitions[t.Name()]; !seen {
			w.definitions[t.Name()] = nil // met, so that a struct within itself ends
			w.definitions[t.Name()] = w.structure(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	return map[string]any{"type": []string{"string", "number"}} // a text may look like a number: 1, 2026
}

func (w *schemaWriter) structure(t reflect.Type) map[string]any {
	properties := map[string]any{}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		name := yamlKey(f)
		properties[name] = w.of(f.Type)
		if words := f.Tag.Get("enum"); words != "" {
			properties[name] = map[string]any{"enum": strings.Fields(words)}
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// yamlKey returns the key under which YAML has a field.
func yamlKey(f reflect.StructField) string {
	if key := f.Tag.Get("yaml"); key != "" {
		return key
	}
	return strings.ToLower(f.Name)
}
