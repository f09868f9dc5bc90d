/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Services outside the house that translate by machine: which, at which
 * address, with which key, between which languages, in which order they are
 * asked and how much they may be asked in a month.  wire/translate.c asks
 * them.  A key belongs to the address that it was given for: who changes the
 * address gives the key again.
 */
#include <string.h>

#include "inside.h"

static const struct field pair_rows[] = {
	{ "from", FIELD_LANGUAGE, REQUIRED },
	{ "to",   FIELD_LANGUAGE, REQUIRED },
	{0}
};

static const struct field service_fields[] = {
	{ "called",     FIELD_TEXT, REQUIRED | LISTED | SEARCHED, .max = 80 },
	{ "type",       FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "libre deepl google papago" },
	{ "active",     FIELD_FLAG, LISTED | FILTERED },
	{ "preference", FIELD_INTEGER, REQUIRED | LISTED | FILTERED, .min = 1, .max = 99, .preset = "1" },
	{ "address",    FIELD_TEXT, 0, .max = 200, .read = ROLE_ADMINS },
	{ "key_id",     FIELD_SECRET, 0, .max = 200, .read = ROLE_ADMINS },
	{ "key",        FIELD_SECRET, 0, .max = 400, .read = ROLE_ADMINS },
	{ "proxy",      FIELD_TEXT, 0, .max = 200, .read = ROLE_ADMINS },
	{ "pairs",      FIELD_ROWS, .rows = pair_rows, .max = 40 },
	{ "cap",        FIELD_INTEGER, LISTED, .unit = "characters", .max = 1000000000 },
	{ "credit",     FIELD_WORDS, .max = 200 },
	{ "contract",   FIELD_TEXT, 0, .max = 200 },
	{ "stand_in",   FIELD_FLAG, LISTED | FILTERED },
	{ "notes",      FIELD_TEXT, .max = 2000 },
	{ "sample",     FIELD_FLAG, FILTERED },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

/* On this machine itself nobody listens on the way. */
bool
address_here(const char *address)
{
	static const char *const hosts[] = { "http://127.0.0.1",
		"http://localhost", "http://[::1]", NULL };

	for (const char *const *h = hosts; *h != NULL; h++) {
		size_t n = strlen(*h);

		if (strncmp(address, *h, n) == 0 &&
		    (address[n] == '\0' || strchr(":/", address[n]) != NULL))
			return true;
	}
	return false;
}

/* One word of visible ASCII, as headers and addresses are. */
bool
address_word(const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

static bool
proxy_fits(const char *proxy)
{
	return proxy == NULL || (address_word(proxy) &&
		strpbrk(proxy, "?#") == NULL &&
		(strncmp(proxy, "http://", 7) == 0 ||
		strncmp(proxy, "https://", 8) == 0));
}

/* No more than that it can be one: wire/ reads it as it will be asked. */
static enum err
address_check(struct visit *v, const struct draft *d)
{
	const char *address = text_of(d->fields, "address");
	const char *type = text_of(d->fields, "type");

	if (!proxy_fits(text_of(d->fields, "proxy")))
		return fail_field(v, "proxy", "error.not-a-web", NULL, NULL);
	if (address == NULL)
		return type != NULL && strcmp(type, "libre") == 0 ?
			fail_field(v, "address", "error.required", NULL, NULL) :
			OK;
	if ((strncmp(address, "https://", 8) != 0 && !address_here(address)) ||
	    strpbrk(address, "?#@\"<>\\") != NULL || !address_word(address))
		return fail_field(v, "address", "service.wrong-address", NULL,
			NULL);
	return OK;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whoever may change the address must not learn a key by it that they never
 * had: it would be sent to where they say. */
static bool
key_strays(const struct draft *d)
{
	static const char *const ways[] = { "address", "type", "proxy", NULL };
	json_t *before = d->before != NULL ? d->before->fields : NULL;
	const char *key = text_of(d->fields, "key");
	bool moved = false;

	for (const char *const *w = ways; *w != NULL; w++)
		moved |= !same(text_of(before, *w), text_of(d->fields, *w));
	return before != NULL && moved && key != NULL &&
		same(text_of(before, "key"), key);
}

static enum err
keys_check(struct visit *v, const struct draft *d)
{
	const char *type = text_of(d->fields, "type");
	bool libre = type == NULL || strcmp(type, "libre") == 0;
	bool papago = type != NULL && strcmp(type, "papago") == 0;
	enum err err = OK;

	if (!address_word(text_of(d->fields, "key")))
		err = fail_field(v, "key", "service.wrong-key", NULL, NULL);
	else if (text_of(d->fields, "key") == NULL && !libre)
		err = fail_field(v, "key", "error.required", NULL, NULL);
	else if (!v->trusted && key_strays(d))
		err = fail_field(v, "key", "service.key-again", NULL, NULL);
	if (!address_word(text_of(d->fields, "key_id")))
		err = fail_field(v, "key_id", "service.wrong-key", NULL, NULL);
	else if (text_of(d->fields, "key_id") == NULL && papago)
		err = fail_field(v, "key_id", "error.required", NULL, NULL);
	return err;
}

static enum err
pairs_check(struct visit *v, const struct draft *d)
{
	json_t *pair;
	enum err err = OK;
	size_t i;

	json_array_foreach(json_object_get(d->fields, "pairs"), i, pair)
		if (same(text_of(pair, "from"), text_of(pair, "to")))
			err = fail_field(v, arena_printf(v->arena,
				"pairs.%zu.to", i), "service.wrong-pair", NULL,
				NULL);
	return err;
}

static enum err
service_check(struct visit *v, struct draft *d)
{
	enum err address = address_check(v, d), keys = keys_check(v, d);
	enum err pairs = pairs_check(v, d);

	return address != OK ? address : keys != OK ? keys : pairs;
}

const struct entity entity_service = {
	.name = "service", .plural = "services", .fields = service_fields,
	.title = "called", .order = "preference",
	.read = ROLE_STAFF, .write = ROLE_ADMINS,
	.owned = "office",
	.check = service_check,
};
