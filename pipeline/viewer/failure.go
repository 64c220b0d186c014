package viewer

import (
	"errors"
	"net/http"

	"jiyue/pipeline/land"
)

// refusal is an answer other than a page: a status and what to say with it.
type refusal struct {
	status int
	text   land.Text
}

// Error returns the refusal in English.
func (r *refusal) Error() string { return r.text.EN }

var (
	errNoPage   = &refusal{http.StatusNotFound, land.Text{ZH: "没有此页面", EN: "There is no such page"}}
	errNoPark   = &refusal{http.StatusNotFound, land.Text{ZH: "没有此园区", EN: "There is no such park"}}
	errNoExtent = &refusal{http.StatusNotFound, land.Text{ZH: "该园区没有此四至范围", EN: "The park has no such extent"}}
	errMethod   = &refusal{http.StatusMethodNotAllowed, land.Text{ZH: "只能查看", EN: "These pages can only be read"}}
	errAddress  = &refusal{http.StatusRequestURITooLong, land.Text{ZH: "网址过长", EN: "The address is too long"}}
	errHost     = &refusal{http.StatusForbidden, land.Text{
		ZH: "请用 http://127.0.0.1 或 http://localhost 打开", EN: "Open it as http://127.0.0.1 or http://localhost"}}
)

// failurePage says what is wrong and what to do.
type failurePage struct {
	frame
	Status int
	Try    string
}

// fail answers with a plain page instead of the one that was asked for. What
// lies behind a failure is for the log; the reader learns what to do.
func (v *viewer) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := failurePage{frame: v.bareFrame(r), Status: http.StatusInternalServerError}
	p.Title = p.Say("无法生成页面", "The page could not be made")
	var refused *refusal
	if errors.As(err, &refused) {
		p.Status, p.Title = refused.status, refused.text.In(p.Lang)
	} else {
		if failure, ok := land.AsFailure(err); ok {
			p.Title, p.Try = failure.What.In(p.Lang), failure.Try.In(p.Lang)
		}
		if v.options.Log != nil {
			v.options.Log(err)
		}
	}
	if p.Status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	text, err := failureTemplate.print(p)
	if err != nil {
		http.Error(w, http.StatusText(p.Status), p.Status)
		return
	}
	send(w, p.Status, text)
}
