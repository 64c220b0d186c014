package shapefile

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"pgregory.net/rapid"
)

func encodeAll(t *testing.T, e encoding.Encoding, texts []string) []string {
	t.Helper()
	out := make([]string, len(texts))
	for i, s := range texts {
		var err error
		if out[i], err = e.NewEncoder().String(s); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// openTexts opens a table of one text column, 24 bytes wide.
func openTexts(t *testing.T, cells []string, language byte, cpg string, user *codec) *File {
	t.Helper()
	var rows []string
	var records [][]byte
	for _, c := range cells {
		rows = append(rows, " "+c)
		records = append(records, squareRecord())
	}
	b := buildShapes(records...)
	table := dbf([]Field{{"A", 'C', 24, 0}}, rows...)
	table[29] = language
	in := content{shp: b.shp, shx: b.shx, dbf: table}
	if cpg != "" {
		in.cpg = []byte(cpg)
	}
	f, err := in.open(user)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func texts(f *File) []string {
	var out []string
	s := f.Scan(0, f.Records(), 0)
	for s.Next() {
		out = append(out, s.Text(0))
	}
	return out
}

var (
	simplified  = []string{"工业用地", "已建成", "第12号地块", "大宁县产业集聚区", "plain"}
	traditional = []string{"工業用地", "已建成區", "土地利用", "臺北市中正區", "plain"}
)

func TestEncodingRules(t *testing.T) {
	gbk := encodeAll(t, simplifiedchinese.GBK, simplified)
	gb18030 := encodeAll(t, simplifiedchinese.GB18030, []string{"𠀀村地块", "㐀", "工业"})
	big5 := encodeAll(t, traditionalchinese.Big5, traditional)
	both := []string{"商業區", "道路", "農業區", "商業區道路"}
	german := []string{"Stra\xdfe", "Gr\xf6sse", "Fl\xe4che", "M\xfcller", "Pr\xfcfer", "L\xe4nge", "H\xf6he", "W\xe4rme"}
	ascii := []string{"a", "b"}
	oneBroken := append(slices.Clone(simplified), "坏\xff\xfe的")
	cases := []struct {
		name       string
		cells      []string
		language   byte
		cpg        string
		user       *codec
		want       []string
		encoding   string
		rule       string
		doubt      string // part of what the damage says, "" for no damage
		doubtCount int
	}{
		{"the user's word before all", gbk, 0x4F, "UTF-8", gbkCodec, simplified, "GBK", "user", "", 0},
		{"the user's word against the texts", gbk[:1], 0, "", utf8Codec, []string{"\ufffd\ufffd\u04b5\ufffd\u00f5"}, "UTF-8", "user", "1 text of the .dbf is not valid", 1},
		{".cpg GBK", gbk, 0, "GBK", nil, simplified, "GBK", "cpg", "", 0},
		{".cpg 936 with a line end", gbk, 0, "936\r\n", nil, simplified, "GBK", "cpg", "", 0},
		{".cpg CP936", gbk, 0, "CP936", nil, simplified, "GBK", "cpg", "", 0},
		{".cpg utf8 with a byte order mark", simplified, 0x4D, "\ufeffutf8", nil, simplified, "UTF-8", "cpg", "", 0},
		{".cpg ANSI 936", gbk, 0, "ANSI 936", nil, simplified, "GBK", "cpg", "", 0},
		{".cpg Big5", big5, 0, "BIG5", nil, traditional, "Big5", "cpg", "", 0},
		{".cpg OEM says nothing", gbk, 0, "OEM", nil, simplified, "GB18030", "gb18030", "", 0},
		{".cpg of an unknown encoding", gbk, 0, "KLINGON", nil, simplified, "GB18030", "gb18030", `unknown encoding: "KLINGON"`, 1},
		{".cpg lies: UTF-8", gbk, 0x4D, "UTF-8", nil, simplified, "GBK", "language byte", "the cpg says UTF-8, the texts of the .dbf are GBK", 1},
		{".cpg lies: GBK", simplified, 0, "GBK", nil, simplified, "UTF-8", "utf-8", "the cpg says GBK, the texts of the .dbf are UTF-8", 1},
		{".cpg and language byte lie", simplified, 0x4D, "Big5", nil, simplified, "UTF-8", "utf-8", "the language byte says GBK", 2},
		{"language byte GBK", gbk, 0x4D, "", nil, simplified, "GBK", "language byte", "", 0},
		{"language byte Big5", big5, 0x78, "", nil, traditional, "Big5", "language byte", "", 0},
		{"language byte ANSI says nothing", gbk, 0x57, "", nil, simplified, "GB18030", "gb18030", "", 0},
		{"language byte of a Western page says nothing", simplified, 0x03, "", nil, simplified, "UTF-8", "utf-8", "", 0},
		{"language byte GBK, all valid in both, proved UTF-8", []string{"工业", "商业", "住宅", "道路"}, 0x4D, "", nil, []string{"工业", "商业", "住宅", "道路"}, "UTF-8", "utf-8", "the language byte says GBK", 1},
		{"language byte GBK, a text of UTF-8 that would end within a character", []string{"已建成"}, 0x4D, "", nil, []string{"已建成"}, "UTF-8", "utf-8", "the language byte says GBK", 1},
		{"language byte GBK, three texts prove nothing", gbk[:1], 0x4D, "", nil, simplified[:1], "GBK", "language byte", "", 0},
		{"no mark, UTF-8", simplified, 0, "", nil, simplified, "UTF-8", "utf-8", "", 0},
		{"no mark, GBK", gbk, 0, "", nil, simplified, "GB18030", "gb18030", "", 0},
		{"no mark, GB18030 of four bytes", gb18030, 0, "", nil, []string{"𠀀村地块", "㐀", "工业"}, "GB18030", "gb18030", "", 0},
		{"no mark, Big5", big5, 0, "", nil, traditional, "Big5", "big5", "", 0},
		{"no mark, Big5 that is valid GB18030, too", encodeAll(t, traditionalchinese.Big5, both), 0, "", nil, both, "Big5", "big5", "", 0},
		{"no mark, German is not taken for Big5", german, 0, "", nil, []string{"Stra遝", "Gr鰏se", "Fl鋍he", "M黮ler", "Pr黤er", "L鋘ge", "H鰄e", "W鋜me"}, "GB18030", "gb18030", "", 0},
		{".cpg lies: windows-1252 for GBK", gbk, 0, "1252", nil, simplified, "GB18030", "gb18030", "the cpg says windows-1252, the texts of the .dbf are GB18030", 1},
		{".cpg lies: ISO-8859-1 for GBK, the language byte does not", gbk, 0x4D, "ISO-8859-1", nil, simplified, "GBK", "language byte", "the cpg says windows-1252", 1},
		{".cpg lies: ISO-8859-1 for UTF-8, one text", []string{"工业用地"}, 0, "ISO-8859-1", nil, []string{"工业用地"}, "UTF-8", "utf-8", "the cpg says windows-1252", 1},
		{".cpg lies: ISO-8859-1 for Big5", big5, 0, "ISO-8859-1", nil, traditional, "Big5", "big5", "the cpg says windows-1252, the texts of the .dbf are Big5", 1},
		{".cpg lies: Big5 for GBK", gbk, 0, "Big5", nil, simplified, "GB18030", "gb18030", "the cpg says Big5, the texts of the .dbf are GB18030", 1},
		{"language byte lies: Big5 for GBK", gbk, 0x4F, "", nil, simplified, "GB18030", "gb18030", "the language byte says Big5", 1},
		{".cpg windows-1252 is true of German", german, 0, "1252", nil, []string{"Straße", "Grösse", "Fläche", "Müller", "Prüfer", "Länge", "Höhe", "Wärme"}, "windows-1252", "cpg", "", 0},
		{"no mark, ASCII", ascii, 0, "", nil, ascii, "UTF-8", "utf-8", "", 0},
		{"one broken text among many", oneBroken, 0, "", nil, append(slices.Clone(simplified), "坏\ufffd\ufffd的"), "UTF-8", "fewest undecodable texts", "1 text of the .dbf is not valid in UTF-8, which fits best", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := openTexts(t, c.cells, c.language, c.cpg, c.user)
			if name, rule := f.Encoding(); name != c.encoding || rule != c.rule {
				t.Errorf("%s by %s, want %s by %s", name, rule, c.encoding, c.rule)
			}
			if got := texts(f); !slices.Equal(got, c.want) {
				t.Errorf("texts %q, want %q", got, c.want)
			}
			said := ""
			for _, d := range f.Damage() {
				if d.Kind != EncodingDoubt || d.Fatal {
					t.Errorf("damage %+v", d)
				}
				said += d.Text + "\n"
				checkSides(t, d)
			}
			if len(f.Damage()) != c.doubtCount || !strings.Contains(said, c.doubt) {
				t.Errorf("damage %q, want %d that say %q", said, c.doubtCount, c.doubt)
			}
		})
	}
}

func TestCells(t *testing.T) {
	gbk := func(s string) string { return encodeAll(t, simplifiedchinese.GBK, []string{s})[0] }
	full := gbk("地块地块地块地块地块地块") // 24 bytes: the whole cell
	cases := []struct {
		name, cell, want string
	}{
		{"padded with blanks", gbk("地块") + "    ", "地块"},
		{"padded with NULs", gbk("地块") + "\x00\x00", "地块"},
		{"rubbish behind a NUL", gbk("地块") + "\x00\xff\xff", "地块"},
		{"blanks before", "   " + gbk("地块"), "地块"},
		{"wide blanks around", gbk("\u3000地块\u3000"), "地块"},
		{"blanks inside", gbk("地 块"), "地 块"},
		{"blank", "", ""},
		{"full", full, "地块地块地块地块地块地块"},
		{"full and cut within a character", "x" + full[:23], "x地块地块地块地块地块地"},
		{"the euro of code page 936", "\x80", "€"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := openTexts(t, []string{c.cell}, 0x4D, "", nil)
			if got := texts(f); got[0] != c.want || len(f.Damage()) > 0 {
				t.Errorf("%q, want %q; damage %v", got[0], c.want, f.Damage())
			}
		})
	}
}

// A field name is cut at ten bytes by whoever wrote it, here within the third
// character of UTF-8 and the sixth of GBK.
func TestFieldNamesCutWithinACharacter(t *testing.T) {
	for encoded, want := range map[string]string{
		"地块名称"[:10]: "地块名",
		encodeAll(t, simplifiedchinese.GBK, []string{"a产业用地类型"})[0][:10]: "a产业用地",
	} {
		b := buildShapes(squareRecord())
		f := content{shp: b.shp, shx: b.shx, dbf: dbf([]Field{{encoded, 'C', 5, 0}}, " x")}.mustOpen(t)
		if got := f.Fields()[0].Name; got != want || f.FieldIndex(want) != 0 {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Our table must say what x/text says, on every sequence of two bytes.
func TestGB18030AgreesWithXText(t *testing.T) {
	decoder := simplifiedchinese.GB18030.NewDecoder()
	for a := 0; a < 256; a++ {
		for b := 0; b < 256; b++ {
			in := []byte{byte(a), byte(b), '0', '0'} // never half a character
			want, err := decoder.Bytes(in)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := decodeGB18030(nil, in); string(got) != string(want) {
				t.Fatalf("% x: %q, x/text gives %q", in, got, want)
			}
		}
	}
}

// Checking a text finds the flaws that decoding it does.
func TestCheckingAgreesWithDecoding(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"地", "a", "0", "9", "\x7f", "\x80", "\x81", "\xff", "\xb5\xd8", "\x81\x30\x81\x30", "\xfe\x39", "\xe5\x9c", "\xf0\x90"}),
		rapid.StringOfN(rapid.Rune(), 0, 2, -1),
		rapid.Map(rapid.Byte(), func(b byte) string { return string([]byte{b}) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(piece, 0, 9).Draw(t, "text"), ""))
		for _, c := range []*codec{utf8Codec, gbkCodec, gb18030Codec} {
			_, want := c.decode(nil, text)
			if got := c.check(text); got != want {
				t.Errorf("%s: % x has the flaws %+v, decoding finds %+v", c.name, text, got, want)
			}
		}
	})
}

