/* SPDX-License-Identifier: Apache-2.0 */
/* A tally on its way, as tally.c (what is asked), tally_say.c (in SQL) and
 * tally_fold.c (added up here) share it. */
#ifndef RECORD_TALLYING_H
#define RECORD_TALLYING_H

#include "asking.h"
#include "tally.h"

enum term_as { TERM_SUM, TERM_MOST, TERM_LEAST, TERM_DISTINCT };

struct tally_term {
	enum term_as as;
	const struct field *field;
	const struct field *other;   /* a factor, or the REF of the rows */
	const char *part;            /* "year"; "": none */
};

struct tallying {
	struct query *q;
	struct tally_term by[TALLY_KEYS], of[TALLY_SUMS];
	size_t keys, sums;
	size_t nth;                  /* of those that are folded together */
	bool targets;                /* by one of them is a REFS field */
};

/* apart: the distinct that alone is counted; NULL: all the others. */
const char *tally_say(const struct tallying *t, const struct tally_term *apart);
/* The same of n tallies, ungrouped: a row a record and target, of what is
 * summed (NULL for a distinct), the target's place, and then of the keys of
 * each, dates whole.  They differ in their keys alone. */
const char *tally_say_each(const struct tallying *t, size_t n);

/* A key's column as JSON has its value; NULL: absent. */
const char *tally_key(const struct tallying *t, const struct tally_term *is,
	struct db_stmt *s, int at);
/* Makes room for one more row, twice as much each time it is full; ERR_INPUT
 * when there are too many. */
MUST_USE enum err tally_room(const struct tallying *t, struct tally *out,
	size_t *room);

/* The rows of n tallies but for what is distinct, from the records one by
 * one. */
MUST_USE enum err tally_fold(const struct tallying *t, size_t n,
	struct tally *out);

#endif
