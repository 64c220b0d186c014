package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
)

// Exit codes are an interface: schedulers act on them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitFaulty      = 3
	exitLocked      = 4
	exitInterrupted = 130
)

const exitCodesHelp = `Exit codes: 0 done; 1 failed or the ledger does not balance, nothing published;
2 wrong usage or configuration; 3 published, with records rejected or error
findings; 4 another run holds the lock; 130 interrupted.`

// errFaulty ends a command that did its work on data with error findings.
var errFaulty = errors.New("published with error findings")

// faulty returns errFaulty where the summary calls for exit code 3.
func faulty(s *pipeline.Summary) error {
	if s.Faulty() {
		return errFaulty
	}
	return nil
}

// usagef is a failure of the command line.
func usagef(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	return land.Fail(land.Usage, "", land.Text{ZH: text, EN: text}, land.Text{ZH: "参见 jiyue --help", EN: "see jiyue --help"}, nil)
}

func usageError(c *cobra.Command, err error) error {
	text := land.Text{ZH: err.Error(), EN: err.Error()}
	usage := land.Textf("用法：%s", "usage: %s", c.UseLine())
	return land.Fail(land.Usage, "", text, usage, nil)
}

// exit says what went wrong, if anything, and returns the exit code.
func (e *environment) exit(f *flags, err error) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errFaulty) {
		return exitFaulty
	}
	code := exitCode(err)
	if f.logFormat == "json" {
		e.logFailure(err, code)
		return code
	}
	lang := e.talkLang(f)
	if code == exitInterrupted {
		fmt.Fprintln(e.stderr, land.Text{ZH: "已中断，未发布任何结果", EN: "interrupted, nothing was published"}.In(lang))
		return code
	}
	e.sayFailure(err, lang)
	return code
}

func exitCode(err error) int {
	if errors.Is(err, context.Canceled) {
		return exitInterrupted
	}
	failure, ok := land.AsFailure(err)
	switch {
	case ok && failure.Kind == land.Usage:
		return exitUsage
	case ok && failure.Kind == land.Locked:
		return exitLocked
	case !ok && strings.HasPrefix(err.Error(), "unknown command"):
		return exitUsage
	}
	return exitFailed
}

// sayFailure prints one clear line, and one that says what to do.
func (e *environment) sayFailure(err error, lang land.Lang) {
	line, try := err.Error(), ""
	if failure, ok := land.AsFailure(err); ok {
		line, try = failure.Line(lang), failure.Try.In(lang)
	}
	first, _, _ := strings.Cut(line, "\n")
	fmt.Fprintf(e.stderr, "%s%s\n", land.Text{ZH: "错误：", EN: "error: "}.In(lang), first)
	if try != "" {
		fmt.Fprintf(e.stderr, "%s%s\n", land.Text{ZH: "建议：", EN: "try: "}.In(lang), try)
	}
}

// logFailure keeps the whole chain of causes for the log.
func (e *environment) logFailure(err error, code int) {
	log := slog.New(slog.NewJSONHandler(e.stderr, nil))
	attrs := []any{slog.Int("exit", code), slog.String("chain", err.Error())}
	if failure, ok := land.AsFailure(err); ok {
		attrs = append(attrs, slog.String("where", failure.Where), slog.String("what", failure.What.EN), slog.String("try", failure.Try.EN))
	}
	log.Error("failed", attrs...)
}
