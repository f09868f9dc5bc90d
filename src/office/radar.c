/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which ties fall silent, and the cheapest thing that could be done about it.
 * Last contacts come from the store, grouped by tie, so that two hundred ties
 * are a few statements.
 *
 * A letter costs least, then a meeting on a screen, then pictures that pupils
 * send, then travel.  What we owe comes before all of them, and so does an
 * anniversary: every tenth is celebrated, the others have a letter of
 * congratulation, as the rules of many Chinese cities want it.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define QUIET 12             /* months after which a tie is quiet */
#define SILENT 24            /* and after which it is silent */
#define NEVER 100000         /* months since what never was */
#define LETTER_AFTER 6       /* months without a letter that ask for one */
#define ONLINE_AFTER 12
#define YOUTH_AFTER 24
#define AHEAD 90             /* days that an anniversary is told ahead */

enum channel { BY_VISIT, BY_LETTER, BY_ONLINE, BY_YOUTH, BY_SECONDMENT,
	BY_EVENT, CHANNELS };

static const struct {
	const char *key, *types;     /* types of exchange; NULL: letters */
} channels[CHANNELS] = {
	[BY_VISIT] = { "visit", "visit-out visit-in talks meeting agreement trade" },
	[BY_LETTER] = { "letter", NULL },
	[BY_ONLINE] = { "online", "online" },
	[BY_YOUTH] = { "youth", "homestay" },
	[BY_SECONDMENT] = { "secondment", "secondment" },
	[BY_EVENT] = { "event", "culture sport event other" },
};

struct known {               /* of one tie */
	const struct record *tie;
	int last[CHANNELS];          /* a day; 0: never */
	const char *owed;            /* id of the oldest letter that we owe */
	const struct record *coming; /* the next exchange that is planned */
	int months;                  /* since the last contact of any kind */
	json_t *anniversary;         /* that is near, or NULL */
};

struct radar {
	struct visit *v;
	int today;
	struct known *at;
	size_t n;
	struct map *by_id;           /* of struct known */
};

/* ---- reading ---- */

static enum err
ties_read(struct radar *r)
{
	struct visit *v = r->v;
	struct query *q = query_of(v, &entity_tie);
	struct list list;

	query_limit(q, QUERY_MOST);
	query_only(q, "state since tier dates");
	TRY(query_run(q, &list));
	r->at = arena_alloc(v->arena, (list.n + 1) * sizeof *r->at);
	for (size_t i = 0; i < list.n; i++) {
		const char *state = tie_state(list.at[i]);

		if (strcmp(state, "ended") == 0 ||
		    strcmp(state, "candidate") == 0)
			continue;
		r->at[r->n] = (struct known){ .tie = list.at[i] };
		map_put(r->by_id, id_text(v->arena, list.at[i]->id),
			&r->at[r->n++]);
	}
	return OK;
}

static enum channel
channel_of(const char *type)
{
	size_t n = strlen(type);

	for (int c = 0; c < CHANNELS; c++) {
		const char *at = channels[c].types;

		while (at != NULL && (at = strstr(at, type)) != NULL) {
			if ((at == channels[c].types || at[-1] == ' ') &&
			    (at[n] == '\0' || at[n] == ' '))
				return (enum channel)c;
			at += n;
		}
	}
	return BY_EVENT;
}

/* What goes on still was last today. */
static void
heard(struct radar *r, const char *tie, enum channel channel, const char *on)
{
	struct known *k = tie != NULL ? map_get(r->by_id, tie) : NULL;
	int first, last;

	if (k == NULL || on == NULL || !days_of(on, &first, &last))
		return;
	last = last > r->today ? r->today : last;
	if (last > k->last[channel])
		k->last[channel] = last;
}

/* Of each type, the last that was done on a tie; tie none: on each. */
static enum err
exchanges_read(struct radar *r, struct id tie)
{
	struct query *q = query_of(r->v, &entity_exchange);
	struct tally last;

	query_where(q, "state", QUERY_IS, "done");
	if (!id_none(tie))
		query_where(q, "ties", QUERY_HAS, id_text(r->v->arena, tie));
	TRY(query_latest(q, "ties type", "on", &last));
	for (size_t i = 0; i < last.n; i++)
		heard(r, last.at[i].key[0], channel_of(last.at[i].key[1]),
			last.at[i].text[0]);
	return OK;
}

