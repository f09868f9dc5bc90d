/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Papers and pictures of a tie: whose rights they are, whom they show and
 * whether those agreed.  What shows people who did not is never public.
 */
#include <string.h>

#include "inside.h"

static const struct field shown_rows[] = {
	{ "name",    FIELD_TEXT, REQUIRED, .max = 120 },
	{ "consent", FIELD_CHOICE, REQUIRED, .choices = "given not-asked refused not-needed", .preset = "not-asked" },
	{ "on",      FIELD_DATE, 0 },
	{ "until",   FIELD_DATE, 0 },
	{0}
};

static const struct field document_fields[] = {
	{ "name",     FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "tie",      FIELD_REF, LISTED | FILTERED, .to = &entity_tie },
	{ "exchange", FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "type",     FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "agreement minutes report plan programme picture press other" },
	{ "on",       FIELD_DATE, LISTED | FILTERED },
	{ "file",     FIELD_FILE, REQUIRED },
	{ "language", FIELD_LANGUAGE, FILTERED },
	{ "rights",   FIELD_WORDS, .max = 300 },
	{ "people",   FIELD_ROWS, PERSONAL, .rows = shown_rows, .max = 200, .read = ROLE_STAFF },
	{ "keep",     FIELD_CHOICE, FILTERED, .choices = "for-good thirty-years ten-years five-years three-years one-year", .read = ROLE_STAFF },
	{ "public",   FIELD_FLAG, LISTED | FILTERED },
	{ "shared",   FIELD_FLAG, FILTERED },
	{ "notes",    FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/* Has this person agreed, and does the consent last? */
static bool
agreed(struct visit *v, const json_t *row)
{
	const char *consent = text_of(row, "consent");
	int first, last;

	if (consent != NULL && strcmp(consent, "not-needed") == 0)
		return true;
	if (consent == NULL || strcmp(consent, "given") != 0)
		return false;
	return !days_of(text_of(row, "until"), &first, &last) ||
		last >= (int)(v->now / 86400000);
}

static enum err
document_check(struct visit *v, struct draft *d)
{
	size_t i;
	json_t *row;

	if (!json_is_true(json_object_get(d->fields, "public")) &&
	    !json_is_true(json_object_get(d->fields, "shared")))
		return OK;
	json_array_foreach(json_object_get(d->fields, "people"), i, row)
		if (!agreed(v, row))
			return fail_field(v, arena_printf(v->arena,
				"people.%zu.consent", i),
				"document.wrong-consent", NULL, NULL);
	return OK;
}

const struct entity entity_document = {
	.name = "document", .plural = "documents", .fields = document_fields,
	.title = "name", .order = "-on",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.owned = "office", .shared = { "tie", "shared" },
	.check = document_check,
};
