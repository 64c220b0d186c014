package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jiyue/pipeline/config"
	"jiyue/pipeline/land"
	"jiyue/pipeline/scout"
)

func newInit(e *environment, f *flags) *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "looks at the files in a folder and writes a commented jiyue.yaml for them",
		Long: `Looks at the files in a folder and in the folders in it, and drafts a
configuration: what each file is, what its columns mean, its coordinate system
and encoding. What it was not sure of is marked ?? in the draft and said on
standard output. A file that is there is never overwritten.

` + exitCodesHelp,
		Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if output == "" {
				output = filepath.Join(args[0], "jiyue.yaml")
			}
			return e.draft(args[0], output, e.talkLang(f))
		},
	}
	c.Flags().StringVar(&output, "output", "", "the configuration to write, in DIR (default DIR/jiyue.yaml)")
	return c
}

// draft looks at the folder, writes the draft and says what it found.
func (e *environment) draft(dir, output string, lang land.Lang) error {
	if there, err := filepath.Rel(dir, filepath.Dir(output)); err != nil || there != "." {
		return land.Fail(land.Usage, output, land.Textf("配置须写在 %s 中，其中的路径由此算起", "the configuration belongs into %s: its paths start there", dir), land.Text{}, nil)
	}
	folder, err := scout.Look(dir)
	if err != nil {
		return land.Fail(land.Usage, dir, land.Textf("文件夹无法读取：%v", "the folder can't be read: %v", err), land.Textf("请核对路径", "check the path"), err)
	}
	if err := writeNew(output, folder.Draft(lang)); err != nil {
		return err
	}
	e.sayFolder(folder, lang)
	say := func(zh, en string, args ...any) { fmt.Fprintln(e.stdout, land.Textf(zh, en, args...).In(lang)) }
	if _, err := config.Load(output); err != nil {
		if failure, ok := land.AsFailure(err); ok {
			say("还不能运行：%s", "it can't be run yet: %s", failure.Line(lang))
		}
	}
	say("已写出 %s；核对后运行 jiyue check %s", "wrote %s; read it through, then run jiyue check %s", output, output)
	return nil
}

// writeNew writes a file that is not there yet.
func writeNew(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return land.Fail(land.Usage, path, land.Textf("已有这个文件，没有改动", "the file is there already and was left as it is"),
			land.Textf("请移走它，或用 --output 写另一个文件名", "move it away, or name another one with --output"), err)
	}
	if err == nil {
		_, err = file.WriteString(text)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// roleNames says the roles to people.
var roleNames = map[scout.Role]land.Text{
	scout.Parks: {ZH: "园区", EN: "parks"}, scout.Parcels: {ZH: "地块", EN: "parcels"}, scout.Statistics: {ZH: "统计", EN: "statistics"},
	scout.Declared: {ZH: "上报指标", EN: "declared"}, scout.Unknown: {ZH: "未用", EN: "not used"},
}

// sayFolder says what each file was taken for, and what is open.
func (e *environment) sayFolder(f *scout.Folder, lang land.Lang) {
	var back, odd []string // what can't be read; what is on another datum
	for _, file := range f.Files {
		name := file.Path
		if part := file.Sheet + file.Layer; part != "" {
			name += " [" + part + "]"
		}
		if file.Problem.ZH != "" {
			back = append(back, name)
			fmt.Fprintf(e.stdout, "%s: %s\n", name, file.Problem.In(lang))
			continue
		}
		fmt.Fprintf(e.stdout, "%s: %s, %d\n", name, roleNames[file.Role].In(lang), file.Records)
		open := file.Unsure
		if file.Role == scout.Unknown && len(open) == 0 {
			open = append(open, land.Textf("由列名和内容看不出用途；若有用，请照文档改列名，或自行写入配置", "its columns and content don't tell its use: if it is needed, name the columns as the manual does, or enter it into the configuration"))
		}
		if file.NeedsCRS {
			open = append(open, land.Textf("坐标系未知，请在配置中写 crs", "its coordinate system is unknown: write crs in the configuration"))
		}
		if file.OddDatum {
			odd = append(odd, name)
		}
		for _, u := range open {
			fmt.Fprintf(e.stdout, "  ?? %s\n", u.In(lang))
		}
	}
	for _, l := range f.Left {
		fmt.Fprintf(e.stdout, "%s: %s\n", l.Path, roleNames[scout.Unknown].In(lang))
		why := l.Advice
		if why.ZH == "" {
			why = land.Text{ZH: "不是可读的格式", EN: "not of a kind that is read"}
		}
		fmt.Fprintf(e.stdout, "  ?? %s\n", why.In(lang))
	}
	if f.CRS.EPSG != 0 {
		fmt.Fprintln(e.stdout, land.Textf("工作坐标系：%s", "working CRS: %s", f.CRS).In(lang))
	}
	if len(odd) > 0 {
		fmt.Fprintln(e.stdout, land.Textf("基准与多数文件不同、须退回发送方的文件 %d 个：%s", "files on another datum than most, to go back to their senders: %d: %s",
			len(odd), strings.Join(odd, ", ")).In(lang))
	}
	if len(back) > 0 {
		fmt.Fprintln(e.stdout, land.Textf("无法读取、未写入配置的文件 %d 个，请退回发送方：%s", "files that can't be read and are not in the configuration, to go back to their senders: %d: %s",
			len(back), strings.Join(back, ", ")).In(lang))
	}
}
