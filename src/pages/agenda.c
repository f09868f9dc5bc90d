/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is on between two days: exchanges, and for staff also deadlines,
 * answers and promises that are due, anniversaries of ties, and what a plan
 * means to do in a quarter.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"

#define LOOKED_AT 500  /* records of a kind */
#define SPAN 62        /* days; what takes longer is no matter of days */

const char *
day_text(struct visit *v, int day)
{
	struct edtf_point p = edtf_from_day(day);
	struct edtf date = { p, p, false };

	return edtf_print(v->arena, &date);
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- events ---- */

/* A new event on that date with an empty view; NULL: it is at another time. */
static struct event *
event_new(struct agenda *a, const char *on, json_t *view)
{
	struct edtf date;
	struct event *e;
	int first, last;

	keep(a->v, view);
	if (on == NULL || !edtf_parse(on, &date))
		return NULL;
	edtf_days(&date, &first, &last);
	if (first > a->last || last < a->first)
		return NULL;
	if (a->n == a->room) {
		struct event *more;

		a->room = a->room * 2 + 32;
		more = arena_alloc(a->v->arena, a->room * sizeof *more);
		if (a->n > 0)
			memcpy(more, a->at, a->n * sizeof *more);
		a->at = more;
	}
	e = &a->at[a->n++];
	*e = (struct event){ .first = first, .last = last, .on = on,
		.view = view, .exact = date.from.precision == EDTF_DAY &&
		date.to.precision == EDTF_DAY && last - first < SPAN };
	return e;
}

static json_t *
plain_view(struct agenda *a, const char *on, const char *kind,
	const char *kind_says, const char *name, const char *href)
{
	json_t *view = json_object();

	put_text(view, "on", on);
	put_text(view, "when", text_date_short(a->v->arena, a->v->lang, on));
	put_text(view, "kind", kind);
	put_text(view, "kind_says", kind_says);
	put_text(view, "label", kind_says);
	json_object_set_new(view, "is_odd", json_false());
	json_object_set_new(view, "name", json_pack("{s:s}", "text",
		name != NULL ? name : ""));
	put_text(view, "href", href);
	return view;
}

/* An event of a record; its address is the record's page in the office.
 * NULL: it is at another time. */
static struct event *
put_record(struct agenda *a, const struct record *r, const char *on,
	const char *kind, const char *says, const char *name)
{
	struct visit *v = a->v;
	const char *id = id_text(v->arena, r->id);
	json_t *view = plain_view(a, on, kind, says, name, arena_printf(
		v->arena, "/office/%s/%s", r->of->plural, id));
	struct event *e = event_new(a, on, view);

	if (e == NULL)
		return NULL;
	e->uid = arena_printf(v->arena, "%s-%s", kind, id);
	e->changed = r->changed;
	return e;
}

/* ---- clashes ---- */

static bool
is_told(const json_t *list, const char *name)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(one), name) == 0)
			return true;
	return false;
}

/* Adds the names of a country's holidays in these days to told, once each. */
static void
tell_clashes(struct agenda *a, const char *land, int first, int last,
	json_t *told)
{
	struct visit *v = a->v;
	json_t *days = keep(v, workdays_named(v, a->days, land, first, last));
	json_t *one;
	size_t i;

	json_array_foreach(days, i, one) {
		const char *name = put_say(v, "calendar.holiday-of",
			text_in(one, "name"), country_name(v->arena, v->lang,
			land));

		if (strcmp(text_in(one, "kind"), "worked") != 0 &&
		    !is_told(told, name))
			json_array_append_new(told, json_string(name));
	}
}

enum err
agenda_clash(struct agenda *a, const struct record *r, json_t *view)
{
	struct visit *v = a->v;
	json_t *told = keep(v, json_array()), *one;
	struct buf says = buf_in(v->arena, 4000);
	const char *lands, *home;
	int first, last;
	size_t i;

	if (strcmp(record_text(r, "state"), "planned") != 0 ||
	    !put_days(record_text(r, "on"), &first, &last) ||
	    last - first >= 21)
		return OK;
	TRY(lands_of_ties(a->lands, record_value(r, "ties"), &lands));
	TRY(land_of_home(a->lands, &home));
	if (*lands == '\0' && home != NULL)
		lands = home;
	for (; strlen(lands) >= 2; lands += strlen(lands) > 2 ? 3 : 2)
		tell_clashes(a, arena_copy(v->arena, lands, 2), first, last,
			told);
	json_array_foreach(told, i, one)
		buf_printf(&says, "%s%s", i > 0 ? ", " : "",
			json_string_value(one));
	if (says.n > 0)
		put_text(view, "clash", put_say(v, "calendar.clash", says.at,
			NULL));
	return OK;
}

/* ---- exchanges ---- */

static struct query *
in_time(struct agenda *a, const struct entity *of, const char *field)
{
	struct query *q = query_of(a->v, of);
	int year = edtf_from_day(a->first).year - 1;

	/* Dates are compared as texts: a period that began before is found from
	 * the beginning of the year before. */
	query_where(q, field, QUERY_FROM, arena_printf(a->v->arena, "%04d",
		year > 0 ? year : 1));
	query_where(q, field, QUERY_UNTIL, day_text(a->v, a->last));
	query_limit(q, LOOKED_AT);
	return q;
}

