// Package loader turns files of articles into a graph: sources → extractor → editor, streaming.
//
// What it promises:
//
//   - Memory does not grow with the number of files: a handful of articles are in hand at a time.
//   - The text of an article is kept byte for byte. What stands in its front matter is metadata and no part of the text.
//   - A file that cannot be loaded is reported with its name and the reason, and the rest goes on.
//   - Files are loaded in the order of their names, so that the same input gives the same graph. Articles that the same
//     extractor and codebook have read before are passed over, so that a load that was cut off goes on where it stopped and
//     a second one changes nothing.
//   - When the context ends, the articles that have been read by then are stored, and the summary says that more are left.
//     The same holds when the extractor says that it cannot go on, with an error of code graph.Unavailable; any other error
//     of an extractor costs one article.
//   - Suggestions that another method made stay as they are; see [graph.Editor.Load].
package loader
