#!/usr/bin/env bash
# Serves an empty graph and runs the 61 audits of the GraphQL-over-HTTP specification against it. Needs Go, Node and, to
# fetch the audits, the network.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
server=
finish() {
	[[ -z $server ]] || kill "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

command -v npm >/dev/null || { echo "audit: npm (Node 18 or newer) is needed; install it and try again" >&2; exit 1; }
cp "$here/audit/audit.mjs" "$work"
(cd "$work" && npm install --silent --no-save --no-audit --no-fund graphql-http@1.23.1 graphql@16.11.0)
(cd "$here/.." && go build -o "$work/stancegraph" ./cmd/stancegraph)
env -u NEO4J_URI "$work/stancegraph" --db "$work/graph.db" serve --addr 127.0.0.1:0 2>"$work/log" &
server=$!
for _ in $(seq 1 100); do
	address=$(sed -n 's:^Serving GraphQL at \(http.*/graphql\) .*:\1:p' "$work/log")
	[[ -n $address ]] && break
	kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
	sleep 0.1
done
node "$work/audit.mjs" "$address"