static enum err
put_exchange(struct agenda *a, const struct record *r,
	const struct map *stories)
{
	struct visit *v = a->v;
	const char *id = id_text(v->arena, r->id);
	json_t *view = entry_view(v, r, stories);
	struct event *e = event_new(a, record_text(r, "on"), view);

	if (e == NULL)
		return OK;
	e->uid = arena_printf(v->arena, "exchange-%s", id);
	e->changed = r->changed;
	e->standing = record_text(r, "state");
	put_text(view, "kind", "exchange");
	json_object_set_new(view, "is_odd", json_boolean(e->standing != NULL &&
		strcmp(e->standing, "cancelled") == 0));
	if (a->office)
		put_text(view, "href", arena_printf(v->arena,
			"/office/exchanges/%s", id));
	else if (text_in(view, "story") != NULL)
		put_text(view, "href", text_in(view, "story"));
	else
		put_text(view, "href", text_in(json_object_get(view, "with"),
			"href"));
	return agenda_clash(a, r, view);
}

static enum err
put_exchanges(struct agenda *a, struct id tie)
{
	struct query *q = in_time(a, &entity_exchange, "on");
	struct map *stories = NULL;
	struct list list;

	if (!a->office)
		query_where(q, "public", QUERY_IS, "true");
	if (!id_none(tie))
		query_where(q, "ties", QUERY_HAS, id_text(a->v->arena, tie));
	query_only(q, ENTRY_VIEW);
	query_order(q, "on");
	TRY(query_run(q, &list));
	if (!a->office)
		TRY(stories_told(a->v, &stories));
	for (size_t i = 0; i < list.n; i++)
		TRY(put_exchange(a, list.at[i], stories));
	return OK;
}

/* ---- what only staff know ---- */

static enum err
put_deadlines(struct agenda *a)
{
	struct visit *v = a->v;
	json_t *open, *one;
	size_t i;

	TRY(deadlines_open(v, a->last, &open));
	keep(v, open);
	json_array_foreach(open, i, one) {
		const char *on = text_in(one, "on");
		json_t *view = plain_view(a, on, "deadline", message(v->lang,
			"deadline.one"), text_in(one, "name"),
			text_in(one, "href"));
		struct event *e = event_new(a, on, view);

		if (e == NULL)
			continue;
		put_text(view, "about", text_in(one, "what"));
		if (json_is_true(json_object_get(one, "is_late"))) {
			json_object_set_new(view, "is_odd", json_true());
			put_text(view, "standing", "late");
			put_text(view, "standing_says", text_in(one,
				"left_says"));
		}
		e->uid = arena_printf(v->arena, "deadline-%s-%s",
			text_in(one, "rule"), text_in(one, "record"));
	}
	return OK;
}

static enum err
put_letters(struct agenda *a)
{
	static const char *const owed[] = { "owed-by-us", "owed-by-them" };
	struct visit *v = a->v;

	for (size_t k = 0; k < 2; k++) {
		struct query *q = in_time(a, &entity_letter, "reply_by");
		struct list list;

		query_where(q, "reply", QUERY_IS, owed[k]);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++)
			put_record(a, list.at[i], record_text(list.at[i],
				"reply_by"), "letter", message(v->lang,
				k == 0 ? "calendar.reply-ours" :
				"calendar.reply-theirs"), record_title(v,
				list.at[i]));
	}
	return OK;
}

static enum err
put_promises(struct agenda *a)
{
	struct visit *v = a->v;
	struct query *q = in_time(a, &entity_promise, "due");
	struct list list;

	query_where(q, "state", QUERY_IS, "open");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		put_record(a, list.at[i], record_text(list.at[i], "due"),
			"promise", put_say(v, "calendar.promise", put_choice(v,
			"promise.side", record_text(list.at[i], "side")),
			NULL), record_title(v, list.at[i]));
	return OK;
}

/* The day of a tie in each year that the agenda touches. */
static void
put_anniversaries(struct agenda *a, const struct record *tie)
{
	struct visit *v = a->v;
	const char *since = record_text(tie, "since");
	const char *state = record_text(tie, "state");
	int until = edtf_from_day(a->last).year;
	struct edtf date;

	if (since == NULL || !edtf_parse(since, &date) ||
	    date.from.precision != EDTF_DAY ||
	    (state != NULL && strcmp(state, "ended") == 0))
		return;
	for (int year = edtf_from_day(a->first).year; year <= until; year++) {
		const char *on = arena_printf(v->arena, "%04d-%02d-%02d",
			year, date.from.month, date.from.day);
		struct edtf there;
		struct event *e;

		if (year <= date.from.year)
			continue;
		if (!edtf_parse(on, &there))  /* 29 February */
			on = arena_printf(v->arena, "%04d-02-28", year);
		e = put_record(a, tie, on, "anniversary", message_with(v->arena,
			v->lang, "calendar.anniversary", arena_printf(v->arena,
			"%d", year - date.from.year), NULL, NULL),
			record_title(v, tie));
		if (e != NULL)
			e->uid = arena_printf(v->arena, "%s-%d", e->uid, year);
	}
}

