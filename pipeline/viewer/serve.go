package viewer

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Time-outs of a connection. A page of 5 000 parcels is some 3 MB, which a
// slow remote line takes in a minute.
const (
	headerTime = 5 * time.Second
	readTime   = 10 * time.Second
	writeTime  = 90 * time.Second
	idleTime   = 2 * time.Minute
	graceTime  = 5 * time.Second // for answers under way when the server is to stop
)

// maxHeaderBytes is many times what a browser sends.
const maxHeaderBytes = 16 << 10

// Serve answers on the listener until the context ends, then lets answers
// under way finish and returns nil. Any other return is why the listener
// failed.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          log.New(io.Discard, "", 0), // connections that strangers broke off
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	if err := server.Shutdown(grace); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	} else if err != nil {
		return err
	}
	return nil
}
