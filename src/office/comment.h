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

enum comment_box { BOX_OPEN, BOX_ARTICLE_CLOSED, BOX_OFFICE_CLOSED };
/* May readers write beneath this article? */
MUST_USE enum err comments_box(struct visit *v, const struct record *article,
	enum comment_box *out);

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
/* In the act: from here on it is used up, whatever was answered.  ERR_INPUT,
 * said at `number`: it was before, or it is over. */
MUST_USE enum err number_use(struct visit *v, const char *sealed,
	const struct number *n);
/* Are these its digits?  Spaces between them are nobody's fault. */
bool number_right(const struct number *n, const char *given);

/* ---- leaving one (comment_left.c) ---- */

/* Why a comment waits for a person; the choices of its field `why`. */
struct leaving {
	const struct record *article;
	const char *nickname, *text;
	struct id answers;             /* none: none */
	const char *hash;              /* of its password */
	const char *why;               /* NULL: nothing speaks against it yet */
	const char *network;           /* of the person */
};
/* Wrong at field nickname, text or password: ERR_INPUT, said.  Without a look
 * into the store. */
MUST_USE enum err comment_fits(struct visit *v, const char *nickname,
	const char *text, const char *password);
/* In the act.  What is wrong with it is said by field; what looks like a
 * flood waits.  An answer to an answer answers what that one does. */
MUST_USE enum err comment_leave(struct visit *v, const struct leaving *l,
	struct record **out);

/* Of an edit: the text alone, and whether it must wait (*why NULL: no). */
MUST_USE enum err comment_text_fits(struct visit *v, const char *text);
MUST_USE enum err comment_waits(struct visit *v, const char *text,
	const char **why);

/* ---- its author, by the password (comment_own.c) ---- */

/* A reader's comment beneath that article, whatever its state; not for
 * showing.  ERR_MISSING: none, or one without a password. */
MUST_USE enum err comment_find(struct visit *v, const struct record *article,
	const char *id, struct record **out);
/* An act of its own, and slow: hashes.  ERR_INPUT, at `password`: wrong;
 * ERR_BUSY: not now, *wait in ms. */
MUST_USE enum err comment_prove(struct visit *v, const struct record *comment,
	const char *password, int64_t *wait);
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

/* Keys of days gone by go, and numbers that are over; a job. */
MUST_USE enum err comments_sweep(struct visit *v);

#endif
