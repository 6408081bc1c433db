package llm

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// cache keeps answers on disk, each in a file named by the hash of the question: model, prompt, lists and text. A file is
// whole or not there. Without a folder it keeps nothing.
type cache struct{ dir string }

// kept is an answer as it is kept.
type kept struct {
	Model  string `json:"model"`
	Text   string `json:"text,omitempty"`
	Cut    bool   `json:"cut,omitempty"` // it was longer than allowed
	Tokens Tokens `json:"tokens"`        // what the answer took when it was asked for
}

func (c cache) path(key string) string { return filepath.Join(c.dir, key[:2], key+".json") }

// get gives a kept answer. A damaged file is as good as none.
func (c cache) get(key string) (r reply, ok bool) {
	if c.dir == "" {
		return r, false
	}
	data, err := os.ReadFile(c.path(key))
	var k kept
	if err != nil || json.Unmarshal(data, &k) != nil || k.Text == "" && !k.Cut {
		return r, false
	}
	return reply{k.Text, k.Cut}, true
}

// put keeps an answer: written beside its place, brought to the disk, then renamed. Only the owner may read it.
func (c cache) put(key string, k kept) error {
	if c.dir == "" {
		return nil
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.path(key)), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(c.path(key)), ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain once it is renamed
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), c.path(key))
}
