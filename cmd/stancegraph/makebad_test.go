package main

import (
	"bytes"
	"fmt"
	"os"
)

// makeBad writes the articles that a text file cannot hold.
func makeBad() {
	files := map[string][]byte{
		"binary.txt": []byte("abc\x00def"),
		"latin1.txt": []byte("first line\ncaf\xe9\n"),
		"utf16.txt":  []byte("\xff\xfea\x00b\x00"),
		"huge.txt":   bytes.Repeat([]byte("word "), 10<<20),
	}
	for name, content := range files {
		if err := os.WriteFile("articles/"+name, content, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
