#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Comments beside WordPress, bots beside readers, and growth:
#
#	bench/comments.sh BUILD
#
#	SECONDS_EACH, ROUNDS   of a measurement (5, 3)
#	BOTS                   at once, for nine measurements' time (10000)
#	GROWN                  comments that an office grows to (1000000)
#
# The same article with the same thirty comments stands in an office on SQLite,
# in one on PostgreSQL and in a WordPress (wordpress/start.sh); all three have
# what they acknowledge on disk.  Their rounds take turns.  Servers have all
# processors but the last, which bench-poster has for itself; the offices
# believe it as a proxy, so that each comment comes from another network, with
# a number of its own, as real readers' do: no check is off.  Prints rows as
# bench/run.sh does: the middle of the rounds.
set -eu
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}")
last=$(($(nproc) - 1))
first=0-$((last > 0 ? last - 1 : 0))

# Itself, with a PostgreSQL beside it.
if [ -z "${GYORYU_STORE:-}" ]; then
	exec taskset -c "$first" test/engine/postgres.sh "$0" "$build"
fi
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-5}
gyoryu=$build/gyoryu
slug=siheung-delegation-dezhou
page=/ko/news/$slug
work=$(mktemp -d)
chmod 755 "$work"
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
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3g", a / (b > 0 ? b : 1) }'; }
ulimit -n "$(ulimit -Hn)"

# ---- an office ----

# Thirty comments, or COUNT of them from the FIRST on, beneath the article.
lines() {
	awk -v first="$1" -v count="$2" -v slug="$3" 'BEGIN {
		for (i = first; i < first + count; i++)
			printf "{\"kind\":\"comment\",\"article\":\"%s\"," \
				"\"nickname\":\"reader %d\",\"language\":" \
				"\"ko\",\"at\":\"2024-11-%02dT%02d:%02d:%02d" \
				"+09:00[Asia/Seoul]\",\"text\":\"좋은 소식" \
				"입니다. 다음 방문은 언제인가요? %d번째 " \
				"의견을 남깁니다.\",\"state\":\"shown\"}\n",
				slug, i, 10 + i % 10, i / 3600 % 24,
				i / 60 % 60, i % 60, i
	}'
}

# NAME STORE: makes it.
office_make() {
	local data=$work/$1 file

	"$gyoryu" init --data "$data" --store "$2" >/dev/null
	for file in demo/*.jsonl; do
		case $file in *comments* | */9-*) continue ;; esac
		"$gyoryu" import "$file" --data "$data" --store "$2" >/dev/null
	done
	"$gyoryu" import "$work/thirty.jsonl" --data "$data" --store "$2" \
		>/dev/null
}

# NAME STORE OPTIONS…: serves it; address and pid are set.
office_serve() {
	local data=$work/$1 store=$2

	shift 2
	: >"$data/said"
	taskset -c "$first" "$gyoryu" serve --data "$data" --store "$store" \
		--listen 127.0.0.1:0 --proxy 127.0.0.1 \
		--limit workers=32 "$@" \
		>"$data/said" 2>"$data/log" &
	pid=$!
	servers+=("$pid")
	until grep -q listening "$data/said"; do sleep 0.05; done
	address=$(sed -n 's/listening on http:..//p' "$data/said")
}

# OUT WHAT ADDRESS CONNECTIONS PATH KEY ARTICLE [SECONDS]
post() {
	taskset -c "$last" "$build/bench-poster" "$2" "$3" "$4" "${8:-$each}" \
		"$5" "$6" "$7" >>"$1"
}

# ---- what it takes ----

# CPU ticks of processes and all below them.
ticks() {
	local pid sum=0
	for pid in $(family "$@"); do
		sum=$((sum + $(awk '{ print $14 + $15 + $16 + $17 }' \
			"/proc/$pid/stat" 2>/dev/null || echo 0)))
	done
	echo "$sum"
}

family() {
	local pid
	for pid in "$@"; do
		echo "$pid"
		# shellcheck disable=SC2046
		family $(cat "/proc/$pid/task/$pid/children" 2>/dev/null)
	done
}

# MiB of them, what they share counted once.
memory() {
	local pid
	for pid in $(family "$@"); do
		awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" \
			2>/dev/null || true
	done | awk '{ n += $1 } END { printf "%.0f", n / 1024 }'
}

# Of a kind's line in FILE: the middle of a COLUMN.
of() { awk -v k="$2" -v c="$3" '$1 == k { print $c }' "$1" | middle; }

# ---- the three ----

