package report

import (
	"archive/zip"
	"io"
	"strconv"
	"strings"
)

// docxPart is one file inside a DOCX.
type docxPart struct {
	name  string
	print func(io.Writer) error
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// pack writes the parts as a zip in a fixed order. Its times are not set,
// which makes the bytes repeat.
func pack(w io.Writer, m *Model, document func(io.Writer) error) error {
	z := zip.NewWriter(w)
	for _, part := range parts(m, document) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if err := part.print(f); err != nil {
			return err
		}
	}
	return z.Close()
}

// parts returns the files of the document in the order in which they are
// packed; [Content_Types].xml comes first, as the format asks.
func parts(m *Model, document func(io.Writer) error) []docxPart {
	text := func(name, content string) docxPart {
		return docxPart{name, func(w io.Writer) error {
			_, err := io.WriteString(w, xmlHead+content)
			return err
		}}
	}
	return []docxPart{
		text("[Content_Types].xml", contentTypes),
		text("_rels/.rels", packageRelations),
		text("docProps/core.xml", coreProperties(m)),
		text("word/_rels/document.xml.rels", documentRelations),
		{"word/document.xml", document},
		text("word/styles.xml", styleSheet()),
		text("word/settings.xml", settings),
		text("word/footer1.xml", footer(pageNumber)),
		text("word/footer2.xml", footer("")),
	}
}

// pageNumber is what stands in the footer of a numbered page.
const pageNumber = `<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
	`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>`

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// drawSpace are the names of DrawingML, which all that reads documents knows
// since 2010, and of VML, which came before it.
const drawSpace = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
	` xmlns:v="urn:schemas-microsoft-com:vml"`

// The text of the document stands between these.
const (
	documentHead = xmlHead + `<w:document ` + wordSpace + drawSpace + `><w:body>`
	documentEnd  = `</w:body></w:document>`
)

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const relationSpace = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`

const relationType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`

const packageRelations = `<Relationships ` + relationSpace + `>` +
	`<Relationship Id="rId1" Type="` + relationType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = `<Relationships ` + relationSpace + `>` +
	`<Relationship Id="rId1" Type="` + relationType + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relationType + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relationType + `footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId4" Type="` + relationType + `footer" Target="footer2.xml"/></Relationships>`

const settings = `<w:settings ` + wordSpace + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

