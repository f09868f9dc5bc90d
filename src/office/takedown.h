/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The block of thirty days: somebody whom a comment harms asks for it with
 * grounds, a moderator blocks it or refuses, and before the term is over it is
 * shown again or removed.  Asking alone blocks nothing; what nobody decides is
 * shown again by the clock.  Nothing here knows of HTTP or mail.
 */
#ifndef OFFICE_TAKEDOWN_H
#define OFFICE_TAKEDOWN_H

#include "record/record.h"

#define BLOCK_DAYS_MOST 30
#define BLOCK_REVIEW_DAYS 7    /* before its end moderators are reminded */
#define TAKEDOWN_WAITING 20    /* requests that may wait for one comment */
#define TAKEDOWN_TEXT 1000     /* characters of a word to or from people */

/* ---- what an office says of reports and blocks ---- */

struct comment_rules {
	int64_t report_holds;  /* networks; 0: never */
	int64_t block_days;    /* 1 to BLOCK_DAYS_MOST */
	const char *zone;
};
/* Of that office (none: the server's first); in the arena. */
MUST_USE enum err comment_rules_read(struct visit *v, struct id office,
	struct comment_rules *out);

/* ---- the clock (takedown_clock.c) ---- */

/* The moment at which a block is over: at the same time of day, so many days
 * on in that zone, and never later than as many times 24 hours. */
int64_t block_ends(struct visit *v, int64_t from, int64_t days,
	const char *zone);
/* Midnights of that zone that lie between; 0: it ends today. */
int block_days_left(struct visit *v, int64_t ends, const char *zone);
/* In the act: jobs for the end of this one and for its reminder. */
MUST_USE enum err takedown_await(struct visit *v,
	const struct record *takedown);
/* A job: shows again what nobody decided on, and has moderators reminded
 * BLOCK_REVIEW_DAYS before. */
MUST_USE enum err takedowns_clock(struct visit *v, json_t *with);

/* ---- asking (takedown.c) ---- */

struct takedown_wish {
	const struct record *comment;
	const char *name, *mail, *relation, *ground, *grounds;
};
/* In the act, of a guest.  ERR_INPUT, said at these names; ERR_CONFLICT: so
 * many wait for this comment already, or it cannot be blocked. */
MUST_USE enum err takedown_ask(struct visit *v, const struct takedown_wish *w,
	struct record **out);
/* What stands in the requester's secret address: signed by the server's key,
 * so nothing of it is kept.  In the arena. */
const char *takedown_secret(const struct visit *v, struct id id);
/* ERR_MISSING: there is none, or the secret is another. */
MUST_USE enum err takedown_find(struct visit *v, const char *id,
	const char *secret, struct record **out);
/* Whoever asks: one that is there, or NULL in *out. */
MUST_USE enum err takedown_get(struct visit *v, struct id id,
	struct record **out);

/* ---- acts (takedown_act.c), each in the act that is open ---- */

/* What may be done with it now: [{"act","label","says","ground","words"}], the
 * last two when they must be said.  A new reference. */
json_t *takedown_next(struct visit *v, const struct record *takedown);
struct takedown_act {
	const char *act;     /* "block" "refuse" "restore" "remove" */
	const char *ground;  /* of remove, as grounds_offered has it */
	const char *words;   /* to both sides; of refuse to the requester */
};
/* By staff.  ERR_INPUT, said at act, ground or words; ERR_CONFLICT: the
 * comment cannot be blocked (again); ERR_DENIED. */
MUST_USE enum err takedown_decide(struct visit *v,
	const struct record *takedown, const struct takedown_act *act,
	struct record **out);
/* By the requester; a comment blocked for nobody else is shown again. */
MUST_USE enum err takedown_withdraw(struct visit *v,
	const struct record *takedown, struct record **out);
/* By the author, once, while it is blocked. */
MUST_USE enum err takedown_answer(struct visit *v,
	const struct record *comment, const char *text);

/* ---- looking (takedown.c) ---- */

/* The request that a comment is blocked for, the first by time; or NULL. */
MUST_USE enum err takedown_blocking(struct visit *v, struct id comment,
	struct record **out);
/* The comment that it is about, whoever asks; NULL: not there any more. */
MUST_USE enum err takedown_comment(struct visit *v,
	const struct record *takedown, struct record **out);
/* Accounts of the visit's office that may decide on it. */
MUST_USE enum err moderators(struct visit *v, struct id **out, size_t *n);
/* All requests about a comment that are received or blocked, oldest first, for
 * staff and without a word of who asked: [{"id","href","state","state_says",
 * "ground_says","at","when","until_when","left_says"}], the last two only of
 * blocked ones.  A new reference. */
MUST_USE enum err takedowns_of(struct visit *v, struct id comment,
	json_t **out);
/* Of the hook .check of comments: no block is without an end, be it set by
 * hand, or longer than it may be. */
MUST_USE enum err takedown_comment_check(struct visit *v, struct draft *d);
/* Of the hook .stored of comments: one that left its block otherwise closes
 * the requests that it was blocked for. */
MUST_USE enum err takedown_follows(struct visit *v, const struct record *now,
	const struct record *before);

#endif
