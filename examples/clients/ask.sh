#!/usr/bin/env bash
# Asks three questions with curl, and prints the replies. Usage: ask.sh [http://127.0.0.1:8080/graphql]
# Where reading needs a token, it is in STANCEGRAPH_TOKEN.
set -euo pipefail
server=${1:-http://127.0.0.1:8080/graphql}
questions=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/questions

# ask sends a question with its variables; jq puts the text into JSON.
ask() {
	jq --null-input --rawfile query "$questions/$1.graphql" --argjson variables "$2" '{$query, $variables}' |
		curl --silent --show-error --fail-with-body "$server" --header 'Content-Type: application/json' \
			${STANCEGRAPH_TOKEN:+--header "Authorization: Bearer $STANCEGRAPH_TOKEN"} --data-binary @- |
		jq .
}

ask who-stands-where '{"issue": "arming the rebels", "stance": "OPPOSES"}'
ask what-did-they-say '{"actor": "Turkey"}'
ask who-changed-sides '{"issue": "arming the rebels"}'
