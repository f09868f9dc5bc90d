/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments that readers leave by themselves: whether an article's box is
 * open, the number that a form asks for, the password that belongs to a
 * comment, and the acts that it opens.  Nothing here knows of HTTP.
 */
#ifndef OFFICE_COMMENT_H
#define OFFICE_COMMENT_H

#include "record/record.h"

#define NUMBER_DIGITS 6
#define NUMBER_LASTS INT64_C(300000)   /* ms that a number may be tried in */
#define COMMENT_TRIES 5                /* wrong passwords before a wait */
#define COMMENT_PASSWORD_LEAST 4       /* characters */
#define COMMENT_PASSWORD_MOST 1000     /* bytes */
#define COMMENT_NICKNAME 20            /* characters */
#define COMMENT_TEXT 1000

/* ---- the box ---- */

enum comment_box { BOX_OPEN, BOX_ARTICLE_CLOSED, BOX_OFFICE_CLOSED,
	BOX_NOT_YET, BOX_OVER, BOX_ELECTION };
struct commenting {            /* commenting_time.c */
	enum comment_box box;
	const char *key, *arg;     /* not open: why and since or until when, a
	                              message and its argument */
	struct {
		const char *key, *arg;
	} note[2];                 /* open: what readers are told */
	size_t notes;
	bool holds;                /* what is written or changed now waits for a
	                              person */
	int64_t changes;           /* the moment from which it may be otherwise
	                              though nobody wrote; 0: none */
	bool external;             /* who writes is confirmed elsewhere first */
};
/* May readers write beneath this article, and until when? */
MUST_USE enum err commenting_read(struct visit *v,
	const struct record *article, struct commenting *out);
/* Only its box. */
MUST_USE enum err comments_box(struct visit *v, const struct record *article,
	enum comment_box *out);

/* On the days of an election *why is set, unless it was. */
MUST_USE enum err commenting_waits(struct visit *v,
	const struct record *article, const char **why);
/* Of the hooks .check of an article, of an office: times in their order. */
MUST_USE enum err commenting_article_check(struct visit *v, struct draft *d);
MUST_USE enum err commenting_office_check(struct visit *v, struct draft *d);

/* ---- the number (comment_number.c) ---- */

struct number {
	struct id article;
	int64_t made;                       /* also the moment of the form */
	char digits[NUMBER_DIGITS + 1];
};
/* A new number for the form beneath an article, sealed: the digits are
 * nowhere else, and nothing is kept.  In the arena. */
const char *number_make(struct visit *v, struct id article, int64_t made);
/* ERR_MISSING: none of ours, or of another article.  One that is over is read
 * all the same. */
MUST_USE enum err number_read(struct visit *v, const char *sealed,
	struct id article, struct number *out);
/* Outside an act: neither over nor used as yet.  ERR_INPUT, said at `number`. */
MUST_USE enum err number_fresh(struct visit *v, const char *sealed,
	const struct number *n);
/* In the act: from here on it is used up, whatever was answered.  ERR_INPUT,
 * said at `number`: it was before, or it is over. */
MUST_USE enum err number_use(struct visit *v, const char *sealed,
	const struct number *n);
/* Are these its digits?  Spaces between them are nobody's fault. */
bool number_right(const struct number *n, const char *given);

/* How much comes in on the whole site. */
enum comment_load { LOAD_CALM, LOAD_BUSY, LOAD_FLOOD };

/* ---- work instead of the number (comment_work.c) ---- */

struct work {
	const char *ticket;
	const char *target;            /* SHA-256 of ticket "." answer, in hex */
	int64_t most;                  /* the answer is below */
};
/* For the form of that sealed number; harder the more comes in.  In the arena.
 * ERR_MISSING: that is no sealed number. */
MUST_USE enum err work_make(struct visit *v, const char *number,
	struct id article, enum comment_load load, struct work *out);
/* Is it the answer of a ticket that was made for that number, and not over? */
bool work_right(struct visit *v, const char *ticket, const char *number,
	struct id article, const char *answer);

/* ---- leaving one (comment_left.c) ---- */

struct weighed;  /* what its words tell of it; comment_wait.h */

/* Why a comment waits for a person; the choices of its field `why`. */
struct leaving {
	const struct record *article;
	const char *nickname, *text;
	struct id answers;             /* none: none */
	const char *hash;              /* comment_password_keep of its password */
	const char *why;               /* NULL: nothing speaks against it yet */
	const char *network;           /* of the person */
	const uint8_t *identity;       /* SECRET_DIGEST bytes; NULL: not asked */
	enum comment_load load;        /* of the site */
	bool worked;                   /* the sender's device has, for it */
	const struct weighed *weighed; /* NULL: it is weighed in the act */
};
/* Wrong at field nickname, text or password: ERR_INPUT, said.  Without a look
 * into the store. */
