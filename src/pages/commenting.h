/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of comments share: the box, and the ways to it. */
#ifndef PAGES_COMMENTING_H
#define PAGES_COMMENTING_H

#include "inside.h"

/* The article of {slug}, where everybody reads it.  ERR_MISSING otherwise. */
MUST_USE enum err commenting_article(struct request *rq, struct record **out);
/* "/ko/news/letters/comments" */
const char *commenting_address(struct visit *v, const struct record *article);
/* The number that the form of this request has: of ?of=, else of the cookie,
 * else a new one in a cookie.  In the arena. */
MUST_USE enum err commenting_number(struct request *rq,
	const struct record *article, struct number *out, const char **sealed);

/* ---- comment_work.c ---- */

/* How much comes in on the whole site, as this server has seen. */
enum comment_load commenting_load(struct request *rq);
/* One more came in. */
void commenting_load_add(struct request *rq);

/* The name of the field that people never see. */
const char *commenting_trap(struct visit *v, const struct record *article);
/* The number's cookie, as the connection allows it to be called. */
const char *commenting_cookie(const struct request *rq);

/* "open", "external" (identity is confirmed first), "closed" (why, in words)
 * and "notes" [{"says"}] of the box, and the moment at which the page ends.
 * commenting_time.c */
MUST_USE enum err commenting_put(struct request *rq, json_t *box,
	const struct record *article);

/* ---- identity.c: offices that have identity confirmed ---- */

/* "identity" (what the box says of it), "confirm" (there is a button), "kept"
 * and "fault" of the box; own: as box_put has it.  After "open". */
MUST_USE enum err identity_put(struct request *rq, json_t *box,
	const struct record *article, bool own);
/* With ?kept= what was typed before the way becomes the body. */
MUST_USE enum err identity_kept(struct request *rq,
	const struct record *article);
/* Before a comment is taken, in no act.  *token NULL: nobody asks who it is.
 * A reply is there: they must be confirmed first, and it leads them there. */
MUST_USE enum err identity_before(struct request *rq,
	const struct record *article, const uint8_t **token);
/* In the act of the comment; token as above. */
MUST_USE enum err identity_left(struct request *rq, struct id comment,
	const uint8_t *token);

/* ---- report.c, takedown.c ---- */

/* The comment of {id} beneath that article, in one of those states ("shown
 * blocked"), whoever asks.  ERR_MISSING otherwise. */
MUST_USE enum err commenting_comment(struct request *rq,
	const struct record *article, const char *states,
	struct record **out);
/* Choices of a form: [{"value","label","chosen"}]; closed by NULL.  A new
 * reference. */
json_t *commenting_choices(struct request *rq, const char *name,
	const char *stem, const char *const *values);
/* The requester's secret page, "/ko/takedowns/…/…", in the visit's
 * language. */
const char *takedown_address(const struct visit *v, struct id id);

/*
 * "box" of the view: {"open","closed","notes","action","trap","nickname","text",
 * "answers","answered","number","dark","sound","sealed"}.  own: with a number
 * of its own; without, the page is the same for everybody, and the picture
 * brings the number along.
 */
MUST_USE enum err box_put(struct request *rq, json_t *view,
	const struct record *article, bool own);

#endif
