package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContentsNamePages has LibreOffice lay the document out and compares the pages
// of its headings with those that the contents name. It needs soffice and
// pdftotext and half a minute, so it runs where JIYUE_OFFICE is set.
func TestContentsNamePages(t *testing.T) {
	if os.Getenv("JIYUE_OFFICE") == "" {
		t.Skip("set JIYUE_OFFICE=1 to lay the document out with LibreOffice")
	}
	dir := t.TempDir()
	m := composed(t, sample(9, 20), Options{})
	if err := writeFile(filepath.Join(dir, DOCXName), m, WriteDOCX); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, DOCXName))
	pages := strings.Split(run(t, "pdftotext", "-layout", filepath.Join(dir, "report.pdf"), "-"), "\f")
	const before = 2 // cover and contents
	entries := regexp.MustCompile(`(?m)^\s*(\S.*?)\s*\.{4,}\s*([0-9]+)\s*$`).FindAllStringSubmatch(pages[1], -1)
	if len(entries) < 15 {
		t.Fatalf("the contents have %d entries:\n%s", len(entries), pages[1])
	}
	for _, entry := range entries {
		n, _ := strconv.Atoi(entry[2])
		title := strings.Join(strings.Fields(entry[1]), "")
		if page := n + before - 1; page >= len(pages) || !strings.Contains(strings.Join(strings.Fields(pages[page]), ""), title) {
			t.Errorf("%s is not on page %d", title, n)
		}
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}
