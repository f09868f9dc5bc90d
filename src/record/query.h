/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of records.  A query may name only what the table allows: FILTERED
 * and LISTED fields, those the visitor may read.  What it names wrong sticks,
 * and query_run says it (ERR_INPUT, problem on the name).
 *
 *	struct query *q = query_of(v, &entity_exchange);
 *	query_where(q, "ties", QUERY_HAS, id);
 *	query_order(q, "-on");
 *	TRY(query_run(q, &list));
 */
#ifndef RECORD_QUERY_H
#define RECORD_QUERY_H

#include "store.h"

enum query_test {
	QUERY_IS,                    /* a moment: at it, or on that day */
	QUERY_IS_NOT,                /* there, and another */
	QUERY_FROM, QUERY_UNTIL,     /* >=, <= (dates: the whole period counts) */
	QUERY_BEGINS,                /* text and dates: "2024-11" */
	QUERY_HAS,                   /* REFS, CHOICES: among them */
	QUERY_AMONG,                 /* CHOICE: one of "sent received" */
	QUERY_ABSENT, QUERY_THERE,   /* value not used */
	QUERY__MAX
};

#define QUERY_MOST 500  /* records in one page of a list */

struct query;

struct list {
	struct record **at;
	size_t n;
	const char *next;  /* cursor of the next page; NULL: this was the last */
};

struct query *query_of(struct visit *v, const struct entity *of);
const struct entity *query_entity(const struct query *q);
/* value: text as field_take reads it. */
void query_where(struct query *q, const char *field, enum query_test test,
	const char *value);
/* One field name, "-" before it: downwards; ties go by id. NULL: as the
 * entity says. */
void query_order(struct query *q, const char *order);
/* Go on behind a cursor; one of another order or query: ERR_INPUT. */
void query_after(struct query *q, const char *cursor);
/* The same behind a record that may be of another list: one with that value
 * in the field that orders, a text, and that id. */
void query_behind(struct query *q, const char *value, struct id id);
void query_limit(struct query *q, size_t n);
/* Hidden records too; asks for staff. */
void query_hidden(struct query *q);
/* Read only the fields named, "published picture", and those of record_part:
 * for lists that show no more. */
void query_only(struct query *q, const char *names);

MUST_USE enum err query_run(struct query *q, struct list *out);
MUST_USE enum err query_count(struct query *q, int64_t *out);
/* Each record in turn, in an arena that is reset in between; for export. */
MUST_USE enum err query_each(struct query *q,
	enum err (*each)(struct visit *v, struct record *r, void *arg),
	void *arg);

#endif