MUST_USE enum err comment_fits(struct visit *v, const char *nickname,
	const char *text, const char *password);
/* In the act.  What is wrong with it is said by field; what looks like a
 * flood waits.  An answer to an answer answers what that one does. */
MUST_USE enum err comment_leave(struct visit *v, const struct leaving *l,
	struct record **out);

/* What can be told before the act: words and links that make it wait, and what
 * others are held against.  For leaving.weighed; in the arena. */
MUST_USE enum err comment_weigh(struct visit *v, const struct leaving *l,
	const struct weighed **out);

/* Of an edit: the text alone; and, in its act, whether it must wait (*why
 * NULL: no).  From then on others are held against the new text. */
MUST_USE enum err comment_text_fits(struct visit *v, const char *text);
MUST_USE enum err comment_waits(struct visit *v, const struct record *comment,
	const char *text, const char **why);

/* ---- its password (comment_secret.c) ---- */

/* What is kept of it at first: quick.  In the arena. */
const char *comment_password_keep(struct visit *v, const char *password);
/* Of .stored: with an erased comment goes whence it came, its password and the
 * sketch of its text. */
MUST_USE enum err comment_secret_follows(struct visit *v,
	const struct record *comment);
/* Is it that one?  Slow: hashes. */
bool comment_password_right(struct visit *v, const char *kept,
	const char *password);
/* Slow, in no act: hashes some of those that are only signed as yet.  *more:
 * there may be others. */
MUST_USE enum err comments_harden(struct visit *v, bool *more);

/* ---- its author, by the password (comment_own.c) ---- */

/* A reader's comment beneath that article, whatever its state; not for
 * showing.  ERR_MISSING: none, or one without a password. */
MUST_USE enum err comment_find(struct visit *v, const struct record *article,
	const char *id, struct record **out);
/* An act of its own, and slow: hashes.  ERR_INPUT, at `password`: wrong;
 * ERR_BUSY: not now, *wait in ms. */
MUST_USE enum err comment_prove(struct visit *v, const struct record *comment,
	const char *password, const char *network, int64_t *wait);
/* In the act: the author changes its text, or takes it back for good. */
MUST_USE enum err comment_edit(struct visit *v, const struct record *comment,
	const char *text, struct record **out);
/* Against its removal, once; a person looks at it. */
MUST_USE enum err comment_object(struct visit *v,
	const struct record *comment, const char *text);
MUST_USE enum err comment_withdraw(struct visit *v,
	const struct record *comment);

/* Tables that are no records, closed by NULL. */
extern const char *const comment_tables[];

/* ---- what becomes of them (comment_event.c, comment_count.c) ---- */

extern const char *const comment_count_tables[];
/* Of the hook .stored: counts what happened. */
MUST_USE enum err comment_counted(struct visit *v, const struct record *now,
	const struct record *before);
/* Adds up what was counted an hour ago and more; a job. */
MUST_USE enum err comment_events_fold(struct visit *v);
/* Month by month, of the visit's office or of all; see comment_count.c.  from,
 * until: "2026-05", or NULL.  The visit keeps it. */
MUST_USE enum err comment_counts(struct visit *v, const char *from,
	const char *until, json_t **out);

/* ---- as tables (comment_export.c) ---- */

/* Of the days from and until, "2026-05-01", or NULL; oldest first. */
MUST_USE enum err comments_between(struct visit *v, const char *from,
	const char *until, struct query **out);
/* What goes out without personal data, closed by NULL. */
extern const char *const comment_open_columns[];
/* These of one comment, each a text, "" where there is none; text: of shown
 * ones theirs, too.  The visit keeps it. */
MUST_USE enum err comment_open_row(struct visit *v, const struct record *c,
	bool text, json_t **out);
/* In the act: comments left the house with all that is of a person. */
MUST_USE enum err comments_export_note(struct visit *v, const char *reason);

extern const char *const comment_keeping_tables[];
/* So many days the keys of addresses are kept, from now on; an act of its
 * own. */
MUST_USE enum err comment_keys_keep(struct visit *v, int64_t days);
MUST_USE enum err comment_keys_days(struct visit *v, int64_t *out);
/* Keys of days gone by go, and numbers that are over; a job. */
MUST_USE enum err comments_sweep(struct visit *v);

#endif
