package indicators

import (
	"cmp"
	"strings"
)

// Note is a remark or a reason in both languages; the zero Note says nothing.
type Note struct{ ZH, EN string }

// In returns the note in the language: "en" for English, Chinese otherwise.
func (n Note) In(lang string) string {
	if lang == "en" {
		return n.EN
	}
	return n.ZH
}

// titled is the title of something in a set; a language that the set leaves out
// has the other one's words, or the name.
func titled(zh, en, name string) Note {
	return Note{cmp.Or(zh, en, name), cmp.Or(en, zh, name)}
}

// Empty says whether there is nothing to say.
func (n Note) Empty() bool { return n == Note{} }

// And joins two notes into one.
func (n Note) And(m Note) Note {
	switch {
	case n.Empty():
		return m
	case m.Empty():
		return n
	}
	return Note{n.ZH + "；" + m.ZH, n.EN + "; " + m.EN}
}

// listed joins names for a sentence.
func listed(names []string) Note {
	return Note{strings.Join(names, "、"), strings.Join(names, ", ")}
}
