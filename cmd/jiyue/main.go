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
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() { os.Exit(run()) }

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
