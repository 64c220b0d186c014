package report

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"jiyue/pipeline/land"
)

// say fills the sentence of the report's language.
func (c *composer) say(zh, en string, args ...any) string {
	return say(c.lang, zh, en, args...)
}

func say(lang land.Lang, zh, en string, args ...any) string {
	format := land.Text{ZH: zh, EN: en}.In(lang)
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// kind returns the name of an extent kind.
func (c *composer) kind(kind string) string {
	if t, ok := kindNames[kind]; ok {
		return t.In(c.lang)
	}
	return kind
}

// date words a date of the form 2006-01-02; any other text stays as it is.
func (c *composer) date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format(c.say("2006年1月2日", "2 January 2006"))
}

// moment words a time of the form RFC 3339, in UTC as the store has it.
func (c *composer) moment(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return stamp
	}
	return t.UTC().Format("2006-01-02 15:04:05") + " UTC"
}

func orNone(s string) string {
	if strings.TrimSpace(s) == "" {
		return none
	}
	return s
}

// shorten cuts a name to n characters, the last one an ellipsis.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// textWidth estimates how wide a text is at a font size: a Chinese character
// is as wide as the font is high, a Latin one a little over half.
func textWidth(s string, size float64) float64 {
	var w float64
	for _, r := range s {
		if r < 0x2e80 {
			w += 0.58
		} else {
			w++
		}
	}
	return w * size
}

// circled is the mark of a footnote: ① to ⑳, then [21].
func circled(n int) string {
	if n >= 1 && n <= 20 {
		return string(rune('①' + n - 1))
	}
	return fmt.Sprintf("[%d]", n)
}
