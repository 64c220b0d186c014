package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/wording"
)

func newReport(e *environment, f *flags) *cobra.Command {
	var words bool
	c := &cobra.Command{
		Use:   "report CONFIG",
		Short: "writes the reports again from the published store",
		Long: "Writes the reports again from the published store; the store stays as it is.\n\n" +
			"jiyue report --wording prints the paragraphs of the filed document as a section of the configuration:\n" +
			"keep those that you change and delete the rest.\n\n" + exitCodesHelp,
		Args: func(c *cobra.Command, args []string) error {
			if words {
				return exactly(0)(c, args)
			}
			return exactly(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if words {
				return printWording(e.stdout, f.reportLang())
			}
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
	c.Flags().BoolVar(&words, "wording", false, "print the default paragraphs of the filed document, to be changed in CONFIG")
	return c
}

// printWording prints the default paragraphs as the configuration takes them.
func printWording(w io.Writer, lang land.Lang) error {
	var b strings.Builder
	comment := land.Text{
		ZH: "# {数据项} 换成数值；[一段] 内有未知数据项时整段省略；每行一段；\"\" 删去该段",
		EN: "# {figure} becomes its value; [a passage] is left out where a figure in it is not known; a line is a paragraph; \"\" leaves one out",
	}
	fmt.Fprintf(&b, "%s\nreport:\n  wording:\n", comment.In(lang))
	texts := wording.Default(lang)
	for _, key := range wording.Keys {
		fmt.Fprintf(&b, "    %s: |\n", key)
		for line := range strings.SplitSeq(texts[key], "\n") {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
