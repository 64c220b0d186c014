package viewer_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a headless Chromium that is spoken to over two pipes, in the
// DevTools protocol: one JSON message each, ended by a zero byte.
type browser struct {
	t       *testing.T
	to      io.Writer
	from    *bufio.Reader
	session string
	last    int
	said    []string // errors of the console and uncaught exceptions
}

// patience is how long a page may take on a machine under load.
const patience = 60 * time.Second

// openBrowser starts the browser; without one the test is skipped. The
// environment variable JIYUE_CHROMIUM names another than the one on the path.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := os.Getenv("JIYUE_CHROMIUM")
	if path == "" {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if found, err := exec.LookPath(name); err == nil {
				path = found
				break
			}
		}
	}
	if path == "" || testing.Short() {
		t.Skip("no Chromium on the path (Debian: apt install chromium), or -short: pages are not tried in a browser")
	}
	in, write, err := os.Pipe()
	must(t, err)
	read, out, err := os.Pipe()
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	c.ExtraFiles = []*os.File{in, out} // 3 and 4 in the browser
	must(t, c.Start())
	in.Close()
	out.Close()
	b := &browser{t: t, to: write, from: bufio.NewReaderSize(read, 1<<20)}
	t.Cleanup(func() {
		b.call("Browser.close", nil)
		write.Close()
		time.AfterFunc(patience/6, cancel)
		_ = c.Wait() // how a browser ends is not under test
		cancel()
		read.Close()
	})
	target := b.call("Target.createTarget", map[string]any{"url": "about:blank"})["targetId"]
	b.session = b.call("Target.attachToTarget", map[string]any{"targetId": target, "flatten": true})["sessionId"].(string)
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		b.call(domain+".enable", nil)
	}
	return b
}

// call sends a command and waits for its answer.
func (b *browser) call(method string, params map[string]any) map[string]any {
	b.t.Helper()
	b.last++
	id := b.last
	message := map[string]any{"id": id, "method": method, "params": params}
	if b.session != "" && !strings.HasPrefix(method, "Browser.") {
		message["sessionId"] = b.session
	}
	text, err := json.Marshal(message)
	must(b.t, err)
	_, err = b.to.Write(append(text, 0))
	must(b.t, err)
	for {
		answer := b.receive()
		if answer["id"] != float64(id) {
			continue
		}
		if failed, is := answer["error"]; is {
			b.t.Fatalf("%s: %v", method, failed)
		}
		result, _ := answer["result"].(map[string]any)
		return result
	}
}

// receive reads a message and keeps what the console complains of.
func (b *browser) receive() map[string]any {
	b.t.Helper()
	text, err := b.from.ReadBytes(0)
	must(b.t, err)
	var message map[string]any
	must(b.t, json.Unmarshal(text[:len(text)-1], &message))
	method, _ := message["method"].(string)
	isError := strings.Contains(string(text), `"type":"error"`) || strings.Contains(string(text), `"level":"error"`)
	if method == "Runtime.exceptionThrown" || isError && (method == "Runtime.consoleAPICalled" || method == "Log.entryAdded") {
		b.said = append(b.said, string(text))
	}
	return message
}

// run evaluates an expression in the page and returns its value.
func (b *browser) run(expression string, args ...any) any {
	b.t.Helper()
	if len(args) > 0 {
		expression = fmt.Sprintf(expression, args...)
	}
	answer := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if thrown, is := answer["exceptionDetails"]; is {
		b.t.Fatalf("%s: %v", expression, thrown)
	}
	result, _ := answer["result"].(map[string]any)
	return result["value"]
}

// open goes to an address and waits until its scripts have run.
func (b *browser) open(address string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": address})
	b.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
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
func (b *browser) size(width, height int) {
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
}

// press sends a key.
func (b *browser) press(key string, code int) {
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code})
	}
}

// keep writes a picture of the page to the folder that JIYUE_SCREENSHOTS names.
func (b *browser) keep(name string) {
	dir := os.Getenv("JIYUE_SCREENSHOTS")
	if dir == "" {
		return
	}
	data := b.call("Page.captureScreenshot", map[string]any{"format": "png"})["data"].(string)
	picture, err := base64.StdEncoding.DecodeString(data)
	must(b.t, err)
	must(b.t, os.WriteFile(dir+"/"+name+".png", picture, 0o666))
}

// quiet fails the test where the console had an error.
func (b *browser) quiet() {
	b.t.Helper()
	for _, text := range b.said {
		b.t.Errorf("the console: %s", text)
	}
	b.said = nil
}