/* "2027-04/2027-06" of a quarter; the year without one. */
static const char *
quarter_of(struct visit *v, int64_t year, const char *quarter)
{
	static const char *const names[] = {
		"first", "second", "third", "fourth"
	};

	for (int i = 0; quarter != NULL && i < 4; i++)
		if (strcmp(quarter, names[i]) == 0)
			return arena_printf(v->arena, "%04d-%02d/%04d-%02d",
				(int)year, 3 * i + 1, (int)year, 3 * i + 3);
	return arena_printf(v->arena, "%04d", (int)year);
}

static void
put_activities(struct agenda *a, const struct record *plan)
{
	struct visit *v = a->v;
	int64_t year = record_int(plan, "year", 0);
	json_t *row;
	size_t i;

	json_array_foreach(record_value(plan, "activities"), i, row) {
		const char *on = quarter_of(v, year, text_in(row, "quarter"));
		struct event *e;

		if (text_in(row, "exchange") != NULL)
			continue;  /* that one stands here itself */
		e = put_record(a, plan, on, "plan", message(v->lang,
			"calendar.plan"), words_see(v->arena,
			json_object_get(row, "activity"), v->lang).text);
		if (e != NULL)
			e->uid = arena_printf(v->arena, "plan-%s",
				text_in(row, "id"));
	}
}

static enum err
put_plans(struct agenda *a)
{
	struct query *q = query_of(a->v, &entity_plan);
	struct list list;

	query_where(q, "year", QUERY_FROM, arena_printf(a->v->arena, "%d",
		edtf_from_day(a->first).year));
	query_where(q, "year", QUERY_UNTIL, arena_printf(a->v->arena, "%d",
		edtf_from_day(a->last).year));
	query_limit(q, LOOKED_AT);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		put_activities(a, list.at[i]);
	return OK;
}

/* ---- countries ---- */

static void
add_land(struct agenda *a, const char *land)
{
	for (size_t i = 0; i < a->land_count; i++)
		if (strcmp(a->land[i], land) == 0)
			return;
	if (*land != '\0' && a->land_count < LANDS_MOST)
		a->land[a->land_count++] = land;
}

/* The countries whose holidays are shown, and the ties' anniversaries. */
static enum err
put_ties(struct agenda *a, struct id tie)
{
	struct query *q = query_of(a->v, &entity_tie);
	const char *home;
	struct list list;

	TRY(land_of_home(a->lands, &home));
	if (home != NULL)
		add_land(a, home);
	query_only(q, "since state members label");
	query_limit(q, LOOKED_AT);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const char *lands;

		if (!id_none(tie) && !id_same(tie, list.at[i]->id))
			continue;
		TRY(lands_of_tie(a->lands, list.at[i]->id, &lands));
		for (; strlen(lands) >= 3; lands += 3)
			add_land(a, arena_copy(a->v->arena, lands, 2));
		if (a->office)
			put_anniversaries(a, list.at[i]);
	}
	return OK;
}

json_t *
agenda_holidays(struct agenda *a, int first, int last)
{
	struct visit *v = a->v;
	json_t *out = keep(v, json_array());

	for (size_t l = 0; l < a->land_count; l++) {
		json_t *days = keep(v, workdays_named(v, a->days, a->land[l],
			first, last)), *one;
		const char *name = country_name(v->arena, v->lang,
			a->land[l]);
		size_t i, j = 0;

		json_array_foreach(days, i, one) {
			json_int_t day = json_integer_value(json_object_get(
				one, "day"));

			put_text(one, "land", name != NULL ? name :
				a->land[l]);
			while (j < json_array_size(out) && json_integer_value(
			    json_object_get(json_array_get(out, j), "day")) <=
			    day)
				j++;
			json_array_insert(out, j, one);
		}
	}
	return out;
}

/* ---- all of it ---- */

static int
by_day(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	return strcmp(x->uid, y->uid);
}

enum err
agenda_begin(struct visit *v, bool office, int first, int last,
	struct agenda *out)
{
	*out = (struct agenda){ .v = v, .office = office, .first = first,
		.last = last, .lands = lands_new(v) };
	return workdays_open(v, &out->days);
}

enum err
agenda_open(struct visit *v, bool office, int first, int last, struct id tie,
	struct agenda *out)
{
	TRY(agenda_begin(v, office, first, last, out));
	TRY(put_exchanges(out, tie));
	TRY(put_ties(out, tie));
	if (office) {
		TRY(put_deadlines(out));
		TRY(put_letters(out));
		TRY(put_promises(out));
		TRY(put_plans(out));
	}
	if (out->n > 0)
		qsort(out->at, out->n, sizeof *out->at, by_day);
	return OK;
}

json_t *
agenda_entries(const struct agenda *a)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->n; i++)
		json_array_append(list, a->at[i].view);
	return list;
}
