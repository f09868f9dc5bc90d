/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People.  Names and posts are time-bound: whoever is mayor today was not
 * always, and a letter of 2019 keeps the title of 2019.  Only holders of
 * public posts are marked `public`; what is personal is read by staff alone,
 * and reading it is logged.
 *
 * A row of posts points at a post of the register, or holds a title of its
 * own.  No more people hold a post at once than it has seats (term.c).
 */
#include <limits.h>

#include "inside.h"

static const struct field post_rows[] = {
	{ "post",         FIELD_REF, .to = &entity_post },
	{ "title",        FIELD_WORDS, SEARCHED, .max = 120 },
	{ "organisation", FIELD_REF, .to = &entity_organisation },
	{ "city",         FIELD_REF, .to = &entity_city },
	{ "held",         FIELD_DATE },
	{ "rank",         FIELD_TEXT, .max = 60 },
	{ "source",       FIELD_TEXT, .max = 300 },
	{0}
};

#define WHO_TRAVELS (ROLE_OFFICER | ROLE_ADMINS)

static const struct field person_fields[] = {
	{ "slug",            FIELD_SLUG },
	{ "name",            FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "names",           FIELD_ROWS, .rows = name_form_rows, .max = 60 },
	{ "posts",           FIELD_ROWS, .rows = post_rows, .max = 60 },
	{ "public",          FIELD_FLAG, LISTED | FILTERED },
	{ "languages",       FIELD_TEXT, .max = 120, .read = ROLE_STAFF },
	{ "birth",           FIELD_DATE, PERSONAL, .read = ROLE_STAFF },
	{ "sex",             FIELD_CHOICE, PERSONAL, .choices = "female male other", .read = ROLE_STAFF },
	{ "mail",            FIELD_MAIL, PERSONAL, .read = ROLE_STAFF },
	{ "phone",           FIELD_PHONE, PERSONAL, .read = ROLE_STAFF },
	{ "diet",            FIELD_TEXT, PERSONAL, .max = 300, .read = WHO_TRAVELS, .write = WHO_TRAVELS },
	{ "passport",        FIELD_SECRET, PERSONAL, .max = 20, .read = WHO_TRAVELS, .write = WHO_TRAVELS },
	{ "passport_expiry", FIELD_DATE, PERSONAL, .read = WHO_TRAVELS, .write = WHO_TRAVELS },
	{ "notes",           FIELD_TEXT, PERSONAL, .max = 4000, .read = ROLE_STAFF },
	{ "source",          FIELD_WORDS, .max = 500 },
	{ "sample",          FIELD_FLAG, LISTED | FILTERED },
	{ "office",          FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/* Nobody is shown to the public without a post that makes them public. */
static enum err
person_check(struct visit *v, struct draft *d)
{
	json_t *posts = json_object_get(d->fields, "posts");
	enum err names = names_check(v, d), terms = terms_check(v, d);

	if (json_is_true(json_object_get(d->fields, "public")) &&
	    json_array_size(posts) == 0)
		return fail_field(v, "public", "person.wrong-public", NULL,
			NULL);
	if (terms != OK)
		return terms;
	return names != OK ? names : slug_fill(v, d, "name");
}

const char *
person_name_on(struct visit *v, const struct record *person, int day,
	enum lang lang)
{
	return name_on(v, person, day, lang);
}

/* How sure it is that the post of this row was held on that day; 0: it was
 * not. */
static int
held_on(const json_t *row, int day)
{
	const char *held = text_of(row, "held");
	int first, last;

	if (held == NULL)
		return 1;
	if (days_sure(held, &first, &last) && first <= day && day <= last)
		return 3;
	return days_of(held, &first, &last) && first <= day && day <= last ?
		2 : 0;
}

/* The post that a row points at, where the visitor may see it, or NULL. */
static enum err
post_of(struct visit *v, const json_t *row, struct record **out)
{
	const char *text = text_of(row, "post");
	struct id id;

	*out = NULL;
	if (text == NULL || !id_parse(text, &id))
		return OK;
	return record_peek(v, &entity_post, id, NULL, out);
}

struct bearing {             /* the best title so far */
	const char *title;
	int sure;
	int64_t precedence;
};

static void
title_weigh(struct visit *v, const json_t *row, int day, enum lang lang,
	struct bearing *best)
{
	struct record *post = NULL;
	int sure = held_on(row, day);
	int64_t precedence = INT64_MAX;
	const char *title;

	if (sure == 0 || post_of(v, row, &post) != OK)
		return;
	if (post != NULL)
		precedence = record_int(post, "precedence", INT64_MAX);
	title = post != NULL ? name_on(v, post, day, lang) :
		words_see(v->arena, json_object_get(row, "title"), lang).text;
	if (*title == '\0' || sure < best->sure ||
	    (best->title != NULL && sure == best->sure &&
	    precedence >= best->precedence))
		return;
	*best = (struct bearing){ title, sure, precedence };
}

const char *
person_title_on(struct visit *v, const struct record *person, int day,
	enum lang lang)
{
	struct bearing best = { .precedence = INT64_MAX };
	json_t *row;
	size_t i;

	json_array_foreach(record_value(person, "posts"), i, row)
		title_weigh(v, row, day, lang, &best);
	return best.title;
}

const struct entity entity_person = {
	.name = "person", .plural = "people", .fields = person_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.owned = "office",
	.check = person_check, .titled = name_titled,
	.titled_by = "name names", .seen = called_seen,
};