static enum err
letters_read(struct radar *r)
{
	struct query *q = query_of(r->v, &entity_letter);
	struct tally last;

	query_where(q, "state", QUERY_AMONG, "sent received");
	TRY(query_latest(q, "tie", "on", &last));
	for (size_t i = 0; i < last.n; i++)
		heard(r, last.at[i].key[0], BY_LETTER, last.at[i].text[0]);
	return OK;
}

static enum err
owed_read(struct radar *r)
{
	struct query *q = query_of(r->v, &entity_letter);
	struct list list;

	query_where(q, "reply", QUERY_IS, "owed-by-us");
	query_where(q, "state", QUERY_IS, "received");
	query_order(q, "on");
	query_limit(q, QUERY_MOST);
	query_only(q, "tie");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct known *k = map_get(r->by_id,
			record_text(list.at[i], "tie"));

		if (k != NULL && k->owed == NULL)
			k->owed = id_text(r->v->arena, list.at[i]->id);
	}
	return OK;
}

static enum err
coming_read(struct radar *r)
{
	struct query *q = query_of(r->v, &entity_exchange);
	struct list list;
	json_t *tie;
	size_t n;

	query_where(q, "state", QUERY_IS, "planned");
	query_where(q, "on", QUERY_FROM, moment_day(r->v->arena, r->v->now,
		r->v->zone));
	query_order(q, "on");
	query_limit(q, QUERY_MOST);
	query_only(q, "name on ties");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_foreach(record_value(list.at[i], "ties"), n, tie) {
			struct known *k = map_get(r->by_id,
				json_string_value(tie));

			if (k != NULL && k->coming == NULL)
				k->coming = list.at[i];
		}
	return OK;
}

/* ---- anniversaries ---- */

/* The day on which a year's anniversary falls: of the 29th of February the
 * 28th in other years. */
static int
day_in(const struct edtf_point *since, int year)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	int day = since->precision == EDTF_DAY ? since->day : 1;

	if (since->month == 2 && day == 29 && !leap)
		day = 28;
	return edtf_day_number(year, since->month, day);
}

/* Where a letter of congratulation, or an event, is begun. */
static const char *
act_at(struct visit *v, const struct record *tie, bool event)
{
	const char *id = id_text(v->arena, tie->id);

	return event ? arena_printf(v->arena,
		"/office/exchanges/new?ties=%s&type=event", id) :
		arena_printf(v->arena, "/office/letters/new?tie=%s"
			"&direction=out&type=congratulation", id);
}

/* The next anniversary of a tie, if it is near; NULL. */
static json_t *
anniversary_of(struct visit *v, const struct record *tie, int today,
	int days_ahead)
{
	const char *since = record_text(tie, "since"), *on, *number;
	struct edtf date;
	struct edtf plain = {0};
	int year, day;
	bool tenth;

	if (since == NULL || !edtf_parse(since, &date) ||
	    date.from.precision < EDTF_MONTH)
		return NULL;
	year = edtf_from_day(today).year;
	day = day_in(&date.from, year);
	if (day < today)
		day = day_in(&date.from, ++year);
	if (day > today + days_ahead || year <= date.from.year)
		return NULL;
	plain.from = plain.to = edtf_from_day(day);
	if (date.from.precision == EDTF_MONTH) {
		plain.from.precision = EDTF_MONTH;
		plain.from.day = 0;
		plain.to = plain.from;
	}
	on = edtf_print(v->arena, &plain);
	number = arena_printf(v->arena, "%d", year - date.from.year);
	tenth = (year - date.from.year) % 10 == 0;
	return json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:i, s:b, s:s, s:s,"
		" s:s}", "id", id_text(v->arena, tie->id),
		"title", record_title(v, tie),
		"href", arena_printf(v->arena, "/office/ties/%s",
			id_text(v->arena, tie->id)),
		"number", year - date.from.year, "on", on,
		"when", text_date(v->arena, v->lang, on),
		"days", day - today, "round", (int)tenth,
		"says", message_with(v->arena, v->lang, "radar.anniversary",
			number, NULL, NULL),
		"act_says", message(v->lang, tenth ? "radar.act-celebrate" :
			"radar.act-congratulate"),
		"act_href", act_at(v, tie, tenth));
}

