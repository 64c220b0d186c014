package main

import (
	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
)

func newReport(e *environment, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "report CONFIG",
		Short: "writes the reports again from the published store",
		Long:  "Writes the reports again from the published store; the store stays as it is.\n\n" + exitCodesHelp,
		Args:  exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.LoadRules(args[0])
			if err != nil {
				return err
			}
			summary, err := pipeline.Reprint(c.Context(), cfg, e.options(f))
			if err != nil {
				return err
			}
			return e.answer(f, summary)
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print the summary as JSON")
	return c
}
