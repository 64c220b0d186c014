package land

import (
	"errors"
	"fmt"
)

// Lang is a language of talk and reports.
type Lang string

// The languages that jiyue speaks.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Text is one sentence in both languages, without a full stop.
type Text struct{ ZH, EN string }

// In returns the sentence in the language; Chinese unless English is asked for.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// Textf fills both sentences with the same arguments.
func Textf(zh, en string, args ...any) Text {
	return Text{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// FailureKind decides the exit code.
type FailureKind int

// The kinds of failure.
const (
	Broken FailureKind = iota // exit 1: a source or the disk can't be used, or the ledger doesn't balance; nothing published
	Usage                     // exit 2: the configuration or the command line is wrong
	Locked                    // exit 4: another run holds the lock
)

// Failure ends a run. It is what the user reads: where, what is wrong, what to
// do; the chain of causes is for the log.
type Failure struct {
	Kind  FailureKind
	Where string // file, with record or line:column, e.g. "parcels.shp record 12" or "jiyue.yaml:14:7"
	What  Text
	Try   Text // what to do; may be empty
	Err   error
}

// Error returns the failure in English with its cause.
func (f *Failure) Error() string {
	s := f.Line(EN)
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Line returns the one line that a user reads, without the remedy.
func (f *Failure) Line(l Lang) string {
	if f.Where == "" {
		return f.What.In(l)
	}
	return f.Where + ": " + f.What.In(l)
}

// Fail makes a Failure. cause may be nil.
func Fail(kind FailureKind, where string, what, try Text, cause error) error {
	return &Failure{kind, where, what, try, cause}
}

// AsFailure finds the Failure in an error's chain.
func AsFailure(err error) (*Failure, bool) {
	var f *Failure
	ok := errors.As(err, &f)
	return f, ok
}
