package viewer_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"jiyue/pipeline/viewer"
)

// TestServeFinishesWhatIsUnderWay: an answer that was begun before the end is
// delivered, then Serve returns without an error and the port is free.
func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	begun, finish := make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- viewer.Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-finish
			io.WriteString(w, "whole")
		}))
	}()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body)
		answer <- string(body)
	}()
	<-begun
	cancel()
	select {
	case err := <-ended:
		t.Fatalf("ended before its answer: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(finish)
	if got := <-answer; got != "whole" {
		t.Errorf("the answer under way is %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestSlowAndLargeRequestsEnd: who sends no whole request, or too large a one,
// holds no connection.
func TestSlowAndLargeRequestsEnd(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- viewer.Serve(ctx, l, http.NotFoundHandler()) }()
	for name, c := range map[string]struct{ send, want string }{
		"half a head":     {"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", ""},
		"nothing":         {"", ""},
		"a head of 64 KB": {"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n", "431"},
		"no HTTP":         {"\x16\x03\x01\r\n\r\n", "400"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			connection, err := net.Dial("tcp", l.Addr().String())
			must(t, err)
			defer connection.Close()
			_, _ = io.WriteString(connection, c.send) // the server may hang up before the end
			must(t, connection.SetReadDeadline(time.Now().Add(30*time.Second)))
			said, err := io.ReadAll(connection)
			if e, slow := err.(net.Error); slow && e.Timeout() {
				t.Fatal("the connection is held")
			}
			if !strings.Contains(string(said), c.want) {
				t.Errorf("answered %q", said)
			}
		})
	}
	t.Cleanup(func() {
		cancel()
		must(t, <-ended)
	})
}

func TestServeSaysWhyTheListenerFailed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	l.Close()
	if err := viewer.Serve(context.Background(), l, http.NotFoundHandler()); err == nil {
		t.Error("no error from a closed listener")
	}
}
