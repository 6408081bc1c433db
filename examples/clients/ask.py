"""Asks three questions with gql. Usage: ask.py [http://127.0.0.1:8080/graphql]

Where reading needs a token, it is in STANCEGRAPH_TOKEN. Needs: pip install -r requirements.txt
"""

import os
import sys
from pathlib import Path

from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport

server = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080/graphql"
token = os.environ.get("STANCEGRAPH_TOKEN")
client = Client(
    transport=RequestsHTTPTransport(server, headers={"Authorization": f"Bearer {token}"} if token else {}),
    fetch_schema_from_transport=True,  # so that a mistake in a question is found before it is sent
)
questions = Path(__file__).with_name("questions")


def ask(name, **variables):
    """Sends a question and gives its data; errors of the server are raised."""
    question = gql((questions / f"{name}.graphql").read_text(encoding="utf-8"))
    question.variable_values = variables
    return client.execute(question)


print("Who opposed arming the rebels?")
for edge in ask("who-stands-where", issue="arming the rebels", stance="OPPOSES")["stances"]["nodes"]:
    statement = edge["statements"]["nodes"][0]
    print(f"  {edge['actor']['name']}, {edge['count']} since {edge['first']}: “{statement['quote']}” ({statement['article']['source']})")

print("What did Turkey say?")
for statement in ask("what-did-they-say", actor="Turkey")["actor"]["statements"]["nodes"]:
    speaker = (statement["speaker"] or {}).get("name", "nobody named")
    print(f"  {statement['heldOn']} {statement['stance']} {statement['issue']['name']}: “{statement['quote']}” ({speaker})")

print("Who changed sides on arming the rebels?")
for change in ask("who-changed-sides", issue="arming the rebels")["changes"]["nodes"]:
    print(f"  {change['actor']['name']}: {change['from']['stance']} until {change['from']['until']}, "
          f"{change['to']['stance']} since {change['to']['since']}: “{change['to']['statement']['quote']}”")