static int
by_days(const void *a, const void *b)
{
	json_int_t x = json_integer_value(json_object_get(
		*(json_t *const *)a, "days")), y = json_integer_value(
		json_object_get(*(json_t *const *)b, "days"));

	return (x > y) - (x < y);
}

enum err
anniversaries(struct visit *v, int days_ahead, json_t **out)
{
	struct radar r = { .v = v, .today = today_of(v),
		.by_id = map_new(v->arena) };
	json_t **near;
	size_t n = 0;

	TRY(ties_read(&r));
	near = arena_alloc(v->arena, (r.n + 1) * sizeof *near);
	for (size_t i = 0; i < r.n; i++) {
		near[n] = anniversary_of(v, r.at[i].tie, r.today, days_ahead);
		n += near[n] != NULL;
	}
	qsort(near, n, sizeof *near, by_days);
	*out = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, near[i]);
	return OK;
}

/* ---- what to do ---- */

static int
months_since(const struct radar *r, int day)
{
	return day == 0 ? NEVER : (int)((r->today - day) / 30.44);
}

static void
put_next(struct visit *v, json_t *view, const char *key, const char *href)
{
	json_object_set_new(view, "next", json_pack("{s:s, s:s}", "says",
		message(v->lang, key), "href", href));
}

/* The cheapest act that would help. */
static void
next_act(struct radar *r, const struct known *k, json_t *view)
{
	struct visit *v = r->v;
	const char *tie = id_text(v->arena, k->tie->id);
	const char *exchange = arena_printf(v->arena,
		"/office/exchanges/new?ties=%s", tie);

	if (k->owed != NULL)
		put_next(v, view, "radar.act-answer", arena_printf(v->arena,
			"/office/letters/new?tie=%s&direction=out&type=reply"
			"&answers=%s", tie, k->owed));
	else if (k->anniversary != NULL)
		json_object_set_new(view, "next", json_pack("{s:O, s:O}",
			"says", json_object_get(k->anniversary, "act_says"),
			"href", json_object_get(k->anniversary, "act_href")));
	else if (months_since(r, k->last[BY_LETTER]) >= LETTER_AFTER &&
	    k->months >= LETTER_AFTER)
		put_next(v, view, "radar.act-letter", arena_printf(v->arena,
			"/office/letters/new?tie=%s&direction=out", tie));
	else if (k->coming != NULL)
		put_next(v, view, "radar.act-prepare", arena_printf(v->arena,
			"/office/exchanges/%s", id_text(v->arena,
			k->coming->id)));
	else if (months_since(r, k->last[BY_ONLINE]) >= ONLINE_AFTER)
		put_next(v, view, "radar.act-online", arena_printf(v->arena,
			"%s&type=online", exchange));
	else if (months_since(r, k->last[BY_YOUTH]) >= YOUTH_AFTER)
		put_next(v, view, "radar.act-art", arena_printf(v->arena,
			"%s&type=culture&field=education", exchange));
}

/* ---- as a view ---- */

static const char *
months_says(struct visit *v, int months)
{
	if (months >= NEVER)
		return message(v->lang, "radar.never");
	if (months == 0)
		return message(v->lang, "radar.this-month");
	return message_with(v->arena, v->lang, "radar.months",
		arena_printf(v->arena, "%d", months), NULL, NULL);
}

static json_t *
channels_view(struct radar *r, const struct known *k)
{
	json_t *list = json_array();

	for (int c = 0; c < CHANNELS; c++) {
		int months = months_since(r, k->last[c]);
		const char *tone = months < QUIET ? "done" : months < SILENT ?
			"held" : "late";

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b}", "key", channels[c].key,
			"label", message(r->v->lang, arena_printf(r->v->arena,
				"radar.by-%s", channels[c].key)), "tone",
			months >= NEVER ? "none" : tone, "says",
			months_says(r->v, months), "never",
			(int)(months >= NEVER)));
		if (months < NEVER)
			json_object_set_new(json_array_get(list, (size_t)c),
				"months", json_integer(months));
	}
	return list;
}

