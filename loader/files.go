package loader

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Stdin is the path that stands for one article on standard input.
const Stdin = "-"

// Problem is an input, or a part of one, that was not loaded, and why.
type Problem struct {
	Path   string
	Reason string
}

// textSuffixes are the names that files of articles in a folder end in, before an optional ".gz".
var textSuffixes = []string{".txt", ".text"}

// Input is a file to load.
type Input struct {
	Path string
	open func() (io.ReadCloser, error)
}

// file is an input on disk, or standard input.
func file(path string) Input {
	return Input{path, func() (io.ReadCloser, error) {
		if path == Stdin {
			return io.NopCloser(os.Stdin), nil
		}
		return os.Open(path)
	}}
}

// FromBytes is an input that is there already.
func FromBytes(name string, data []byte) Input {
	return Input{name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// FromFS lists the files of a file system that match a pattern, by name.
func FromFS(fsys fs.FS, pattern string) ([]Input, error) {
	names, err := fs.Glob(fsys, pattern)
	var inputs []Input
	for _, name := range names {
		inputs = append(inputs, Input{name, func() (io.ReadCloser, error) { return fsys.Open(name) }})
	}
	return inputs, err
}

// Files lists the files that paths name: files as they are, folders with all text files in them however deep, and glob
// patterns ("**" crosses folders). The files come in the order of the paths, those of a folder or pattern by name, each
// once. Files in folders that do not look like text and paths that name nothing are problems.
func Files(paths []string) (inputs []Input, problems []Problem) {
	seen := map[string]bool{}
	for _, path := range paths {
		found, bad := expand(path)
		problems = append(problems, bad...)
		for _, f := range found {
			if !seen[f] {
				seen[f] = true
				inputs = append(inputs, file(f))
			}
		}
	}
	return inputs, problems
}

func expand(path string) ([]string, []Problem) {
	if path == Stdin {
		return []string{Stdin}, nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return folder(path)
	case err == nil:
		return []string{filepath.Clean(path)}, nil
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?[{"):
		return pattern(path)
	case errors.Is(err, fs.ErrNotExist):
		return nil, []Problem{{path, "no such file or folder"}}
	}
	return nil, []Problem{{path, "cannot be read: " + plain(err)}}
}

// folder lists the text files below a folder, hidden ones aside.
func folder(root string) (files []string, problems []Problem) {
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			problems = append(problems, Problem{path, "cannot be read: " + plain(err)})
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		case isText(path):
			files = append(files, path)
		default:
			problems = append(problems, Problem{path, "not a text file by its name: want .txt or .text, or name the file itself"})
		}
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{root, "cannot be read: " + plain(err)})
	}
	if len(files) == 0 && len(problems) == 0 {
		problems = append(problems, Problem{root, "the folder holds no text file"})
	}
	return files, problems
}

func isText(path string) bool {
	ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz"))
	return slices.Contains(textSuffixes, ext)
}

func pattern(path string) ([]string, []Problem) {
	files, err := doublestar.FilepathGlob(path, doublestar.WithFilesOnly())
	if err != nil {
		return nil, []Problem{{path, "is not a pattern: " + err.Error()}}
	}
	if len(files) == 0 {
		return nil, []Problem{{path, "no file matches the pattern"}}
	}
	slices.SortFunc(files, cmp.Compare[string])
	return files, nil
}

// plain words a file error without the path, which the report names already.
func plain(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}
