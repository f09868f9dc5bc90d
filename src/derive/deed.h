/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deeds: many records changed in one go, by an import or from a list.  Each
 * record that a deed touched is a row with the revision that it had before and
 * the one that the deed left it at, so that the whole can be taken back, and
 * be done again, wherever nobody has changed the record since.
 *
 *	pending    a file was handed in, nothing is taken yet; it expires
 *	running    being taken in; goes on where it was after a restart
 *	done
 *	undoing, redoing   the same, backwards and forwards again
 *	undone
 */
#ifndef DERIVE_DEED_H
#define DERIVE_DEED_H

#include "record/record.h"

#define DEED_ACT 500        /* records in one act */
#define DEED_KEPT (24 * 3600 * INT64_C(1000))  /* ms that a file waits */

#define DEED_WRONG_KEPT (90 * DEED_KEPT)  /* and the lines that were refused */

struct deed {
	struct id id;
	const char *kind;      /* name of the entity */
	const char *act;       /* "import", "hide", "unhide", "set", or a subject's
	                          own; see bulk_each */
	const char *name;      /* of the file; "state=done" of a set; "" */
	const char *state;
	const char *who;
	struct id account, office;
	unsigned roles;        /* under which it was begun */
	enum lang lang;
	int64_t made;
	json_t *with;          /* the plan of an import; object */
	int64_t rows;          /* of the file; 0: not known yet */
	int64_t at;            /* rows, or lines of an undo, that are behind it */
	int64_t fresh, changed, same, wrong, left;  /* counts; left by an undo */
};

struct deed_row {
	int64_t line;          /* of the file; place in what was ticked */
	struct id record;      /* none: nothing came of it */
	int64_t before, after; /* revisions; before 0: the deed made it */
	const char *state;     /* "new" "changed" "same" "wrong" "hidden" "shown" */
	const char *says;      /* what was wrong, a line each, or NULL */
	const char *cells;     /* JSON for a preview, or NULL */
	const char *text;      /* the line itself, as CSV, or NULL */
	bool left;             /* an undo left it, as it was changed since */
	bool undone;
};

/* The tables, for migration and backup; closed by NULL. */
extern const char *const derive_tables[];

/* ---- all within the act that is open, but for those that only read ---- */

/* A new one, of this visitor; d->kind, act, name, state, with and rows are set
 * by the caller.  content: of the file, or NULL. */
MUST_USE enum err deed_add(struct visit *v, struct deed *d,
	const char *content, size_t n);
/* ERR_MISSING also for who may not write its kind, and for another office. */
MUST_USE enum err deed_get(struct visit *v, struct id id, struct deed **out);
/* What stands in its file may be more than this visitor may read: it is for
 * whoever handed it in, and for administrators. */
bool deed_file_seen(const struct visit *v, const struct deed *d);
/* Its file.  ERR_MISSING: it is not kept any more. */
MUST_USE enum err deed_content(struct visit *v, struct id id,
	struct bytes *out);
/* Writes state, with, rows, at and the counts. */
MUST_USE enum err deed_save(struct visit *v, const struct deed *d);
/* The file goes; what was done stays. */
MUST_USE enum err deed_drop_content(struct visit *v, struct id id);
MUST_USE enum err deed_forget(struct visit *v, struct id id);
/* Those pending since before that moment go, and in the end also the lines
 * that were refused by others. */
MUST_USE enum err deed_expire(struct visit *v, int64_t before);
/* The visitor's own of that state and kind, newest first: at most n. */
MUST_USE enum err deed_own(struct visit *v, const char *kind,
	const char *state, struct deed **out, size_t *n, size_t most);

/* All that was done to records of a kind, but imports, newest first: at most
 * n, older than that moment (0: from now).  Of the visitor's office, and of
 * who may write the kind; mine: the visitor's own alone. */
MUST_USE enum err deed_recent(struct visit *v, const struct entity *of,
	int64_t before, bool mine, struct deed **out, size_t *n, size_t most);

MUST_USE enum err deed_row_add(struct visit *v, struct id deed,
	const struct deed_row *row);
MUST_USE enum err deed_rows_forget(struct visit *v, struct id deed);
/* Rows behind a line, in the order of the file; state NULL: all; "left": those
 * that an undo left. */
MUST_USE enum err deed_rows(struct visit *v, struct id deed,
	const char *state, int64_t behind, size_t most,
	struct deed_row **out, size_t *n);

/*
 * Takes back (or, with again, does again) the next rows behind d->at, at most
 * `most`, and writes d: its state is "undone" ("done") once all are.  Records
 * that were changed since are left and counted in d->left.  A record that can
 * not be brought back for a rule of its kind is left as well.
 */
MUST_USE enum err deed_turn(struct visit *v, struct deed *d, bool again,
	size_t most);

/* ---- what may fail without undoing the act ---- */

struct attempt {
	int64_t number;
	bool known;
};
struct attempt attempt_begin(const struct visit *v);
/* Was it refused, and nothing of it written? */
bool attempt_refused(const struct visit *v, struct attempt a, enum err err);
/* The visit's problems in words, "Field: reason" a line each, and forgotten. */
const char *attempt_says(struct visit *v, const struct entity *of);

/* ---- bulk.c ---- */

#define BULK_MOST 500

struct bulk_wish {
	const struct entity *of;
	const json_t *ids;     /* array of texts, or one text */
	const char *act;       /* "hide", "unhide", "set" */
	const char *field, *value;
};

/* What can be set of many at once: [{"field","label","choices":[…]}]. */
json_t *bulk_fields(struct visit *v, const struct entity *of);
/* Does it to each that allows it, in the act that is open; the others are rows
 * "wrong" of the deed.  ERR_INPUT: nothing ticked, too many, or no such act. */
MUST_USE enum err bulk_do(struct visit *v, const struct bulk_wish *w,
	struct deed **out);

struct bulk_act {          /* what a subject does to many at once */
	const struct entity *of;
	const json_t *ids;     /* as above */
	const char *name;      /* of the deed's act; message bulk.act-NAME */
	const char *state;     /* of a row that went through: "changed" */
	json_t *with;          /* of the deed; an object */
	/* To one; *now as it stands, of the same revision when it was so
	 * already. */
	enum err (*each)(struct visit *v, const struct record *r, void *arg,
		struct record **now);
	void *arg;
};
/* The same of any act: it can be taken back as those of lists can. */
MUST_USE enum err bulk_each(struct visit *v, const struct bulk_act *act,
	struct deed **out);

#endif
