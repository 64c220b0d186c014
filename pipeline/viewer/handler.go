package viewer

import (
	"embed"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"runtime/debug"
	"strings"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Options are what the pages have to know beside the store.
type Options struct {
	Lang    land.Lang   // language of a page whose address names none; "" is Chinese
	Version string      // of the program, for the foot of the pages
	Local   bool        // answer only where the request names this machine as its host
	Log     func(error) // told of every page that could not be made; nil tells nobody

	// Delivered reads the outlines of a parcel file of the run, in its working
	// CRS, as they were delivered; nil where the files are not to be read. Its
	// error says why there are none.
	Delivered func(file store.SourceFile, crs string) (Outlines, error)

	static bool // the pages will be files: nothing in them may ask a server
}

// Limits of what is answered.
const (
	maxAddress = 2048 // bytes of the request's address; ours stay below 300
	maxAtWork  = 8    // answers in the making at once: each may hold all parcels of a park
)

// policy allows our own files only: no inline script or style, no other host,
// no frame around the page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

//go:embed assets
var assets embed.FS

// viewer answers requests for pages over one store.
type viewer struct {
	path    string
	options Options
	pages   http.Handler
	atWork  chan struct{}
}

// Handler answers with the pages over the store at the path. The store need
// not exist yet and may be replaced at any time.
func Handler(path string, o Options) http.Handler { return newViewer(path, o) }

func newViewer(path string, o Options) *viewer {
	v := &viewer{path: path, options: o, atWork: make(chan struct{}, maxAtWork)}
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", v.page(parksTemplate, parksPage))
	mux.HandleFunc("/park/{code}", v.page(parkTemplate, parkPage))
	mux.HandleFunc("/park/{code}/figure/{figure}", v.page(figureTemplate, figurePage))
	mux.HandleFunc("/park/{code}/window", v.window)
	mux.HandleFunc("/park/{code}/delivered", v.delivered)
	mux.HandleFunc("/changes", v.page(changesTemplate, changesPage))
	mux.HandleFunc("/evaluation", v.page(evaluationTemplate, evaluationPage))
	mux.HandleFunc("/assets/{name}", v.asset)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { v.fail(w, r, errNoPage) })
	v.pages = mux
	return v
}

// asset answers with an embedded file. Names that lead elsewhere don't exist.
func (v *viewer) asset(w http.ResponseWriter, r *http.Request) {
	name := "assets/" + r.PathValue("name")
	if _, err := fs.Stat(assets, name); err != nil {
		v.fail(w, r, errNoPage)
		return
	}
	http.ServeFileFS(w, r, assets, name)
}

// ServeHTTP sets the headers of every answer, refuses what is not for us and
// turns a panic into a page.
func (v *viewer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	defer func() {
		if p := recover(); p != nil {
			v.fail(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if err := v.admit(r); err != nil {
		v.fail(w, r, err)
		return
	}
	select {
	case v.atWork <- struct{}{}:
		defer func() { <-v.atWork }()
		v.pages.ServeHTTP(w, r)
	case <-r.Context().Done(): // nobody waits any longer
	}
}

// admit refuses requests that no page of ours makes. The host is looked at
// because any web site may have its own name point at this machine and then
// read the answer as its own (DNS rebinding).
func (v *viewer) admit(r *http.Request) error {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return errMethod
	case v.options.Local && !isLoopback(r.Host):
		return errHost
	case len(r.RequestURI) > maxAddress:
		return errAddress
	}
	return nil
}

// isLoopback says whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// page answers with what make reads from the store, printed by the template.
func (v *viewer) page(t *document, make func(*store.Store, *http.Request, frame) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var data any
		err := read(v.path, func(s *store.Store) error {
			f, err := v.frameOf(s, r)
			if err == nil {
				data, err = make(s, r, f)
			}
			return err
		})
		if err != nil {
			v.fail(w, r, err)
			return
		}
		text, err := t.print(data)
		if err != nil {
			v.fail(w, r, err)
			return
		}
		send(w, http.StatusOK, text)
	}
}
