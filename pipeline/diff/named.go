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
