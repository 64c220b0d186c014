package wording

import (
	"embed"
	"fmt"
	"strings"

	"jiyue/pipeline/land"
)

// Keys of the paragraphs, in the order of the document. A text of several
// lines makes as many paragraphs.
const (
	Project       = "project" // 一、项目概况
	Parks         = "parks"
	Land          = "land"
	Budget        = "budget"        // 预算执行情况, above its table
	Goals         = "goals"         // 项目绩效目标
	NoGoals       = "no_goals"      // where the project has no goals on record
	Result        = "result"        // 二、项目绩效情况
	Dimension     = "dimension"     // once for each dimension, above its table
	Item          = "item"          // sentence of an item within its dimension
	Input         = "input"         // 三、项目绩效分析
	Output        = "output"        //
	Benefit       = "benefit"       // where parks can be compared by output per mu
	Demonstration = "demonstration" // where weights or ideals are demonstration values
	Practice      = "practice"      // 四、主要经验做法
	Problems      = "problems"      // 五、问题及原因, where there are errors or warnings
	NoProblems    = "no_problems"   // where there are none
	Remarks       = "remarks"       // where the audit of the self-evaluation has remarks
	Measures      = "measures"      // 六、措施及建议
	Method        = "method"        // how the figures are made; of report.html, too
)

// Keys are all paragraphs in the order of the document.
var Keys = []string{Project, Parks, Land, Budget, Goals, NoGoals, Result, Dimension, Item, Input, Output, Benefit, Demonstration,
	Practice, Problems, NoProblems, Remarks, Measures, Method}

//go:embed default.zh.txt default.en.txt
var files embed.FS

// Default returns the default text of every paragraph by its key.
func Default(lang land.Lang) map[string]string {
	if lang != land.EN {
		lang = land.ZH
	}
	file, err := files.ReadFile("default." + string(lang) + ".txt")
	if err != nil {
		return nil // the file is embedded: there is always one of either language
	}
	texts := map[string]string{}
	for section := range strings.SplitSeq("\n"+string(file), "\n@") {
		key, text, _ := strings.Cut(section, "\n")
		if key != "" {
			texts[key] = strings.TrimSpace(text)
		}
	}
	return texts
}

// Texts are the templates of a report, the user's own in place of the default.
type Texts map[string]*Template

// In returns the templates of a language, with the paragraphs of own, by key,
// instead of the default. A text that can't be parsed is an error; the
// configuration has refused it before, with its place.
func In(lang land.Lang, own map[string]string) (Texts, error) {
	texts := Texts{}
	for key, text := range Default(lang) {
		if users, given := own[key]; given {
			text = users
		}
		t, problem := Parse(key, text)
		if problem != nil {
			return nil, fmt.Errorf("report.wording.%s, line %d column %d: %q", key, problem.Line, problem.Column, problem.Sign+problem.Name)
		}
		texts[key] = t
	}
	return texts, nil
}
