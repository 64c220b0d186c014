package main

import (
	"fmt"
	"net"
	"path/filepath"

	"github.com/spf13/cobra"

	"jiyue/pipeline"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
	"jiyue/pipeline/viewer"
)

func newServe(e *environment, f *flags) *cobra.Command {
	var address, folder, sources string
	var parks []string
	c := &cobra.Command{
		Use:   "serve STORE",
		Short: "the local web viewer",
		Long: `Shows the store in the browser until it is interrupted: all parks on a map,
one park with its parcels, figures and points lost, what lies behind a figure,
two runs compared, and the self-evaluation. Read-only; a new night's store is
shown as soon as it is published. With --export the same pages are written as a
folder that opens from disk, and nothing is served.

Outlines of cut parcels as they were delivered are read from the parcel files
that the store names, as long as they are what the run read.

  jiyue serve out/jiyue.gpkg
  jiyue serve out/jiyue.gpkg --export pages --park S149062`,
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := store.Open(args[0])
			if err != nil {
				return err
			}
			s.Close() // a look whether it is a store; each answer opens it anew
			lang := e.talkLang(f)
			delivered := outlinesIn(args[0], sources)
			if folder != "" {
				return exportPages(e, args[0], folder, parks, viewer.Options{Lang: f.reportLang(), Version: version(), Delivered: delivered}, lang)
			}
			if len(parks) > 0 {
				return usagef("--park goes with --export")
			}
			l, local, err := listen(address)
			if err != nil {
				return err
			}
			fmt.Fprintf(e.stdout, "http://%s/\n", l.Addr())
			if !local {
				fmt.Fprintln(e.stderr, land.Text{ZH: "注意：网络上的其他人也能查看", EN: "note: others on the network can look at it too"}.In(lang))
			}
			return viewer.Serve(c.Context(), l, viewer.Handler(args[0], viewer.Options{
				Lang: f.reportLang(), Version: version(), Local: local, Delivered: delivered,
				Log: func(err error) { e.sayFailure(err, lang) },
			}))
		},
	}
	c.Flags().StringVar(&address, "addr", "127.0.0.1:8080", "host:port to listen on; port 0 takes a free one")
	c.Flags().StringVar(&folder, "export", "", "write the pages into this new folder instead of serving them")
	c.Flags().StringVar(&sources, "sources", "", "folder of the configuration, for outlines as delivered; default, the one above the store's")
	c.Flags().StringArrayVar(&parks, "park", nil, "with --export: this park only; may be given again")
	return c
}

// outlinesIn reads outlines as delivered from the files that the store names,
// relative to the folder of the configuration, which has the output folder in it
// unless told otherwise.
func outlinesIn(path, folder string) func(store.SourceFile, string) (viewer.Outlines, error) {
	if folder == "" {
		folder = filepath.Join(filepath.Dir(path), "..")
	}
	files := pipeline.NewSources(folder)
	return func(file store.SourceFile, crs string) (viewer.Outlines, error) {
		outlines, err := files.Outlines(file, crs)
		if err != nil {
			return nil, err
		}
		return outlines, nil
	}
}

// exportPages writes the folder and says where it begins.
func exportPages(e *environment, path, folder string, parks []string, o viewer.Options, lang land.Lang) error {
	pages, err := viewer.Export(path, folder, parks, o)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, filepath.Join(folder, "index.html"))
	fmt.Fprintln(e.stderr, land.Textf("已导出 %d 页", "%d pages written", pages).In(lang))
	return nil
}

// listen opens the address and says whether only this machine can reach it.
func listen(address string) (l net.Listener, local bool, err error) {
	tcp, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, false, usagef("--addr %q: host:port, e.g. 127.0.0.1:8080", address)
	}
	l, err = net.ListenTCP("tcp", tcp)
	if err != nil {
		return nil, false, land.Fail(land.Broken, address, land.Textf("无法在此地址监听", "cannot listen on this address"),
			land.Textf("可能已被占用；用 --addr 127.0.0.1:0 换一个空闲端口", "it may be in use; --addr 127.0.0.1:0 takes a free port"), err)
	}
	return l, tcp.IP.IsLoopback(), nil
}
