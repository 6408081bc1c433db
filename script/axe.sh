#!/usr/bin/env bash
# Prints where axe-core is, which looks for what keeps people out of a page. It is fetched from npm once, and is no part of the project.
set -euo pipefail
version=4.11.1
home=${XDG_CACHE_HOME:-$HOME/.cache}/stancegraph/axe-core-$version
if [[ ! -f $home/axe.min.js ]]; then
	command -v npm >/dev/null || { echo "axe: no npm: install Node 18 or newer" >&2; exit 1; }
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	(cd "$work" && npm pack --silent "axe-core@$version" >/dev/null && tar xzf axe-core-*.tgz)
	mkdir -p "$home"
	cp "$work/package/axe.min.js" "$home/axe.min.js"
fi
echo "$home/axe.min.js"
