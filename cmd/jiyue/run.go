package main

import (
	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
)

func newRun(e *environment, f *flags) *cobra.Command {
	var output string
	var jobs int
	var strict, noReport bool
	c := &cobra.Command{
		Use:   "run CONFIG",
		Short: "every stage; publishes the store and the reports",
		Long:  "Reads, clips, measures, scores and reports, and publishes the store and the reports.\n\n" + exitCodesHelp,
		Args:  exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if jobs < 0 {
				return usagef("--jobs %d: 0 or more", jobs)
			}
			cfg, err := config.Load(args[0])
			if err != nil {
				return err
			}
			if output != "" {
				cfg.Output = output
			}
			o := e.options(f)
			o.Jobs, o.Strict, o.NoReport = jobs, strict, noReport
			summary, err := pipeline.Run(c.Context(), cfg, o)
			if err != nil {
				return err
			}
			return e.answer(f, summary)
		},
	}
	c.Flags().StringVar(&output, "output", "", "folder of the results, instead of the configuration's")
	c.Flags().IntVar(&jobs, "jobs", 0, "goroutines that read and clip (default: one per processor)")
	c.Flags().BoolVar(&strict, "strict", false, "with error findings publish nothing and exit with 1")
	c.Flags().BoolVar(&noReport, "no-report", false, "publish the store alone; write the documents later with jiyue report")
	c.Flags().BoolVar(&f.json, "json", false, "print the summary as JSON")
	return c
}

// options are what every command hands to the pipeline.
func (e *environment) options(f *flags) pipeline.Options {
	return pipeline.Options{
		Lang: f.reportLang(), Version: version(), Build: build(), Now: e.now, Observer: e.observer(f),
	}
}

// answer prints the summary and turns error findings into their exit code.
func (e *environment) answer(f *flags, s *pipeline.Summary) error {
	if err := e.printSummary(f, s); err != nil {
		return err
	}
	return faulty(s)
}
