/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts of those who work here.  Passwords and second factors are not
 * fields: they stand in tables of their own, which no list, export or
 * history walks.  A role is one of those that people can have: the program's
 * own is nobody's to give.
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"

static const struct field account_fields[] = {
	{ "login",    FIELD_TEXT, REQUIRED | UNIQUE | LISTED | FILTERED, .min = 2, .max = 40 },
	{ "called",   FIELD_TEXT, REQUIRED | LISTED, .max = 80 },
	{ "roles",    FIELD_CHOICES, LISTED | FILTERED, .choices = "reader officer editor approver partner admin" },
	{ "language", FIELD_LANGUAGE, LISTED, .preset = "ko" },
	{ "active",   FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
	{ "office",   FIELD_REF, LISTED | FILTERED, .to = &entity_office },
	{ "ties",     FIELD_REFS, .to = &entity_tie, .max = VISIT_TIES },
	{ "mail",     FIELD_MAIL, PERSONAL, .read = ROLE_ADMINS },
	{ "notices",  FIELD_CHOICE, 0, .choices = "none digest once", .preset = "none" },
	{0}
};

/* Lower case, so that nobody can be told apart by a capital only. */
static enum err
login_take(struct visit *v, struct draft *d)
{
	const char *given = text_of(d->fields, "login");
	char *login;

	if (given == NULL)
		return OK;
	login = arena_text(v->arena, given);
	for (char *c = login; *c != 0; c++) {
		*c = (char)tolower((unsigned char)*c);
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789._-@", *c) ==
		    NULL)
			return fail_field(v, "login", "account.wrong-login",
				NULL, NULL);
	}
	json_object_set_new(d->fields, "login", json_string(login));
	return OK;
}

static enum err
account_check(struct visit *v, struct draft *d)
{
	const char *language = text_of(d->fields, "language");
	const char *notices = text_of(d->fields, "notices");

	TRY(login_take(v, d));
	if (notices != NULL && strcmp(notices, "none") != 0 &&
	    text_of(d->fields, "mail") == NULL)
		return fail_field(v, "mail", "error.required", NULL, NULL);
	if (language != NULL && lang_of(language) == LANG__MAX)
		return fail_field(v, "language", "error.not-a-language",
			language, NULL);
	return OK;
}

const struct entity entity_account = {
	.name = "account", .plural = "accounts", .fields = account_fields,
	.title = "called login", .order = "login",
	.read = ROLE_ADMINS, .write = ROLE_ADMINS,
	.owned = "office", .apart = true,
	.check = account_check,
};
