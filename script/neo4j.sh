#!/usr/bin/env bash
# A real Neo4j server for tests and for people without Docker, run from Maven artifacts on a JDK.
#
#   script/neo4j.sh start     start it in the background; does nothing where it already runs
#   script/neo4j.sh stop      stop it; the data stays
#   script/neo4j.sh status    say whether it runs (exit status 1 where it does not)
#   script/neo4j.sh admin …   run neo4j-admin on the data of a server that is stopped or was never started
#   script/neo4j.sh java      print the java that it would run on (exit status 1 where there is none)
#
# start and status print two lines to stdout, NEO4J_URI=… and NEO4J_PASSWORD=…, and a third, STANCEGRAPH_NEO4J_BROWSER=…, where
# Neo4j Browser is not on its usual port; all else goes to stderr. It needs the network once, to fetch the server. Settings,
# all optional:
#
#   NEO4J_BOLT_PORT, NEO4J_HTTP_PORT   7687 and 7474, both on 127.0.0.1 only
#   NEO4J_PASSWORD                     for a new home; a random one where unset
#   NEO4J_HEAP                         1g
#   NEO4J_SETTINGS                     more lines for neo4j.conf
#   NEO4J_VERSION                      5.26, as in script/neo4j/pom.xml; "newest" is the newest tested one, from there, too.
#                                      Each has a home of its own, and is stopped with the same setting
#   STANCEGRAPH_NEO4J_HOME             data, logs and password; removing the folder removes the database
#   STANCEGRAPH_JAVA_HOME              the JDK to use: 17 or 21 for Neo4j 5.26, 21 or newer for a later one
#   STANCEGRAPH_ADDR                   where `stancegraph serve` will listen, from which Neo4j Browser gets style and guide
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/stancegraph/neo4j
bolt=${NEO4J_BOLT_PORT:-7687}
http=${NEO4J_HTTP_PORT:-7474}
app=${STANCEGRAPH_ADDR:-127.0.0.1:8080}

# property prints a property of the pom.
property() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$here/neo4j/pom.xml"; }

