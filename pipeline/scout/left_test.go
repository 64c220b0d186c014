package scout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jiyue/pipeline/land"
	"jiyue/pipeline/scout"
)

// TestWhatIsLeft: files that can't be used are named, with what to do where
// there is a way.
func TestWhatIsLeft(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"图件.rar", "名录.xls", "四至图.jpg", "说明.log", "地块.DBF", "成对.dbf", "成对.SHP"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := scout.Look(dir)
	if err != nil {
		t.Fatal(err)
	}
	draft := f.Draft(land.ZH)
	for _, want := range []string{
		"图件.rar: 不是可读的格式；请解压后再放入，或改用 zip", "名录.xls: 不是可读的格式；请另存为 .xlsx",
		"四至图.jpg: 不是可读的格式；若其中有界址点或名录，请录入 .xlsx", "说明.log: 不是可读的格式\n",
		"地块.DBF: 只有属性表，缺少同名的 .shp", "成对.SHP: 不是 shapefile（1 字节）",
	} {
		if !strings.Contains(draft, want) {
			t.Errorf("no word %q in\n%s", want, draft)
		}
	}
	if strings.Contains(draft, "成对.dbf") {
		t.Errorf("a table with its shapes is none that is left:\n%s", draft)
	}
}