func footer(runs string) string {
	return `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + runs + `</w:p></w:ftr>`
}

// coreProperties has the run's own time, so that the bytes repeat.
func coreProperties(model *Model) string {
	var m markup
	m.open("cp:coreProperties", "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	m.open("dc:title")
	m.text(model.Project)
	m.close("dc:title")
	m.open("dc:creator")
	m.text("jiyue " + model.Version)
	m.close("dc:creator")
	if model.Finished != "" {
		m.open("dcterms:created", "xsi:type", "dcterms:W3CDTF")
		m.text(model.Finished)
		m.close("dcterms:created")
	}
	m.close("cp:coreProperties")
	return m.String()
}

// Font names of Chinese official documents. Word and WPS in China have them;
// elsewhere the nearest font stands in.
const (
	fangSong = "仿宋" // running text
	heiTi    = "黑体" // headings of the first level, captions
	kaiTi    = "楷体" // headings of the second level
	songTi   = "宋体" // tables
)

// docxStyle is one paragraph style. Lengths are in twips; lines have exact
// heights, which keeps pages the same in every word processor.
type docxStyle struct {
	id, name, font      string
	size                int // half-points
	line, before, after int
	first               int // indent of the first line
	align               string
	bold                bool
	keep                bool // stays with what follows
	tabs                string
	more                string // properties that the schema puts last
}

// contentsTab is the right tab of the contents, with a line of dots.
const contentsTab = `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>`

// docxStyles are the styles of the document: 仿宋 16 pt on lines of 28 pt with
// an indent of two characters, headings in 黑体 and 楷体, as official documents
// are set.
var docxStyles = []docxStyle{
	{id: "Body", name: "Body Text", font: fangSong, size: 32, line: 560, first: 640, align: "both"},
	{id: "Heading1", name: "heading 1", font: heiTi, size: 32, line: 560, before: 160, after: 80, keep: true, more: `<w:outlineLvl w:val="0"/>`},
	{id: "Heading2", name: "heading 2", font: kaiTi, size: 32, line: 560, before: 80, after: 40, first: 640, keep: true, more: `<w:outlineLvl w:val="1"/>`},
	{id: "Heading3", name: "heading 3", font: heiTi, size: 26, line: 400, before: 240, after: 60, keep: true},
	{id: "Facts", name: "Facts", font: songTi, size: 18, line: 300, after: 40, keep: true},
	{id: "CoverProject", name: "Cover Project", font: heiTi, size: 44, line: 800, before: 3000, after: 400, align: "center"},
	{id: "CoverTitle", name: "Cover Title", font: songTi, size: 52, line: 900, after: 3600, align: "center", bold: true},
	{id: "CoverLine", name: "Cover Line", font: fangSong, size: 32, line: 560, align: "center"},
	{id: "ContentsTitle", name: "Contents Title", font: heiTi, size: 36, line: 560, before: 200, after: 400, align: "center"},
	{id: "TOC1", name: "toc 1", font: fangSong, size: 28, line: 480, tabs: contentsTab},
	{id: "TOC2", name: "toc 2", font: fangSong, size: 28, line: 480, tabs: contentsTab, first: 420},
	{id: "Caption", name: "caption", font: heiTi, size: 22, line: 320, before: 200, after: 80, align: "center", keep: true},
	{id: "FigureCaption", name: "Figure Caption", font: heiTi, size: 22, line: 320, before: 40, after: 200, align: "center"},
	{id: "Cell", name: "Table Cell", font: songTi, size: 21, line: 280},
	{id: "TableNote", name: "Table Note", font: songTi, size: 18, line: 270, before: 40},
	{id: "Gap", name: "Table Gap", font: songTi, size: 10, line: 160},
	{id: "Drawing", name: "Drawing", font: songTi, size: 21, before: 60, align: "center", keep: true},
	{id: "Legend", name: "Legend", font: songTi, size: 18, line: 270, before: 40, after: 40, align: "center", keep: true},
	{id: "Footer", name: "footer", font: songTi, size: 24, line: 320, align: "center"},
}

// styleNamed finds a style.
func styleNamed(id string) docxStyle {
	for _, s := range docxStyles {
		if s.id == id {
			return s
		}
	}
	return docxStyle{id: id}
}

func styleSheet() string {
	var b strings.Builder
	// The language of Latin text is English even in a Chinese report: under a
	// Chinese one, line breaks may fall within a number.
	b.WriteString(`<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts(songTi) +
		`<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	for _, s := range docxStyles {
		b.WriteString(s.String())
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

// String is the style as WordprocessingML, its properties in the order of the
// schema.
func (s docxStyle) String() string {
	var m markup
	m.open("w:style", "w:type", "paragraph", "w:styleId", s.id)
	m.empty("w:name", "w:val", s.name)
	m.empty("w:basedOn", "w:val", "Normal")
	m.WriteString("<w:qFormat/>")
	s.paragraph(&m)
	m.WriteString("<w:rPr>" + fonts(s.font))
	if s.bold {
		m.WriteString("<w:b/><w:bCs/>")
	}
	size := strconv.Itoa(s.size)
	m.empty("w:sz", "w:val", size)
	m.empty("w:szCs", "w:val", size)
	m.close("w:rPr", "w:style")
	return m.String()
}

func (s docxStyle) paragraph(m *markup) {
	m.open("w:pPr")
	if s.keep {
		m.empty("w:keepNext")
	}
	m.WriteString(s.tabs)
	spacing := []string{"w:before", strconv.Itoa(s.before), "w:after", strconv.Itoa(s.after)}
	if s.line > 0 {
		spacing = append(spacing, "w:line", strconv.Itoa(s.line), "w:lineRule", "exact")
	}
	m.empty("w:spacing", spacing...)
	switch {
	case s.tabs != "" && s.first > 0:
		m.empty("w:ind", "w:left", strconv.Itoa(s.first))
	case s.first > 0: // in characters, so that it follows the font
		m.empty("w:ind", "w:firstLineChars", "200", "w:firstLine", strconv.Itoa(s.first))
	}
	if s.align != "" {
		m.empty("w:jc", "w:val", s.align)
	}
	m.WriteString(s.more)
	m.close("w:pPr")
}

func fonts(eastAsia string) string {
	return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="` + eastAsia + `"/>`
}
