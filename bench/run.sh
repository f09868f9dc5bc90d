#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures, each beside its peer in the same run, and prints one table:
#
#	bench/run.sh BUILD
#
#	GYORYU_SHARED   where the ties of the world lie (../shared)
#	RECORDS         of the start-up measurement (1000000)
#	ARTICLES        of the search measurement (100000)
#	UNITS           of the translation memory's (1000000)
#	ENTRIES, OTHERS of the ledger's: of the tie, of all others (5000, 100000)
#
# Times of commands are CPU seconds (user and system), the middle of ROUNDS
# (3); machines are noisy, so look at the ratios.
set -eu
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}")
gyoryu=$build/gyoryu
shared=${GYORYU_SHARED:-$(realpath ..)/shared}
rounds=${ROUNDS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%U %S'

# CPU seconds of a command; what it says goes nowhere.
cpu() {
	{ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.3f", $1 + $2 }'
}

# The middle of so many runs of a shell function.
middle() {
	local i
	for ((i = 0; i < rounds; i++)); do "$@"; echo; done |
		sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }
row() { printf '| %s | %s | %s | %s |\n' "$@"; }

echo "$(nproc) processors, $(uname -m), $("$gyoryu" version | tail -n 1)"
echo
row "what" "Gyoryu" "peer" "ratio"
row "---" "--:" "--:" "--:"

# ---- import of the world's ties ----

node bench/ties.mjs "$shared/data/sister-cities" "$work" >/dev/null

bare() {
	rm -f "$work/bare.db"
	cpu sqlite3 "$work/bare.db" ".mode csv" \
		".import $work/cities.csv cities" ".import $work/ties.csv ties"
}
sqlite_import() {
	rm -rf "$work/office"
	"$gyoryu" init --data "$work/office" >/dev/null
	cpu sh -c "'$gyoryu' import '$work/cities.csv' --kind city \
		--data '$work/office' && '$gyoryu' import '$work/ties.csv' \
		--kind tie --data '$work/office'"
}
peer=$(middle bare)
mine=$(middle sqlite_import)
row "import of 17,699 cities and 25,889 ties, SQLite" "$mine s" \
	"bare \`.import\` $peer s" "$(ratio "$mine" "$peer")"

# The server's share counts too, so here it is the clock on the wall.
cat >"$work/pg.sh" <<PG
set -e
'$gyoryu' init --data '$work/pg' --store "\$GYORYU_STORE" >/dev/null
begun=\$(date +%s%N)
'$gyoryu' import '$work/cities.csv' --kind city --data '$work/pg' \
	--store "\$GYORYU_STORE" >/dev/null
'$gyoryu' import '$work/ties.csv' --kind tie --data '$work/pg' \
	--store "\$GYORYU_STORE" >/dev/null
echo \$begun \$(date +%s%N)
PG
mine=$(test/engine/postgres.sh sh "$work/pg.sh" 2>/dev/null |
	awk 'END { printf "%.3f", ($2 - $1) / 1e9 }')
row "the same, PostgreSQL, on the wall" "$mine s" "$peer s" \
	"$(ratio "$mine" "$peer")"

# ---- pages without any cache ----

article=/ko/news/siheung-delegation-dezhou
counted() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		"$build/bench-page" "$1" "$2" 2>&1 >/dev/null |
		awk '/Collected/ { print $NF }'
}
for page in /ko/ties/dezhou "$article" /ko/; do
	took=$("$build/bench-page" 300 "$page" | awk '{ print $4 }')
	instructions=-
	if command -v valgrind >/dev/null; then
		few=$(counted 10 "$page") many=$(counted 30 "$page")
		instructions=$(awk -v a="$few" -v b="$many" \
			'BEGIN { printf "%.2f M", (b - a) / 20 / 1e6 }')
	fi
	row "\`$page\`, CPU" "$took µs" "$instructions instructions" "-"
done

# ---- pages that count ----

"$build/bench-ledger" "${ENTRIES:-5000}" "${OTHERS:-100000}" 10 >"$work/ledger"
while read -r page _ _ first middle; do
	row "$page, CPU: first time, then" "$first, $middle ms" "-" "-"
done <"$work/ledger"

# ---- search ----

"$build/bench-search" "${ARTICLES:-100000}" >"$work/search"
while read -r name p50 p99 scan; do
	[ "$name" = filled ] && continue
	row "search, a word that $name have: p50, p99" "$p50, $p99 ms" \
		"LIKE $scan ms" "$(ratio "$p99" "$scan")"
done <"$work/search"

# ---- the translation memory ----

units=${UNITS:-1000000}
# p50, p99, units a second, ms of an article and how many came first, of what
# bench-memory says.
memory() {
	awk '{ v[$1] = $0 } END { split(v["look"], l); split(v["import"], i)
		split(v["article"], a); split(v["found"], f)
		print l[2], l[3], i[2], a[2], f[4] }'
}
"$build/bench-memory" "$units" "$shared/data" | memory >"$work/memory"
test/engine/postgres.sh "$build/bench-memory" "$units" "$shared/data" \
	2>/dev/null | memory >"$work/memory-pg"
