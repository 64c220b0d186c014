package main

import (
	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
)

func newScore(e *environment, f *flags) *cobra.Command {
	c := &cobra.Command{
		Use:   "score CONFIG",
		Short: "scores again from the published store (new weights, ideals, performance table), then reports",
		Long: `Scores the published store again with the weights, ideal values and performance
table of the configuration, without clipping anew, and writes the reports.

` + exitCodesHelp,
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := config.LoadRules(args[0])
			if err != nil {
				return err
			}
			summary, err := pipeline.Rescore(c.Context(), cfg, e.options(f))
			if err != nil {
				return err
			}
			return e.answer(f, summary)
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "print the summary as JSON")
	return c
}
