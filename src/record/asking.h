/* SPDX-License-Identifier: Apache-2.0 */
/* A query on its way, as query.c (what is asked), sight.c (of what), cursor.c
 * (in which order, from where on) and tally.c (how counted) share it. */
#ifndef RECORD_ASKING_H
#define RECORD_ASKING_H

#include "inside.h"

struct bound {
	enum { BOUND_VALUE, BOUND_TEXT, BOUND_INT, BOUND_ID, BOUND_BLOB } as;
	const struct field *field;   /* VALUE */
	json_t *value;
	const char *text;
	int64_t number;
	struct id id;
	const uint8_t *blob;
	size_t n;
};

#define BOUND_MOST 56

struct query {
	struct visit *v;
	const struct plan *plan;
	struct {
		const struct side *of;   /* found by a target of this side; NULL */
		struct id target;
		bool leads;              /* and in its order */
		const char *among;       /* those with a row of this side; NULL */
	} by;
	bool picks;                  /* a condition leaves few records */
	size_t tests;                /* conditions that query_where was given */
	bool scans;                  /* SQLite: all records in a row cost less
	                                than any index */
	struct buf where;            /* " AND …" each */
	struct bound bound[BOUND_MOST];
	size_t bounds;
	const struct field *order;   /* NULL: by id */
	bool down;
	const char *after;
	size_t limit;
	bool hidden;
	bool narrow;                 /* a partner asks by what is for partners:
	                                only what is shared with them is found */
	const char *only;            /* fields to be read; NULL: all */
	enum err err;
};

/* The first mistake sticks. */
void query_wrong(struct query *q, const char *name, const char *key);
/* The place of the next bound value; too many of them is a mistake. */
struct bound *query_bind(struct query *q, int as);

/* Would SQLite, for an index, look up a good part of the records one by one? */
bool query_scans(const struct query *q);
/* "FROM … WHERE …" */
void query_from(struct query *q, struct buf *sql);
void query_bind_all(struct query *q, struct db_stmt *s);
/* How its id is called there. */
const char *query_id(const struct query *q);
/* The field of that name, if the visitor may ask by it; else NULL. */
const struct field *query_askable(struct query *q, const char *name);
/* What is found will tell of this field. */
void query_reads(struct query *q, const struct field *f);
/* The same conditions, to be added to. */
struct query query_copy(const struct query *q);

/* ---- sight.c ---- */

/* The conditions that every query has, by whom it is asked. */
void sight_where(struct query *q);

/* ---- cursor.c ---- */

/* May lists be ordered by it? */
bool query_sortable(const struct field *f);
/* " ORDER BY … LIMIT ?" */
void cursor_order(struct query *q, struct buf *sql);
/* Where q->after says that the page begins, as one more condition. */
void cursor_read(struct query *q);
/* The sort value of the row that s stands on, kept; NULL: absent. */
const char *cursor_value(struct query *q, struct db_stmt *s, size_t *n);
/* The cursor behind a record with that sort value. */
const char *cursor_behind(struct query *q, const struct record *r,
	const char *value, size_t n);

#endif
