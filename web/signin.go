package web

import (
	"net/http"
	"net/url"
	"strings"

	"stancegraph/graph"
)

// cookieName is the cookie that keeps somebody signed in. It holds the token itself, which page scripts cannot read and other
// sites cannot have sent: so signing in works with several servers on one store, and revoking the token ends it.
const cookieName = "stancegraph-token"

// signedInFor is how long somebody stays signed in, in seconds: a working day.
const signedInFor = 12 * 60 * 60

// signedIn gives who sent a request: nil for whoever has not signed in, or whose token has ended.
func (w *workbench) signedIn(r *request) (*graph.Agent, error) {
	cookie, err := r.Cookie(cookieName)
	if err != nil { // there is none
		return nil, nil
	}
	return w.agent(r, cookie.Value)
}

// agent gives whom a token belongs to, nil where to nobody.
func (w *workbench) agent(r *request, token string) (*graph.Agent, error) {
	user, ok, err := w.tokens.User(r.Context(), token)
	if err != nil || !ok || user.Expired(w.o.Now()) {
		return nil, err
	}
	return &graph.Agent{Name: user.Name, Role: user.Role}, nil
}

// signinPage asks for a token.
type signinPage struct{ Next, Problem string }

func (w *workbench) signinForm(r *request) (view, error) {
	return view{template: "signin", title: "Sign in", data: signinPage{Next: local(r.URL.Query().Get("next"))}}, nil
}

func (w *workbench) signin(r *request) (view, error) {
	r.Body = http.MaxBytesReader(r.w, r.Body, 4<<10)
	token, next := strings.TrimSpace(r.PostFormValue("token")), local(r.PostFormValue("next"))
	agent, err := w.agent(r, token)
	if err != nil {
		return view{}, err
	}
	if agent == nil {
		return view{template: "signin", title: "Sign in", data: signinPage{next, "This token is unknown, has ended or was revoked."}}, nil
	}
	http.SetCookie(r.w, w.cookie(token, signedInFor))
	return view{goTo: next}, nil
}

func (w *workbench) signout(r *request) (view, error) {
	http.SetCookie(r.w, w.cookie("", -1))
	return view{goTo: "/"}, nil
}

func (w *workbench) cookie(token string, seconds int) *http.Cookie {
	return &http.Cookie{Name: cookieName, Value: token, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: w.o.Secure, SameSite: http.SameSiteStrictMode}
}

// local gives an address within the workbench: the first page, where the one given leads elsewhere.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(next, "//") || strings.Contains(next, `\`) {
		return "/"
	}
	return next
}
