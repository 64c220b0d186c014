package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"reflect"
	"slices"

	"jiyue/pipeline/ingest"
	"jiyue/pipeline/land"
	"jiyue/pipeline/report"
	"jiyue/pipeline/store"
)

// basis is everything that the published results depend on. Two nights of one
// basis have the same results, but for their times.
type basis struct {
	Version string           // of the program,
	Build   string           // and of the very file
	Config  string           // hash of the configuration and the files that it names
	Lang    land.Lang        // of stored messages
	Input   []ingest.Content // in the order of the configuration
}

// rules is the basis but for the input.
func (n *night) rules() basis {
	return basis{Version: n.options.Version, Build: n.options.Build, Config: n.cfg.Hash, Lang: n.options.Lang}
}

// made is how documents are made: whoever has another language or wording gets
// other ones of the same store.
func (n *night) made() string {
	return n.options.Version + " " + n.options.Build + " " + n.cfg.Hash + " " + string(n.options.Lang)
}

// documents are the names of the files beside the store.
var documents = []string{report.HTMLName, report.DOCXName, report.XLSXName}

// repeat looks whether anything has changed since the published run, by content,
// and if nothing has, lets that run stand: documents that are missing are
// written, and whatever the night would have ended with, it ends with. It returns
// nil where there is work to do.
func (n *night) repeat(ctx context.Context) (*Summary, error) {
	var err error
	if n.contents, err = ingest.Contents(n.cfg); err != nil {
		n.contents = nil // ingest will say what is wrong with it
		return nil, nil
	}
	seal, sealed := store.ReadSeal(n.cfg.Output)
	if !sealed || !n.mayRepeat(seal) {
		n.hashTables()
		return nil, nil
	}
	n.tonight, err = store.Reprint(n.cfg.Output, n.storeOptions())
	if f, ok := land.AsFailure(err); ok && f.Kind == land.Locked {
		return nil, err
	}
	if err != nil {
		n.tonight = nil // a store that can't be read: the night has a way with it
		n.hashTables()
		return nil, nil
	}
	n.passOnRemarks()
	if !n.sameContents(seal) {
		err := n.tonight.Discard()
		n.tonight = nil
		return nil, err
	}
	defer n.close()
	if err := n.stand(ctx, seal); err != nil {
		return nil, err
	}
	return n.summarize(), nil
}

// mayRepeat says whether rules and sizes are those of the published run: a look
// that costs nothing, before contents are read.
func (n *night) mayRepeat(seal store.Seal) bool {
	was, ok := n.sealedBasis(seal)
	if !ok || len(was.Input) != len(n.contents) {
		return false
	}
	for i := range n.contents {
		if a, b := &was.Input[i], &n.contents[i]; a.Role != b.Role || a.Path != b.Path || a.Bytes != b.Bytes {
			return false
		}
	}
	return true
}

// sealedBasis returns what the published run was made of; false where that
// differs from tonight's rules.
func (n *night) sealedBasis(seal store.Seal) (basis, bool) {
	var was basis
	if err := json.Unmarshal(seal.Basis, &was); err != nil {
		return was, false
	}
	rules := was
	rules.Input = nil
	return was, reflect.DeepEqual(rules, n.rules())
}

// sameContents reads every input and the store, and says whether they are what
// they were. Input that can't be read is not: opening it will say why.
func (n *night) sameContents(seal store.Seal) bool {
	whole := make(chan bool, 1)
	go func() { whole <- n.storeHolds(seal) }()
	err := ingest.HashContents(n.contents, true)
	was, _ := n.sealedBasis(seal)
	return <-whole && err == nil &&
		slices.EqualFunc(was.Input, n.contents, func(a, b ingest.Content) bool { return a.Hash == b.Hash })
}

func (n *night) storeHolds(seal store.Seal) bool { return seal.Holds(n.cfg.Output, store.FileName, "") }

// hashTables takes the hashes that opening the input does not take, before the
// files are read: should one change in between, the next night finds it changed.
func (n *night) hashTables() {
	if err := ingest.HashContents(n.contents, false); err != nil {
		n.contents = nil // ingest will say what is wrong with it
	}
}

// stand lets the published run stand.
func (n *night) stand(ctx context.Context, seal store.Seal) error {
	var err error
	if n.run, err = n.tonight.Read().LastRun(); err != nil {
		return err
	}
	if err := errors.Join(n.recallTotal(), n.recallFindings()); err != nil {
		return err
	}
	n.findings.Add(n.recalled...)
	n.recalled = nil
	if err := n.refuseIfStrict(); err != nil {
		return err
	}
	n.summary.Repeats, n.summary.Store, n.pieces = n.run.ID, store.PathIn(n.cfg.Output), n.run.Pieces
	n.observer.Remark(land.Textf("输入、配置与程序自第 %d 次运行以来均未变，其成果仍然有效", "inputs, configuration and program are those of run %d, whose results stand", n.run.ID))
	if n.options.NoReport {
		return nil
	}
	whole := true
	for _, name := range documents {
		whole = whole && seal.Holds(n.cfg.Output, name, n.made())
	}
	if !whole {
		if err := n.report(ctx); err != nil {
			return err
		}
		return n.publish(ctx)
	}
	for _, name := range documents {
		n.summary.Files = append(n.summary.Files, filepath.Join(n.cfg.Output, name))
	}
	return nil
}

// seal says beside the published files what they were made of.
func (n *night) seal() error {
	if n.input == nil { // the store stays, or was made of a store
		if n.run.Kind == store.KindLand || n.summary.Repeats != 0 {
			n.tonight.Seal(nil, n.made())
		}
		return nil
	}
	if n.contents == nil {
		return nil
	}
	b := n.rules()
	b.Input = n.contents
	for i := range b.Input {
		c := &b.Input[i]
		if at := slices.IndexFunc(n.input.Sources, func(s land.Source) bool { return s.Role == c.Role && s.Path == c.Path }); at >= 0 && c.IsShapefile() {
			c.Hash = n.input.Sources[at].Hash
		}
		if c.Hash == "" {
			return nil // what is not known can't be found unchanged
		}
	}
	text, err := json.Marshal(b)
	if err == nil {
		n.tonight.Seal(text, n.made())
	}
	return err
}
