/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages share on which comments are looked after. */
#ifndef PAGES_MODERATING_H
#define PAGES_MODERATING_H

#include "inside.h"

#define MODERATORS (ROLE_EDITOR | ROLE_ADMIN)

/* "/office/moderation?tab=held": the page that the request is of, or came
 * from. */
const char *moderation_address(struct request *rq);
/* That page as a view, which the visit keeps; see moderate.c. */
MUST_USE enum err moderation_view(struct request *rq, json_t **out);

/* moderate_card.c: one comment on it; likes: of all that are held.  A new
 * reference. */
MUST_USE enum err moderation_card(struct request *rq, const struct record *c,
	const struct likes *likes, json_t **out);

/* moderate_log.c: what an act was, in words: {"says","more","when","at","who",
 * "href","state","turn","turn_says"}.  A new reference. */
json_t *moderation_deed(struct visit *v, const struct deed *d);

/* moderate_read.c: is a service there that translates into the visitor's
 * language? */
MUST_USE enum err reading_there(struct visit *v, const char *from, bool *out);

#endif
