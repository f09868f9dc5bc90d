/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exchanges: everything that happened, or will, on one or more ties, in one
 * ledger.  One visit or one event is one exchange, not one a day; people are
 * counted for each direction and each event.
 *
 * The itinerary is one row a stop: day, local times hh:mm, where, who
 * receives, what for.  Its days lie within those of the exchange.
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"

static const struct field itinerary_rows[] = {
	{ "on",           FIELD_DATE, REQUIRED },
	{ "start",        FIELD_TEXT, .max = 5 },
	{ "end",          FIELD_TEXT, .max = 5 },
	{ "venue",        FIELD_WORDS, SEARCHED, .max = 200 },
	{ "host",         FIELD_WORDS, .max = 200 },
	{ "organisation", FIELD_REF, .to = &entity_organisation },
	{ "purpose",      FIELD_WORDS, SEARCHED, .max = 500 },
	{0}
};

static const struct field member_rows[] = {
	{ "person", FIELD_REF, REQUIRED, .to = &entity_person },
	{ "side",   FIELD_REF, .to = &entity_city },
	{ "class",  FIELD_CHOICE, .choices = MEMBER_CLASSES },
	{ "role",   FIELD_CHOICE, .choices = "head deputy member secretary interpreter press host youth leader", .preset = "member" },
	{0}
};

/* What a rule asked for and has been done: its deadline is then met. */
static const struct field filing_rows[] = {
	{ "rule", FIELD_REF, REQUIRED, .to = &entity_rule },
	{ "on",   FIELD_DATE, REQUIRED },
	{ "note", FIELD_TEXT, .max = 300 },
	{0}
};

