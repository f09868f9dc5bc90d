/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody has typed into the form of a record and not saved yet, and
 * that they have it open: one row for each account and record.  It is theirs
 * alone until somebody takes over; it never becomes the record by itself; it
 * goes when the record is saved, or its content erased.  The text is sealed,
 * as there may be in it whatever the record keeps.
 */
#ifndef RECORD_UNSAVED_H
#define RECORD_UNSAVED_H

#include "entity.h"

#define UNSAVED_OPEN (5 * 60 * INT64_C(1000))  /* ms that a sign of life holds */
#define UNSAVED_DAYS 30                        /* that a text is kept */
#define UNSAVED_MOST (1 << 20)                 /* bytes of one text */

struct unsaved {
	struct id account;
	const char *who;
	int64_t opened, seen;   /* moments */
	int64_t at;             /* of the text; 0: none was typed */
	int64_t revision;       /* that it was typed upon; 0: a new record */
	json_t *text;           /* as the form sent it; NULL: none, or not read */
	const char *taken_by;   /* who took it over, or NULL */
};

/* All but the last five within the act that is open.  record none: of a new
 * record of the kind. */

/* The visitor has the form open.  *taken: who took it over since, or NULL. */
MUST_USE enum err unsaved_open(struct visit *v, const struct entity *of,
	struct id record, const char **taken);
/* Keeps what the form sent; text is borrowed, what is the form's own and every
 * SECRET is left out.  ERR_LARGE. */
MUST_USE enum err unsaved_put(struct visit *v, const struct entity *of,
	struct id record, int64_t revision, const json_t *text);
/* The visitor's own goes. */
MUST_USE enum err unsaved_drop(struct visit *v, const struct entity *of,
	struct id record);
/* Another's is the visitor's now; theirs is told so. */
MUST_USE enum err unsaved_take(struct visit *v, const struct entity *of,
	struct id record, struct id account);
/* All of a record, and all of an account. */
MUST_USE enum err unsaved_forget(struct visit *v, struct id record);

/* The visitor's own, with its text; NULL: nothing was typed. */
MUST_USE enum err unsaved_own(struct visit *v, const struct entity *of,
	struct id record, struct unsaved **out);
/* The same of another account. */
MUST_USE enum err unsaved_of(struct visit *v, const struct entity *of,
	struct id record, struct id account, struct unsaved **out);
/* Others who have the form open now, or have typed something and not saved
 * it, the latest first; without the texts. */
MUST_USE enum err unsaved_others(struct visit *v, const struct entity *of,
	struct id record, struct unsaved **out, size_t *n);
/* A job: those that are older than UNSAVED_DAYS go.  Its own act. */
MUST_USE enum err unsaved_sweep(struct visit *v, json_t *with);

#endif
