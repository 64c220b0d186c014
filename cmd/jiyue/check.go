package main

import (
	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
)

func newCheck(e *environment, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "check CONFIG",
		Short: "reads and validates everything, writes nothing; lists findings",
		Long: `Reads and validates everything that a run would, publishes nothing, and lists
the findings. Exit code 3 where there are error findings.

` + exitCodesHelp,
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.Load(args[0])
			if err != nil {
				return err
			}
			o := e.options(f)
			o.Lang = e.talkLang(f) // nothing is stored: speak as the user does
			summary, err := pipeline.Check(c.Context(), cfg, o)
			if err != nil {
				return err
			}
			if !f.json {
				e.printFindings(f, summary.Findings.List())
			}
			return e.answer(f, summary)
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print the findings and the summary as JSON")
	return c
}
