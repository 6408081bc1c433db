# To be sourced: builds the program, and serves graphs with it until the calling script ends. Sets work, a folder that goes with it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
server=
finish() {
	[[ -z $server ]] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

# need says what to install where a program is missing.
need() {
	command -v "$1" >/dev/null || { echo "$(basename "$0" .sh): $1 is needed ($2); install it and try again" >&2; exit 1; }
}

# build makes the program.
build() { (cd "$root" && go build -o "$work/stancegraph" ./cmd/stancegraph); }

# stancegraph runs the program on the graph that is served.
stancegraph() { env -u NEO4J_URI "$work/stancegraph" --db "$work/graph.db" "$@"; }

# serve starts a server with the given flags; address is then where it is. Its messages are in $work/log.
serve() {
	env -u NEO4J_URI "$work/stancegraph" --db "$work/graph.db" serve --addr 127.0.0.1:0 --limits requests=none "$@" 2>"$work/log" &
	server=$!
	for _ in $(seq 1 100); do
		address=$(sed -n 's:^Serving GraphQL at \(http.*/graphql\) .*:\1:p' "$work/log")
		[[ -z $address ]] || return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.1
	done
	cat "$work/log" >&2
	return 1
}
