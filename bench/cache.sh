#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A public page out of the cache beside the same bytes as a file of nginx:
#
#	bench/cache.sh BUILD
#
#	SECONDS_EACH, ROUNDS   of a measurement (5, 3)
#
# wrk has the last processor for itself, the server the others; both servers
# have two workers and no access log, and take turns.  Prints rows as
# bench/run.sh does: the middle of the rounds of requests a second, of the 99th
# percentile, and of the processor's time for one request, which says the same
# on a machine that has other things to do.
set -eu
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}")
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-5}
work=$(mktemp -d)
last=$(($(nproc) - 1))
first=0-$((last > 0 ? last - 1 : 0))
servers=()

finish() {
	for pid in "${servers[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

row() { printf '| %s | %s | %s | %s |\n' "$@"; }
middle() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

ulimit -n "$(ulimit -Hn)"
(cd "$work" && exec taskset -c "$first" "$build/gyoryu" demo --limit \
	connections=4000 --listen 127.0.0.1:0) >"$work/said" 2>&1 &
servers+=($!)
until address=$(grep -o '127\.0\.0\.1:[0-9]*' "$work/said" | head -n 1) &&
    [ -n "$address" ]; do
	sleep 0.1
done
page=/ko/news/siheung-delegation-dezhou
mkdir -p "$work/www"
fetch() { curl -sf "http://$address$page" -o "$1"; }
until fetch "$work/www/page.html"; do sleep 0.1; done
# Sizes of pictures are made meanwhile, and change the page.
until sleep 4 && fetch "$work/again" &&
    cmp -s "$work/again" "$work/www/page.html"; do
	fetch "$work/www/page.html"
done
# The same bytes: those of the head, too.
curl -sI "http://$address$page" | tr -d '\r' | awk -F': ' '
	/^(Cache-Control|Vary|Content-Sec|X-|Referrer|Permissions|Cross)/ {
		printf "\t\tadd_header %s \"%s\";\n", $1,
			substr($0, length($1) + 3) }' >"$work/headers"

cat >"$work/nginx.conf" <<CONF
worker_processes 2;
daemon off;
pid $work/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 100000000;
	open_file_cache max=100 inactive=60s;
	client_body_temp_path $work/a;
	proxy_temp_path $work/b;
	fastcgi_temp_path $work/c;
	uwsgi_temp_path $work/d;
	scgi_temp_path $work/e;
	server {
		listen 127.0.0.1:8099 backlog=2048;
		root $work/www;
		default_type "text/html; charset=utf-8";
$(cat "$work/headers")
	}
}
CONF
chmod 755 "$work" "$work/www"
taskset -c "$first" nginx -c "$work/nginx.conf" >/dev/null 2>&1 &
servers+=($!)
until curl -sf http://127.0.0.1:8099/page.html -o /dev/null; do sleep 0.1; done

# ticks of the processor that processes have had
spent() {
	local pid

	for pid in "$@"; do
		awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat"
	done | awk '{ n += $1 } END { print n }'
}

# requests a second, the 99th percentile in ms, and microseconds of processor
# for each: URL CONNECTIONS PROCESS…
measure() {
	local url=$1 connections=$2 before
	shift 2

	before=$(spent "$@")
	taskset -c "$last" wrk -t1 -c"$connections" -d"${each}s" \
		--latency "$url" >"$work/wrk"
	awk -v ticks="$(($(spent "$@") - before))" \
		-v hz="$(getconf CLK_TCK)" '
		/99%/ { ms = $2 + 0
			if ($2 ~ /us$/) ms /= 1000
			if ($2 ~ /[0-9]s$/ && $2 !~ /ms$/) ms *= 1000 }
		/requests in/ { n = $1 }
		/Requests\/sec/ { each = $2 }
		END { printf "%s %s %.2f\n", each, ms,
			ticks / hz * 1e6 / n }' "$work/wrk"
}

# NAME COLUMN
of() { awk -v i="$2" '{ print $i }' "$work/$1" | middle; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

peers=$(pgrep -P "${servers[1]}")
for connections in 64 1000; do
	rm -f "$work/ours" "$work/peer"
	for ((i = 0; i < rounds; i++)); do
		measure "http://$address$page" "$connections" \
			"${servers[0]}" >>"$work/ours"
		# shellcheck disable=SC2086
		measure http://127.0.0.1:8099/page.html "$connections" \
			$peers >>"$work/peer"
	done
	a=$(of ours 1) b=$(of peer 1)
	row "article from memory, $connections connections, a second" \
		"${a%.*}" "nginx, a file: ${b%.*}" "$(ratio "$a" "$b")"
	a=$(of ours 2) b=$(of peer 2)
	row "the same, 99th percentile" "$a ms" "nginx $b ms" \
		"$(ratio "$a" "$b")"
	a=$(of ours 3) b=$(of peer 3)
	row "the same, processor for one request" "$a us" "nginx $b us" \
		"$(ratio "$a" "$b")"
done
