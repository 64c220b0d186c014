package diff

import (
	"maps"
	"slices"
	"strings"

	"jiyue/pipeline/land"
)

// codeOf returns the code of the park that is meant: the one of that code, else the
// one of that name, else the one that has the text in its name.
func (c *Comparison) codeOf(named string) (string, error) {
	if _, known := c.names[named]; known {
		return named, nil
	}
	for _, fits := range []func(name, text string) bool{strings.EqualFold, strings.Contains} {
		codes := c.codesWhere(func(_, name string) bool { return named != "" && fits(name, named) })
		switch len(codes) {
		case 0:
			continue
		case 1:
			return codes[0], nil
		}
		return "", land.Fail(land.Usage, c.store.Path(), land.Textf("%d 个园区的名称与“%s”相符", "%d parks go by the name %s", len(codes), named),
			land.Textf("请用代码指明：%s", "name one by its code: %s", c.listed(codes)), nil)
	}
	return "", land.Fail(land.Usage, c.store.Path(), land.Textf("没有代码或名称为 %s 的园区", "there is no park with the code or the name %s", named),
		land.Textf("有：%s", "there are: %s", c.listed(c.codesWhere(func(string, string) bool { return true }))), nil)
}

// codesWhere lists codes of parks in their order.
func (c *Comparison) codesWhere(wanted func(code, name string) bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(c.names)), func(code string) bool { return !wanted(code, c.names[code]) })
}

// listedParks is how many parks a message names.
const listedParks = 20

// listed names parks by code and name.
func (c *Comparison) listed(codes []string) string {
	var list []string
	for _, code := range codes[:min(len(codes), listedParks)] {
		list = append(list, strings.TrimSpace(code+" "+c.names[code]))
	}
	text := strings.Join(list, ", ")
	if rest := len(codes) - len(list); rest > 0 {
		text += land.Textf("，另有 %d 个", " and %d more", rest).In(c.lang)
	}
	return text
}

// figureOf returns the key of the figure that is meant: the one of that key, else
// the one of that name in either language, else the one that has the text in its
// name; "" for "".
func (c *Comparison) figureOf(named string) (string, error) {
	keys := append([]string{scoreFigure, classFigure}, c.set.IndicatorNames()...)
	if named == "" || slices.Contains(keys, named) {
		return named, nil
	}
	for _, fits := range []func(name, text string) bool{strings.EqualFold, strings.Contains} {
		meant := slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
			name := c.figureName(key)
			return !fits(name.ZH, named) && !fits(strings.ToLower(name.EN), strings.ToLower(named))
		})
		switch len(meant) {
		case 0:
			continue
		case 1:
			return meant[0], nil
		}
		return "", land.Fail(land.Usage, c.store.Path(), land.Textf("%d 项指标的名称与“%s”相符", "%d indicators go by the name %s", len(meant), named),
			land.Textf("请用代码指明：%s", "name one by its key: %s", c.listedFigures(meant)), nil)
	}
	return "", land.Fail(land.Usage, c.store.Path(), land.Textf("没有指标 %s", "there is no indicator %s", named),
		land.Textf("有：%s", "there are: %s", c.listedFigures(keys)), nil)
}

// listedFigures names figures by key and name.
func (c *Comparison) listedFigures(keys []string) string {
	var list []string
	for _, key := range keys {
		list = append(list, strings.TrimSpace(key+" "+c.figureName(key).In(c.lang)))
	}
	return strings.Join(list, ", ")
}
