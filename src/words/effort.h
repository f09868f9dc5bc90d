/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much work was left after a suggestion: for every sentence that was
 * translated here, which engine it began with ("memory", a service's name,
 * "person": none), how many characters were changed since and how many
 * seconds it took.  No text is kept, so there is nothing to be erased.
 *
 * And the runs that translate a whole record beforehand, for their page.
 */
#ifndef WORDS_EFFORT_H
#define WORDS_EFFORT_H

#include "record/record.h"

#define EFFORT_SECONDS 900   /* of one look at a sentence that are believed */

struct effort {
	const char *field;       /* "body" */
	const char *of;          /* digest of the sentence */
	const char *from, *to;
	const char *engine;      /* a new suggestion; NULL: it goes on */
	int64_t offered;         /* its characters; 0: it goes on */
	int64_t changed;         /* characters changed now */
	int64_t seconds;         /* spent now; 0: nobody knows */
	bool done;               /* it was signed */
};

/* Characters that must be put in, taken out or exchanged to make one text of
 * the other; beyond some thousand characters a bound of it. */
int64_t effort_changed(const char *before, const char *after);
/* Characters of a text, as effort_changed counts them. */
int64_t effort_length(const char *text);

/* In the act that is open. */
MUST_USE enum err effort_note(struct visit *v, const struct record *of,
	const struct effort *e);

struct effort_line {
	const char *engine, *from, *to;
	int64_t sentences;       /* that were signed */
	int64_t unchanged;       /* of them taken as they were */
	int64_t offered, changed;
	int64_t timed, seconds;  /* those that somebody knows the time of */
};
/* Since that moment, in the visitor's office: the least corrected engine of
 * each pair first.  In the arena. */
MUST_USE enum err effort_tally(struct visit *v, int64_t since,
	struct effort_line **out, size_t *n);

/* ---- whole records, beforehand (pretranslate.c) ---- */

struct pretranslate {
	struct id id, record;
	const char *entity, *from, *to;
	const char *state;       /* "running" "stopping" "done" "stopped"
	                            "failed" */
	int64_t total, done;     /* sentences that were empty or stale */
	int64_t memory, machine; /* filled from it */
	int64_t left;            /* could not be */
	int64_t least;           /* score of the memory that is good enough */
	bool asks;               /* services too */
	const char *says;        /* why something was left, a line each */
	const char *who;         /* who began it, and as whom it writes */
	struct id account, office;
	unsigned roles;
	enum lang lang;
	int64_t made;
};

/* In the act that is open.  Its id is made here. */
MUST_USE enum err pretranslate_add(struct visit *v, struct pretranslate *p);
/* ERR_MISSING: there is none. */
MUST_USE enum err pretranslate_get(struct visit *v, struct id id,
	struct pretranslate **out);
/* The newest of a record in a language; *out NULL: none. */
MUST_USE enum err pretranslate_latest(struct visit *v, struct id record,
	const char *to, struct pretranslate **out);
/* Writes state, counts and what it says; in the act that is open.  One that is
 * to stop stays so until its state is an end. */
MUST_USE enum err pretranslate_save(struct visit *v,
	const struct pretranslate *p);
/* Asks one that runs to stop.  In the act that is open. */
MUST_USE enum err pretranslate_stop(struct visit *v, struct id id);

/* The tables of both, among words_tables. */
#define EFFORT_TABLE \
	"CREATE TABLE IF NOT EXISTS effort (" \
	" record {id} NOT NULL, field {text} NOT NULL," \
	" to_lang {text} NOT NULL, digest {text} NOT NULL," \
	" from_lang {text} NOT NULL, entity {text} NOT NULL," \
	" engine {text} NOT NULL, offered {int} NOT NULL," \
	" changed {int} NOT NULL, seconds {int} NOT NULL," \
	" done {int} NOT NULL, office {id}, at {int} NOT NULL," \
	" PRIMARY KEY (record, field, to_lang, digest));" \
	"CREATE INDEX IF NOT EXISTS effort_at ON effort (at);"

#define PRETRANSLATE_TABLE \
	"CREATE TABLE IF NOT EXISTS pretranslate (" \
	" id {id} PRIMARY KEY, entity {text} NOT NULL, record {id} NOT NULL," \
	" from_lang {text} NOT NULL, to_lang {text} NOT NULL," \
	" state {text} NOT NULL, total {int} NOT NULL, done {int} NOT NULL," \
	" memory {int} NOT NULL, machine {int} NOT NULL," \
	" left_over {int} NOT NULL, least {int} NOT NULL, asks {int} NOT NULL," \
	" says {text}, who {text} NOT NULL, account {id}, office {id}," \
	" roles {int} NOT NULL, lang {text} NOT NULL," \
	" made {int} NOT NULL);" \
	"CREATE INDEX IF NOT EXISTS pretranslate_record" \
	" ON pretranslate (record, to_lang, made);"

#endif
