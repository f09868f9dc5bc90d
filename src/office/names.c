/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms of a name.  One city is 덕주, 더저우 and 德州; one mayor has two
 * spellings in two reports of one meeting.  Cities, people, organisations and
 * posts hold every form with its language, what kind of form it is, when it
 * held and where it was found:
 *
 *	official   what papers and translations use
 *	reading    another sound of the same characters: 덕주; or kana
 *	variant    met somewhere, to be found by, not to be used
 *	passport   Latin capitals, as the passport has it
 *	short      fit for the second mention
 *
 * A locked form is to be used as it stands.  A form without dates holds
 * whenever none with dates does.
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
	{ "reason",   FIELD_TEXT, .max = 300 },
	{0}
};

bool
name_row_holds(const json_t *row, int day)
{
	int first, last;

	return !days_of(text_of(row, "valid"), &first, &last) ||
		(first <= day && day <= last);
}

static bool
is_kind(const json_t *row, const char *wanted)
{
	const char *kind = text_of(row, "kind");

	return strcmp(kind != NULL ? kind : "official", wanted) == 0;
}

/* Of the forms of a kind that hold on a day, the one to be used; language
 * NULL: of any. */
static const json_t *
row_on(const json_t *rows, int day, const char *kind, const char *language)
{
	const json_t *found = NULL;
	int best = -1;
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row) {
		const char *in = text_of(row, "language");
		int rank = 2 * (text_of(row, "valid") != NULL) +
			json_is_true(json_object_get(row, "locked"));

		if (in == NULL || (language != NULL &&
		    strcmp(in, language) != 0) || !is_kind(row, kind) ||
		    !name_row_holds(row, day) || rank <= best)
			continue;
		best = rank;
		found = row;
	}
	return found;
}

const json_t *
name_row_on(const json_t *rows, int day, const char *language)
{
	return row_on(rows, day, "official", language);
}

const char *
name_form_on(const struct record *r, int day, const char *language)
{
	const json_t *row = name_row_on(record_value(r, "names"), day,
		language);

	return row != NULL ? text_of(row, "form") : NULL;
}

const char *
name_on(struct visit *v, const struct record *r, int day, enum lang lang)
{
	const char *form = name_form_on(r, day, langs[lang].tag);

	if (form != NULL)
		return form;
	return words_see(v->arena, record_value(r, "name"), lang).text;
}

const char *
name_titled(struct visit *v, const struct record *r, enum lang lang)
{
	return name_on(v, r, (int)(v->now / 86400000), lang);
}

const char *
person_passport_on(const struct record *person, int day)
{
	const json_t *row = row_on(record_value(person, "names"), day,
		"passport", NULL);

	return row != NULL ? text_of(row, "form") : NULL;
}

/* ---- locking ---- */

static json_t *
row_of_id(json_t *rows, const char *id)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		if (id != NULL && text_of(row, "id") != NULL &&
		    strcmp(text_of(row, "id"), id) == 0)
			return row;
	return NULL;
}

enum err
name_lock(struct visit *v, const struct record *r, const char *row,
	bool locked, const char *reason, json_t **out)
{
	json_t *rows = keep(v, json_deep_copy(record_value(r, "names")));
	json_t *one = row_of_id(rows, row);

	*out = NULL;
	if (one == NULL)
		return fail(v, ERR_MISSING, "names.no-form");
	if (reason == NULL || text_blank(reason))
		return fail(v, ERR_INPUT, "names.wrong-reason");
	json_object_set_new(one, "locked", json_boolean(locked));
	json_object_set_new(one, "reason", json_string(reason));
	*out = keep(v, json_pack("{s:O}", "names", rows));
	return OK;
}
