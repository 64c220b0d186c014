package indicators_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"jiyue/indicators"
)

// bilingual are the functions and methods whose messages stand in the code in
// both languages, with the place of the Chinese sentence among the arguments;
// the English one follows. fail is the name of such functions inside others:
// its first texts may be a key.
var bilingual = map[string]bool{"Errorf": true, "errorf": true, "notef": true, "fail": true}

// Every message of this package and of package performance stands in the code
// in Chinese and in English, with the same blanks to fill.
func TestEveryMessageHasBothLanguages(t *testing.T) {
	seen := 0
	for _, pattern := range []string{"*.go", "performance/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			places := token.NewFileSet()
			file, err := parser.ParseFile(places, name, source, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if message, ok := messageOf(call); ok {
						seen++
						if wrong := message.wrong(); wrong != "" {
							t.Errorf("%s: %s: %q, %q", places.Position(call.Pos()), wrong, message.zh, message.en)
						}
					}
					if onlyEnglish(call) {
						t.Errorf("%s: an error in one language", places.Position(call.Pos()))
					}
				}
				return true
			})
		}
	}
	if seen < 150 {
		t.Errorf("only %d messages were found; has their spelling changed?", seen)
	}
}

// onlyEnglish says whether a call makes an error in one language.
func onlyEnglish(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, _ := f.X.(*ast.Ident)
	return pkg != nil && (pkg.Name == "fmt" && f.Sel.Name == "Errorf" || pkg.Name == "errors" && f.Sel.Name == "New")
}

// message is a sentence in both languages, as the code has it.
type message struct{ zh, en string }

// messageOf finds the two sentences of a call: its last two texts that follow
// one another.
func messageOf(call *ast.CallExpr) (message, bool) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	if !bilingual[name] {
		return message{}, false
	}
	var texts []string
	for _, arg := range call.Args {
		literal, ok := arg.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			if len(texts) >= 2 {
				break
			}
			texts = nil
			continue
		}
		text, err := strconv.Unquote(literal.Value)
		if err == nil {
			texts = append(texts, text)
		}
	}
	if len(texts) < 2 {
		return message{}, !call.Ellipsis.IsValid() // zh, en, args... are handed on
	}
	return message{texts[len(texts)-2], texts[len(texts)-1]}, true
}

var (
	verb    = regexp.MustCompile(`%(\[\d+\])?[.\d]*[a-zA-Z]`)
	indexed = regexp.MustCompile(`\[\d+\]`)
)

