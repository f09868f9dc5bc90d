/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the two sides mean to do together in one year, as the working-level
 * talks agreed it: one plan a tie and year.
 */
#include <string.h>

#include "inside.h"

static const struct field activity_rows[] = {
	{ "activity",  FIELD_WORDS, REQUIRED | SEARCHED, .max = 300 },
	{ "quarter",   FIELD_CHOICE, .choices = "first second third fourth" },
	{ "direction", FIELD_CHOICE, .choices = "out in both online" },
	{ "field",     FIELD_CHOICE, .choices = EXCHANGE_FIELDS },
	{ "ours",      FIELD_INTEGER, .unit = "persons", .min = 0, .max = 1000000 },
	{ "theirs",    FIELD_INTEGER, .unit = "persons", .min = 0, .max = 1000000 },
	{ "payer",     FIELD_CHOICE, .choices = "ours theirs each shared" },
	{ "by",        FIELD_TEXT, .max = 120 },
	{ "exchange",  FIELD_REF, .to = &entity_exchange },
	{0}
};

static const struct field plan_fields[] = {
	{ "year",       FIELD_INTEGER, REQUIRED | LISTED | FILTERED, .unit = "year", .min = 1900, .max = 2200 },
	{ "tie",        FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_tie },
	{ "state",      FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "draft proposed agreed closed", .preset = "draft" },
	{ "agreed",     FIELD_DATE, FILTERED },
	{ "agreed_by",  FIELD_WORDS, .max = 300 },
	{ "activities", FIELD_ROWS, .rows = activity_rows, .max = 100 },
	{ "paper",      FIELD_FILE, 0 },
	{ "shared",     FIELD_FLAG, FILTERED },
	{ "notes",      FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",     FIELD_FLAG, FILTERED },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/* Another plan of this tie and year? */
static enum err
twice_check(struct visit *v, const struct draft *d)
{
	const char *tie = text_of(d->fields, "tie");
	const json_t *year = json_object_get(d->fields, "year");
	struct query *q = query_of(v, &entity_plan);
	struct list list;

	if (tie == NULL || year == NULL)
		return OK;
	query_where(q, "tie", QUERY_IS, tie);
	query_where(q, "year", QUERY_IS, arena_printf(v->arena, "%lld",
		(long long)json_integer_value(year)));
	query_limit(q, 2);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		if (d->before == NULL || !id_same(list.at[i]->id,
		    d->before->id))
			return fail_field(v, "year", "plan.wrong-twice", NULL,
				NULL);
	return OK;
}

static enum err
plan_check(struct visit *v, struct draft *d)
{
	const char *state = text_of(d->fields, "state");

	if (state != NULL && strcmp(state, "agreed") == 0 &&
	    text_of(d->fields, "agreed") == NULL)
		return fail_field(v, "agreed", "plan.wrong-agreed", NULL,
			NULL);
	return twice_check(v, d);
}

const struct entity entity_plan = {
	.name = "plan", .plural = "plans", .fields = plan_fields,
	.title = "year tie+", .order = "-year",
	.read = ROLE_STAFF | ROLE_PARTNER, .write = ROLE_WRITERS,
	.owned = "office", .shared = { "tie", "shared" },
	.check = plan_check,
};
