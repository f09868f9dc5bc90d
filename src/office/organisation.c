/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Organisations: universities, trade offices, institutes, companies, bodies
 * of a city.  A branch names the body it belongs to in `parent`.
 */
#include <string.h>

#include "inside.h"

static const struct field organisation_fields[] = {
	{ "slug",    FIELD_SLUG },
	{ "name",    FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "names",   FIELD_ROWS, .rows = name_form_rows, .max = 60 },
	{ "type",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "government council university school institute trade company association culture other" },
	{ "parent",  FIELD_REF, FILTERED, .to = &entity_organisation },
	{ "city",    FIELD_REF, LISTED | FILTERED, .to = &entity_city },
	{ "about",   FIELD_PROSE, SEARCHED, .max = 8000 },
	{ "address", FIELD_WORDS, .max = 300 },
	{ "web",     FIELD_WEB },
	{ "contact", FIELD_TEXT, PERSONAL, .max = 120, .read = ROLE_STAFF },
	{ "mail",    FIELD_MAIL, PERSONAL, .read = ROLE_STAFF },
	{ "phone",   FIELD_PHONE, PERSONAL, .read = ROLE_STAFF },
	{ "notes",   FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "source",  FIELD_WORDS, .max = 500 },
	{ "sample",  FIELD_FLAG, FILTERED },
	{0}
};

static enum err
organisation_check(struct visit *v, struct draft *d)
{
	const char *parent = text_of(d->fields, "parent");

	if (parent != NULL && d->before != NULL &&
	    strcmp(parent, id_text(v->arena, d->before->id)) == 0)
		return fail_field(v, "parent", "organisation.wrong-parent",
			NULL, NULL);
	TRY(names_check(v, d));
	return slug_fill(v, d, "name");
}

const struct entity entity_organisation = {
	.name = "organisation", .plural = "organisations",
	.fields = organisation_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.check = organisation_check, .titled = name_titled,
	.titled_by = "name names", .seen = called_seen,
};
