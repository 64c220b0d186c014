package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jiyue/pipeline/land"
)

// environment is the world outside: tests bring their own.
type environment struct {
	stdout, stderr io.Writer
	bars           io.Writer // standard error for progress bars, which move the cursor; set by execute
	terminal       bool      // standard error is a terminal
	locale         land.Lang
	now            func() time.Time
}

// flags are the ones that every command has.
type flags struct {
	logFormat string
	quiet     bool
	lang      string
	json      bool
}

// execute runs the command line and returns the exit code.
func execute(ctx context.Context, outside *environment, args []string) int {
	f, e := &flags{}, *outside
	e.stdout, e.stderr, e.bars = &visible{to: e.stdout}, &visible{to: e.stderr}, e.stderr
	root := newRoot(&e, f)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	return e.exit(f, err)
}

func newRoot(e *environment, f *flags) *cobra.Command {
	root := &cobra.Command{
		Use:   "jiyue",
		Short: "集约：开发区土地集约利用评价 / intensive land use of industrial parks",
		Long: `jiyue reads park extents (四至范围) and land parcels (地块), clips the parcels to the
extents, computes the indicators of every park into one SQLite file (a
GeoPackage), scores parks and project, and writes the evaluation report.

` + exitCodesHelp,
		SilenceUsage: true, SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return f.check() },
	}
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetFlagErrorFunc(usageError)
	p := root.PersistentFlags()
	p.StringVar(&f.logFormat, "log-format", "text", "talk on standard error: text or json")
	p.BoolVar(&f.quiet, "quiet", false, "say nothing but the answer and errors")
	p.StringVar(&f.lang, "lang", "", "zh or en; default: reports in Chinese, talk by the locale")
	root.AddCommand(newRun(e, f), newCheck(e, f), newScore(e, f), newReport(e, f), newExplain(e, f), newDiff(e, f), newServe(e, f), newInit(e, f), newVersion(e, f))
	return root
}

func (f *flags) check() error {
	if f.logFormat != "text" && f.logFormat != "json" {
		return usagef("--log-format %q: text or json", f.logFormat)
	}
	if f.lang != "" && f.lang != "zh" && f.lang != "en" {
		return usagef("--lang %q: zh or en", f.lang)
	}
	return nil
}

// talkLang is the language of what is said to the user.
func (e *environment) talkLang(f *flags) land.Lang {
	if f.lang != "" {
		return land.Lang(f.lang)
	}
	return e.locale
}

// reportLang is the language of documents and stored messages: it must not
// depend on the machine that the run happens on.
func (f *flags) reportLang() land.Lang {
	if f.lang != "" {
		return land.Lang(f.lang)
	}
	return land.ZH
}

// localeOf returns the language of the user's locale.
func localeOf(getenv func(string) string) land.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "zh") {
				return land.ZH
			}
			return land.EN
		}
	}
	return land.EN
}

// exactly demands as many arguments as the command's usage line names.
func exactly(n int) cobra.PositionalArgs {
	return between(n, n)
}

func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return usageError(c, fmt.Errorf("%d arguments given", len(args)))
		}
		return nil
	}
}
