#!/usr/bin/env bash
# Serves an empty graph and runs the 61 audits of the GraphQL-over-HTTP specification against it. Needs Go, Node and, to
# fetch the audits, the network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/serve.sh"
need npm "Node 18 or newer"
cp "$root/script/audit/audit.mjs" "$work"
(cd "$work" && npm install --silent --no-save --no-audit --no-fund graphql-http@1.23.1 graphql@16.11.0)
build
serve
node "$work/audit.mjs" "$address"
