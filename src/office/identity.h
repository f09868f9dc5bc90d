/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Offices that must know that a reader is somebody before they take a
 * comment: who confirms it (settings of the office), what a browser bears that
 * was confirmed, what is kept beside its comments, and the way there and back,
 * with what was typed.  Who the reader is, nobody here learns.
 */
#ifndef OFFICE_IDENTITY_H
#define OFFICE_IDENTITY_H

#include "record/record.h"

#define IDENTITY_LASTS INT64_C(1800000)  /* ms that a browser is confirmed */
#define WAY_LASTS INT64_C(900000)        /* ms until it must be back */
#define WAY_NAME 8                       /* letters that name a way */

struct identity_office {
	bool asked;                  /* comments are external */
	struct id office;
	const char *called;          /* who confirms, for readers */
	const char *host;            /* the office's own; or NULL */
	const char *issuer, *client; /* "" unless it is asked */
	const char *secret, *acr;    /* or NULL; with identity_settings alone */
};
/* What the article's page says of it: one question, no secret. */
MUST_USE enum err identity_asked(struct visit *v,
	const struct record *article, struct identity_office *out);
/* All of it.  ERR_MISSING: it is not asked (any more). */
MUST_USE enum err identity_settings(struct visit *v, struct id office,
	struct identity_office *out);
/* Of the hook .check of an office. */
MUST_USE enum err identity_check(struct visit *v, const struct draft *d);

/* ---- who it is: a token that leads to nobody ---- */

/* Of the issuer's subject, for this office alone: the same for the same
 * person, and nobody without the server's key can tell whose it is. */
void identity_token(struct visit *v, const struct identity_office *of,
	const char *subject, uint8_t out[SECRET_DIGEST]);
/* As a browser bears it, sealed; in the arena. */
const char *identity_seal(struct visit *v, const struct identity_office *of,
	const uint8_t token[SECRET_DIGEST]);
/* False: none of ours, of another office or provider, or over. */
bool identity_open(struct visit *v, const struct identity_office *of,
	const char *sealed, uint8_t token[SECRET_DIGEST]);

/* In the act of the comment. */
MUST_USE enum err comment_identity_keep(struct visit *v, struct id comment,
	const uint8_t token[SECRET_DIGEST]);
/* Of the hook .stored of a comment: one that is erased leaves no token. */
MUST_USE enum err comment_identity_follows(struct visit *v,
	const struct record *comment);
/* *there false: it was left without. */
MUST_USE enum err comment_identity(struct visit *v, struct id comment,
	uint8_t token[SECRET_DIGEST], bool *there);
/* How many comments of this identity stand for all to read, and how many came
 * since a moment, whatever became of them. */
MUST_USE enum err identity_comments(struct visit *v,
	const uint8_t token[SECRET_DIGEST], int64_t since, int64_t *shown,
	int64_t *came);

/* ---- there and back (identity_way.c) ---- */

struct way {
	uint8_t secret[SECRET_KEY];  /* with the browser, and nowhere else */
	const char *bears;           /* what its cookie holds */
	const char *name;            /* of its cookie, and in addresses */
	const char *state, *nonce, *verifier;
};
void way_new(struct visit *v, struct way *out);
/* Of a cookie; false: it is none. */
bool way_taken(struct visit *v, const char *bears, struct way *out);
/* In an act: keeps what was typed, readable with the cookie alone.
 * ERR_BUSY: there are too many at once; said. */
MUST_USE enum err way_put(struct visit *v, const struct way *way,
	json_t *draft);
/* What was kept; ERR_MISSING: nothing, or it is over.  The visit keeps it. */
MUST_USE enum err way_read(struct visit *v, const struct way *way,
	json_t **draft);
/* In an act: the way back is gone once.  ERR_CONFLICT: it was, or is over. */
MUST_USE enum err way_use(struct visit *v, const struct way *way);
/* In an act: nothing of it is needed any more. */
MUST_USE enum err way_end(struct visit *v, const struct way *way);
/* In an act: those that are over. */
MUST_USE enum err ways_sweep(struct visit *v);

/* Tables that are no records, closed by NULL. */
extern const char *const identity_tables[];

#endif
