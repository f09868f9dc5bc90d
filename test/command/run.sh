#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Walks through the program's commands as an office would, and through what
# goes wrong: every failure is one clear line and exit code 1, wrong words are
# exit code 2.
#
#	test/command/run.sh
#
# $GYORYU is the program.  With $GYORYU_STORE (an empty PostgreSQL database) a
# backup of SQLite is restored there too.
set -u
cd "$(dirname "$0")/../.." || exit 2

gyoryu=${GYORYU:-$PWD/build/gyoryu}
home=$(mktemp -d)
failed=0
pids=
mounted=

clean() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	[ -z "$mounted" ] || umount "$mounted"
	rm -rf "$home"
}
trap clean EXIT
trap 'exit 1' INT TERM

# ---- saying whether ----

# SENTENCE, after a test: so $? "…"
so() {
	if [ "$1" = 0 ]; then
		echo "ok $2"
		return
	fi
	[ ! -s "$home/out" ] || head -n 5 "$home/out" | cut -c 1-200 |
		sed 's/^/#   > /'
	[ ! -s "$home/err" ] || head -n 5 "$home/err" | cut -c 1-200 |
		sed 's/^/#   ! /'
	echo "not ok $2"
	failed=1
}

# Runs it; what it says is in out and err, its exit code in $code.
run() {
	timeout 60 "$gyoryu" "$@" >"$home/out" 2>"$home/err" </dev/null
	code=$?
}

# SENTENCE WORDS…: it must go well, and say nothing on standard error.
works() {
	sentence=$1
	shift
	run "$@"
	[ "$code" = 0 ] && [ ! -s "$home/err" ]
	so $? "$sentence"
}

# SENTENCE CODE TEXT WORDS…: it must fail so, with one line that has TEXT.
fails() {
	sentence=$1 want=$2 text=$3
	shift 3
	run "$@"
	lines=$(wc -l <"$home/err")
	[ "$code" = "$want" ] && grep -q -e "$text" "$home/err" &&
		{ [ "$lines" = 1 ] || [ "$want" = 2 ]; }
	so $? "$sentence"
}

# ---- words ----

works 'version says what it stands on' version
grep -q '^gyoryu [0-9]' "$home/out" && grep -q SQLite "$home/out"
so $? 'version names itself and SQLite'
works 'help lists the commands' --help
commands=$(sed -n 's/^  \([a-z]*\) .*/\1/p' "$home/out")
[ "$(echo "$commands" | wc -l)" -ge 10 ]
so $? 'there are ten commands or more'
for command in $commands; do
	works "$command has help" "$command" --help
	grep -q "gyoryu $command" "$home/out"
	so $? "the help of $command says how it is called"
done
fails 'no word at all is wrong' 2 'gyoryu COMMAND --help'
fails 'a command that there is not is wrong' 2 'dance' dance
fails 'an option that there is not is wrong' 2 'colour' check --colour red
fails 'an option without its value is wrong' 2 'data' check --data
fails 'a word too many is wrong' 2 'extra' init extra --data "$home/extra"
[ ! -e "$home/extra" ]
so $? 'and makes nothing'
fails 'a format that there is not is wrong' 2 'xml' export --format xml
fails 'import without a file is wrong' 2 'FILE' import
fails 'backup without a file is wrong' 2 'FILE' backup
fails 'restore without a file is wrong' 2 'FILE' restore
fails 'user without an act is wrong' 2 'user add' user
fails 'user with an act that there is not is wrong' 2 'user add' user dance
fails 'a table of no kind is wrong' 2 'kind' export --format csv

# ---- an office begins ----

d=$home/one
fails 'an office that is not there is told how to begin' 1 'gyoryu init' \
	check --data "$d"
works 'init makes an office' init --data "$d"
[ "$(stat -c %a "$d/secret.key")" = 600 ]
so $? 'nobody else reads its key'
cp "$d/secret.key" "$home/key"
run init --data "$d"
cmp -s "$d/secret.key" "$home/key"
so $? 'init a second time leaves the key'
works 'an empty office is whole' check --data "$d"

echo 'correct horse battery' >"$home/password"
echo 'short' >"$home/short"
works 'user add makes an account' user add kim --roles 'officer editor' \
	--called 'Kim' --language en --password-file "$home/password" \
	--data "$d"
fails 'a port that there is not is told' 1 '99999' \
	serve --data "$d" --listen 127.0.0.1:99999
fails 'an origin that is none is told' 1 'origin' \
	serve --data "$d" --listen 127.0.0.1:0 --origin exchange.example.org
