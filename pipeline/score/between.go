package score

import (
	"jiyue/indicators"
	"jiyue/pipeline/land"
	"jiyue/pipeline/store"
)

// Between says what differs between two runs of the history, of what can move
// figures. parcelFiles are the files of the parcels that matter.
func Between(s *store.Store, from, to store.Run, parcelFiles []string, lang land.Lang) (*Since, error) {
	since := &Since{RunID: from.ID, FinishedAt: from.FinishedAt}
	var err error
	if since.Inputs, err = inputChanges(s, from.ID, to.ID, parcelFiles); err != nil {
		return nil, err
	}
	since.Settings = settingChanges(&from, &to, lang)
	since.Text = since.sentence(lang)
	return since, nil
}

// SetOf returns the indicator set with which a run was scored, as the store
// keeps it.
func SetOf(s *store.Store, run store.Run) (*indicators.Set, error) { return setOf(s, run) }

// Points are the leaves of the tree of one extent with the points of the root
// that each gives and costs, by the scores of one run.
func Points(scores []store.Score, park, kind string, lang land.Lang) []Loss {
	var r ExtentReasons
	r.takeScores(scores, outline{park, kind}, lang)
	return r.Losses
}
