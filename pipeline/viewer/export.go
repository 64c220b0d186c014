package viewer

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Export writes the pages over the store as a folder that opens from disk, in
// both languages, beginning at index.html: all parks, every extent of each park
// with the pages of its figures, runs compared, each with the one before, the
// self-evaluation. Of up to mostComplete parks every figure has a page, of more
// those that are scored or that the trend follows. parks names the parks by code; none means all.
// It returns how many pages were written. The folder must be new or empty: an
// Export never mixes two nights and never removes a file.
func Export(path, dir string, parks []string, o Options) (int, error) {
	before, _ := os.Stat(path) // what is wrong with the file, the first page says
	x := &export{handler: newViewer(path, Options{Lang: o.Lang, Version: o.Version, Delivered: o.Delivered, static: true}), dir: dir, files: map[string]string{}}
	if err := read(path, func(s *store.Store) error { return x.list(s, parks) }); err != nil {
		return 0, err
	}
	if err := x.prepare(); err != nil {
		return 0, err
	}
	if err := x.writeAll(); err != nil {
		return 0, err
	}
	first := land.ZH
	if o.Lang == land.EN {
		first = land.EN
	}
	if err := x.write(canonical("/?lang="+string(first)), "index.html"); err != nil {
		return 0, err
	}
	if after, _ := os.Stat(path); !sameNight(before, after) {
		return 0, errUnsettled
	}
	return len(x.addresses) + 1, nil
}

// export is the writing of one folder.
type export struct {
	handler   http.Handler
	dir       string
	addresses []string // of the pages, canonical

	lock  sync.RWMutex
	files map[string]string // by canonical address
}

// add names the files of a page in both languages.
func (x *export) add(page string, q url.Values, file string) {
	for _, lang := range []land.Lang{land.ZH, land.EN} {
		q.Set("lang", string(lang))
		address := canonical(page + "?" + q.Encode())
		x.addresses = append(x.addresses, address)
		x.files[address] = file + "." + string(lang) + ".html"
	}
}

// canonical writes an address of ours so that equal pages have equal addresses:
// without a fragment and without what is so by default.
func canonical(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Del("colour") // the script changes colours in the page
	return u.EscapedPath() + "?" + q.Encode()
}

// prepare makes the folder with the files that every page needs.
func (x *export) prepare() error {
	entries, err := os.ReadDir(x.dir)
	if err == nil && len(entries) > 0 {
		return land.Fail(land.Usage, x.dir, land.Textf("文件夹不是空的", "the folder is not empty"), land.Textf("请指定新的文件夹", "name a new folder"), nil)
	}
	if err := os.MkdirAll(filepath.Join(x.dir, "assets"), 0o777); err != nil {
		return x.failed(err)
	}
	names, err := assets.ReadDir("assets")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := assets.ReadFile("assets/" + name.Name())
		if err == nil {
			err = os.WriteFile(filepath.Join(x.dir, "assets", name.Name()), text, 0o666)
		}
		if err != nil {
			return x.failed(err)
		}
	}
	return nil
}

// writeAll writes every page, several at a time: first those of figures, of
// which a park may have none, so that nothing links to a page that is not there.
func (x *export) writeAll() error {
	first := slices.Clone(x.addresses)
	rest := slices.DeleteFunc(slices.Clone(x.addresses), isFigure)
	for _, addresses := range [][]string{slices.DeleteFunc(first, func(a string) bool { return !isFigure(a) }), rest} {
		if err := inParallel(addresses, func(address string) error { return x.write(address, x.fileOf(address)) }); err != nil {
			return err
		}
	}
	return nil
}

func isFigure(address string) bool { return strings.Contains(address, "/figure/") }

// inParallel does work for each of the list on every processor; it returns the
// first error, after which no more is begun.
func inParallel(list []string, work func(string) error) error {
	var failed atomic.Pointer[error]
	var next atomic.Int64
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1); i <= int64(len(list)) && failed.Load() == nil; i = next.Add(1) {
				if err := work(list[i-1]); err != nil {
					failed.CompareAndSwap(nil, &err)
				}
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// fileOf is the file of a page; "" where it has none.
func (x *export) fileOf(address string) string {
	x.lock.RLock()
	defer x.lock.RUnlock()
	return x.files[address]
}

func (x *export) failed(err error) error {
	return land.Fail(land.Broken, x.dir, land.Textf("无法写入文件夹", "cannot write the folder"), land.Text{}, err)
}

// write asks for a page as a browser does and writes it with links to files. A
// figure that a park lacks has no page.
func (x *export) write(address, file string) error {
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	page := &answer{status: http.StatusOK, header: http.Header{}}
	x.handler.ServeHTTP(page, r)
	if page.status == http.StatusNotFound {
		x.lock.Lock()
		delete(x.files, address)
		x.lock.Unlock()
		return nil
	}
	if page.status != http.StatusOK {
		return fmt.Errorf("%w: %s: %d", errPage, address, page.status)
	}
	if err := os.WriteFile(filepath.Join(x.dir, file), x.relink(page.body.Bytes()), 0o666); err != nil {
		return x.failed(err)
	}
	return nil
}

var errPage = errors.New("a page could not be made")

// relink replaces addresses by names of files; a link to what is not exported
// is no link any more.
func (x *export) relink(page []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(page))
	for {
		attribute, start, end := nextLink(page)
		if start < 0 {
			out.Write(page)
			return out.Bytes()
		}
		out.Write(page[:start])
		if file := x.fileFor(html.UnescapeString(string(page[start+len(attribute) : end]))); file != "" {
			fmt.Fprintf(&out, `%s%s"`, attribute, html.EscapeString(file))
		}
		page = page[end+1:]
	}
}

// linkAttributes are the attributes with an address of ours, as they are printed.
var linkAttributes = [][]byte{[]byte(` href="`), []byte(` src="`)}

// nextLink finds the first attribute whose value is an address of ours: where it
// starts and where its value ends; -1 where there is none.
func nextLink(page []byte) (attribute []byte, start, end int) {
	for from := 0; ; {
		at := bytes.Index(page[from:], []byte(`="/`))
		if at < 0 {
			return nil, -1, -1
		}
		value := from + at + 2
		from = value
		for _, attribute := range linkAttributes {
			if bytes.HasSuffix(page[:value], attribute) {
				return attribute, value - len(attribute), value + bytes.IndexByte(page[value:], '"')
			}
		}
	}
}

// fileFor is the file, with its fragment, that stands for an address; "" where
// it is not exported.
func (x *export) fileFor(link string) string {
	address, fragment, marked := strings.Cut(link, "#")
	file := x.fileOf(canonical(address))
	if asset, is := strings.CutPrefix(address, "/assets/"); is {
		file = "assets/" + asset
	}
	if file != "" && marked {
		file += "#" + fragment
	}
	return file
}

// answer keeps what a handler answers.
type answer struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (a *answer) Header() http.Header            { return a.header }
func (a *answer) WriteHeader(status int)         { a.status = status }
func (a *answer) Write(text []byte) (int, error) { return a.body.Write(text) }
