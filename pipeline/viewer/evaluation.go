package viewer

import (
	"net/http"

	"jiyue/pipeline/store"
)

// evaluationView is the page of the project's self-evaluation. Its decimals
// stand in the store as text, exactly, and are shown as they stand.
type evaluationView struct {
	frame
	store.Performance
}

// evaluationPage reads the self-evaluation of the run; a run without one has a
// page that says so.
func evaluationPage(s *store.Store, _ *http.Request, f frame) (any, error) {
	f.Title = f.Say("项目绩效自评", "Self-evaluation of the project")
	performance, err := s.Performance(f.Run.ID)
	return &evaluationView{f, performance}, err
}
