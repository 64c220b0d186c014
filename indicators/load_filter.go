package indicators

import (
	"slices"
)

func (l *loader) checkFilter(f *filter, path Path) error {
	for _, c := range f.Status {
		if !slices.Contains(statuses, c) {
			return l.file.doc.Errorf(append(path, "status"), "没有状态 %q；可用的有 %s", "unknown status %q; there are %s", c, listed(statuses))
		}
	}
	for _, group := range []struct {
		key, letters string
		codes        codeList
	}{{"built_code", "ABC", f.BuiltCode}, {"supply_code", "DEF", f.SupplyCode}, {"hightech_code", "H", f.HightechCode}} {
		for _, c := range group.codes {
			if landCode(group.letters, c) == "" {
				return l.file.doc.Errorf(append(path, group.key), "%s 没有代码 %q", "unknown %s %q", group.key, c)
			}
		}
	}
	return l.checkLandUse(f, path)
}

func (l *loader) checkLandUse(f *filter, path Path) error {
	if f.LandUse == nil && f.Scheme == "" {
		return nil
	}
	if f.LandUse == nil || f.Scheme == "" {
		return l.file.doc.Errorf(path, "land_use 与 scheme 须同时给出：离开分类标准，代码没有意义", "land_use and scheme stand together: a code means nothing without its classification")
	}
	s, err := Scheme(f.Scheme)
	if err != nil {
		return l.file.doc.At(append(path, "scheme"), err)
	}
	for _, c := range f.LandUse {
		if _, ok := s.Class(c); !ok {
			return l.file.doc.Errorf(append(path, "land_use"), "%s 中没有类别 %q", "%s has no class %q", f.Scheme, c)
		}
	}
	return nil
}
