package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// hashPrefix stands before a document's SHA-256 where that is its id.
const hashPrefix = "sha256:"

// Trusted are documents that are known before anybody asks them, and what becomes of others.
type Trusted struct {
	Texts map[string]string // by id: the SHA-256 in hexadecimal, with or without "sha256:" before it, or any other name
	Only  bool              // others are refused
}

// ReadTrusted reads a manifest of documents: a JSON object of texts by id, as the compilers of Relay and GraphQL Code Generator write
// it, or a manifest of Apollo's.
func ReadTrusted(manifest []byte) (map[string]string, error) {
	var apollo struct {
		Format     string
		Version    int
		Operations []struct{ ID, Body string }
	}
	if err := json.Unmarshal(manifest, &apollo); err == nil && apollo.Format != "" {
		if apollo.Format != "apollo-persisted-query-manifest" || apollo.Version != 1 {
			return nil, fmt.Errorf("the manifest has the format %q, version %d: want apollo-persisted-query-manifest, version 1", clip(apollo.Format), apollo.Version)
		}
		texts := make(map[string]string, len(apollo.Operations))
		for _, op := range apollo.Operations {
			texts[op.ID] = op.Body
		}
		return texts, nil
	}
	var texts map[string]string
	if err := json.Unmarshal(manifest, &texts); err != nil {
		return nil, fmt.Errorf("the manifest is not a JSON object of texts by id: %w", err)
	}
	return texts, nil
}

// The cache of documents is bounded by their number and by the length of their texts: what is kept of a text can be a
// hundred times as large.
const (
	cachedDocuments = 1024
	cachedText      = 1 << 20  // bytes of all together
	cachedLongest   = 16 << 10 // bytes of one
)

// Where a document came from, as metrics tell.
const (
	fromTrusted = "trusted" // the manifest
	fromCache   = "cached"
	fromText    = "parsed" // the request
)

// documents finds the documents that requests mean. Those that fit the schema are kept under the hashes of their texts for a while, so
// that they need not be read again, nor sent. Safe for concurrent use.
type documents struct {
	parse   func(text string) (*ast.QueryDocument, []replyError)
	trusted map[string]*ast.QueryDocument // by id, and by hash
	only    bool

	mu    sync.Mutex
	kept  *simplelru.LRU[string, keptDocument]
	bytes int // of all kept texts
}

type keptDocument struct {
	doc   *ast.QueryDocument
	bytes int
}

// newDocuments checks the trusted documents. The error lists every one that cannot be used.
func newDocuments(trusted Trusted, parse func(string) (*ast.QueryDocument, []replyError)) (*documents, error) {
	d := &documents{parse: parse, trusted: map[string]*ast.QueryDocument{}, only: trusted.Only}
	kept, err := simplelru.NewLRU(cachedDocuments, func(_ string, k keptDocument) { d.bytes -= k.bytes })
	if err != nil {
		return nil, err // the size is not positive
	}
	d.kept = kept
	var problems []error
	for _, id := range sortedKeys(trusted.Texts) {
		if err := d.trust(id, trusted.Texts[id]); err != nil {
			problems = append(problems, err)
		}
	}
	return d, errors.Join(problems...)
}

var hexHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (d *documents) trust(id, text string) error {
	hash := hashOf(text)
	id = strings.TrimPrefix(id, hashPrefix)
	if id == "" || hexHash.MatchString(id) && id != hash {
		return fmt.Errorf("document %q: the SHA-256 of its text is %s", id, hash)
	}
	doc, failures := d.parse(text)
	if len(failures) > 0 {
		return fmt.Errorf("document %q: %s", id, failures[0].Message)
	}
	d.trusted[id], d.trusted[hash] = doc, doc
	return nil
}

// find gives the document of a request and where it came from.
func (d *documents) find(req request) (doc *ast.QueryDocument, source string, failures []replyError) {
	id := req.document
	if req.query != nil {
		id = hashOf(*req.query)
	}
	named := d.trusted[req.document]
	fail := func(code, message string) (*ast.QueryDocument, string, []replyError) {
		return nil, "", []replyError{{Message: message, Extensions: coded(code)}}
	}
	if req.document != "" && req.document != id && (named == nil || named != d.trusted[id]) {
		return fail(codeBadRequest, "the query is not the document that the request names: its SHA-256 is "+id)
	}
	if trusted := d.trusted[id]; trusted != nil {
		return trusted, fromTrusted, nil
	}
	if d.only {
		return fail(codeNotTrusted, "this server executes only the documents that it was started with")
	}
	if kept := d.get(id); kept != nil {
		return kept, fromCache, nil
	}
	if req.query == nil {
		return fail(codeNotPersisted, "the document is not known: send its text along, once")
	}
	if doc, failures = d.parse(*req.query); failures == nil {
		d.keep(id, keptDocument{doc, len(*req.query)})
	}
	return doc, fromText, failures
}

func (d *documents) get(hash string) *ast.QueryDocument {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, _ := d.kept.Get(hash)
	return k.doc
}

func (d *documents) keep(hash string, k keptDocument) {
	if k.bytes > cachedLongest {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept.Contains(hash) {
		return
	}
	d.bytes += k.bytes
	d.kept.Add(hash, k)
	for d.bytes > cachedText {
		d.kept.RemoveOldest()
	}
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
