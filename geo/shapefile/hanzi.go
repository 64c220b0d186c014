package shapefile

// Texts that are valid in an encoding may still be of another: whatever is valid
// Big5 is nearly always valid GB18030 and the other way round, and nothing is
// invalid in a single-byte page, the word that programs put into a .cpg by
// default. How often the characters of a language come tells.

const (
	// hanziSample is the number of texts with Chinese that are looked at.
	hanziSample = 4096

	// Two shares of the characters tell Big5 from GB18030: second bytes below A1,
	// which in simplified Chinese hardly occur (nearly all characters are of
	// GB2312, where they begin at A1) and in Big5 make up some 40 %; and first
	// bytes of A1-C6, where Big5 has its common characters and punctuation.
	// Western text, a high byte before a letter, passes the first test for Big5,
	// but its letters lie above; of GB2312 it has far too many low second bytes.
	big5Low    = 0.2
	big5Common = 0.8
	big5Least  = 8 // characters; fewer prove nothing
	gbLow      = 0.02
	gbLeast    = 16 // characters: of Big5, one such text in 3 000 has no low second byte (0.6^16)
)

// hanzi counts pairs of bytes that Chinese characters would be made of.
type hanzi struct{ pairs, low, common int }

// countHanzi looks at a sample of the texts.
func countHanzi(t *table) (h hanzi, err error) {
	texts := 0
	err = t.eachText(func(text []byte, _ bool) bool {
		h.add(text)
		texts++
		return texts < hanziSample
	}, nil)
	return h, err
}

func (h *hanzi) add(text []byte) {
	for i := 0; i+1 < len(text); i++ {
		if text[i] < gbLeadMin {
			continue
		}
		h.pairs++
		if text[i] >= 0xA1 && text[i] <= 0xC6 {
			h.common++
		}
		if i++; text[i] < 0xA1 {
			h.low++
		}
	}
}

func (h hanzi) likeBig5() bool {
	n := float64(h.pairs)
	return h.pairs >= big5Least && float64(h.low) >= big5Low*n && float64(h.common) >= big5Common*n
}

func (h hanzi) likeGB() bool {
	return h.pairs >= gbLeast && float64(h.low) <= gbLow*float64(h.pairs)
}

// secondThought returns the candidate that the characters speak for where those
// of win may be of another: GB18030 that was taken for granted, Big5 and a
// single-byte page that were stated. The survey has been strict.
func secondThought(t *table, cands []*candidate, win *candidate) (*candidate, error) {
	granted := win.rule == ruleGB18030
	stated := (win.rule == ruleCPG || win.rule == ruleLanguage) && (win.codec == big5Codec || !win.codec.wide)
	if !granted && !stated {
		return win, nil
	}
	h, err := countHanzi(t)
	if err != nil {
		return nil, err
	}
	gb, unicode := candidateFor(cands, gb18030Codec), candidateFor(cands, utf8Codec)
	switch {
	case !win.codec.wide && unicode.bad == 0 && h.pairs > 0: // accents are never valid UTF-8 but by an odd chance
		return unicode, nil
	case stated && gb.bad == 0 && h.likeGB():
		return gb, nil
	case win.codec != big5Codec && h.likeBig5():
		big5 := &candidate{codec: big5Codec, rule: ruleBig5}
		if _, err = survey(t, []*candidate{big5}, true); err == nil && big5.bad == 0 {
			return big5, nil
		}
	}
	return win, err
}