static const struct field exchange_fields[] = {
	{ "slug",      FIELD_SLUG },
	{ "name",      FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "type",      FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "visit-out visit-in meeting talks homestay secondment culture sport trade agreement event online other" },
	{ "direction", FIELD_CHOICE, FILTERED, .choices = "out in both online" },
	{ "field",     FIELD_CHOICE, FILTERED, .choices = EXCHANGE_FIELDS },
	{ "state",     FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "planned done cancelled", .preset = "planned" },
	{ "on",        FIELD_DATE, REQUIRED | LISTED | FILTERED },
	{ "ties",      FIELD_REFS, LISTED | FILTERED, .to = &entity_tie, .along = { "on", "type" } },
	{ "place",     FIELD_WORDS, SEARCHED, .max = 200 },
	{ "ours",      FIELD_INTEGER, .unit = "persons", .min = 0, .max = 1000000 },
	{ "theirs",    FIELD_INTEGER, .unit = "persons", .min = 0, .max = 1000000 },
	{ "audience",  FIELD_INTEGER, .unit = "persons", .min = 0, .max = 10000000 },
	{ "homes",     FIELD_INTEGER, .unit = "homes", .min = 0, .max = 100000 },
	{ "nights",    FIELD_INTEGER, .unit = "nights", .min = 0, .max = 10000 },
	{ "months",    FIELD_INTEGER, .unit = "months", .min = 0, .max = 1200 },
	{ "summary",   FIELD_PROSE, SEARCHED, .max = 8000 },
	{ "members",   FIELD_ROWS, .rows = member_rows, .max = 200 },
	{ "itinerary", FIELD_ROWS, .rows = itinerary_rows, .max = 200 },
	{ "filings",   FIELD_ROWS, .rows = filing_rows, .max = 60, .read = ROLE_STAFF },
	{ "public",    FIELD_FLAG, FILTERED },
	{ "shared",    FIELD_FLAG, FILTERED },
	{ "source",    FIELD_WORDS, .max = 500 },
	{ "notes",     FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",    FIELD_FLAG, FILTERED },
	{ "office",    FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/* "09:05" and nothing looser, so that times sort as text. */
static bool
is_time(const char *s)
{
	return strlen(s) == 5 && isdigit((unsigned char)s[0]) &&
		isdigit((unsigned char)s[1]) && s[2] == ':' &&
		isdigit((unsigned char)s[3]) && isdigit((unsigned char)s[4]) &&
		memcmp(s, "24", 2) < 0 && s[3] < '6';
}

static enum err
stop_check(struct visit *v, const json_t *stop, size_t at, int first, int last)
{
	const char *start = text_of(stop, "start"), *end = text_of(stop, "end");
	const char *on = text_of(stop, "on");
	const char *path = arena_printf(v->arena, "itinerary.%zu.", at);
	int day, last_day;
	enum err err = OK;

	if (start != NULL && !is_time(start))
		err = fail_field(v, arena_printf(v->arena, "%sstart", path),
			"exchange.wrong-time", start, NULL);
	if (end != NULL && !is_time(end))
		err = fail_field(v, arena_printf(v->arena, "%send", path),
			"exchange.wrong-time", end, NULL);
	else if (start != NULL && end != NULL && strcmp(end, start) < 0)
		err = fail_field(v, arena_printf(v->arena, "%send", path),
			"exchange.wrong-hours", start, end);
	if (days_of(on, &day, &last_day) && (last_day < first || day > last))
		err = fail_field(v, arena_printf(v->arena, "%son", path),
			"exchange.wrong-day", text_date(v->arena, v->lang, on),
			NULL);
	return err;
}

/* Which way the people went who are counted: those of a homestay and of a
 * secondment travelled. */
static const char *
direction_counted(const struct draft *d)
{
	bool ours = json_integer_value(json_object_get(d->fields, "ours")) > 0;
	bool theirs = json_integer_value(json_object_get(d->fields,
		"theirs")) > 0;

	return ours && theirs ? "both" : ours ? "out" : theirs ? "in" : NULL;
}

/* Which way people went, where the type of an exchange says it.  What is
 * online went no way, whatever was said. */
static void
direction_fill(struct draft *d)
{
	static const char *const ways[][2] = {
		{ "visit-out", "out" }, { "visit-in", "in" },
		{ "online", "online" },
		{ "homestay", NULL }, { "secondment", NULL },
	};
	const char *type = text_of(d->fields, "type");

	if (type == NULL || (text_of(d->fields, "direction") != NULL &&
	    strcmp(type, "online") != 0))
		return;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		const char *way = ways[i][1] != NULL ? ways[i][1] :
			direction_counted(d);

		if (strcmp(type, ways[i][0]) == 0 && way != NULL)
			json_object_set_new(d->fields, "direction",
				json_string(way));
	}
}

static enum err
exchange_check(struct visit *v, struct draft *d)
{
	json_t *stops = json_object_get(d->fields, "itinerary"), *stop;
	int first, last;
	size_t i;
	enum err err = OK;

	direction_fill(d);
	TRY(slug_fill(v, d, "name"));
	if (!days_of(text_of(d->fields, "on"), &first, &last))
		return OK;
	json_array_foreach(stops, i, stop)
		if (stop_check(v, stop, i, first, last) != OK)
			err = ERR_INPUT;
	return err;
}

/* Its members by their role, with the titles of those days. */
static enum err
members_seen(struct visit *v, const struct record *r, json_t *lines)
{
	int day = record_day(v, r);
	json_t *row;
	size_t i;

	json_array_foreach(record_value(r, "members"), i, row) {
		const char *person = text_of(row, "person"), *role;
		struct id id;

		role = text_of(row, "role");
		role = message(v->lang, arena_printf(v->arena,
			"exchange.members-role-%s", role != NULL ? role :
			"member"));
		if (person != NULL && id_parse(person, &id))
			TRY(party_add(v, lines, role, id, day, NULL));
	}
	return OK;
}

/* Adds who took part, what came of it, and the names in its texts that want a
 * look. */
static enum err
exchange_seen(struct visit *v, const struct record *r, json_t *view)
{
	json_t *lines = keep(v, json_array());

	TRY(members_seen(v, r, lines));
	party_seen(v, view, record_text(r, "on"), json_incref(lines));
	TRY(linked_seen(v, r, view));
	return noticed_seen(v, r, view);
}

const struct entity entity_exchange = {
	.name = "exchange", .plural = "exchanges", .fields = exchange_fields,
	.title = "name", .order = "-on",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.owned = "office", .shared = { "ties", "shared" },
	.check = exchange_check, .seen = exchange_seen,
};
