/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Promises: what was agreed in talks, minutes or letters, and is kept alive
 * until it is done or given up.  Whoever promised has an owner by name; what
 * both promised has one on each side.
 */
#include <string.h>

#include "inside.h"

static const struct field promise_fields[] = {
	{ "text",          FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 500 },
	{ "tie",           FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_tie },
	{ "side",          FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "ours theirs both" },
	{ "owner",         FIELD_TEXT, LISTED | SEARCHED, .max = 120, .read = ROLE_STAFF | ROLE_PARTNER },
	{ "partner_owner", FIELD_TEXT, SEARCHED, .max = 120, .read = ROLE_STAFF | ROLE_PARTNER },
	{ "on",            FIELD_DATE, REQUIRED | FILTERED },
	{ "due",           FIELD_DATE, LISTED | FILTERED },
	{ "state",         FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "open done dropped", .preset = "open" },
	{ "ended",         FIELD_DATE, FILTERED },
	{ "evidence",      FIELD_WORDS, .max = 1000 },
	{ "exchange",      FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "letter",        FIELD_REF, FILTERED, .to = &entity_letter },
	{ "paper",         FIELD_FILE, .read = ROLE_STAFF | ROLE_PARTNER },
	{ "public",        FIELD_FLAG, FILTERED },
	{ "shared",        FIELD_FLAG, FILTERED },
	{ "notes",         FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",        FIELD_FLAG, FILTERED },
	{ "office",        FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

static enum err
owners_check(struct visit *v, const struct draft *d)
{
	const char *side = text_of(d->fields, "side");
	enum err err = OK;

	if (side == NULL)
		return OK;
	if (strcmp(side, "theirs") != 0 && text_of(d->fields, "owner") == NULL)
		err = fail_field(v, "owner", "promise.wrong-owner", NULL,
			NULL);
	if (strcmp(side, "ours") != 0 &&
	    text_of(d->fields, "partner_owner") == NULL)
		err = fail_field(v, "partner_owner",
			"promise.wrong-partner-owner", NULL, NULL);
	return err;
}

static enum err
days_check(struct visit *v, const struct draft *d)
{
	static const char *const days[][2] = {
		{ "due", "promise.wrong-due" },
		{ "ended", "promise.wrong-ended" },
	};
	const char *on = text_of(d->fields, "on");
	int first, last, day, day_last;
	enum err err = OK;

	if (!days_of(on, &first, &last))
		return OK;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (days_of(text_of(d->fields, days[i][0]), &day, &day_last) &&
		    day_last < first)
			err = fail_field(v, days[i][0], days[i][1],
				text_date(v->arena, v->lang, on), NULL);
	return err;
}

/* What is over says when, and how one knows. */
static enum err
promise_check(struct visit *v, struct draft *d)
{
	const char *state = text_of(d->fields, "state");
	enum err owners = owners_check(v, d), days = days_check(v, d);

	if (owners != OK || days != OK)
		return ERR_INPUT;
	if (state == NULL || strcmp(state, "open") == 0) {
		json_object_del(d->fields, "ended");
		return OK;
	}
	if (json_object_get(d->fields, "evidence") == NULL)
		return fail_field(v, "evidence", strcmp(state, "done") == 0 ?
			"promise.wrong-evidence" : "promise.wrong-reason",
			NULL, NULL);
	if (text_of(d->fields, "ended") == NULL)
		json_object_set_new(d->fields, "ended", json_string(
			moment_day(v->arena, v->now, v->zone)));
	return OK;
}

const struct entity entity_promise = {
	.name = "promise", .plural = "promises", .fields = promise_fields,
	.title = "text", .order = "due",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.owned = "office", .shared = { "tie", "shared" },
	.check = promise_check, .seen = noticed_seen,
};
