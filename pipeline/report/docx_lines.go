package report

import "strings"

// Lines are broken as word processors break Chinese: anywhere between
// characters, but not within a Latin word or a number, not behind an opening
// bracket, and not before a closing sign: a stop hangs into the margin instead,
// a bracket takes along the character before it.

const (
	opening = "（《“‘〔【"
	hanging = "，。、；：？！"
	closing = "）》”’〕】%％"
)

// linesIn is how many lines a text takes at a size in a width, all in twips;
// the first line is indented.
func linesIn(text string, size, width, first float64) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n += brokenLines(line, max(width/size, 1), first/size) // one character at least
	}
	return n
}

// brokenLines breaks one paragraph; lengths are in heights of the font.
func brokenLines(text string, width, used float64) int {
	n, word, kept := 1, 0.0, 0.0 // kept is an opening bracket that waits for what it opens
	ended := false               // only a closing sign may still be added to the word
	put := func(w float64) {
		if used > 0 && used+w > width+lineSlack {
			n, used = n+1, 0
		}
		for used += w; used > width+lineSlack && w > width; used -= width { // a word longer than the line
			n++
		}
	}
	flush := func() {
		if word+kept > 0 {
			put(word + kept)
			word, kept, ended = 0, 0, false
		}
	}
	for _, r := range text {
		w := runeWidth(r)
		switch {
		case r == ' ' || strings.ContainsRune(hanging, r):
			flush()
			used += w // hangs where the line is full
		case strings.ContainsRune(closing, r):
			word, ended = word+w, true
		case strings.ContainsRune(opening, r):
			if word > 0 {
				flush()
			}
			kept += w
		default:
			latin := r < 0x2e80 && r != '—'
			if word > 0 && (ended || !latin) {
				flush()
			}
			word, ended = word+w, !latin
		}
	}
	flush()
	return n
}

// lineSlack is what word processors squeeze out of a line for its last
// character, in heights of the font.
const lineSlack = 0.05

// printedWidth is the width of a text in heights of its font.
func printedWidth(s string) float64 {
	var w float64
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

// latinWidths are the widths of Latin characters in heights of the font, as
// Times New Roman and the fonts of its measures have them, by width; the rest,
// digits among it, is half as wide as high.
var latinWidths = func() map[rune]float64 {
	widths := map[rune]float64{}
	for width, characters := range map[float64]string{
		.25: "., ", .278: ":;/ijlt", .333: "-()frIJ[]!", .389: "s", .444: "acez", .564: "+=<>", .556: "PFS", .611: "ELTZ", .667: "BCR", .722: "ADGHKNOQUVXYw", .778: "m&", .833: "%", .889: "M", .944: "W",
	} {
		for _, r := range characters {
			widths[r] = width
		}
	}
	return widths
}()

// runeWidth is the width of a character in heights of its font: Chinese ones
// are as wide as high.
func runeWidth(r rune) float64 {
	if r >= 0x2e80 || r == '—' || strings.ContainsRune("“”‘’…·①②③④⑤⑥⑦⑧⑨⑩÷×→■□", r) {
		return 1
	}
	if w, known := latinWidths[r]; known {
		return w
	}
	return 0.5
}
