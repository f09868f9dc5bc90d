/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which day a rule means.  It is counted from the day that something begins
 * or ends, or from another rule's day: the day on which that was done, and
 * while it is not, the day on which it is due.  Where a date is a month or a
 * year, the day is counted from its first day (for an end, its last) and is
 * said to be approximate.  Rules in a ring have no day.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "deadline.h"

#define CHAIN_MOST 10

static bool
is(const struct record *r, const char *field, const char *value)
{
	const char *text = record_text(r, field);

	return text != NULL && strcmp(text, value) == 0;
}

const char *
reckon_done(const struct subject *s, const struct record *rule)
{
	char id[ID_TEXT];
	const char *done = NULL;
	json_t *row;
	size_t i;

	id_print(rule->id, id);
	json_array_foreach(record_value(s->r, "filings"), i, row)
		if (text_of(row, "rule") != NULL &&
		    strcmp(text_of(row, "rule"), id) == 0)
			done = text_of(row, "on");
	return done != NULL ? done : s->settled;
}

static const struct record *
rule_of(const struct book *b, struct id id)
{
	for (size_t i = 0; i < b->rules.n; i++)
		if (id_same(b->rules.at[i]->id, id))
			return b->rules.at[i];
	return NULL;
}

/* A day, and nothing vaguer. */
static bool
is_exact(const struct edtf_point *p)
{
	return p->precision == EDTF_DAY && p->mark == 0;
}

static void
base_of_date(const struct subject *s, bool end, struct reckoning *out)
{
	const char *on = end ? s->end : s->begin;
	struct edtf date;
	int first, last;

	if (on == NULL || !edtf_parse(on, &date))
		return;
	edtf_days(&date, &first, &last);
	out->from = end ? last : first;
	out->known = abs(out->from) != INT_MAX;
	out->approximate = !is_exact(end ? &date.to : &date.from);
}

static void reckon_deep(struct book *b, const struct subject *s,
	const struct record *rule, int depth, struct reckoning *out);

static void
base_of_rule(struct book *b, const struct subject *s,
	const struct record *rule, int depth, struct reckoning *out)
{
	struct reckoning before = {0};
	const char *done;
	int first, last;

	out->after = rule_of(b, record_ref(rule, "after"));
	if (out->after == NULL)
		return;
	done = reckon_done(s, out->after);
	if (days_of(done, &first, &last)) {
		out->known = out->from_done = true;
		out->from = last;
		return;
	}
	reckon_deep(b, s, out->after, depth + 1, &before);
	out->known = before.known;
	out->from = before.day;
	out->approximate = before.approximate;
	out->ring = before.ring;
}

static void
reckon_deep(struct book *b, const struct subject *s,
	const struct record *rule, int depth, struct reckoning *out)
{
	int days = (int)record_int(rule, "days", 0);
	const char *country = record_text(rule, "country");

	*out = (struct reckoning){ .ring = depth > CHAIN_MOST };
	if (out->ring)
		return;
	if (is(rule, "counted_from", "rule"))
		base_of_rule(b, s, rule, depth, out);
	else
		base_of_date(s, is(rule, "counted_from", "end"), out);
	if (!out->known)
		return;
	out->day = is(rule, "counting", "working") && country != NULL ?
		workday_count(b->days, country, out->from, days) :
		out->from + days;
}

void
reckon(struct book *b, const struct subject *s, const struct record *rule,
	struct reckoning *out)
{
	reckon_deep(b, s, rule, 0, out);
}

/* ---- in words ---- */

static const char *
day_says(struct book *b, int day)
{
	struct edtf_point p = edtf_from_day(day);
	struct edtf date = { p, p, false };
	struct visit *v = b->v;

	return text_date_short(v->arena, v->lang, edtf_print(v->arena, &date));
}

/* What the day is called that is counted from. */
static const char *
base_key(const struct subject *s, bool end)
{
	static const struct {
		const char *applies, *begin, *end;
	} rows[] = {
		{ "visit-out", "deadline.from-departure", "deadline.from-return" },
		{ "visit-in", "deadline.from-arrival", "deadline.from-leaving" },
		{ "agreement", "deadline.from-signing", "deadline.from-signing" },
		{ "gift", "deadline.from-receipt", "deadline.from-receipt" },
		{ "letter", "deadline.from-receipt", "deadline.from-receipt" },
		{ "promise", "deadline.from-promise", "deadline.from-due" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].applies, s->applies) == 0)
			return end ? rows[i].end : rows[i].begin;
	return end ? "deadline.from-end" : "deadline.from-begin";
}

static const char *
base_says(struct book *b, const struct subject *s, const struct record *rule,
	const struct reckoning *k)
{
	struct visit *v = b->v;
	bool end = is(rule, "counted_from", "end");
	const char *on = end ? s->end : s->begin;

	if (k->after != NULL)
		return message_with(v->arena, v->lang, k->from_done ?
			"deadline.from-done" : "deadline.from-rule",
			record_title(v, k->after), day_says(b, k->from),
			NULL);
	return message_around(v->arena, v->lang, base_key(s, end),
		k->approximate ? text_date_short(v->arena, v->lang, on) :
		day_says(b, k->from), NULL);
}

const char *
reckon_says(struct book *b, const struct subject *s,
	const struct record *rule, const struct reckoning *k)
{
	struct visit *v = b->v;
	int days = (int)record_int(rule, "days", 0);
	const char *country = record_text(rule, "country");
	bool working = is(rule, "counting", "working") && country != NULL;
	const char *key = days == 0 ? "deadline.why-same" : days < 0 ?
		(working ? "deadline.why-before-working" :
			"deadline.why-before") :
		working ? "deadline.why-after-working" : "deadline.why-after";

	if (k->ring)
		return message(v->lang, "deadline.why-ring");
	if (!k->known)
		return message(v->lang, "deadline.why-unknown");
	if (days == 0)
		return message_around(v->arena, v->lang, key,
			base_says(b, s, rule, k), NULL);
	return message_with(v->arena, v->lang, key, arena_printf(v->arena,
		"%d", abs(days)), base_says(b, s, rule, k), working ?
		country_name(v->arena, v->lang, country) : NULL);
}
