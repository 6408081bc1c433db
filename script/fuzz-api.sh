#!/usr/bin/env bash
# Serves the example and sends it operations that schemathesis makes up from the schema, mutations too, as an administrator:
# fuzz-api.sh [operations for each root field, 100]. Needs Go, Python and, to fetch schemathesis, the network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/serve.sh"
need python3 "Python 3.10 or newer, with venv"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5
build
stancegraph demo --no-serve >"$work/demo.txt" 2>&1 || { cat "$work/demo.txt" >&2; exit 1; }
token=$(stancegraph user add fuzz --role admin 2>/dev/null)
serve --limits requests=none

cp "$root/script/schemathesis/hooks.py" "$work"
cd "$work"
SCHEMATHESIS_HOOKS=hooks STANCEGRAPH_FUZZED="$address" "$work/venv/bin/st" --no-color run "$address" --url "$address" --header "Authorization: Bearer $token" \
	--checks answers_as_promised --continue-on-failure --max-examples "${1:-100}" --seed "${SEED:-1}" --suppress-health-check all ||
	{ tail -20 "$work/log" >&2; exit 1; }
kill -0 "$server" 2>/dev/null || { echo "fuzz-api: the server is gone:" >&2; tail -50 "$work/log" >&2; exit 1; }
! grep -iE 'panic|goroutine|level=ERROR' "$work/log" || { echo "fuzz-api: the log tells of a defect" >&2; exit 1; }
stancegraph check
