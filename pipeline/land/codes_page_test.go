package land_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"jiyue/pipeline/land"
)

var update = flag.Bool("update", false, "write CODES.md again")

// TestCodesPage holds CODES.md, which documents every code, up to date:
//
//	go test ./pipeline/land -run TestCodesPage -update
func TestCodesPage(t *testing.T) {
	const name = "CODES.md"
	page := codesPage()
	if *update {
		if err := os.WriteFile(name, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil || string(have) != page {
		t.Errorf("%s is not what the catalogue says (%v): go test ./pipeline/land -run TestCodesPage -update", name, err)
	}
}

// TestEveryCodeHasItsReason: in both languages, with an example whose message
// says more than the catalogue's line.
func TestEveryCodeHasItsReason(t *testing.T) {
	for _, c := range land.Codes() {
		if why := c.Why(); why.ZH == "" || why.EN == "" || why.ZH == why.EN {
			t.Errorf("%s: no word on why it matters: %+v", c, why)
		}
		x := c.Example()
		if x.Source == "" && x.ParkCode == "" && x.Found == "" {
			t.Errorf("%s has no example", c)
		}
		if x.Code != c || x.Message(land.EN) == x.Message(land.ZH) {
			t.Errorf("%s: example %+v", c, x)
		}
	}
}

// codesPage is the page that documents the codes.
func codesPage() string {
	var b strings.Builder
	b.WriteString("# Findings (问题)\n\nWhat jiyue says about data, by code. Codes are the same in every language and never change their meaning. " +
		"This page is written from the catalogue (`catalogue.go`, `reason.go`); a test holds it up to date.\n\n" +
		"`error`: a figure may be wrong until somebody acts. `warning`: odd, but the figure stands. `note`: worth knowing.\n")
	for _, severity := range []land.Severity{land.Error, land.Warning, land.Note} {
		fmt.Fprintf(&b, "\n## %s\n", severity)
		for _, c := range land.Codes() {
			if land.SeverityOf(c) == severity {
				writeCode(&b, c)
			}
		}
	}
	return b.String()
}

func writeCode(b *strings.Builder, c land.Code) {
	x := c.Example()
	fmt.Fprintf(b, "\n### `%s`\n\n", c)
	fmt.Fprintf(b, "%s · %s\n\n", sentence(c.Title().EN), c.Title().ZH)
	fmt.Fprintf(b, "- why: %s · %s\n", c.Why().EN, c.Why().ZH)
	fmt.Fprintf(b, "- mend: %s · %s\n", c.Remedy().EN, c.Remedy().ZH)
	for _, lang := range []land.Lang{land.EN, land.ZH} {
		fmt.Fprintf(b, "- e.g. %s\n", strings.TrimSpace(x.Place(lang)+" — "+x.Detail(lang)))
	}
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
