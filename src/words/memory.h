/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation memory: pairs of a sentence and its translation that a
 * person has signed, or that came in a file, found again when a sentence like
 * it is to be translated.
 *
 *	unit    one pair of one office: source and target are there once
 *	place   where it was signed: record, field, its neighbours, who, when
 *	import  the file it came in
 *
 * A unit is found by whoever is of its office, when it came in a file, or when
 * one of its places is in a record that the public can read now.  One whose
 * places are all in records that are not public is held: it is found only
 * while that same record is translated.  This is asked of the record at each
 * look, so that an embargo that ends, a recall or an erasing is felt at once.
 *
 * Two texts are the same here when they differ only in invisible characters,
 * in white space or in how their characters are composed.
 */
#ifndef WORDS_MEMORY_H
#define WORDS_MEMORY_H

#include "record/record.h"

#define MEMORY_LEAST 60   /* a match is at least so good */
#define MEMORY_TEXT 8000  /* bytes of a source or a target that is kept */

/* The tables of words/, as constant scripts for migrate; closed by NULL. */
extern const char *const words_tables[];

/* ---- putting in ---- */

struct memory_pair {           /* a pair that a person has signed */
	const char *from, *to;         /* languages */
	const char *source, *target;
	const char *before, *after;    /* neighbours of the source, or NULL */
	const char *field;             /* "body", "subheads.0.line" */
	const char *who;               /* who signed; NULL: v->who */
};

/*
 * In the act that is open.  What is of a PERSONAL or SECRET field, blank,
 * longer than MEMORY_TEXT, or a translation into its own language is not
 * taken, which is no failure.  Its office is that of the record, or else the
 * visitor's.
 */
MUST_USE enum err memory_add(struct visit *v, const struct record *of,
	const struct memory_pair *pairs, size_t n);

/* A unit was taken over into a text: counted. In the act that is open. */
MUST_USE enum err memory_used(struct visit *v, int64_t unit);

/* In the act that is open: all places in this record go, and the units that
 * have no other.  For when a record is erased; where nobody calls it, the job
 * memory.sweep does within the hour, and until then they are out of sight. */
MUST_USE enum err memory_forget(struct visit *v, struct id record);

/* ---- looking ---- */

enum memory_run_kind { MEMORY_SAME, MEMORY_CHANGED, MEMORY_ADDED,
	MEMORY_MISSING };

struct memory_run {            /* one stretch of the comparison, in order */
	enum memory_run_kind kind;
	const char *found;     /* as the source found has it; ADDED: "" */
	const char *asked;     /* as the text asked for has it; MISSING: "" */
};

struct memory_match {
	int64_t unit;
	int score;             /* 101 same with the same neighbours, 100 same,
	                          below: alike */
	bool numbers;          /* alike, but numbers or dates differ */
	bool only_numbers;     /* and nothing else does */
	bool held;             /* of this very record, which is not public */
	const char *source, *target;
	const char *who;       /* who signed, or the creator a file names; "" */
	int64_t at;            /* when; ms */
	int64_t used;
	const char *entity;    /* "article" and the record it was signed in; NULL: */
	struct id record;      /* it came in a file, or is not for these eyes */
	const char *import;    /* the file's name, or NULL */
	const struct memory_run *runs;
	size_t n_runs;         /* a match below 100 */
};

struct memory_ask {
	const char *from, *to;
	const char *text;
	const char *before, *after;    /* neighbours, or NULL */
	const struct record *record;   /* being translated, or NULL */
	int least;                     /* 0: MEMORY_LEAST */
};

/* The best first, at most `most` (16); *n: how many.  All lives in the
 * visit's arena.  ERR_DENIED: the record is another office's. */
MUST_USE enum err memory_look(struct visit *v, const struct memory_ask *ask,
	struct memory_match *out, size_t most, size_t *n);

/* How alike two texts are, 0 to 100, as memory_look reckons it; runs may be
 * NULL. In a. */
struct memory_likeness {
	int score;
	bool numbers, only_numbers;
	const struct memory_run *runs;
	size_t n_runs;
};
struct memory_likeness memory_compare(struct arena *a, const char *found,
	const char *asked);

/* ---- files ---- */

struct memory_unit {
	int64_t number;                /* 0: not yet there */
	const char *from, *to, *source, *target;
	const char *before, *after;    /* neighbours, or NULL */
	const char *who;               /* or NULL */
	int64_t at;                    /* 0: not told */
	const char *entity;            /* of one signed: where; or NULL */
	struct id record;
	const char *field;
	const char *import;            /* the file it came in, or NULL */
	int64_t used;
};

/* Gives the next unit, whose texts live until the next call; false: the end,
 * or *err says why there are no more (said in the visit). */
typedef bool (*memory_next)(void *arg, struct memory_unit *u, enum err *err);

struct memory_import {
	int64_t number;                /* of the import */
	int64_t read, added, known, left;  /* units; left: not fit for a memory */
};

/*
 * No act is open: takes turns of its own, some ten thousand units each, in the
 * visitor's office.  name: of the file.  On failure the turns before stay, and
 * are found under the import's number; a small file leaves nothing.
 */
MUST_USE enum err memory_import(struct visit *v, const char *name,
	memory_next next, void *arg, struct memory_import *out);

struct memory_filter {
	const char *from, *to;         /* or NULL: any */
	const char *phrase;            /* in source or target; NULL: all */
	int64_t import;                /* 0: any */
	int64_t below;                 /* numbers below this; 0: from the newest */
};

/* The newest first, held ones not among them; *more: there are further ones,
 * below the last one's number. */
MUST_USE enum err memory_list(struct visit *v, const struct memory_filter *f,
	size_t most, struct memory_unit **out, size_t *n, bool *more);

/* Each of the filter's units, held ones not among them, oldest first.  each
 * fails: it ends there. */
MUST_USE enum err memory_export(struct visit *v,
	const struct memory_filter *f,
	enum err (*each)(void *arg, const struct memory_unit *u), void *arg);

struct memory_file {           /* an import, for the page */
	int64_t number, at;
	const char *name, *who;
};
MUST_USE enum err memory_files(struct visit *v, struct memory_file **out,
	size_t *n);

/* In the act that is open.  ERR_MISSING: there is no such one of this office
 * that the visitor can find. */
MUST_USE enum err memory_erase(struct visit *v, int64_t unit);
/* The file's units that were not also signed: out of sight in this act, out
 * of the store by a job, "memory.sweep". */
MUST_USE enum err memory_erase_import(struct visit *v, int64_t import);

/* No act is open.  What that job does: what was signed in records that are
 * erased goes, and what no place or file has.  And all lists of grams written
 * anew, after a restore. */
MUST_USE enum err memory_sweep(struct visit *v);
MUST_USE enum err memory_again(struct visit *v);

#endif
