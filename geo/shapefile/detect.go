package shapefile

import (
	"fmt"
	"strconv"
	"strings"
)

// The rules that decide an encoding, as File.Encoding and DecodeText name them.
const (
	ruleUser     = "user"
	ruleMark     = "byte order mark"
	ruleCPG      = "cpg"
	ruleLanguage = "language byte"
	ruleUTF8     = "utf-8"
	ruleGB18030  = "gb18030"
	ruleBig5     = "big5"
	ruleFewest   = "fewest undecodable texts"
	ruleNone     = "no attributes"
)

const (
	// utf8Proof is the number of different texts that, when all of a table is
	// valid UTF-8, prove UTF-8 against a .cpg or language byte that names a
	// Chinese code page. Two common characters of GB2312 (lead bytes B0-F7,
	// trail bytes A1-FE) are valid UTF-8 by chance in about (30/72 × 31/94)² =
	// 2 % of the cases ("联通" is one); four different texts in 1 of 6 million.
	utf8Proof = 4
)

// candidate is an encoding that is tried on the texts of a table.
type candidate struct {
	codec *codec
	rule  string
	bad   int // texts that are invalid in it
}

// choice is the encoding of a table and the rule that decided.
type choice struct {
	codec *codec
	rule  string
}

// chooseEncoding decides the encoding of the texts of t: the user's word, then
// the first of .cpg, language byte, UTF-8 and GB18030 in which every text of
// the table is valid; where none is, the one with the fewest invalid texts.
func chooseEncoding(t *table, user *codec, cpg string) (choice, []Damage, error) {
	if t.width == 0 {
		return choice{utf8Codec, ruleNone}, nil, nil
	}
	if user != nil {
		return userEncoding(t, user)
	}
	cands := candidates(t, cpg)
	proof, err := survey(t, cands, true)
	if err != nil {
		return choice{}, nil, err
	}
	win := firstValid(cands)
	if proof >= utf8Proof {
		win = candidateFor(cands, utf8Codec)
	}
	if win == nil {
		return fewestBad(t, cands, cpg)
	}
	if win, err = secondThought(t, cands, win); err != nil {
		return choice{}, nil, err
	}
	return choice{win.codec, win.rule}, doubts(cands, win, cpg), nil
}

// userEncoding takes the user's word and reports how many texts contradict it.
func userEncoding(t *table, user *codec) (choice, []Damage, error) {
	cands := []*candidate{{codec: user, rule: ruleUser}}
	if _, err := survey(t, cands, false); err != nil {
		return choice{}, nil, err
	}
	var damage []Damage
	if bad := cands[0].bad; bad > 0 {
		damage = append(damage, damaged(EncodingDoubt, false, badTexts(bad, user), "%s, the encoding asked for", invalidTexts(bad, user)))
	}
	return choice{user, ruleUser}, damage, nil
}

// candidates lists the encodings to try, in order; each decoder once.
func candidates(t *table, cpg string) []*candidate {
	var cands []*candidate
	add := func(c *codec, rule string) {
		if c != nil && candidateFor(cands, c) == nil {
			cands = append(cands, &candidate{codec: c, rule: rule})
		}
	}
	add(codecByName(cpg), ruleCPG)
	add(languageCodecs[t.language], ruleLanguage)
	add(utf8Codec, ruleUTF8)
	add(gb18030Codec, ruleGB18030)
	return cands
}

// candidateFor finds the candidate that decodes as c does.
func candidateFor(cands []*candidate, c *codec) *candidate {
	for _, cand := range cands {
		if cand.codec == c || isGB(cand.codec) && isGB(c) {
			return cand
		}
	}
	return nil
}

func isGB(c *codec) bool { return c == gbkCodec || c == gb18030Codec }

func firstValid(cands []*candidate) *candidate {
	for _, c := range cands {
		if c.bad == 0 {
			return c
		}
	}
	return nil
}

// fewestBad handles a table that none of the candidates fits: it may be Big5,
// or one broken cell must not turn all the others into nonsense.
func fewestBad(t *table, cands []*candidate, cpg string) (choice, []Damage, error) {
	if candidateFor(cands, big5Codec) == nil {
		cands = append(cands, &candidate{codec: big5Codec, rule: ruleBig5})
	}
	for _, c := range cands {
		c.bad = 0
	}
	if _, err := survey(t, cands, false); err != nil {
		return choice{}, nil, err
	}
	best := cands[0]
	for _, c := range cands {
		if c.bad < best.bad {
			best = c
		}
	}
	damage := doubts(cands, best, cpg)
	if best.bad == 0 {
		return choice{best.codec, best.rule}, damage, nil
	}
	doubt := damaged(EncodingDoubt, false, badTexts(best.bad, best.codec), "%s, which fits best of all encodings tried", invalidTexts(best.bad, best.codec))
	return choice{best.codec, ruleFewest}, append(damage, doubt), nil
}

// doubts reports a .cpg or language byte that was passed over.
func doubts(cands []*candidate, win *candidate, cpg string) []Damage {
	var damage []Damage
	note := func(found, text string) {
		damage = append(damage, damaged(EncodingDoubt, false, sides{found, win.codec.name}, "%s", text))
	}
	if c := codecByName(cpg); c == nil && cpg != "" && !strings.EqualFold(cpg, "OEM") && !strings.EqualFold(cpg, "ANSI") {
		note(".cpg "+quoteShort(cpg), "the .cpg names an unknown encoding: "+quoteShort(cpg))
	}
	for _, c := range cands {
		if c == win {
			break
		}
		if c.rule == ruleCPG || c.rule == ruleLanguage {
			note(ruleParts[c.rule]+" "+c.codec.name, "the "+c.rule+" says "+c.codec.name+", the texts of the .dbf are "+win.codec.name)
		}
	}
	return damage
}

// ruleParts are the files that state an encoding; the language byte is in the .dbf.
var ruleParts = map[string]string{ruleCPG: ".cpg", ruleLanguage: ".dbf"}

// badTexts counts texts that can't be decoded: U+FFFD stands in them.
func badTexts(n int, c *codec) sides {
	return sides{found: fmt.Sprintf("%s: %d × U+FFFD", c.name, n)}
}

// invalidTexts begins a sentence about texts that an encoding does not fit.
func invalidTexts(n int, c *codec) string {
	if n == 1 {
		return "1 text of the .dbf is not valid in " + c.name
	}
	return strconv.Itoa(n) + " texts of the .dbf are not valid in " + c.name
}
