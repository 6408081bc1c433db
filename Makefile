# Everything here is a short name for a command; `make help` lists them.
.DEFAULT_GOAL := help
BINARY := bin/stancegraph

.PHONY: help build demo test test-faults soak check race bench audit clients neo4j neo4j-stop fuzz fuzz-api

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build the static binary into bin/
	CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o $(BINARY) ./cmd/stancegraph

demo: ## load the example, answer questions, serve the API
	go run ./cmd/stancegraph demo

test: ## run the tests; parts that need Neo4j skip without NEO4J_URI
	go test ./...

test-faults: ## run the fault tests in their long form: make test-faults KILLS=50 ROUNDS=200 SEED=1
	go test -count=1 -timeout 30m -run Fault ./graph/sqlitestore ./graph/neo4jstore
	go test -count=1 -timeout 3h -v -run Fault ./cmd/stancegraph -kills $(or $(KILLS),50) -rounds $(or $(ROUNDS),200) -seed $(or $(SEED),0)

soak: ## let 32 analysts read and write for a while on each store: make soak FOR=10m
	go test -count=1 -timeout 3h -v -run Soak ./cmd/stancegraph -soak $(or $(FOR),10m)

check: ## formatting, vet, static analysis, tidy modules
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "run gofmt on:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go mod tidy -diff

# What is the same for both stores is watched on one. What is skipped by name besides does one thing at a time, for long.
race: ## run the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -timeout 30m -race -skip '(Suite|Reads|FieldsByThemselves)OnNeo4j|Differential|RestoreDamaged|RestoreLongLine' ./graph ./graph/sqlitestore ./api/... ./ask/... ./loader

fuzz: ## fuzz each parser for a while: make fuzz TIME=1m
	script/fuzz.sh $(or $(TIME),20s)

fuzz-api: ## send a server of ours operations made up from the schema: make fuzz-api N=100, for each root field (needs Python)
	@script/fuzz-api.sh $(N)

bench: ## measure loading, queries, the API and extraction; STANCEGRAPH_SIZES names numbers of statements
	go test -run '^$$' -bench . -benchmem -timeout 2h ./bench/...
	go test -run '^$$' -bench Hostile -benchtime 3x ./loader/extract

audit: ## run the audits of GraphQL over HTTP against a server of ours (needs Node)
	@script/audit.sh

clients: ## let the clients in examples/clients ask a server of ours (needs Node, Python, curl and jq)
	@script/clients.sh

neo4j: ## start a local Neo4j without Docker (needs a JDK 17 or 21 and Maven) and print how to reach it
	@script/neo4j.sh start

neo4j-stop: ## stop it; the data stays
	@script/neo4j.sh stop
