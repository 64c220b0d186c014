package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
)

// loaded loads a configuration that ends with the text.
func loaded(t *testing.T, end string) (*config.Config, error) {
	t.Helper()
	return config.Load(folder(t, least+end))
}

func TestReport(t *testing.T) {
	c, err := loaded(t, `report:
  park_maps: 5
  filed_parks: 0
  listed_findings: 10
  listed_parcels: 7
  park_findings: 3
  wording:
    land: 全县 {parks} 个园区，建成率 {已建成占比}。
    goals: ""
    measures: |
      一是[更正 {findings} 处问题，]重新评价。

      二是加强管理。
`)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Report{ParkMaps: 5, FiledParks: -1, ListedFindings: 10, ListedParcels: 7, ParkFindings: 3, Wording: map[string]string{
		"land": "全县 {parks} 个园区，建成率 {已建成占比}。", "goals": "", "measures": "一是[更正 {findings} 处问题，]重新评价。\n\n二是加强管理。"}}
	if diff := cmp.Diff(want, c.Report); diff != "" {
		t.Error(diff)
	}
}

// A mistake in a paragraph is found where it stands, to the character.
func TestReportProblems(t *testing.T) {
	const head = "report:\n  wording:\n"
	for _, c := range []struct {
		name, text   string
		line, column int // within the text, from 1
		want         []string
	}{
		{"unknown key", "report: {maps: 1}\n", 1, 10, []string{"没有键 maps", "park_maps"}},
		{"no number", "report: {park_maps: many}\n", 1, 21, []string{"many 不是"}},
		{"below nothing", "report: {filed_parks: -1}\n", 1, 23, []string{"-1 不是"}},
		{"unknown paragraph", head + "    measure: x\n", 3, 5, []string{"没有段落 measure", "是否应为 measures？"}},
		{"unknown figure", head + "    land: 共 {parkz} 个\n", 3, 14, []string{"没有数据项 parkz", "是否应为 parks？"}},
		{"unknown Chinese figure", head + "    land: 共 {园区书} 个\n", 3, 14, []string{"没有数据项 园区书", "是否应为 园区数？"}},
		{"in quotes", head + "    land: \"共 {parkz} 个\"\n", 3, 15, []string{"parkz"}},
		{"in a block", head + "    land: |\n      一\n\n      二 {parks\n", 6, 9, []string{"{ 没有配对", "{{"}},
		{"in a block with a blank line first", head + "    land: |\n\n      甲]\n", 5, 8, []string{"] 没有配对"}},
		{"in a folded text", head + "    land: >\n      一\n      二 {parkz}\n", 3, 11, []string{"parkz"}},
		{"figure of an item", head + "    land: '{achieved}'\n", 3, 13, []string{"achieved"}},
		{"a list", head + "    land: [a]\n", 3, 11, []string{"应是一个值"}},
		{"nothing", head + "    land:\n", 3, 5, []string{"没有值"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loaded(t, c.text)
			f, ok := land.AsFailure(err)
			if !ok {
				t.Fatalf("%v", err)
			}
			if want := fmt.Sprintf("jiyue.yaml:%d:%d", strings.Count(least, "\n")+c.line, c.column); !strings.HasSuffix(f.Where, want) {
				t.Errorf("at %s, want %s", f.Where, want)
			}
			for _, part := range c.want {
				if message := f.What.ZH + f.Try.ZH; !strings.Contains(message, part) {
					t.Errorf("%q lacks %q", message, part)
				}
			}
		})
	}
}