"$build/bench-memory" "$units" "$shared/data" "$work"
chmod 755 "$work"
trgm=$(test/engine/postgres.sh bench/trgm.sh "$work" "$units" 20 \
	2>/dev/null || echo "- -")
# It compares in Python and grows with the memory: ten thousand are enough.
tmdb=$(/usr/bin/python3 bench/tmdb.py "$work" $((units / 100)) 3 2>/dev/null ||
	echo "- - -")
for where in SQLite PostgreSQL; do
	read -r p50 p99 rate article first <"$work/memory$(
		[ $where = SQLite ] || echo -pg)"
	row "a fuzzy look among $units sentences, $where: p50, p99" \
		"$p50, $p99 ms" "pg_trgm ${trgm% *}, ${trgm#* } ms" \
		"$(ratio "${trgm#* }" "$p99")"
	row "first of what it finds is the sentence that was changed" \
		"$first %" "-" "-"
	row "40 sentences looked up; units taken in a second, $where" \
		"$article ms; $rate" "-" "-"
done
row "the same look, tmserver's store of $((units / 100)): p50" \
	"$(awk '{ print $1 }' "$work/memory") ms" "${tmdb%% *} ms" \
	"$(ratio "${tmdb%% *}" "$(awk '{ print $1 }' "$work/memory")")"
rm -f "$work/units.tsv" "$work/asked.txt"

# ---- start ----

records=${RECORDS:-1000000}
awk -v n="$records" 'BEGIN { print "slug,name.en,country"
	for (i = 1; i <= n; i++) print "c-" i ",City " i ",KR" }' \
	>"$work/many.csv"
"$gyoryu" init --data "$work/many" >/dev/null
split -l 100000 --filter='(head -n 1 '"$work"'/many.csv | grep -v "^c-1,"
	grep -v "^slug,") >$FILE.csv' "$work/many.csv" "$work/part-"
for part in "$work"/part-*.csv; do
	"$gyoryu" import "$part" --kind city --data "$work/many" >/dev/null
	rm "$part"
done
begun=$(date +%s%N)
"$gyoryu" serve --data "$work/many" --listen 127.0.0.1:0 >"$work/said" &
server=$!
until grep -q listening "$work/said"; do sleep 0.005; done
ended=$(date +%s%N)
address=$(sed -n 's/listening on //p' "$work/said")
for i in 1 2 3 4 5; do
	curl -s "$address/ko/" "$address/api/v1/cities" \
		"$address/ko/search?q=City+77" "$address/healthz" >/dev/null
done
memory=$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")
kill "$server"
wait "$server" || true
row "start with $records records; memory after 20 pages" \
	"$(((ended - begun) / 1000000)) ms; $memory MiB" "-" "-"

# ---- pages from memory ----

bench/cache.sh "$build"

# ---- comments ----

bench/comments.sh "$build"
