/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms of a name.  One city is 덕주, 더저우 and 德州; one mayor has two
 * spellings in two reports of one meeting.  Cities, people and organisations
 * hold every form with its language, what kind of form it is, when it held
 * and where it was found.  A locked form is to be used as it stands.
 */
#include <string.h>

#include "inside.h"

const struct field name_form_rows[] = {
	{ "language", FIELD_LANGUAGE, REQUIRED },
	{ "form",     FIELD_TEXT, REQUIRED | SEARCHED, .max = 120 },
	{ "kind",     FIELD_CHOICE, .choices = "official reading variant passport short", .preset = "official" },
	{ "valid",    FIELD_DATE, 0 },
	{ "source",   FIELD_TEXT, .max = 300 },
	{ "locked",   FIELD_FLAG, 0 },
	{0}
};

/* Does the row's form hold on that day?  One without dates always does. */
static bool
holds(const json_t *row, int day)
{
	int first, last;

	return !days_of(text_of(row, "valid"), &first, &last) ||
		(first <= day && day <= last);
}

static const char *
official(struct visit *v, const json_t *rows, const char *language)
{
	int day = (int)(v->now / 86400000);
	const char *found = NULL;
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row) {
		const char *in = text_of(row, "language");
		const char *kind = text_of(row, "kind");

		if (in == NULL || strcmp(in, language) != 0 ||
		    (kind != NULL && strcmp(kind, "official") != 0) ||
		    !holds(row, day))
			continue;
		if (found == NULL || json_is_true(json_object_get(row, "locked")))
			found = text_of(row, "form");
	}
	return found;
}

const char *
name_titled(struct visit *v, const struct record *r, enum lang lang)
{
	const char *form = official(v, record_value(r, "names"),
		langs[lang].tag);

	if (form != NULL)
		return form;
	return words_see(v->arena, record_value(r, "name"), lang).text;
}
