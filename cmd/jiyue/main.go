// Command jiyue (集约) evaluates how intensively industrial parks use their
// land: it clips parcels to the approved extents of the parks, computes the
// indicators, scores parks and project, and writes the report that is filed.
//
// One file a verb. The command line is parsed, the pipeline is called, the
// answer is printed: answers on standard output, talk on standard error.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"
)

// goMemory is how much memory the Go side of the program should take at most,
// in bytes; the user's GOMEMLIMIT wins. With SQLite's caches, the reading
// buffers of the system and the program itself, some 80 MB, a night then stays
// below 256 MB: without it the collector lets dead memory grow to the size of
// what is alive. What is alive while a million parcels are clipped is 40 MB.
const goMemory = 144 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(goMemory)
	}
	os.Exit(run())
}

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := &environment{
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
		locale:   localeOf(os.Getenv),
		now:      time.Now,
	}
	return execute(ctx, e, os.Args[1:])
}
