/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press list: journalists who have agreed to be sent press letters, in
 * their language, about some ties or all of them.  How and when they agreed is
 * written down, by hand or by the link in a mail (pages/outlet_list.c); nobody
 * gets anything before, or once they have left.
 */
#include <string.h>

#include "inside.h"

static const struct field journalist_fields[] = {
	{ "name",       FIELD_TEXT, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "medium",     FIELD_TEXT, LISTED | SEARCHED, .max = 120 },
	{ "mail",       FIELD_MAIL, REQUIRED | PERSONAL },
	{ "language",   FIELD_LANGUAGE, LISTED | FILTERED, .preset = "ko" },
	{ "ties",       FIELD_REFS, FILTERED, .to = &entity_tie, .max = 100 },
	{ "state",      FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "waiting on left", .preset = "waiting" },
	{ "agreed",     FIELD_DATE, LISTED },
	{ "agreed_how", FIELD_TEXT, .max = 300 },
	{ "notes",      FIELD_TEXT, .max = 2000 },
	{ "sample",     FIELD_FLAG, FILTERED },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

/* Letters go out in a language of pages, and to those alone of whom it is
 * known when and how they said yes. */
static enum err
journalist_check(struct visit *v, struct draft *d)
{
	const char *language = text_of(d->fields, "language");
	const char *state = text_of(d->fields, "state");
	enum err err = OK;

	if (language == NULL || lang_of(language) == LANG__MAX)
		err = fail_field(v, "language", "error.not-a-language",
			language != NULL ? language : "", NULL);
	if (state == NULL || strcmp(state, "on") != 0)
		return err;
	if (text_of(d->fields, "agreed") == NULL)
		err = fail_field(v, "agreed", "journalist.wrong-agreed", NULL,
			NULL);
	if (text_of(d->fields, "agreed_how") == NULL)
		err = fail_field(v, "agreed_how", "journalist.wrong-agreed",
			NULL, NULL);
	return err;
}

const struct entity entity_journalist = {
	.name = "journalist", .plural = "journalists",
	.fields = journalist_fields,
	.title = "name", .order = "name",
	.read = ROLE_EDITOR | ROLE_ADMINS, .write = ROLE_EDITOR | ROLE_ADMINS,
	.owned = "office",
	.check = journalist_check,
};