lines 0 30 "$slug" >"$work/thirty.jsonl"
office_make lite "sqlite:$work/lite.db"
office_make pg "$GYORYU_STORE"
office_serve lite "sqlite:$work/lite.db"
lite=$address lite_pid=$pid
curl -s "http://$lite/api/v1/articles?limit=500" >"$work/articles.json"
node -e '
const [from, comments, slug] = process.argv.slice(1)
const { readFileSync } = require("fs")
const text = words => words.texts[words.original].segments
	.map(s => (s.gap ?? "") + s.text).join("")
const one = JSON.parse(readFileSync(from)).items.find(a => a.slug === slug)
console.error(one.id)
console.log(JSON.stringify({ headline: text(one.headline), paragraphs:
	[one.lead, one.body].filter(w => w).flatMap(w => text(w).split(/\n+/)),
	comments: readFileSync(comments, "utf8").trim().split("\n")
		.map(l => JSON.parse(l)) }))
' "$work/articles.json" "$work/thirty.jsonl" "$slug" \
	>"$work/article.json" 2>"$work/lite.id"
office_serve pg "$GYORYU_STORE"
pg=$address pg_pid=$pid
curl -s "http://$pg/api/v1/articles?limit=500" | node -e '
console.log(JSON.parse(require("fs").readFileSync(0)).items
	.find(a => a.slug === process.argv[1]).id)' "$slug" >"$work/pg.id"
office_make bare "sqlite:$work/bare.db"
office_serve bare "sqlite:$work/bare.db" --limit cache=1
bare=$address bare_pid=$pid
chmod 644 "$work/article.json"
port=$((20000 + RANDOM % 10000))
taskset -c "$first" bench/wordpress/start.sh "$work/wp" $port \
	"$work/article.json" >"$work/wp.log" 2>&1 &
servers+=($!)
until [ -s "$work/wp/post" ]; do sleep 0.2; done
post_id=$(cat "$work/wp/post")
read -ra wp_pids <"$work/wp/pids"
wp="127.0.0.1:$port 64 /?p=$post_id - $post_id"

# WHAT: rounds of all who are asked for, in turns.  took-NAME: ticks each.
# shellcheck disable=SC2086
play() {
	local what=$1 i name before
	shift
	rm -f "$work"/out-* "$work"/took-*
	for ((i = 0; i < rounds; i++)); do
		for name in "$@"; do
			local pids=("${wp_pids[@]}") to=$wp
			case $name in
			lite) pids=("$lite_pid") to="$lite 64 $page
				$work/lite/secret.key $(cat "$work/lite.id")" ;;
			bare) pids=("$bare_pid") to="$bare 64 $page - 0" ;;
			pg) pids=("$pg_pid") to="$pg 64 $page
				$work/pg/secret.key $(cat "$work/pg.id")" ;;
			esac
			before=$(ticks "${pids[@]}")
			post "$work/out-$name" "$what" $to
			echo $(($(ticks "${pids[@]}") - before)) \
				>>"$work/took-$name"
			# What came with the last ones is hashed by now.
			[ "$what" = read ] || sleep 2
		done
	done
}

# ms of CPU for one of KIND, of all that NAME did.
cost() {
	awk -v k="$2" -v hz="$(getconf CLK_TCK)" 'FNR == NR { t += $1; next }
		$1 == k { n += $2 }
		END { printf "%.2f", t * 1000 / hz / (n > 0 ? n : 1) }' \
		"$work/took-$1" "$work/out-$1"
}

play read bare lite wp
a=$(of "$work/out-bare" read 3) m=$(of "$work/out-lite" read 3)
b=$(of "$work/out-wp" read 3)
row "an article with 30 comments, no cache, 64 connections, a second" \
	"${a%.*}" "WordPress $b" "$(ratio "$a" "$b")"
row "the same, CPU of a page" "$(cost bare read) ms" \
	"$(cost wp read) ms" "$(ratio "$(cost wp read)" "$(cost bare read)")"
row "the same, from memory, a second" "${m%.*}" "WordPress $b" \
	"$(ratio "$m" "$b")"

play write lite wp pg
a=$(of "$work/out-lite" write 3) c=$(of "$work/out-pg" write 3)
b=$(of "$work/out-wp" write 3)
row "comments on disk, 64 writers, a second; 99th percentile; SQLite" \
	"${a%.*}; $(of "$work/out-lite" write 5) ms" \
	"WordPress $b; $(of "$work/out-wp" write 5) ms" "$(ratio "$a" "$b")"
row "the same, PostgreSQL" "${c%.*}; $(of "$work/out-pg" write 5) ms" \
	"$b" "$(ratio "$c" "$b")"
