package graph

import "strings"

// ArticleID names an article by the hash of its address and text; see [ArticleKey].
type ArticleID string

// Article is one text of one source, without the text itself: that is read with [Reader.Texts] and never altered.
type Article struct {
	ID        ArticleID `json:"id"`
	File      string    `json:"file,omitempty"` // name of the file it was loaded from, without its folder
	Title     string    `json:"title,omitempty"`
	Source    string    `json:"source,omitempty"`
	Published Date      `json:"published,omitempty"`
	URL       string    `json:"url,omitempty"`
	Size      int       `json:"size"`     // length of the text in bytes
	TextHash  string    `json:"textHash"` // equal for copies of one wire report, which count once
	// Extracted names the extractor and codebook that last read the article; a load with the same ones skips it.
	Extracted string `json:"extracted,omitempty"`
	Revision  int    `json:"revision"`
}

// Document is an article together with its text.
type Document struct {
	Article
	Text string `json:"text"`
}

// NewDocument makes a document whose id, size and text hash follow from the text and where it comes from.
func NewDocument(a Article, text string) Document {
	a.ID = ArticleKey(a.Source, a.URL, text)
	a.Size = len(text)
	a.TextHash = hash("text", strings.Join(strings.Fields(text), " "))
	return Document{Article: a, Text: text}
}

// Label is the best short name for people: the title, else the file, else the id.
func (a Article) Label() string {
	switch {
	case a.Title != "":
		return a.Title
	case a.File != "":
		return a.File
	}
	return string(a.ID)
}
