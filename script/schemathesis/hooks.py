"""What fuzz-api.sh adds to schemathesis: values that exist in the graph, and what every answer must keep to."""

import json
import os
import random
import urllib.request
import zlib
from dataclasses import replace

import graphql
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes, scalar

# The codes of docs/api.md that a client can bring about. INTERNAL is a defect of ours; so is UNAVAILABLE, with the store there.
CODES = {
    "PARSE_FAILED", "VALIDATION_FAILED", "LIMIT_EXCEEDED", "BAD_REQUEST", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID", "CONFLICT",
}

scalar("Date", st.dates().map(str).map(nodes.String))


@schemathesis.check
def answers_as_promised(ctx, response, case):
    """An answer is JSON with data, or errors that each have a code and a message for people."""
    if response.status_code >= 500:
        raise AssertionError(f"status {response.status_code}")
    reply = response.json()
    if "data" not in reply and "errors" not in reply:
        raise AssertionError("neither data nor errors")
    for error in reply.get("errors", []):
        code = error.get("extensions", {}).get("code")
        if code not in CODES:
            raise AssertionError(f"the code {code!r}: {error.get('message')}")
        if not error.get("message"):
            raise AssertionError("an error without a message")


def read(query):
    """Asks the server that is fuzzed."""
    request = urllib.request.Request(os.environ["STANCEGRAPH_FUZZED"], json.dumps({"query": query}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)["data"]


def known_values():
    """Gives values that exist, by the name of the argument or field that takes them."""
    graph = read("""{
        actors(first: 100) { nodes { id key name } pageInfo { endCursor } }
        issues(first: 100) { nodes { id key name } }
        articles(first: 100) { nodes { id source } }
        statements(first: 100) { nodes { id quote revision method } pageInfo { endCursor } } }""")
    lists = {name: connection["nodes"] for name, connection in graph.items()}
    who = lists["actors"] + lists["issues"]
    every = [item["id"] for items in lists.values() for item in items]
    return {
        "id": every, "ids": every, "key": [x["key"] for x in who], "name": [x["name"] for x in who],
        "article": [x["id"] for x in lists["articles"]], "source": [x["source"] for x in lists["articles"]],
        "statement": [x["id"] for x in lists["statements"]], "quote": [x["quote"] for x in lists["statements"]],
        "method": ["rules"], "text": ["rebel", "France", "é"], "question": ["who opposes arming the rebels?", "what changed?"],
        "after": [graph[x]["pageInfo"]["endCursor"] for x in ("actors", "statements")],
        "before": [graph[x]["pageInfo"]["endCursor"] for x in ("actors", "statements")],
    }


class Sensible(graphql.Visitor):
    """Makes an invented operation one that has more to find: where one field of an object excludes the others, one stays; of the
    arguments of a page, which exclude each other, few; and half of the other values are exchanged for some that exist. All hangs
    on the text of the operation alone, so that a run can be repeated."""

    known = {}

    def __init__(self, text):
        super().__init__()
        self.random = random.Random(text)
        if not self.known:
            self.known.update(known_values())

    def enter_object_value(self, node, *_):
        given = [f for f in node.fields if not isinstance(f.value, graphql.NullValueNode)]
        names = {f.name.value for f in node.fields}
        if given and names <= {"id", "key", "name"}:
            return replace(node, fields=(self.random.choice(given),))
        if "note" not in names:  # a filter, and no input of a mutation
            return replace(node, fields=tuple(f for f in node.fields if self.random.random() < 0.4))
        return node

    def enter_argument(self, node, *_):
        if node.name.value in {"first", "last", "after", "before"} and self.random.random() < 0.8:
            return graphql.REMOVE
        return self.exchanged(node)

    def enter_object_field(self, node, *_):
        return self.exchanged(node)

    def exchanged(self, node):
        values, chance = self.known.get(node.name.value), self.random.random()
        if values and chance < 0.7 and isinstance(node.value, (graphql.StringValueNode, graphql.IntValueNode)):
            return replace(node, value=graphql.StringValueNode(value=self.random.choice(values)))
        if node.name.value in {"revision", "first", "last"} and chance < 0.9:
            return replace(node, value=graphql.IntValueNode(value="1"))
        return node


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Sends three in four operations in a sensible form, the others as they were invented."""
    if isinstance(case.body, str) and zlib.crc32(case.body.encode("utf-8", "surrogatepass")) % 4:
        case.body = graphql.print_ast(graphql.visit(graphql.parse(case.body), Sensible(case.body)))
