package wording_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jiyue/pipeline/land"
	"jiyue/pipeline/wording"
)

// figures are those that a filled paragraph asks for; the rest is not known.
var figures = map[string]string{"parks": "8", "built_ratio": "69.06%", "score": "93.94"}

func figure(key string) string { return figures[key] }

func TestFill(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "全县园区用地", "全县园区用地"},
		{"figures", "全县 {parks} 个园区，建成率 {built_ratio}", "全县 8 个园区，建成率 69.06%"},
		{"by Chinese name", "{园区数} 个，{已建成占比}", "8 个，69.06%"},
		{"blanks in braces", "{ parks }", "8"},
		{"not known", "产值 {output}。", "产值 —。"},
		{"passage", "共 {parks} 个[，建成率 {built_ratio}]。", "共 8 个，建成率 69.06%。"},
		{"passage left out", "共 {parks} 个[，{built_ratio}，产值 {output}]。", "共 8 个。"},
		{"passage without figures", "[一]二", "一二"},
		{"lines", "[甲{output}]\n乙{parks}", "\n乙8"},
		{"signs", "{{parks}} [[1]] {{{parks}}}", "{parks} [1] {8}"},
		{"signs in a passage", "[a]]{parks}[[b]", "a]8[b"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			template, problem := wording.Parse(wording.Land, c.text)
			if problem != nil {
				t.Fatalf("%+v", problem)
			}
			if got := template.Fill(figure); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name, key, text, sign, unknown string
		line, column                   int
	}{
		{"unknown", wording.Land, "共 {parkz} 个", "", "parkz", 1, 4},
		{"unknown in line three", wording.Land, "一\n二\n三[{产直}]", "", "产直", 3, 4},
		{"empty name", wording.Land, "{}", "", "", 1, 2},
		{"name of an item elsewhere", wording.Land, "{achieved}", "", "achieved", 1, 2},
		{"name of the county in an item", wording.Item, "{parks}", "", "parks", 1, 2},
		{"brace not closed", wording.Land, "共 {parks 个", "{", "", 1, 3},
		{"brace closed in the next line", wording.Land, "共 {parks\n}", "{", "", 1, 3},
		{"brace within a brace", wording.Land, "{par{ks}}", "{", "", 1, 1},
		{"brace not opened", wording.Land, "共 parks} 个", "}", "", 1, 8},
		{"bracket not closed", wording.Land, "甲\n乙[，{parks} 个", "[", "", 2, 2},
		{"bracket not opened", wording.Land, "甲]", "]", "", 1, 2},
		{"bracket within brackets", wording.Land, "[甲[乙]]", "[", "", 1, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, p := wording.Parse(c.key, c.text)
			if p == nil {
				t.Fatal("no problem")
			}
			if p.Sign != c.sign || p.Name != c.unknown || p.Line != c.line || p.Column != c.column {
				t.Errorf("%+v, want sign %q, name %q at %d:%d", p, c.sign, c.unknown, c.line, c.column)
			}
			if (p.Sign == "") != (len(p.Known) > 0) {
				t.Errorf("known names: %q", p.Known)
			}
		})
	}
}

// Every paragraph has a default in both languages, without a mistake.
func TestDefaults(t *testing.T) {
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		texts := wording.Default(lang)
		if got, want := slices.Sorted(maps.Keys(texts)), slices.Sorted(slices.Values(wording.Keys)); !slices.Equal(got, want) {
			t.Errorf("%s: paragraphs %q, want %q", lang, got, want)
		}
		templates, err := wording.In(lang, nil)
		if err != nil {
			t.Fatal(err)
		}
		for key, template := range templates {
			if template.Fill(func(string) string { return "x" }) == "" {
				t.Errorf("%s: %s is empty", lang, key)
			}
		}
	}
}

func TestOwnWords(t *testing.T) {
	texts, err := wording.In(land.ZH, map[string]string{wording.Land: "{parks}个", wording.Measures: ""})
	if err != nil {
		t.Fatal(err)
	}
	if got := texts[wording.Land].Fill(figure); got != "8个" {
		t.Errorf("%q", got)
	}
	if got := texts[wording.Measures].Fill(figure); got != "" {
		t.Errorf("a paragraph that is left out reads %q", got)
	}
	if _, err := wording.In(land.ZH, map[string]string{wording.Land: "{parkz}"}); err == nil || !strings.Contains(err.Error(), "land, line 1 column 2") {
		t.Errorf("%v", err)
	}
}

// Names of one paragraph differ, or one could not tell which figure is meant.
func TestNamesDiffer(t *testing.T) {
	for _, key := range wording.Keys {
		seen := map[string]bool{}
		for _, n := range wording.Names(key) {
			for _, name := range []string{n.Key, n.ZH} {
				if name == "" || seen[name] {
					t.Errorf("%s: the name %q stands twice", key, name)
				}
				seen[name] = true
			}
		}
	}
}

// Whatever the text, it is parsed or has a problem within it.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("甲a{}[]\n {parks}"))).Draw(t, "text")
		template, problem := wording.Parse(wording.Land, text)
		if problem == nil {
			template.Fill(figure)
			return
		}
		lines := strings.Split(text, "\n")
		if problem.Line < 1 || problem.Line > len(lines) || problem.Column < 1 || problem.Column > len([]rune(lines[problem.Line-1])) {
			t.Fatalf("%q: %d:%d is outside", text, problem.Line, problem.Column)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("全县 {parks} 个[，{output}]{{}}")
	f.Add("[{")
	f.Fuzz(func(t *testing.T, text string) {
		for _, key := range []string{wording.Land, wording.Item} {
			if template, problem := wording.Parse(key, text); problem == nil {
				template.Fill(figure)
			}
		}
	})
}
