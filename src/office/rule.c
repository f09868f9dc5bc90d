/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules of deadlines, which an office changes as its law does: for whom, on
 * what, counted from which date or from which other rule's day, how many days
 * before (negative) or after, of which country's working days, and where the
 * rule comes from.  Rules that wait for one another in a ring are refused.
 */
#include <string.h>

#include "inside.h"

static const struct field rule_fields[] = {
	{ "name",         FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "applies",      FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "visit-out visit-in homestay secondment agreement gift letter promise" },
	{ "class",        FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "any " MEMBER_CLASSES, .preset = "any" },
	{ "counted_from", FIELD_CHOICE, REQUIRED | LISTED, .choices = "begin end rule" },
	{ "after",        FIELD_REF, .to = &entity_rule },
	{ "days",         FIELD_INTEGER, REQUIRED | LISTED, .unit = "days", .min = -1000, .max = 1000 },
	{ "counting",     FIELD_CHOICE, REQUIRED | LISTED, .choices = "calendar working", .preset = "calendar" },
	{ "country",      FIELD_COUNTRY, FILTERED },
	{ "source",       FIELD_WORDS, REQUIRED, .max = 500 },
	{ "active",       FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
	{ "notes",        FIELD_TEXT, .max = 4000 },
	{ "sample",       FIELD_FLAG, FILTERED },
	{ "office",       FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

#define CHAIN_MOST 10

/* Follows the chain of rules; it must end, and not where it began. */
static enum err
chain_check(struct visit *v, const struct draft *d)
{
	const char *after = text_of(d->fields, "after");
	struct record *rule;
	struct id id;

	for (int i = 0; after != NULL && i < CHAIN_MOST; i++) {
		if (!id_parse(after, &id))
			return OK;
		if (d->before != NULL && id_same(id, d->before->id))
			break;
		TRY(record_get(v, &entity_rule, id, &rule));
		after = record_text(rule, "after");
		if (after == NULL)
			return OK;
	}
	return after == NULL ? OK : fail_field(v, "after", "rule.wrong-ring",
		NULL, NULL);
}

static enum err
rule_check(struct visit *v, struct draft *d)
{
	const char *from = text_of(d->fields, "counted_from");
	const char *counting = text_of(d->fields, "counting");
	bool by_rule = from != NULL && strcmp(from, "rule") == 0;
	enum err err = OK;

	if (by_rule && text_of(d->fields, "after") == NULL)
		err = fail_field(v, "after", "rule.wrong-after", NULL, NULL);
	if (!by_rule)
		json_object_del(d->fields, "after");
	if (counting != NULL && strcmp(counting, "working") == 0 &&
	    text_of(d->fields, "country") == NULL)
		err = fail_field(v, "country", "rule.wrong-country", NULL,
			NULL);
	return err != OK ? err : chain_check(v, d);
}

const struct entity entity_rule = {
	.name = "rule", .plural = "rules", .fields = rule_fields,
	.title = "name", .order = "name",
	.read = ROLE_STAFF, .write = ROLE_OFFICER | ROLE_ADMINS,
	.owned = "office",
	.check = rule_check,
};
