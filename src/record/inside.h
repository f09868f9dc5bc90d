/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of record/ know of one another and nobody else does. */
#ifndef RECORD_INSIDE_H
#define RECORD_INSIDE_H

#include "record.h"

/*
 * What is built from an entity's table once, at start: the SQL of its reads
 * and writes.  An entity's table has these columns first, then its fields'
 * in the order of the description:
 *
 *	id | revision | made | changed | standing | …
 *
 * A REFS field's own table:  owner | place | target
 * A ROWS field's own table:  id | owner | place | …
 */
#define PLAN_FIRST 5  /* columns before those of the fields */

/* Is it one of the words of "published corrected"?  NULL: none. */
bool word_among(const char *words, const char *one);
/* Is it one of the words of "label members+"?  NULL: none. */
bool field_among(const char *names, const struct field *f);

struct side {                  /* a REFS or ROWS field's own table */
	const struct field *field;
	const char *table;     /* "tie_members", unquoted */
	const char *columns;   /* "\"target\"", or the row's: "\"id\", \"on\"" */
	const char *read;      /* SELECT owner, … of one owner */
	const char *insert, *clear;
	const struct field *along[ALONG_MOST];  /* copies of its owner's, closed
	                          by NULL unless full */
	const char *along_columns;  /* ", \"on\", \"type\"" */
};

struct unique {                /* a field whose value is one record's only */
	const struct field *field;
	const char *find;      /* SELECT id … WHERE the field = ? */
};

struct plan {
	const struct entity *of;
	const char *columns;   /* all, quoted, parted by ", " */
	const char *get;       /* SELECT … WHERE id = ? */
	const char *glance;    /* the same, but NULL for all that neither its
	                          title nor its address needs */
	const char *glanced;   /* the fields that these need */
	const char *insert, *update, *stand;
	const char *exists;    /* SELECT its owner (or id) … WHERE id = ? */
	bool inner;            /* some field is for partners, not for the public */
	struct unique *uniques;
	size_t unique_count;
	struct side *sides;
	size_t side_count;
};

const struct plan *plan_of(const struct catalogue *c, const struct entity *of);

/* The same columns as plan.columns, but NULL in place of fields that are not
 * among names. */
const char *plan_columns(struct arena *a, const struct entity *e,
	const char *names);

/* The record of the row that s stands on, sides not read. */
struct record *plan_record(struct visit *v, const struct plan *p,
	struct db_stmt *s);
/* Reads the REFS and ROWS among names (NULL: all) of n records of one entity
 * into their fields. */
MUST_USE enum err sides_read(struct visit *v, const struct plan *p,
	const char *names, struct record *const *records, size_t n);
/* Writes those of `fields` whose value is not that of `before` (NULL: all). */
MUST_USE enum err sides_write(struct visit *v, const struct plan *p,
	struct id owner, json_t *fields, json_t *before);

/* Is there a record of that id, and not of another office, nor out of a
 * partner's sight? */
MUST_USE enum err record_exists(struct visit *v, const struct entity *of,
	struct id id, bool *there);
/* The id of a record by its slug, or by "field=value" of a UNIQUE field, for
 * those who write; ERR_MISSING is not said in the visit. */
MUST_USE enum err record_id_of(struct visit *v, const struct entity *of,
	const char *name, struct id *id);
/* Forgets which id has which name: one of them may have changed. */
void named_forget(struct visit *v);
/* The same of one that is there, of which only what names it is read. */
MUST_USE enum err record_glance(struct visit *v, const struct entity *of,
	struct id id, struct record **out);

/* ---- sight.c ---- */

enum reach {                   /* by what right a record is seen */
	REACH_NONE,
	REACH_PUBLIC,          /* as anybody may */
	REACH_SHARED,          /* it is shared with the partner who asks */
	REACH_STAFF,
};

/* r may be a glance. */
MUST_USE enum err record_reach(struct visit *v, const struct record *r,
	enum reach *out);
/* Takes out what is for partners of a record that is not shared with this
 * one; sides are read. */
void reach_trim(const struct visit *v, const struct plan *p,
	struct record *r, enum reach reach);
/* The same of the records of a list. */
MUST_USE enum err reach_trim_all(struct visit *v, const struct plan *p,
	struct record *const *records, size_t n);
/* May a record of this owner be known of, where offices are concerned? */
bool owner_fits(const struct visit *v, const struct entity *of,
	struct id owner);
/* Is it known of by its office, and, to a partner, at all?  Asks the store
 * only where there can be a doubt. */
MUST_USE enum err record_known(struct visit *v, const struct entity *of,
	struct id id, bool *known);
/* A new record's owner is filled in, another's stays; ERR_DENIED when a
 * partner would write what is not, or no more, shared with them. */
MUST_USE enum err owner_take(struct visit *v, struct draft *d);

/* write.c: ERR_DENIED when the visitor does not write such records. */
MUST_USE enum err write_allowed(struct visit *v, const struct entity *of);
/* write.c: the next revision of d->before, with d->fields, after it was
 * checked; nothing when both are equal.  *out: the record after it. */
MUST_USE enum err write_change(struct visit *v, struct draft *d,
	const char *act, struct record **out);
/* gated.c: ERR_INPUT when the draft goes through the gate of its kind and the
 * visitor may not. */
MUST_USE enum err gate_check(struct visit *v, const struct draft *d);
/* reading.c: logs the PERSONAL fields in which the two differ, in the act that
 * is open; nothing when there are none.  before NULL: a new one. */
MUST_USE enum err access_written(struct visit *v, const struct record *now,
	const struct record *before, const char *act);

/* kind_choice.c: the words of "officer editor", a new array. */
json_t *choices_of_text(const char *text);

struct entry {                 /* what a link of the history binds together */
	int64_t number, at, revision;
	struct id account, record;
	const char *who, *act, *entity;
	const void *digest;    /* SECRET_DIGEST bytes, or NULL: no content */
};

/* The link of an entry behind the one whose link is `before`; out may be
 * before. */
void history_link(struct arena *a, const struct entry *e,
	const uint8_t before[SECRET_DIGEST], uint8_t out[SECRET_DIGEST]);

/*
 * What history keeps of these values: a SECRET sealed, so that it stands in
 * clear nowhere in the store; kept in v.  And back, in place; one that this
 * key does not open stays sealed.
 */
json_t *secrets_seal(struct visit *v, const struct field *fields,
	json_t *values);
void secrets_open(struct visit *v, const struct field *fields,
	json_t *values);

/* holder.c: the digests of the files that a record has or had, in a map; and
 * away with those that nothing names any more. */
MUST_USE enum err files_of(struct visit *v, const struct record *r,
	struct map **digests);
MUST_USE enum err files_forget(struct visit *v, const struct map *digests);

/* index.c: the search entry of a record, after it was written. fresh: it had
 * none.  number: the history entry that wrote it. */
MUST_USE enum err index_put(struct visit *v, const struct record *r,
	bool fresh);

#endif
