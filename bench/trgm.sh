#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The same looks by PostgreSQL's pg_trgm, in a database of its own beside that
# of $GYORYU_STORE (its letters must be known as such, or Hangul is none):
#
#	bench/trgm.sh FOLDER UNITS LOOKS [gin|gist]
#
# reads FOLDER/units.tsv and asked.txt as bench-memory has written them, and
# prints p50 and p99 in ms as psql sees them.
set -eu
folder=$1 units=$2 looks=$3 index=${4:-gin}
ask() { psql -X -q -t -A -v ON_ERROR_STOP=1 "$GYORYU_STORE"; }

every=$(($(wc -l <"$folder/units.tsv") / units))
ask <<SQL
CREATE DATABASE trgm TEMPLATE template0 LC_CTYPE 'C.UTF-8';
\\c trgm
CREATE EXTENSION pg_trgm;
CREATE TABLE unit (n bigint, source text, target text);
\\copy unit from program 'awk "NR % $every == 0" $folder/units.tsv'
CREATE INDEX ON unit USING $index (source ${index}_trgm_ops);
ANALYZE unit;
SQL
{
	cat <<'SQL'
\c trgm
SET pg_trgm.similarity_threshold = 0.5;
PREPARE look (text) AS SELECT source FROM unit WHERE source % $1
  ORDER BY similarity(source, $1) DESC LIMIT 5;
\timing on
SQL
	awk -v every="$((1000 / looks))" -v q="'" 'NR % every == 0 {
		gsub(q, q q); print "EXECUTE look (" q $0 q ");" }' \
		"$folder/asked.txt"
} | ask | awk '/^Time:/ { print $2 }' | sort -n | awk '{ t[NR] = $1 }
	END { last = int(NR * 99 / 100) + 1
		if (last > NR) last = NR
		printf "%.1f %.1f\n", t[int((NR + 1) / 2)], t[last] }'
