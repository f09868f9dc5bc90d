/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records counted where they lie: a query's conditions, grouped, in one
 * statement (and one more for each "distinct").
 *
 *	struct query *q = query_of(v, &entity_exchange);
 *	struct tally t;
 *
 *	query_where(q, "state", QUERY_IS, "done");
 *	TRY(query_tally(q, "ties on/year", "ours*nights latest(on)", &t));
 *
 * by, at most four terms parted by spaces:
 *
 *	type             a CHOICE, FLAG, REF, COUNTRY, LANGUAGE, TEXT, SLUG,
 *	                 DATE or INTEGER field
 *	ties             a REFS field: one row a target, so that a record with
 *	                 two of them is counted under each
 *	value/currency   of a MONEY field
 *	on/year          the first year that a DATE names: of "../2019" 2019
 *	on/month         "2024-11"; absent where only the year is known
 *
 * of, at most eight:
 *
 *	ours             the sum of an INTEGER, or of a DECIMAL as it is kept
 *	ours*nights      of the products of two INTEGER fields, where both are
 *	value            of a MONEY, in its minor units: by must name
 *	                 value/currency
 *	latest(on)       the greatest, and the least text of a TEXT or DATE
 *	first(on)
 *	distinct(members.person)  how many different records a REF of a ROWS
 *	                 field points at
 *
 * by: fields that query_where takes.  of: fields that the visitor may read
 * and that are not PERSONAL.  What is named wrong is ERR_INPUT, as there.
 */
#ifndef RECORD_TALLY_H
#define RECORD_TALLY_H

#include "query.h"

#define TALLY_KEYS 4
#define TALLY_SUMS 8
#define TALLY_MOST 10000  /* rows; more: ERR_INPUT, error.too-many */

struct tally_row {
	const char *key[TALLY_KEYS];   /* as JSON has it: an id, "true",
	                                  "2024"; NULL: absent */
	int64_t count;
	int64_t sum[TALLY_SUMS];       /* of sums and distinct */
	const char *text[TALLY_SUMS];  /* of latest and first; NULL: none */
};

struct tally {
	struct tally_row *at;          /* by their keys upwards, absent last */
	size_t n;                      /* by "" or NULL: one row */
};

/* In the visit's arena.  A sum beyond 64 bits is ERR_BROKEN.  Where nothing
 * but a distinct is asked for, all together, the records are not counted. */
MUST_USE enum err query_tally(struct query *q, const char *by, const char *of,
	struct tally *out);
/* n of them, each by its own terms: where the store is in this process, the
 * records are read once for all.  by: one term at least in each. */
MUST_USE enum err query_tallies(struct query *q, const char *const *by,
	size_t n, const char *of, struct tally *out);

/*
 * What query_tally would say of "latest(OF)", in text[0], found by looking up
 * each group's: for few groups of many records.  Groups without records, and
 * those of an absent key, are left out; nothing is counted, and the rows are
 * in no order.  by, and what OF may then be:
 *
 *	tie         a REF: what lists are ordered by
 *	ties        a REFS with .along: the first of that
 *	ties type   the same, and a CHOICE that is one of the others
 *
 * Given that field with QUERY_HAS, only that target is looked at; of another
 * field a target cannot be given.
 */
MUST_USE enum err query_latest(struct query *q, const char *by,
	const char *of, struct tally *out);

#endif