func TestDecodeText(t *testing.T) {
	gbk := encodeAll(t, simplifiedchinese.GBK, []string{"园区,产值\n1,2\n"})[0]
	cases := []struct {
		name, in, user string
		text, enc      string
		rule, err      string
	}{
		{"UTF-8", "园区,产值\n1,2\n", "", "园区,产值\n1,2\n", "UTF-8", "utf-8", ""},
		{"UTF-8 with a mark", "\ufeff园区", "GBK", "园区", "UTF-8", "byte order mark", ""},
		{"UTF-16 from a spreadsheet", "\xff\xfe\xed\x56\x3a\x53", "", "园区", "UTF-16LE", "byte order mark", ""},
		{"UTF-16 the other way", "\xfe\xff\x56\xed\x53\x3a", "", "园区", "UTF-16BE", "byte order mark", ""},
		{"GBK", gbk, "", "园区,产值\n1,2\n", "GB18030", "gb18030", ""},
		{"GBK, said so", gbk, "cp936", "园区,产值\n1,2\n", "GBK", "user", ""},
		{"nothing", "", "", "", "UTF-8", "utf-8", ""},
		{"GBK, said to be UTF-8", gbk, "utf-8", "", "UTF-8", "user", "line 1 is not valid UTF-8 (encoding decided by: user)"},
		{"neither", "a,b\n\xff\xff,1\n", "", "", "GB18030", "gb18030", "line 2 is neither UTF-8 nor GB18030"},
		{"ends within a character", "a\n园区"[:7], "UTF-8", "", "UTF-8", "user", "line 2"},
		{"an encoding that does not exist", "a", "KLINGON", "", "", "", "unknown"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, enc, rule, err := DecodeText([]byte(c.in), c.user)
			if text != c.text || enc != c.enc || rule != c.rule {
				t.Errorf("%q %s by %s, want %q %s by %s", text, enc, rule, c.text, c.enc, c.rule)
			}
			if (c.err == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("error %v, want %q", err, c.err)
			}
		})
	}
}
