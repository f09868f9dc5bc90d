#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs a command against a PostgreSQL of its own:
#
#	test/engine/postgres.sh build/engine-tests
#
# A cluster is made in a new folder, served on a socket there (no port), its
# address given in GYORYU_STORE, and stopped and removed when the command has
# ended, however it ends.  PG_BIN says where initdb is; PG_FSYNC=off makes it
# quick and careless.  Started by root it serves as the user postgres.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 command..." >&2; exit 2; }

bin=${PG_BIN:-}
if [ -z "$bin" ]; then
	for d in /usr/lib/postgresql/*/bin; do
		[ -x "$d/initdb" ] && bin=$d
	done
fi
[ -x "$bin/initdb" ] || { echo "$0: there is no initdb; set PG_BIN" >&2; exit 1; }

as() {
	if [ "$(id -u)" = 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

home=$(mktemp -d /tmp/gyoryu-pg.XXXXXX)
[ "$(id -u)" = 0 ] && chown postgres "$home"

stop() {
	pid=$(head -n 1 "$home/data/postmaster.pid" 2>/dev/null || true)
	if [ -n "$pid" ]; then
		kill -INT "$pid" 2>/dev/null || true
		tries=0
		while kill -0 "$pid" 2>/dev/null && [ $tries -lt 100 ]; do
			sleep 0.1
			tries=$((tries + 1))
		done
		kill -QUIT "$pid" 2>/dev/null || true
	fi
	rm -rf "$home"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

(
	cd "$home"
	as "$bin/initdb" -D "$home/data" -U gyoryu --auth=trust -E UTF8 \
		--locale=C --no-sync >"$home/initdb.log" 2>&1 ||
		{ cat "$home/initdb.log" >&2; exit 1; }
	as "$bin/pg_ctl" -D "$home/data" -l "$home/server.log" -w -t 60 -o \
		"-c listen_addresses='' -c unix_socket_directories=$home \
		-c fsync=${PG_FSYNC:-on} -c max_connections=200" start \
		>"$home/start.log" 2>&1 ||
		{ cat "$home/start.log" "$home/server.log" >&2; exit 1; }
)

GYORYU_STORE="postgresql:///postgres?host=$home&user=gyoryu"
export GYORYU_STORE
"$@"
