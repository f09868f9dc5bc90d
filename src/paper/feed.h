/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that write feeds and site maps share. */
#ifndef PAPER_FEED_H
#define PAPER_FEED_H

#include "base/buf.h"
#include "inside.h"
#include "text/text.h"

/* A member that is a text and not empty, or NULL. */
const char *feed_text(const json_t *object, const char *key);
static inline int64_t
feed_moment(const json_t *object, const char *key)
{
	return (int64_t)json_integer_value(json_object_get(object, key));
}
/* A moment as RFC 3339 and as RFC 822 have it, in UTC. */
const char *feed_date(struct arena *a, int64_t moment);
const char *feed_date_822(struct arena *a, int64_t moment);
/* text, escaped, without what XML 1.0 has no character for. */
void feed_escape(struct buf *out, const char *text);

enum err atom_feed(struct arena *a, const json_t *feed, struct buf *out);
enum err rss_feed(struct arena *a, const json_t *feed, struct buf *out);

#endif
