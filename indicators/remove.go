package indicators

import "slices"

// remove takes out what the file goes without of the set that it extends. What
// formulas and trees may name (sums, statistics, indicators) stays: a set need
// not use it.
func (l *loader) remove() error {
	s, r := l.set, l.file.Remove
	identities, err := without(l, "identities", r.Identities, s.identities, func(id *identity) string { return id.name })
	if err != nil {
		return err
	}
	applications, err := without(l, "applications", r.Applications, s.applications, func(a *application) string { return a.name })
	if err != nil {
		return err
	}
	lists, err := without(l, "parcel_lists", r.ParcelLists, s.lists, func(p *ParcelList) string { return p.Name })
	if err != nil {
		return err
	}
	s.identities, s.applications, s.lists = identities, applications, lists
	return nil
}

// without returns the entries of a section except those of the names, each of
// which must be one of them.
func without[T any](l *loader, section string, names []string, entries []T, nameOf func(*T) string) ([]T, error) {
	var known []string
	for i := range entries {
		known = append(known, nameOf(&entries[i]))
	}
	for i, name := range names {
		path := Path{"remove", section, i}
		switch {
		case slices.Contains(names[:i], name):
			return nil, l.file.doc.Errorf(path, "%s 出现两次", "%s stands twice", name)
		case !slices.Contains(known, name):
			return nil, l.file.doc.Errorf(path, "没有可去掉的 %s（在 %s 中）%s", "there is no %s under %s to remove%s", name, section, Suggestion(name, known))
		}
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e T) bool { return slices.Contains(names, nameOf(&e)) }), nil
}
