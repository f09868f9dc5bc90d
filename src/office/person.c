/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People.  Names and posts are time-bound: whoever is mayor today was not
 * always, and a letter of 2019 keeps the title of 2019.  Only holders of
 * public posts are marked `public`; what is personal is read by staff alone,
 * and reading it is logged.
 */
#include "inside.h"

static const struct field post_rows[] = {
	{ "title",        FIELD_WORDS, REQUIRED | SEARCHED, .max = 120 },
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
	{0}
};

/* Nobody is shown to the public without a post that makes them public. */
static enum err
person_check(struct visit *v, struct draft *d)
{
	json_t *posts = json_object_get(d->fields, "posts");

	if (json_is_true(json_object_get(d->fields, "public")) &&
	    json_array_size(posts) == 0)
		return fail_field(v, "public", "person.wrong-public", NULL,
			NULL);
	return slug_fill(v, d, "name");
}

const struct entity entity_person = {
	.name = "person", .plural = "people", .fields = person_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.check = person_check, .titled = name_titled,
	.titled_by = "name names",
};