fails 'a folder to override with that is not there is told' 1 'nowhere' \
	serve --data "$d" --listen 127.0.0.1:0 --override "$home/nowhere"
fails 'a limit without a number is told' 1 'body' \
	serve --data "$d" --listen 127.0.0.1:0 --limit body
fails 'a short password is refused' 1 'ten characters' \
	user add lee --password-file "$home/short" --data "$d"
fails 'a name is given once' 1 'kim' \
	user add kim --password-file "$home/password" --data "$d"
fails 'a role that there is not is refused' 1 'wizard' \
	user add lee --roles wizard --password-file "$home/password" \
	--data "$d"
fails 'a password file that is not there is told' 1 'nothing-there' \
	user add lee --password-file "$home/nothing-there" --data "$d"
works 'user list shows it' user list --data "$d"
grep -q '^kim .*officer' "$home/out"
so $? 'with its roles'
works 'user password changes it' user password kim \
	--password-file "$home/password" --data "$d"
fails 'nobody has no password' 1 'nobody' user password nobody \
	--password-file "$home/password" --data "$d"
works 'user token makes a token' user token kim 'a script' --data "$d"
grep -q '^gyoryu_' "$home/out"
so $? 'that begins with our name'

# ---- in and out ----

works 'the demonstration comes in' import demo/*.jsonl --data "$d"
works 'everything goes out' export --data "$d"
cp "$home/out" "$home/all.jsonl"
[ "$(wc -l <"$home/all.jsonl")" -gt 30 ]
so $? 'and is something'
# Files go by backup alone.
sed -E 's/"picture":\{[^}]*\},//' "$home/all.jsonl" >"$home/texts.jsonl"
works 'a second office begins' init --data "$home/two"
works 'what went out comes in' import "$home/texts.jsonl" --data "$home/two"
works 'and goes out again' export --data "$home/two"
diff "$home/texts.jsonl" "$home/out" >"$home/err" 2>&1
so $? 'the same'

works 'init' init --data "$home/three"
for kind in city organisation; do
	works "a table of each $kind goes out" \
		export --format csv --kind $kind --data "$d"
	cp "$home/out" "$home/$kind.csv"
	works "the table of each $kind comes in" \
		import --kind $kind "$home/$kind.csv" --data "$home/three"
	works "the table of each $kind goes out again" \
		export --format csv --kind $kind --data "$home/three"
	sort "$home/$kind.csv" >"$home/sorted"
	sort "$home/out" | diff "$home/sorted" - >"$home/err" 2>&1
	so $? "the table of each $kind is the same"
done

printf 'name.en,country\nAlpha,KR\nBeta,XX\n' >"$home/bad.csv"
run import --kind city "$home/bad.csv" --data "$home/two"
[ "$code" = 1 ] && grep -q 'bad.csv:3:6: country' "$home/err"
so $? 'a wrong line is told with its place'
run import --kind city --keep-going "$home/bad.csv" --data "$home/two"
[ "$code" = 1 ] && grep -q '2 lines, 1 taken, 1 refused' "$home/out"
so $? 'the good lines can be taken all the same'
fails 'a file that is not there is told' 1 'nothing.csv' \
	import --kind city "$home/nothing.csv" --data "$home/two"
fails 'a kind that there is not is told' 1 'dragon' \
	import --kind dragon "$home/bad.csv" --data "$home/two"
fails 'export of a kind that there is not is told' 1 'dragon' \
	export --kind dragon --data "$home/two"
if [ -w /dev/full ]; then
	timeout 60 "$gyoryu" export --data "$d" >/dev/full 2>"$home/err"
	code=$?
	[ "$code" = 1 ] && grep -q 'No space left' "$home/err"
	so $? 'what cannot be written is told'
fi

# ---- backup, restore ----

works 'backup makes one file' backup "$home/backup" --data "$d"
[ "$(stat -c %a "$home/backup")" = 600 ]
so $? 'which nobody else reads'
works 'restore makes an office of it' restore "$home/backup" \
	--data "$home/four"
works 'which is whole' check --data "$home/four"
works 'and goes out' export --data "$home/four"
diff "$home/all.jsonl" "$home/out" >"$home/err" 2>&1
so $? 'the same to the letter'
works 'who had an account has it' user list --data "$home/four"
grep -q '^kim ' "$home/out"
so $? 'by name'
fails 'restore into an office that is there is refused' 1 'gyoryu: ' \
	restore "$home/backup" --data "$home/four"
head -c 2000 "$home/backup" >"$home/torn"
fails 'a torn backup is refused' 1 'gyoryu: ' \
	restore "$home/torn" --data "$home/five"
{ head -c 3000 "$home/backup"; printf 'XXXXXXXX'; tail -c +3009 \
	"$home/backup"; } >"$home/bent"
fails 'a bent backup is refused' 1 'gyoryu: ' \
	restore "$home/bent" --data "$home/six"
echo 'no backup at all' >"$home/letter"
fails 'another file is no backup' 1 'gyoryu: ' \
	restore "$home/letter" --data "$home/seven"
fails 'a backup that is not there is told' 1 'nothing-there' \
	restore "$home/nothing-there" --data "$home/eight"
fails 'backup into a folder that is not there is told' 1 'nowhere' \
	backup "$home/nowhere/backup" --data "$d"
if [ -n "${GYORYU_STORE:-}" ]; then
	works 'restore moves an office to PostgreSQL' restore "$home/backup" \
		--data "$home/pg" --store "$GYORYU_STORE"
	works 'where it is whole' check --data "$home/pg" \
		--store "$GYORYU_STORE"
	works 'and goes out' export --data "$home/pg" --store "$GYORYU_STORE"
	diff "$home/all.jsonl" "$home/out" >"$home/err" 2>&1
	so $? 'the same to the letter, from PostgreSQL'
	works 'it is backed up from there' backup "$home/backup.pg" \
		--data "$home/pg" --store "$GYORYU_STORE"
	works 'and restored from there into SQLite' \
		restore "$home/backup.pg" --data "$home/nine"
	works 'and goes out' export --data "$home/nine"
	diff "$home/all.jsonl" "$home/out" >"$home/err" 2>&1
	so $? 'the same to the letter, there and back'
fi

# ---- damage ----

# SENTENCE TEXT FOLDER: check must find it.
finds() {
	run check --data "$3"
	[ "$code" = 1 ] && cat "$home/out" "$home/err" | grep -q "$2"
	so $? "$1"
}

cp -r "$d" "$home/bent-history"
sqlite3 "$home/bent-history/gyoryu.db" \
	"UPDATE history SET who = 'somebody' WHERE number = 7"
finds 'a bent history is found, with its entry' 'WRONG.*entry 7' \
	"$home/bent-history"
cp -r "$d" "$home/bent-record"
sqlite3 "$home/bent-record/gyoryu.db" \
	"UPDATE city SET population = 5 WHERE population IS NOT NULL"
finds 'a record that was changed behind our back is found' 'WRONG.*record' \
	"$home/bent-record"
cp -r "$d" "$home/bent-file"
rm -f "$home/bent-file/gyoryu.db-wal" "$home/bent-file/gyoryu.db-shm"
dd if=/dev/urandom of="$home/bent-file/gyoryu.db" bs=4096 seek=3 count=40 \
	conv=notrunc 2>/dev/null
finds 'a damaged store is found' 'gyoryu: \|WRONG' "$home/bent-file"
cp -r "$d" "$home/no-store"
echo 'this is no store' >"$home/no-store/gyoryu.db"
rm -f "$home/no-store/gyoryu.db-wal" "$home/no-store/gyoryu.db-shm"
fails 'a file that is no store is told' 1 'gyoryu.db' \
	check --data "$home/no-store"
cp -r "$d" "$home/no-key"
rm "$home/no-key/secret.key"
fails 'a key that is gone is told' 1 'secret.key' check --data "$home/no-key"
echo 'nonsense' >"$home/no-key/secret.key"
fails 'a key that is none is told' 1 'secret.key' check --data "$home/no-key"
head -c 62 "$home/key" >"$home/no-key/secret.key"
fails 'hole: default secrets; a key that is cut is told' 1 'secret.key' \
	check --data "$home/no-key"
: >"$home/no-key/secret.key"
fails 'hole: default secrets; an empty key is told, and none made for it' 1 \
	'secret.key' check --data "$home/no-key"
! cmp -s "$home/key" "$home/two/secret.key"
so $? 'hole: default secrets; every office makes a key of its own'
echo '{"kind": "person", "name": {"en": "X"}, "passport": "M1"}' \
	>"$home/sealed.jsonl"
works 'what is sealed comes in' import "$home/sealed.jsonl" --data "$d"
cp -r "$d" "$home/other-key"
cp "$home/two/secret.key" "$home/other-key/secret.key"
finds "another office's key is told" 'key' "$home/other-key"
run export --kind person --data "$d"
! grep -q 'M1' "$home/out"
so $? 'what is sealed does not go out'
! grep -aq 'passport.*M1' "$d/gyoryu.db"
so $? 'nor stand in the store'
touch "$home/a-file"
fails 'a folder that is a file is told' 1 'a-file' init --data "$home/a-file"
fails 'a store of no engine is told' 1 'gyoryu: ' \
	check --data "$d" --store nonsense:x
fails 'a server that does not answer is told' 1 'gyoryu: ' check --data "$d" \
	--store 'postgresql://127.0.0.1:1/none?connect_timeout=2'

# ---- a full disk ----

mkdir "$home/small"
if [ "$(id -u)" = 0 ] &&
    mount -t tmpfs -o size=6m tmpfs "$home/small" 2>/dev/null; then
	mounted=$home/small
	works 'an office begins on a small disk' init --data "$home/small/o"
	awk 'BEGIN {
		print "name.en,country,about.en"
		for (i = 0; i < 4000; i++)
			printf "City %d,KR,%0900d\n", i, i
	}' >"$home/large.csv"
	run import --kind city "$home/large.csv" --data "$home/small/o"
	[ "$code" = 1 ] && grep -qi 'full\|space' "$home/err"
	so $? 'a full disk is told'
	works 'after which the store is whole' check --data "$home/small/o"
	works 'and empty' export --kind city --data "$home/small/o"
	[ ! -s "$home/out" ]
	so $? 'as nothing was taken'
	umount "$home/small"
	mounted=
else
	echo '# a full disk was not tried: a small one cannot be mounted here'
fi

# ---- serving ----

# Starts it with these words; its address is in $address.
serve() {
	"$gyoryu" "$@" >"$home/serve.out" 2>"$home/serve.err" </dev/null &
	pid=$!
	pids="$pids $pid"
	tries=0
	address=
	while [ -z "$address" ] && [ $tries -lt 150 ] &&
	    kill -0 "$pid" 2>/dev/null; do
		sleep 0.1
		tries=$((tries + 1))
		address=$(sed -n 's/^listening on //p' "$home/serve.out")
	done
	cp "$home/serve.out" "$home/out"
	cp "$home/serve.err" "$home/err"
	[ -n "$address" ]
}

serve serve --listen 127.0.0.1:0 --data "$d"
so $? 'serve says where it listens'
curl -fsS -m 10 "$address/healthz" >"$home/out" 2>"$home/err" &&
	grep -q ok "$home/out"
so $? 'and answers there'
curl -fsSL -m 10 "$address/en/" >"$home/out" 2>"$home/err" &&
	grep -q 'Siheung' "$home/out"
so $? 'with the front page'
curl -sS -m 10 -D "$home/out" -o /dev/null "$address/en/"
grep -qi '^content-security-policy: .*script-src' "$home/out" &&
	grep -qi '^x-content-type-options: nosniff' "$home/out"
so $? 'and the headers that keep a browser safe'
curl -sS -m 10 --compressed -D "$home/out" -o /dev/null -H \
	'Accept-Encoding: br' "$address/static/app.css?v=x"
grep -qi '^content-encoding: br' "$home/out"
so $? 'and a packed style sheet'
head -c 3000000 /dev/zero |
	curl -sS -m 10 -o "$home/err" -w '%{http_code}' -H \
	'Content-Type: application/json' --data-binary @- \
	"$address/api/v1/cities" >"$home/out" 2>/dev/null
grep -q '413\|401' "$home/out"
so $? 'and refuses what is too large'
fails 'a port that is taken is told' 1 "${address#http://}" \
	serve --listen "${address#http://}" --data "$home/four"
works 'a backup is made meanwhile' backup "$home/backup.two" --data "$d"
kill -TERM "$pid"
wait "$pid"
so $? 'it ends when asked to'
fails 'an address that is none is told' 1 'listen\|nowhere' \
	serve --listen nowhere --data "$d"
fails 'a limit that there is not is told' 1 'colour' \
	serve --limit colour=5 --data "$d"
run serve --limit body=1 --data "$d"
[ "$code" = 1 ] && grep -q 'body is 1, not 1024 to' "$home/err"
so $? 'a limit out of its bounds is told'

serve demo --listen 127.0.0.1:0
so $? 'demo serves'
grep -q 'admin' "$home/out"
so $? 'and names its accounts'
curl -fsS -m 10 "$address/ko/" >"$home/out" 2>"$home/err" &&
	grep -q '더저우' "$home/out"
so $? 'and shows the founding facts'
kill -TERM "$pid"
wait "$pid"
so $? 'and ends when asked to'

exit $failed
