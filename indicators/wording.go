package indicators

import (
	"errors"
	"fmt"
)

// worded is an error that is said in both languages. Every message about a set
// of a user stands in the code in both, side by side.
type worded Note

// Error returns the English sentence, for logs.
func (w worded) Error() string { return w.EN }

// Words returns the sentence in both languages.
func (w worded) Words() Note { return Note(w) }

// Errorf returns an error that says the same in Chinese and English; Words
// tells both. The arguments go into both sentences; a Note or an error among
// them does so in the sentence's language.
func Errorf(zh, en string, args ...any) error { return worded(notef(zh, en, args...)) }

// notef fills both sentences of a note.
func notef(zh, en string, args ...any) Note {
	return Note{fmt.Sprintf(zh, inLanguage("zh", args)...), fmt.Sprintf(en, inLanguage("en", args)...)}
}

func inLanguage(lang string, args []any) []any {
	said := make([]any, len(args))
	for i, arg := range args {
		switch a := arg.(type) {
		case Note:
			said[i] = a.In(lang)
		case error:
			said[i] = Words(a).In(lang)
		default:
			said[i] = arg
		}
	}
	return said
}

// Words returns what an error says in both languages. One that knows only one
// language, as those of the operating system do, says the same in both.
func Words(err error) Note {
	var known interface{ Words() Note }
	if errors.As(err, &known) {
		return known.Words()
	}
	return Note{err.Error(), err.Error()}
}
