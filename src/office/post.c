/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posts: mayor of a city, chair of its council.  A post has its title in each
 * language once, and whoever holds it points at it from their own posts
 * (person.c), so that a title is written one way by everybody.
 *
 * `precedence` orders people at a table or in a list, 1 first.  `seats` says
 * how many may hold the post at once: one mayor, several vice mayors.
 */
#include "inside.h"

static const struct field post_fields[] = {
	{ "slug",         FIELD_SLUG },
	{ "name",         FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "names",        FIELD_ROWS, .rows = name_form_rows, .max = 60 },
	{ "organisation", FIELD_REF, LISTED | FILTERED, .to = &entity_organisation },
	{ "city",         FIELD_REF, LISTED | FILTERED, .to = &entity_city },
	{ "rank",         FIELD_TEXT, .max = 60 },
	{ "precedence",   FIELD_INTEGER, LISTED, .min = 1, .max = 9999 },
	{ "seats",        FIELD_INTEGER, .min = 1, .max = 999, .preset = "1" },
	{ "public",       FIELD_FLAG, LISTED | FILTERED },
	{ "source",       FIELD_WORDS, .max = 500 },
	{ "sample",       FIELD_FLAG, FILTERED },
	{0}
};

/* A post is one of somewhere. */
static enum err
post_check(struct visit *v, struct draft *d)
{
	enum err names = names_check(v, d);

	if (json_object_get(d->fields, "organisation") == NULL &&
	    json_object_get(d->fields, "city") == NULL)
		return fail_field(v, "city", "post.wrong-where", NULL, NULL);
	return names != OK ? names : slug_fill(v, d, "name");
}

static enum err
post_seen(struct visit *v, const struct record *r, json_t *view)
{
	TRY(called_seen(v, r, view));
	return holders_seen(v, r, view);
}

const struct entity entity_post = {
	.name = "post", .plural = "posts", .fields = post_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.check = post_check, .titled = name_titled,
	.titled_by = "name names", .seen = post_seen,
};
