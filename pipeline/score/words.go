package score

import "jiyue/pipeline/land"

// words are what the names that the store has for conclusions mean.
var words = map[string]land.Text{
	"score": {ZH: "集约度得分", EN: "intensity score"}, "class_points": {ZH: "亩均得分", EN: "points per mu"},

	"all": {ZH: "全部", EN: "of all"}, "type": {ZH: "同类型", EN: "of its type"}, "level": {ZH: "同级别", EN: "of its level"},
	"scope": {ZH: "同范围", EN: "of its scope"}, "county": {ZH: "同县", EN: "of its county"},

	"yes": {ZH: "是", EN: "yes"}, "no": {ZH: "否", EN: "no"}, "undecided": {ZH: "不能判定", EN: "undecided"},

	"rule.all": {ZH: "全部条件成立", EN: "all of the conditions"}, "rule.any": {ZH: "任一条件成立", EN: "any of the conditions"},
}

// Word says what a name of a conclusion means: a measure or a grouping of a
// Place, the answer of a UseReason, and its rule after "rule."; a name that is
// not known stays.
func Word(name string) land.Text { return title(words, name) }

// RestsOnDemonstration says whether places by the measure rest on a weight, an
// ideal value or a benchmark that no source confirms.
func (c *Conclusion) RestsOnDemonstration(measure string) bool {
	if measure == "class_points" {
		return c.ClassDemonstration
	}
	return c.ScoreDemonstration
}
