package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"unicode/utf8"

	"stancegraph/graph"
)

// listKey tells one list from another: which one it is, its filter and its order. A cursor is good for one list only.
type listKey [8]byte

func keyOfList(parts ...string) listKey {
	h := sha256.New()
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return listKey(h.Sum(nil)[:8])
}

const cursorVersion = 1

// cursor marks the place of an item: version, list, and the values that the list is ordered by, each after its length.
func cursor(k listKey, pos graph.Pos) string {
	b := append([]byte{cursorVersion}, k[:]...)
	for _, v := range pos {
		b = binary.AppendUvarint(b, uint64(len(v)))
		b = append(b, v...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor gives the place that a cursor of the list marks.
func parseCursor(k listKey, s string) (graph.Pos, error) {
	of, pos, err := splitCursor(s)
	if err == nil && of != k {
		err = invalidf("the cursor belongs to another list, filter or order: start again from the first page")
	}
	return pos, err
}

// splitCursor gives the list that a cursor belongs to, and the place that it marks.
func splitCursor(s string) (k listKey, pos graph.Pos, err error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	switch {
	case err != nil || len(b) < 1+len(k):
		return k, nil, invalidf("%q is not a cursor", clip(s))
	case b[0] != cursorVersion:
		return k, nil, invalidf("the cursor was made by another version: start again from the first page")
	}
	k = listKey(b[1 : 1+len(k)])
	for b = b[1+len(k):]; len(b) > 0; {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) || !utf8.Valid(b[size:size+int(n)]) {
			return k, nil, invalidf("the cursor is damaged")
		}
		pos = append(pos, string(b[size:size+int(n)]))
		b = b[size+int(n):]
	}
	if len(pos) == 0 {
		return k, nil, invalidf("the cursor is damaged")
	}
	return k, pos, nil
}