row "CPU of a comment, all told; of hashing a password, later" \
	"$(cost lite write) ms; $(env -u GYORYU_STORE "$build/bench-comment" 200 |
	awk '{ printf "%.0f ms", $4 / 1000 }')" \
	"$(cost wp write) ms" "$(ratio "$(cost wp write)" "$(cost lite write)")"

play mixed lite wp pg
total() { awk '{ n[NR % 2 ? NR : NR - 1] += $3 } END { for (i in n)
	print n[i] }' "$1" | middle; }
a=$(total "$work/out-lite") b=$(total "$work/out-wp")
c=$(total "$work/out-pg")
row "19 read, 1 writes, 64 connections, a second; SQLite" "${a%.*}" \
	"WordPress $b" "$(ratio "$a" "$b")"
row "the same, PostgreSQL" "${c%.*}" "$b" "$(ratio "$c" "$b")"
row "memory after it, MiB; SQLite, PostgreSQL" \
	"$(memory "$lite_pid"), $(memory "$pg_pid")" \
	"$(memory "${wp_pids[@]}")" \
	"$(ratio "$(memory "${wp_pids[@]}")" "$(memory "$lite_pid")")"
kill "${servers[@]}"
wait 2>/dev/null || true
servers=()

# ---- bots and readers ----

office_make flood "sqlite:$work/flood.db"
office_serve flood "sqlite:$work/flood.db" --limit connections=20000
curl -s "http://$address/api/v1/articles?limit=500" | node -e '
console.log(JSON.parse(require("fs").readFileSync(0)).items
	.find(a => a.slug === process.argv[1]).id)' "$slug" >"$work/flood.id"
post "$work/bots" bots "$address" "${BOTS:-10000}" "$page" \
	"$work/flood/secret.key" "$(cat "$work/flood.id")" $((9 * each))
sum() { awk -v what="$1" '$1 !~ /^(read|write|through)$/ { for (i = 6;
	i <= NF; i++) if (split($i, p, "=") && p[1] == what) n += p[2] }
	END { print n + 0 }' "$work/bots"; }
awk '$1 == "through" { print $2, $4, $5 }' "$work/bots" >"$work/through"
read -r n p50 p99 <"$work/through"
row "${BOTS:-10000} bots, 100 readers: comments of readers that got through;
 p50, p99 of their wait, reading and all" "$n; $p50, $p99 ms" "-" "-" |
	tr -d '\n'
echo
row "of the bots' tries: shown, held, refused, told to come again" \
	"$(sum shown), $(sum held), $(($(sum page) + $(sum refused))), $(sum busy)" \
	"-" "-"
row "memory under them, MiB" "$(memory "$pid")" "-" "-"
kill "$pid"
wait 2>/dev/null || true
servers=()

# ---- growth ----

# Of the office as it stands: memory after twenty pages, ms of the article's
# page without a cache, of the article that has most.
grown() {
	local i took

	office_serve grown "sqlite:$work/grown.db" --limit cache=1
	for ((i = 0; i < 20; i++)); do
		curl -s "http://$address$page" "http://$address/ko/" \
			>/dev/null
	done
	took=$(for ((i = 0; i < 20; i++)); do
		curl -s -o /dev/null -w '%{time_total}\n' "http://$address$1"
	done | middle)
	echo "$(memory "$pid") $(awk -v t="$took" \
		'BEGIN { printf "%.1f", t * 1000 }')"
	kill "$pid"
	wait "$pid" 2>/dev/null || true
}

office_make grown "sqlite:$work/grown.db"
other=$(node -e 'console.log(JSON.parse(require("fs").readFileSync(
	process.argv[1])).items.find(a => a.slug !== process.argv[2] &&
	a.state === "published").slug)' "$work/articles.json" "$slug")
more() {
	lines "$1" "$2" "$3" >"$work/more.jsonl"
	"$gyoryu" import "$work/more.jsonl" --data "$work/grown" \
		--store "sqlite:$work/grown.db" >/dev/null
	rm "$work/more.jsonl"
}
most=${GROWN:-1000000}
more 30 970 "$other"
few=$(grown "/ko/news/$other")
for ((n = 1000; n < most; n += 111000)); do
	more "$n" "$((most - n < 111000 ? most - n : 111000))" "$other"
done
many=$(grown "/ko/news/$other")
row "an office of 1,000 comments, then $most: memory; the page of the article
 that has nearly all of them, no cache" "${few% *}, ${many% *} MiB;
 ${few#* }, ${many#* } ms" "-" "-" | tr -d '\n'
echo