// wrong says what is amiss with the two sentences; "" where nothing is.
func (m *message) wrong() string {
	words := strings.TrimSpace(verb.ReplaceAllString(m.zh, ""))
	hasWords := strings.ContainsFunc(verb.ReplaceAllString(m.en, ""), unicode.IsLetter)
	zh, en := verb.FindAllString(m.zh, -1), verb.FindAllString(m.en, -1)
	numbered := indexed.MatchString(m.zh + m.en) // a sentence that picks its arguments may leave some out
	switch {
	case m.zh == "" || m.en == "":
		return "a language is missing"
	case hasWords && !strings.ContainsFunc(words, isHan):
		return "the Chinese sentence has no Chinese"
	case strings.ContainsFunc(m.en, isHan) && !strings.Contains(m.en, "万元") && !strings.Contains(m.en, "主区"):
		return "the English sentence has Chinese"
	case !numbered && !slices.Equal(zh, en):
		return fmt.Sprintf("the blanks differ: %v, %v", zh, en)
	}
	return ""
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// bothLanguages fails where an error about a set does not say in Chinese, at
// the same place, what it says in English.
func bothLanguages(t *testing.T, err error) {
	t.Helper()
	words := indicators.Words(err)
	if words.EN != err.Error() {
		t.Errorf("English: %s, the error says %s", words.EN, err)
	}
	if !strings.ContainsFunc(words.ZH, isHan) || words.ZH == words.EN {
		t.Errorf("no Chinese: %s", words.ZH)
	}
	var located *indicators.SourceError
	if errors.As(err, &located) && located.Line > 0 {
		if place := fmt.Sprintf("%s:%d:%d: ", located.File, located.Line, located.Column); !strings.HasPrefix(words.ZH, place) || !strings.HasPrefix(words.EN, place) {
			t.Errorf("the place %s is not in both: %+v", place, words)
		}
	}
}

// What an official reads whose set or value is refused.
func TestRefusalsInChinese(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown key", "formula:", "formual:", "ours.yaml:10:54: 没有 \"formual\" 这一项；是否应为 formula？"},
		{"unknown name", "/ works}", "/ work}", "ours.yaml:10:63: 公式 \"statistics.people / work\"，第 21 列：没有名称 work；是否应为 works？"},
		{"unknown statistic", "statistics.people /", "statistics.folk /", "ours.yaml:10:63: 公式 \"statistics.folk / works\"，第 12 列：没有统计数据 folk；请在 statistics 中写明它和单位"},
		{"unit", "unit: 人/公顷", "unit: 万元/公顷", "ours.yaml:10:64: 公式 \"statistics.people / works\" 的结果是 人/m²，不能写成 \"万元/公顷\""},
		{"comparison", "formula: works / parcel_area", "formula: works < parcel_area", "ours.yaml:11:58: 公式 \"works < parcel_area\" 的结果是 比较式，不能写成 \"%\""},
		{"weights", "weight: 0.6", "weight: 0.5", "ours.yaml:19:7: 指标树 all：ours 之下各权重之和为 0.9，应为 1"},
		{"ideal out of reach", "ideal: 80", "ideal: 1000", "ours.yaml:20:48: 1000 不可能达到：share 的范围是 不超过 100 %；如确可超出，请给该指标另设 plausible 区间"},
		{"kind of value", "types: [any]", "types: any", "ours.yaml:16:12: 此处须为列表，不能是 any"},
		{"repeated key", "zh: 本县体系", "zh: 本县体系\nzh: 本省体系", "ours.yaml:3:1: \"zh\" 这一项重复"},
		{"attribute", "sum: output", "sum: outputs", "ours.yaml:6:43: 没有属性 \"outputs\"；可用的有 area、employees、floor_area、footprint、hightech_area、investment、output、site_coverage、tax、value_added"},
		{"circle", "formula: works / parcel_area", "formula: indicator.share * 1", "ours.yaml:11:58: 指标循环引用：share → share"},
	} {
		_, err := indicators.Parse([]byte(strings.Replace(smallSet, tt.old, tt.new, 1)), "ours.yaml")
		if err == nil {
			t.Errorf("%s is not refused", tt.name)
			continue
		}
		if got := indicators.Words(err).ZH; got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
	s := builtin(t, "tdt1029-2014")
	for want, v := range map[string]indicators.Values{
		"ideals: industrial/supply_rat: 指标体系 tdt1029-2014 没有节点 \"industrial/supply_rat\"；是否应为 supply_rate？": {Ideals: map[string]float64{"industrial/supply_rat": 90}},
		"ideals: supply_rate: 1000 不可能达到：supply_rate 的范围是 0 到 100 %；如确可超出，请给该指标另设 plausible 区间":             {Ideals: map[string]float64{"supply_rate": 1000}},
		"weights: 指标树 industrial：tdt1029-2014 之下各权重之和为 1.2，应为 1":                                            {Weights: map[string]float64{"industrial/land_use": 0.9}},
		"thresholds: low_tax: 须为大于 0 的数": {Thresholds: map[string]float64{"low_tax": 0}},
	} {
		if _, err := s.Override(v); err == nil || indicators.Words(err).ZH != want {
			t.Errorf("got  %v\nwant %s", indicators.Words(err).ZH, want)
		}
	}
}

// An error that speaks one language says the same in both, wherever it stands.
func TestWordsOfOtherErrors(t *testing.T) {
	_, missing := os.ReadFile("no such file")
	if got := indicators.Words(missing); got.ZH != missing.Error() || got.EN != missing.Error() {
		t.Errorf("%+v", got)
	}
	if got := indicators.Words(indicators.Errorf("行：%s", "row: %s", missing)); got.ZH != "行："+missing.Error() || got.EN != "row: "+missing.Error() {
		t.Errorf("%+v", got)
	}
	inner := indicators.Errorf("没有 %s", "no %s", indicators.Note{ZH: "列", EN: "column"})
	if got := indicators.Words(indicators.Errorf("行：%s", "row: %s", inner)); got != (indicators.Note{ZH: "行：没有 列", EN: "row: no column"}) {
		t.Errorf("%+v", got)
	}
}
