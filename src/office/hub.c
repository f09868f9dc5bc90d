/* SPDX-License-Identifier: Apache-2.0 */
/* That a hub is to be told of: what readers get of an article has changed. */
#include "inside.h"

/* Few offices have a hub, and an import has many articles. */
static enum err
hub_there(struct visit *v, bool *there)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM office"
		" WHERE hub IS NOT NULL LIMIT 1");

	TRY(db_step(s, there));
	db_done(s);
	return OK;
}

enum err
hub_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	const char *article;
	bool there;

	if (article_face(now) == ARTICLE_NONE && (before == NULL ||
	    article_face(before) == ARTICLE_NONE))
		return OK;
	TRY(hub_there(v, &there));
	if (!there)
		return OK;
	article = id_text(v->arena, now->id);
	return job_add(v, "hub.ping", article, keep(v, json_pack("{s:s}",
		"article", article)), v->now);
}
