/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts of those who work here.  Passwords and second factors are not
 * fields: they stand in tables of their own, which no list, export or
 * history walks.
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"

static const struct field account_fields[] = {
	{ "login",    FIELD_TEXT, REQUIRED | UNIQUE | LISTED | FILTERED, .min = 2, .max = 40 },
	{ "called",   FIELD_TEXT, REQUIRED | LISTED, .max = 80 },
	{ "roles",    FIELD_TEXT, LISTED, .max = 120 },
	{ "language", FIELD_LANGUAGE, LISTED, .preset = "ko" },
	{ "active",   FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
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
roles_known(struct visit *v, const char *roles)
{
	char *rest = arena_text(v->arena, roles), *name;

	while ((name = strsep(&rest, " ")) != NULL) {
		unsigned role = roles_of(name);

		/* The program's own role is nobody's to give. */
		if (*name != 0 && (role == 0 || role == ROLE_SYSTEM))
			return fail_field(v, "roles", "account.wrong-role",
				arena_text(v->arena, name), NULL);
	}
	return OK;
}

static enum err
account_check(struct visit *v, struct draft *d)
{
	const char *roles = text_of(d->fields, "roles");
	const char *language = text_of(d->fields, "language");

	TRY(login_take(v, d));
	if (language != NULL && lang_of(language) == LANG__MAX)
		return fail_field(v, "language", "error.not-a-language",
			language, NULL);
	return roles != NULL ? roles_known(v, roles) : OK;
}

const struct entity entity_account = {
	.name = "account", .plural = "accounts", .fields = account_fields,
	.title = "called login", .order = "login",
	.read = ROLE_ADMINS, .write = ROLE_ADMINS,
	.check = account_check,
};
