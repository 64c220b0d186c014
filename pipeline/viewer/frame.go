package viewer

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"time"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

//go:embed template
var templates embed.FS

// document is a page's template inside the common frame.
type document struct{ *template.Template }

var (
	parksTemplate      = documentOf("parks.html")
	parkTemplate       = documentOf("park.html")
	evaluationTemplate = documentOf("evaluation.html")
	figureTemplate     = documentOf("figure.html")
	changesTemplate    = documentOf("changes.html")
	failureTemplate    = documentOf("failure.html")
)

func documentOf(name string) *document {
	return &document{template.Must(template.ParseFS(templates, "template/frame.html", "template/map.html", "template/trend.html", "template/"+name))}
}

// print makes the whole page before any of it is sent.
func (d *document) print(data any) ([]byte, error) {
	var b bytes.Buffer
	if err := d.ExecuteTemplate(&b, "frame.html", data); err != nil {
		return nil, fmt.Errorf("printing the page: %w", err)
	}
	return b.Bytes(), nil
}

func send(w http.ResponseWriter, status int, text []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // an error means that the reader has gone
}

// frame is what every page has: language, links, and the run it shows.
type frame struct {
	Lang    land.Lang
	Title   string
	Store   string // name of the file
	Version string
	Run     store.Run
	Static  bool // will be a file: nothing may ask a server
	address *url.URL
	chosen  bool                                             // the address names the language
	source  func(store.SourceFile, string) (Outlines, error) // may be nil
}

// frameOf reads what stands on every page.
func (v *viewer) frameOf(s *store.Store, r *http.Request) (frame, error) {
	run, err := s.LastRun()
	f := v.bareFrame(r)
	f.Run = run
	return f, err
}

// bareFrame is the frame of a page without a store.
func (v *viewer) bareFrame(r *http.Request) frame {
	f := frame{Lang: v.options.Lang, Version: v.options.Version, Static: v.options.static, Store: filepath.Base(v.path), address: r.URL, source: v.options.Delivered}
	switch asked := land.Lang(r.URL.Query().Get("lang")); asked {
	case land.ZH, land.EN:
		f.Lang, f.chosen = asked, true
	}
	if f.Lang != land.EN {
		f.Lang = land.ZH
	}
	return f
}

// Say returns the sentence of the page's language.
func (f frame) Say(zh, en string) string { return land.Text{ZH: zh, EN: en}.In(f.Lang) }

// HTMLLang is the language for browsers and screen readers.
func (f frame) HTMLLang() string { return f.Say("zh-CN", "en") }

// Link returns the address of another page, in the same language. The path is
// escaped already.
func (f frame) Link(path string) string {
	if !f.chosen {
		return path
	}
	return path + "?lang=" + string(f.Lang)
}

// With returns the address of this page with one parameter changed.
func (f frame) With(name, value string) string {
	q := f.address.Query()
	q.Set(name, value)
	return f.address.EscapedPath() + "?" + q.Encode()
}

// Other is the address of this page in the other language.
func (f frame) Other() string { return f.With("lang", f.Say("en", "zh")) }

// At says whether this is the page of the path.
func (f frame) At(path string) bool { return f.address.Path == path }

// Finished words the end of the run, in UTC as the store has it.
func (f frame) Finished() string {
	t, err := time.Parse(time.RFC3339, f.Run.FinishedAt)
	if err != nil {
		return f.Run.FinishedAt
	}
	return t.UTC().Format("2006-01-02 15:04") + " UTC"
}

// parkLink is the address of a park's page, of one of its extents.
func (f frame) parkLink(code, kind string) string {
	link := "/park/" + url.PathEscape(code)
	q := url.Values{}
	if kind != "" {
		q.Set("extent", kind)
	}
	if f.chosen {
		q.Set("lang", string(f.Lang))
	}
	if len(q) == 0 {
		return link
	}
	return link + "?" + q.Encode()
}

// figureLink is the address of the page on which one figure of an extent is
// explained by its parcels.
func (f frame) figureLink(code, kind, figure string) string {
	q := url.Values{"extent": {kind}}
	if f.chosen {
		q.Set("lang", string(f.Lang))
	}
	return "/park/" + url.PathEscape(code) + "/figure/" + url.PathEscape(figure) + "?" + q.Encode()
}

// trendPart and sourcesPart are what the parts of pages in trend.html read.
type (
	trendPart struct {
		Page  frame
		Trend *trend
	}
	sourcesPart struct {
		Page  frame
		Rows  []sourceRow
		Since bool // with a column for what changed
	}
)

// Part is a trend on a page.
func (f frame) Part(t *trend) trendPart { return trendPart{f, t} }

// Files lists files on a page.
func (f frame) Files(rows []sourceRow) sourcesPart { return sourcesPart{f, rows, false} }

// Compared lists files with what became of them since another run.
func (f frame) Compared(rows []sourceRow) sourcesPart { return sourcesPart{f, rows, true} }

// Chosen says whether the address names the language.
func (f frame) Chosen() bool { return f.chosen }