usual=$(property neo4j.version)
version=${NEO4J_VERSION:-$usual}
[[ $version != newest ]] || version=$(property neo4j.newest.version)
case $version in
5.*) main=org.neo4j.server.CommunityEntryPoint javas="a JDK 17 or 21" ;;
*) main=org.neo4j.server.Neo4jCommunity javas="a JDK 21 or newer" ;;
esac
lib=$cache/lib-$version
home=$cache/home
[[ $version == "$usual" ]] || home=$cache/home-$version
home=${STANCEGRAPH_NEO4J_HOME:-$home}
[[ $home == /* ]] || home=$PWD/$home

# What Neo4j reaches into of the JDK.
opens=(--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED)

say() { echo "neo4j: $*" >&2; }
die() { say "$*"; exit 1; }

# java_major prints the major version of the java command given, and nothing where it is none.
java_major() { "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

# fits reports whether the server runs on a java of the given major version.
fits() {
	case $version in
	5.*) [[ $1 == 17 || $1 == 21 ]] ;;
	*) [[ -n $1 && $1 -ge 21 ]] ;;
	esac
}

# find_java prints the first java that fits.
find_java() {
	local at
	for at in "${STANCEGRAPH_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(command -v java || true)" /usr/lib/jvm/* \
		/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
		[[ -d $at ]] && at=$at/bin/java
		[[ -n $at && -x $at ]] || continue
		if fits "$(java_major "$at")"; then
			echo "$at"
			return
		fi
	done
	die "Neo4j $version needs $javas and none was found; install one or set STANCEGRAPH_JAVA_HOME"
}

# fetch_server copies the server's jars into the cache, wholly or not at all.
fetch_server() {
	[[ -d $lib ]] && return
	command -v mvn >/dev/null || die "mvn (Apache Maven) is needed once, to fetch the Neo4j server; install it and try again"
	say "fetching Neo4j $version, up to 170 MB, once"
	local part=$lib.part.$$
	JAVA_HOME=$(dirname "$(dirname "$java")") mvn -q -B -f "$here/neo4j/pom.xml" \
		org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
		-Dneo4j.version="$version" -DoutputDirectory="$part" -DincludeScope=runtime >&2 || {
		rm -rf "$part"
		die "Maven could not fetch the server; see its message above"
	}
	mv "$part" "$lib"
}

write_config() {
	mkdir -p "$home/conf" "$home/logs"
	cat >"$home/conf/neo4j.conf" <<-EOF
		server.default_listen_address=127.0.0.1
		server.bolt.listen_address=127.0.0.1:$bolt
		server.bolt.advertised_address=127.0.0.1:$bolt
		server.http.listen_address=127.0.0.1:$http
		server.http.advertised_address=127.0.0.1:$http
		server.bolt.connection_keep_alive_for_requests=OFF
		server.memory.pagecache.size=256m
		dbms.security.auth_enabled=true
		dbms.usage_report.enabled=false
		browser.post_connect_cmd=style http://localhost:${app##*:}/neo4j/style.grass; play http://localhost:${app##*:}/neo4j/guide.html
		${NEO4J_SETTINGS:-}
	EOF
}

# set_password gives a home that has no database yet its password. It passes through a file, so that no process list shows it.
set_password() {
	if [[ -d $home/data/databases ]]; then
		[[ -s $home/password ]] || die "$home holds a database but not its password; restore the file 'password' or remove the folder"
		return
	fi
	local password=${NEO4J_PASSWORD:-$(head -c 512 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c 1-24)}
	[[ $password =~ ^[A-Za-z0-9._-]{8,}$ ]] ||
		die "NEO4J_PASSWORD for a new server: eight or more letters, digits, dots, hyphens or underscores"
	(umask 077 && echo "$password" >"$home/password" &&
		printf '%s\n' -cp "\"$lib/*\"" org.neo4j.cli.AdminTool dbms set-initial-password "$password" >"$home/arguments")
	NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" "@$home/arguments" >"$home/logs/password.log" 2>&1 ||
		die "could not set the password: $(tail -n 3 "$home/logs/password.log")"
	rm -f "$home/arguments"
}

# command_of prints the command line of a process.
command_of() {
	if [[ -r /proc/$1/cmdline ]]; then
		tr '\0' ' ' <"/proc/$1/cmdline"
	else
		ps -ww -o command= -p "$1" 2>/dev/null || true
	fi
}

# running prints the recorded process id where that process lives and is the server of this home.
running() {
	local pid
	pid=$(cat "$home/pid" 2>/dev/null) || return 1
	[[ -n $pid && $(command_of "$pid") == *" org.neo4j.server."*" --home-dir=$home --"* ]] || return 1
	echo "$pid"
}

# answers reports whether a Bolt server on the given port shakes hands.
answers() {
	(
		exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
		printf '\x60\x60\xB0\x17\x00\x04\x04\x05\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00' >&3
		[[ $(head -c 4 <&3 | od -An -tx1 | tr -d ' \n') =~ [1-9] ]]
	) 2>/dev/null
}

# taken reports whether anything listens on the given port.
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# reason prints what the logs say of a failed start: the causes that Neo4j names, else the last lines.
reason() {
	cat "$home/logs/console.log" "$home/logs/neo4j.log" 2>/dev/null | grep -iE 'error|invalid|caused by' | cut -c 1-300 | tail -n 3 || true
	echo "(see $home/logs)"
}

# await waits until the server answers on both ports.
await() {
	local pid=$1 _
	for _ in $(seq 1 240); do
		answers "$bolt" && taken "$http" && return
		kill -0 "$pid" 2>/dev/null || die "the server ended early: $(reason)"
		sleep 0.5
	done
	die "no answer on port $bolt after two minutes; see $home/logs"
}

print_lines() {
	local browser=http://localhost:$http/browser/
	echo "NEO4J_URI=bolt://127.0.0.1:$bolt"
	echo "NEO4J_PASSWORD=$(cat "$home/password")"
	[[ $http == 7474 ]] || echo "STANCEGRAPH_NEO4J_BROWSER=$browser"
	say "Neo4j Browser is at $browser (user neo4j); run 'stancegraph serve' for its style and guide"
}

# same_version keeps a home to the version that made it: another one would convert the data, and there is no way back.
same_version() {
	local made
	made=$(cat "$home/version" 2>/dev/null || echo "$usual")
	[[ ! -d $home/data || ${made%.*} == "${version%.*}" ]] ||
		die "$home holds a database of Neo4j $made, not $version; set STANCEGRAPH_NEO4J_HOME to another folder"
	echo "$version" >"$home/version"
}

# use_recorded_ports goes on with the ports that the running server was started with.
use_recorded_ports() {
	local asked=$bolt
	read -r bolt http <"$home/ports"
	[[ $asked == "$bolt" ]] || say "it already runs, on port $bolt rather than $asked"
}

# only_one makes starts of the same home wait for one another.
only_one() {
	mkdir -p "$home" "$cache"
	until ln -s $$ "$home/starting" 2>/dev/null; do
		kill -0 "$(readlink "$home/starting")" 2>/dev/null || rm -f "$home/starting"
		sleep 0.2
	done
	trap 'rm -f "$home/starting"' EXIT
}

launch() {
	local port
	for port in "$bolt" "$http"; do
		taken "$port" && die "port $port is taken by another program; set NEO4J_BOLT_PORT and NEO4J_HTTP_PORT"
	done
	same_version
	write_config
	set_password
	set -m # a process group of its own: Ctrl-C here does not reach it
	nohup "$java" "-Xms256m" "-Xmx${NEO4J_HEAP:-1g}" -XX:+UseG1GC "${opens[@]}" -cp "$lib/*" \
		"$main" "--home-dir=$home" "--config-dir=$home/conf" </dev/null >"$home/logs/console.log" 2>&1 &
	set +m
	echo $! >"$home/pid"
	echo "$bolt $http" >"$home/ports"
}

start() {
	only_one
	local pid
	if pid=$(running); then
		use_recorded_ports
	else
		java=$(find_java)
		fetch_server
		launch
		pid=$(cat "$home/pid")
		say "starting Neo4j $version, process $pid"
	fi
	await "$pid"
	[[ -z ${NEO4J_PASSWORD:-} || $NEO4J_PASSWORD == "$(cat "$home/password")" ]] ||
		say "this home keeps the password it was made with, not the one in NEO4J_PASSWORD"
	print_lines
}

stop() {
	local pid _
	pid=$(running) || { say "it does not run"; return; }
	kill "$pid"
	for _ in $(seq 1 120); do
		kill -0 "$pid" 2>/dev/null || { rm -f "$home/pid"; say "stopped"; return; }
		sleep 0.5
	done
	die "process $pid has not ended after a minute"
}

status() {
	local pid
	pid=$(running) || die "it does not run"
	use_recorded_ports 2>/dev/null
	say "process $pid, data in $home"
	print_lines
}

admin() {
	only_one
	! running >/dev/null || die "the server runs: stop it first (script/neo4j.sh stop)"
	java=$(find_java)
	fetch_server
	same_version
	write_config
	set_password
	NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" "-Xmx${NEO4J_HEAP:-1g}" "${opens[@]}" -cp "$lib/*" org.neo4j.cli.AdminTool "$@"
}

case ${1:-} in
start | stop | status) "$1" ;;
admin) "$@" ;;
java) find_java ;;
*)
	sed -n '2,23s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
	exit 2
	;;
esac
