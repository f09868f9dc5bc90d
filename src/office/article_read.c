/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers get of an article.  The store shows the public only what is
 * published or corrected; what was recalled or unpublished is read for them
 * here, and everything is taken out but that it was there and why it is no
 * more.  So a recalled text is in no list, no search, no API and no feed, and
 * its pictures are nobody's.
 */
#include <string.h>

#include "article.h"

bool
article_read_by_all(const char *state)
{
	return strcmp(state, "published") == 0 ||
		strcmp(state, "corrected") == 0;
}

enum article_face
article_face(const struct record *r)
{
	const char *state = record_text(r, "state");

	if (r->standing != RECORD_THERE || state == NULL)
		return ARTICLE_NONE;
	if (strcmp(state, "recalled") == 0)
		return ARTICLE_STUB;
	if (strcmp(state, "unpublished") == 0)
		return ARTICLE_GONE;
	return article_read_by_all(state) ? ARTICLE_FULL : ARTICLE_NONE;
}

bool
article_public(const struct record *r)
{
	return article_face(r) == ARTICLE_FULL;
}

void
articles_public(struct query *q)
{
	query_where(q, "state", QUERY_AMONG, ARTICLE_OPEN);
}

/* Only what its stub tells. */
static struct record *
stub_of(struct visit *v, const struct record *r)
{
	static const char *const names[] = { "slug", "state", "published",
		"left", "left_says", "left_by", "sample", NULL };
	struct record *stub = arena_alloc(v->arena, sizeof *stub);

	*stub = *r;
	stub->fields = keep(v, json_object());
	for (const char *const *n = names; *n != NULL; n++)
		if (record_value(r, *n) != NULL)
			json_object_set(stub->fields, *n,
				record_value(r, *n));
	if (record_flag(r, "left_headline"))
		json_object_set(stub->fields, "headline",
			record_value(r, "headline"));
	return stub;
}

static bool
taken_back(const struct record *r)
{
	enum article_face face = article_face(r);

	return face == ARTICLE_STUB || face == ARTICLE_GONE;
}

/* As the program, of this visitor's office; what it finds is no failure. */
static enum err
left_read(struct visit *v, const char *name, struct record **out)
{
	unsigned roles = v->roles;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	err = record_named(v, &entity_article, name, out);
	v->roles = roles;
	TRY(err);
	if (!taken_back(*out))
		return ERR_MISSING;
	problems_forget(v);
	return OK;
}

enum err
article_read(struct visit *v, const char *name, struct record **out)
{
	enum err err = record_named(v, &entity_article, name, out);

	if (err == ERR_MISSING)
		err = left_read(v, name, out);
	TRY(err);
	if (taken_back(*out))
		*out = stub_of(v, *out);
	return OK;
}

static enum err
slug_find(struct visit *v, const char *slug, struct id *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT id FROM article WHERE slug = ?");
	bool row;

	db_bind_text(s, slug);
	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "error.not-found");
	*out = db_id(s, 0);
	db_done(s);
	return OK;
}

enum err
article_glance(struct visit *v, const char *name, struct record **out)
{
	struct id id;

	if (!id_parse(name, &id))
		TRY(slug_find(v, name, &id));
	TRY(record_part(v, &entity_article, id, "slug state office published "
		"comments comments_from comments_until",
		out));
	if (!article_public(*out))
		return fail(v, ERR_MISSING, "error.not-found");
	return OK;
}
