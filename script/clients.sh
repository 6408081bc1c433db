#!/usr/bin/env bash
# Serves the example and lets each client in examples/clients ask it. They must agree. Needs Go, Node, Python, curl, jq and, to
# fetch what the clients use, the network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/serve.sh"
need npm "Node 18 or newer"
need python3 "Python 3.10 or newer, with venv"
need curl curl
need jq jq
cp -r "$root/examples/clients" "$work"
cd "$work/clients"
npm install --silent --no-audit --no-fund
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
build
stancegraph demo --no-serve >"$work/demo.txt" 2>&1 || { cat "$work/demo.txt" >&2; exit 1; }
serve

venv/bin/python ask.py "$address" >python.txt
node ask.mjs "$address" >javascript.txt
./ask.sh "$address" >curl.json
diff python.txt javascript.txt || { echo "clients: Python and JavaScript got different answers" >&2; exit 1; }
jq -r '.. | .quote? // empty' curl.json >quotes.txt
[[ -s quotes.txt ]] || { echo "clients: no quotes in the answers" >&2; exit 1; }
while IFS= read -r quote; do
	grep -qF "“$quote”" python.txt || { echo "clients: curl got a quote that the others did not: $quote" >&2; exit 1; }
done <quotes.txt
cat python.txt
echo "clients: curl, Python and JavaScript agree on $(wc -l <quotes.txt) quotes"
