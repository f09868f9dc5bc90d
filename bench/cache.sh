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
# have two workers and no access log.  Prints rows as bench/run.sh does: the
# middle of the rounds of requests a second, and of the 99th percentile.
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
until curl -sf "http://$address$page" -o "$work/www/page.html"; do
	sleep 0.1
done

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
		default_type text/html;
	}
}
CONF
chmod 755 "$work" "$work/www"
taskset -c "$first" nginx -c "$work/nginx.conf" >/dev/null 2>&1 &
servers+=($!)
until curl -sf http://127.0.0.1:8099/page.html -o /dev/null; do sleep 0.1; done

# requests a second and the 99th percentile in ms, one line each round
measure() {
	local url=$1 connections=$2 i
	for ((i = 0; i < rounds; i++)); do
		taskset -c "$last" wrk -t1 -c"$connections" -d"${each}s" \
			--latency "$url" | awk '
			/99%/ { ms = $2 + 0
				if ($2 ~ /us$/) ms /= 1000
				if ($2 ~ /[0-9]s$/ && $2 !~ /ms$/) ms *= 1000 }
			/Requests\/sec/ { print $2, ms }'
	done
}

for connections in 64 1000; do
	measure "http://$address$page" "$connections" >"$work/ours"
	measure http://127.0.0.1:8099/page.html "$connections" >"$work/peer"
	a=$(awk '{ print $1 }' "$work/ours" | middle)
	b=$(awk '{ print $1 }' "$work/peer" | middle)
	p=$(awk '{ print $2 }' "$work/ours" | middle)
	q=$(awk '{ print $2 }' "$work/peer" | middle)
	row "article from memory, $connections connections, a second" \
		"${a%.*}" "nginx, a file: ${b%.*}" \
		"$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.2f", a / b }')"
	row "the same, 99th percentile" "$p ms" "nginx $q ms" \
		"$(awk -v a="$p" -v b="$q" 'BEGIN { printf "%.2f", a / b }')"
done
