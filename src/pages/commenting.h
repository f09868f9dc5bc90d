/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of comments share: the box, and the ways to it. */
#ifndef PAGES_COMMENTING_H
#define PAGES_COMMENTING_H

#include "inside.h"

/* The article of {slug}, where everybody reads it.  ERR_MISSING otherwise. */
MUST_USE enum err commenting_article(struct request *rq, struct record **out);
/* "/ko/news/letters/comments" */
const char *commenting_address(struct visit *v, const struct record *article);
/* The name of the field that people never see. */
const char *commenting_trap(struct visit *v, const struct record *article);
/* The number's cookie, as the connection allows it to be called. */
const char *commenting_cookie(const struct request *rq);

/*
 * "box" of the view: {"open","closed","action","trap","nickname","text",
 * "answers","answered","number","dark","sound","sealed"}.  own: with a number
 * of its own; without, the page is the same for everybody, and the picture
 * brings the number along.
 */
MUST_USE enum err box_put(struct request *rq, json_t *view,
	const struct record *article, bool own);

#endif
