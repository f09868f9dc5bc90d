#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs the tests of a build:
#
#	test/run.sh BUILD quick|all
#
# A kind of test is a program that says "ok SENTENCE" or "not ok SENTENCE", a
# line each, with lines "# …" before one that is not so.  Here those lines are
# counted, what failed is shown, and each kind has a line of its own with its
# seconds.  A program that dies, takes too long or says nothing is a failure.
# As many kinds run at once as there are processors; each has its own folder,
# ports and stores.  The last line is always
#
#	N passed, N failed
#
# and the exit code is 0 only when nothing failed and something passed.
#
#	GYORYU_SHARED    where the conformance suites lie (../shared)
#	GYORYU_SECONDS   no further kind is begun after so many seconds (4500)
#	KEEP             a folder to leave what the programs said in
set -u
cd "$(dirname "$0")/.." || exit 2

build=${1:-build} which=${2:-quick}
case "$which" in
quick | all) ;;
*) echo "usage: test/run.sh BUILD quick|all" >&2; exit 2 ;;
esac

export GYORYU_SHARED=${GYORYU_SHARED:-$(realpath ..)/shared}
GYORYU=$(realpath "$build")/gyoryu
export GYORYU
unset MAKEFLAGS MAKELEVEL GYORYU_STORE
budget=${GYORYU_SECONDS:-4500}
lanes=$(nproc)
[ "$lanes" -gt 4 ] && lanes=4
said=${KEEP:-$(mktemp -d)}
mkdir -p "$said"
rm -f "$said"/*.out "$said"/*.sum "$said"/*.told
[ -n "${KEEP:-}" ] || trap 'rm -rf "$said"' EXIT

# ---- one kind ----

# Counts and shows what a kind has said.
tell() {
	local name=$1 code=$2 seconds=$3 limit=$4

	awk -v name="$name" -v code="$code" -v seconds="$seconds" \
	    -v limit="$limit" -v sum="$said/$name.sum" '
		{ last[NR % 40] = $0 }
		/^# / { held = held $0 "\n"; next }
		/^ok / { passed++; held = "" }
		/^not ok / { failed++; printf "%s%s: %s\n", held, name, $0
			held = "" }
		END {
			why = ""
			if (code == 124 || code == 137)
				why = "took longer than " limit " seconds"
			else if (code != 0 && failed == 0)
				why = "ended with code " code
			else if (passed + failed == 0)
				why = "said nothing"
			if (why != "") {
				for (i = NR > 40 ? NR - 39 : 1; i <= NR; i++)
					print "# " last[i % 40]
				print name ": not ok it " why
				failed++
			}
			printf "%-18s %5d passed, %d failed  %5.1f s\n", name,
				passed, failed, seconds
			print passed + 0, failed + 0 >sum
		}' "$said/$name.out"
}

run() {
	local name=$1 limit=$2 begun=$EPOCHREALTIME code
	shift 2

	timeout -k 20 "$limit" "$@" >"$said/$name.out" 2>&1 </dev/null
	code=$?
	tell "$name" "$code" \
		"$(awk "BEGIN { print $EPOCHREALTIME - $begun }")" "$limit" \
		>"$said/$name.told"
	cat "$said/$name.told"
}

# NAME SECONDS COMMAND…: runs it as soon as there is a lane.
kind() {
	while [ "$(jobs -pr | wc -l)" -ge "$lanes" ]; do
		wait -n
	done
	if [ $SECONDS -ge "$budget" ]; then
		echo "$1: left out, there is no time for it"
		return
	fi
	run "$@" &
}

# ---- the kinds ----

fuzzers() {
	local source name

	for source in test/fuzz/*.c; do
		name=$(basename "$source" .c)
		[ "$name" = main ] || echo "$name"
	done
}

# Builds the programs named in $build or a folder within it.
make_all() {
	local name=$1 folder=$2 mode=$3 program
	local targets=()
	shift 3

	for program in "$@"; do
		targets+=("$folder/$program")
	done
	if ! make -s -j"$(nproc)" BUILD="$folder" ${mode:+MODE="$mode"} \
	    "${targets[@]}" >"$said/$name.out" 2>&1; then
		echo "not ok they can be built" >>"$said/$name.out"
		tell "$name" 2 $SECONDS 0
		return 1
	fi
}

fuzz_programs() {
	fuzzers | sed 's/^/fuzz-/'
}

# SECONDS, FOLDER, prefix of the names
fuzz() {
	local name

	for name in $(fuzzers); do
		kind "$3fuzz-$name" $(($1 + 30)) env -C "$said" \
			"$(realpath "$2")/fuzz-$name" \
			"$PWD/test/fuzz/seeds/$name" 100000000 "$1"
	done
}

quick() {
	kind kill 300 node test/kill/run.mjs "$kill_rounds"
	kind command 300 test/command/run.sh
	kind mail 120 test/mail/run.py
	kind feeds 180 test/feeds/run.py
	kind machine 180 test/machine/run.py
	kind identity 180 node test/identity/run.mjs
	kind exchange 120 test/exchange/run.py "$build/try-exchange"
	kind cache 300 test/cache/run.py
	kind overload 300 test/overload/run.py
	kind restart 120 test/restart/run.py
	kind engine 300 "$build/try-engine"
	kind record 300 "$build/try-record"
	kind story 300 "$build/try-story"
	kind unit 300 "$build/try-unit"
	kind golden 300 "$build/try-golden"
	kind house 300 test/house/run.sh "$build"
}

# shellcheck disable=SC2046
quick_fuzz() {
	[ -n "$(fuzzers)" ] &&
		make_all fuzz "$build" "" $(fuzz_programs) && fuzz 2 "$build" ""
}

sanitize="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
-fno-omit-frame-pointer -Wno-error=format-truncation
-Wno-error=stringop-truncation -Wno-error=maybe-uninitialized"

# shellcheck disable=SC2046
sanitized() {
	local asan=$build/asan

	make_all asan "$asan" "$(echo $sanitize)" gyoryu try-unit \
		try-golden try-story try-engine try-record \
		$(fuzz_programs) || return
	export UBSAN_OPTIONS=print_stacktrace=1
	export ASAN_OPTIONS=detect_stack_use_after_return=1
	export LSAN_OPTIONS=suppressions=$PWD/test/leaks:print_suppressions=0
	kind asan-story 900 "$asan/try-story"
	kind asan-engine 600 "$asan/try-engine"
	kind asan-record 600 "$asan/try-record"
	kind asan-unit 600 "$asan/try-unit"
	kind asan-golden 300 "$asan/try-golden"
	kind asan-fault 900 env FAULT_SECONDS=150 "$asan/try-story" --fault
	kind asan-command 600 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/command/run.sh
	kind asan-mail 300 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/mail/run.py
	kind asan-machine 400 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/machine/run.py
	kind asan-identity 400 env GYORYU="$(realpath "$asan")/gyoryu" \
		node test/identity/run.mjs
	kind asan-cache 600 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/cache/run.py
	kind asan-overload 600 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/overload/run.py
	kind asan-restart 300 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/restart/run.py
	kind asan-feeds 400 env GYORYU="$(realpath "$asan")/gyoryu" \
		test/feeds/run.py
	fuzz 20 "$asan" asan-
}

full() {
	kind fault 900 "$build/try-story" --fault
	kind postgres-engine 600 env PG_FSYNC=off test/engine/postgres.sh \
		"$build/try-engine"
	kind postgres-record 600 env PG_FSYNC=off test/engine/postgres.sh \
		"$build/try-record"
	kind postgres-story 900 env PG_FSYNC=off test/engine/postgres.sh \
		"$build/try-story"
	kind postgres-fault 1500 env PG_FSYNC=off FAULT_SECONDS=90 \
		test/engine/postgres.sh "$build/try-story" --fault
	kind postgres-command 300 env PG_FSYNC=off test/engine/postgres.sh \
		test/command/run.sh
	kind overload-wide 600 test/overload/run.py wide
	kind postgres-cache 600 env PG_FSYNC=off test/engine/postgres.sh \
		test/cache/run.py 10
	kind postgres-kill 600 test/engine/postgres.sh \
		node test/kill/run.mjs 10
	if [ -f test/browser/run.mjs ]; then
		kind browser 1500 node test/browser/run.mjs
	fi
}

# ---- all of it ----

if [ ! -d "$GYORYU_SHARED/data" ]; then
	echo "not ok the conformance suites are there" >"$said/shared.out"
	echo "# GYORYU_SHARED names the folder that holds them: there is no" \
		"$GYORYU_SHARED/data"
	tell shared 1 0 0
fi

kill_rounds=3
[ "$which" = all ] && kill_rounds=20
quick
quick_fuzz
if [ "$which" = all ]; then
	full
	wait
	sanitized
fi
wait

# What failed once more, where whoever reads only the end finds it.
grep -h -B 4 ': not ok ' "$said"/*.told 2>/dev/null | sed 's/^/again: /'

sums=("$said"/*.sum)
[ -e "${sums[0]}" ] || { echo "0 passed, 1 failed"; exit 1; }
awk '{ passed += $1; failed += $2 }
	END {
		printf "%d passed, %d failed\n", passed, failed
		exit failed > 0 || passed == 0
	}' "${sums[@]}"