static json_t *
known_view(struct radar *r, const struct known *k)
{
	struct visit *v = r->v;
	const char *state = tie_state(k->tie);
	const char *tone = k->months < QUIET ? "done" : k->months < SILENT ?
		"held" : "late";
	const char *word = k->months < QUIET ? "radar.awake" :
		k->months < SILENT ? "radar.quiet" : "radar.silent";
	const char *id = id_text(v->arena, k->tie->id);
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s,"
		" s:o}", "id", id, "title", record_title(v, k->tie),
		"href", arena_printf(v->arena, "/office/ties/%s", id),
		"state", state, "state_says", message(v->lang, arena_printf(
			v->arena, "tie.state-%s", state)),
		"tone", tone, "word", message(v->lang, word),
		"says", months_says(v, k->months),
		"channels", channels_view(r, k));

	if (k->months < NEVER)
		json_object_set_new(view, "months", json_integer(k->months));
	if (k->coming != NULL)
		json_object_set_new(view, "coming", json_pack(
			"{s:s, s:s, s:s}", "href", arena_printf(v->arena,
			"/office/exchanges/%s", id_text(v->arena,
				k->coming->id)), "says",
			record_title(v, k->coming), "when", text_date_short(
				v->arena, v->lang, record_text(k->coming,
				"on"))));
	if (k->anniversary != NULL)
		json_object_set(view, "anniversary", k->anniversary);
	next_act(r, k, view);
	return view;
}

/* Longest silence first. */
static int
by_months(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return (x->months < y->months) - (x->months > y->months);
}

static void
months_count(struct radar *r, struct known *k)
{
	int last = 0;

	for (int c = 0; c < CHANNELS; c++)
		last = k->last[c] > last ? k->last[c] : last;
	k->months = months_since(r, last);
}

static json_t *
ties_view(struct radar *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->n; i++) {
		struct known *k = &r->at[i];

		months_count(r, k);
		k->anniversary = anniversary_of(r->v, k->tie, r->today, AHEAD);
		if (k->anniversary != NULL)
			keep(r->v, k->anniversary);
	}
	qsort(r->at, r->n, sizeof *r->at, by_months);
	for (size_t i = 0; i < r->n; i++)
		json_array_append_new(list, known_view(r, &r->at[i]));
	return json_pack("{s:o}", "ties", list);
}

enum err
radar_of(struct visit *v, json_t **out)
{
	struct radar r = { .v = v, .today = today_of(v),
		.by_id = map_new(v->arena) };

	TRY(ties_read(&r));
	TRY(exchanges_read(&r, (struct id){ 0 }));
	TRY(letters_read(&r));
	TRY(owed_read(&r));
	TRY(coming_read(&r));
	*out = ties_view(&r);
	return OK;
}

/* Leaves out those that are not silent. */
static void
drop_awake(struct radar *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++) {
		months_count(r, &r->at[i]);
		if (r->at[i].months >= SILENT)
			r->at[n++] = r->at[i];
	}
	r->n = n;
	r->by_id = map_new(r->v->arena);
	for (size_t i = 0; i < n; i++)
		map_put(r->by_id, id_text(r->v->arena, r->at[i].tie->id),
			&r->at[i]);
}

/* Whoever had any exchange lately is awake: one look a tie instead of one a
 * type.  What goes on still may have begun long ago, so that the others are
 * looked at as the radar does. */
static enum err
silent_find(struct radar *r)
{
	struct query *q = query_of(r->v, &entity_exchange);
	struct tally last;

	query_where(q, "state", QUERY_IS, "done");
	TRY(query_latest(q, "ties", "on", &last));
	for (size_t i = 0; i < last.n; i++)
		heard(r, last.at[i].key[0], BY_EVENT, last.at[i].text[0]);
	TRY(letters_read(r));
	drop_awake(r);
	for (size_t i = 0; i < r->n; i++) {
		r->at[i].last[BY_EVENT] = 0;
		TRY(exchanges_read(r, r->at[i].tie->id));
	}
	drop_awake(r);
	return OK;
}

enum err
radar_silent(struct visit *v, json_t **out)
{
	struct radar r = { .v = v, .today = today_of(v),
		.by_id = map_new(v->arena) };

	TRY(ties_read(&r));
	TRY(silent_find(&r));
	if (r.n > 0) {
		TRY(owed_read(&r));
		TRY(coming_read(&r));
	}
	*out = ties_view(&r);
	return OK;
}
