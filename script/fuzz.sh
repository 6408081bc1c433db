#!/usr/bin/env bash
# Runs every fuzz test of the module for the time given (default 20s each).
set -euo pipefail
for dir in $(go list -f '{{.Dir}}' ./...); do
	for test in $(grep -hos '^func Fuzz[A-Za-z0-9_]*' "$dir"/*_test.go | cut -c6-); do
		go test -run '^$' -fuzz "^$test\$" -fuzztime "${1:-20s}" "$dir"
	done
done
