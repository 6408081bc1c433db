package browser

import (
	"archive/zip"
	"bytes"
)

// favourites is a zip that makes favourites in folders where it is dropped on the Browser. The names of folders say whose
// they are, for they come to stand among the person's own.
func (b *Browser) favourites() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, s := range b.saved {
		w, err := z.Create("Stancegraph " + s.Folder + "/" + s.Name + ".cypher")
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(s.File)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
