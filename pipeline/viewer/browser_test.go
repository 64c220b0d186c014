package viewer_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a headless Chromium with one page.
type browser struct {
	t   *testing.T
	ctx context.Context

	lock sync.Mutex
	said []string // errors of the console and uncaught exceptions
}

// patience is how long a page may take on a machine under load.
const patience = 60 * time.Second

// openBrowser starts the browser; without one the test is skipped. The
// environment variable JIYUE_CHROMIUM names another than the one on the path.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := os.Getenv("JIYUE_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" || testing.Short() {
		t.Skip("no Chromium on the path (Debian: apt install chromium), or -short: pages are not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(patience))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	b := &browser{t: t}
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithListener(b.hear))
	b.ctx = ctx
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // how a browser ends is not under test
		cancel()
		stop()
	})
	b.do(chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		_, err := cdp.Call(ctx, page, log.Enable, cdp.Empty{})
		return err
	}))
	return b
}

// hear keeps what the console complains of.
func (b *browser) hear(event any) {
	b.lock.Lock()
	defer b.lock.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, fmt.Sprintf("%+v", *e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, said := range e.Args {
				b.said = append(b.said, said.Description+string(said.Value))
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.said = append(b.said, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// do acts on the page.
func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	must(b.t, chromedp.Do(b.ctx, actions...))
}

// run evaluates an expression in the page and returns its value.
func (b *browser) run(expression string, args ...any) any {
	b.t.Helper()
	if len(args) > 0 {
		expression = fmt.Sprintf(expression, args...)
	}
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.300s: %v", expression, err)
	}
	return value
}

// open goes to an address and waits until its scripts have run.
func (b *browser) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
	b.wait("document.readyState === 'complete'")
}

// wait polls until the expression is true.
func (b *browser) wait(expression string) {
	b.t.Helper()
	for start := time.Now(); time.Since(start) < patience; time.Sleep(20 * time.Millisecond) {
		if b.run(expression) == true {
			return
		}
	}
	b.t.Fatalf("never true: %s", expression)
}

// size sets the window, in pixels.
func (b *browser) size(width, height int64) {
	b.t.Helper()
	if width < 600 {
		b.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile))
		return
	}
	b.do(chromedp.EmulateViewport(width, height))
}

// press sends a key.
func (b *browser) press(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

// keep writes a picture of the page to the folder that JIYUE_SCREENSHOTS names.
func (b *browser) keep(name string) {
	b.t.Helper()
	dir := os.Getenv("JIYUE_SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	must(b.t, err)
	must(b.t, os.WriteFile(dir+"/"+name+".png", picture, 0o666))
}

// quiet fails the test where the console had an error, but for those that are
// expected.
func (b *browser) quiet(expected ...string) {
	b.t.Helper()
	b.lock.Lock()
	defer b.lock.Unlock()
next:
	for _, text := range b.said {
		for _, e := range expected {
			if strings.Contains(text, e) {
				continue next
			}
		}
		b.t.Errorf("the console: %s", text)
	}
	b.said = nil
}
