package features

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// SyntaxError says where a file stops being JSON.
type SyntaxError struct {
	Feature int  // the feature at that place, from 1; 0 outside the features
	Line    int  // of the file, from 1
	CutOff  bool // the file ends there, in the middle of something
}

// Error names the place.
func (e *SyntaxError) Error() string {
	what := "no JSON"
	if e.CutOff {
		what = "cut off"
	}
	if e.Feature > 0 {
		what += fmt.Sprintf(" in feature %d,", e.Feature)
	}
	return fmt.Sprintf("%s at line %d", what, e.Line)
}

// windowBytes is how much of a file is looked at in one go, unless a value is
// longer.
const windowBytes = 1 << 18

// jsonReader reads JSON of any length from front to back, a value at a time.
type jsonReader struct {
	in      io.Reader
	window  []byte // what has been read of the text and is not gone by
	at      int    // in the window
	lines   int    // that ended before the window
	ended   bool   // the window reaches to the end of the text
	feature int    // that is read, from 1, for errors
}

func newJSONReader(in io.Reader) *jsonReader {
	return &jsonReader{in: in, window: make([]byte, 0, windowBytes)}
}

// fill reads on. The window keeps what has not gone by, and grows where that is
// all of it.
func (r *jsonReader) fill() error {
	r.lines += bytes.Count(r.window[:r.at], []byte{'\n'})
	rest := r.window[r.at:]
	if len(rest) == cap(r.window) {
		r.window = make([]byte, 0, 2*cap(r.window))
	}
	r.window, r.at = append(r.window[:0], rest...), 0
	n, err := io.ReadAtLeast(r.in, r.window[len(r.window):cap(r.window)], 1)
	r.window = r.window[:len(r.window)+n]
	if errors.Is(err, io.EOF) {
		r.ended, err = true, nil
	}
	return err
}

// fail is the error at a place of the window.
func (r *jsonReader) fail(at int, err error) error {
	return &SyntaxError{Feature: r.feature, Line: r.lines + bytes.Count(r.window[:at], []byte{'\n'}) + 1, CutOff: errors.Is(err, errShort)}
}

// peek skips blanks and returns the byte behind them.
func (r *jsonReader) peek() (byte, error) {
	for {
		if r.at = skipBlanks(r.window, r.at); r.at < len(r.window) {
			return r.window[r.at], nil
		}
		if r.ended {
			return 0, r.fail(r.at, errShort)
		}
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
}

// next is peek, and goes by the byte.
func (r *jsonReader) next() (byte, error) {
	c, err := r.peek()
	if err == nil {
		r.at++
	}
	return c, err
}

// first is next at the beginning of a text, where a mark of its encoding may
// stand.
func (r *jsonReader) first() (byte, error) {
	mark := []byte("\ufeff")
	for len(r.window) < len(mark) && !r.ended {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	if bytes.HasPrefix(r.window, mark) {
		r.at = len(mark)
	}
	return r.next()
}

// take goes by what skip goes by, which begins at a byte that is no blank. skip
// sees it whole: where the window ends too early it is called again with more.
func (r *jsonReader) take(skip func(b []byte, at int) (int, error)) error {
	if _, err := r.peek(); err != nil {
		return err
	}
	for {
		end, err := skip(r.window, r.at)
		switch {
		case err == nil:
			r.at = end
			return nil
		case !errors.Is(err, errShort) || r.ended:
			return r.fail(end, err)
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// name reads the name of a member and the colon behind it.
func (r *jsonReader) name() (string, error) {
	var name []byte
	if err := r.take(func(b []byte, at int) (int, error) {
		end, err := skipName(b, at)
		if err == nil {
			name = appendString(nil, b[at:end])
		}
		return end, err
	}); err != nil {
		return "", err
	}
	if _, err := r.peek(); err != nil {
		return "", err
	}
	return string(name), r.take(func(b []byte, at int) (int, error) { return skipByte(b, at, ':') })
}

// items reads the items of a list or an object whose opening bracket has gone
// by, up to the closing one.
func (r *jsonReader) items(closing byte, item func() error) error {
	if c, err := r.peek(); err != nil || c == closing {
		r.at++ // behind an error nothing is read
		return err
	}
	for {
		if err := item(); err != nil {
			return err
		}
		switch c, err := r.next(); {
		case err != nil:
			return err
		case c == closing:
			return nil
		case c != ',':
			return r.fail(r.at-1, errMalformed)
		}
	}
}
