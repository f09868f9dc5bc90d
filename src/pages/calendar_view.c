/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendar as a month, a table of weeks, and as a year, a list for each
 * month; the same for the public and the office.
 *
 *	"views": [{"href","label","current"}],
 *	"before", "after": {"href","label"},
 *	"of_month": {"title","weekdays":[{"label","short"}],
 *	          "weeks":[{"days":[DAY]}], "vague":[ENTRY], "is_bare"},
 *	"of_year": {"title","months":[{"name","label","entries":[ENTRY],
 *	         "holidays":[{"when","name","land"}]}], "vague":[ENTRY]}
 *
 * DAY: {"number","on","says","is_today","is_off","is_bare","entries":[ENTRY],
 * "holidays":[{"name","land","is_worked","is_custom"}]}, or {"is_blank"}.  What has no day
 * stands under "vague".
 */
#include <stdlib.h>
#include <string.h>

#include "agenda.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 };

/* Weeks begin on Sunday in Korea and Japan, else on Monday. */
static int
week_begin(enum lang lang)
{
	return lang == LANG_KO || lang == LANG_JA ? 6 : 0;
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- a month ---- */

static json_t *
weekdays_view(struct visit *v)
{
	json_t *list = json_array();

	for (int i = 0; i < 7; i++) {
		int weekday = (week_begin(v->lang) + i) % 7;

		json_array_append_new(list, json_pack("{s:s, s:s}", "label",
			message(v->lang, arena_printf(v->arena,
				"calendar.weekday-%d", weekday)), "short",
			message(v->lang, arena_printf(v->arena,
				"calendar.short-%d", weekday))));
	}
	return list;
}

/* Is a holiday of the office's own country among these? */
static bool
is_off(struct agenda *a, int day)
{
	return a->land_count > 0 ? !workday_is(a->days, a->land[0], day) :
		weekday_of(day) > 4;
}

static json_t *
holidays_view(struct agenda *a, int day)
{
	json_t *list = json_array(), *one, *found;
	size_t i;

	found = agenda_holidays(a, day, day);
	json_array_foreach(found, i, one) {
		const char *kind = text_in(one, "kind");

		json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:b}",
			"name", text_in(one, "name"), "land",
			text_in(one, "land"), "is_worked",
			(int)(strcmp(kind, "worked") == 0), "is_custom",
			(int)(strcmp(kind, "custom") == 0)));
	}
	return list;
}

/* The event as it stands in a day: what it touches is said once, on its first
 * one that is shown. */
static json_t *
day_entry(const struct agenda *a, const struct event *e, int day)
{
	json_t *view;

	if (day == e->first || day == a->first)
		return json_incref(e->view);
	view = json_copy(e->view);
	json_object_del(view, "clash");
	return view;
}

static json_t *
day_view(struct agenda *a, int day)
{
	struct visit *v = a->v;
	const char *on = day_text(v, day);
	json_t *view = json_object(), *entries = json_array();
	json_t *holidays = holidays_view(a, day);

	for (size_t i = 0; i < a->n; i++)
		if (a->at[i].exact && a->at[i].first <= day &&
		    day <= a->at[i].last)
			json_array_append_new(entries, day_entry(a,
				&a->at[i], day));
	put_text(view, "on", on);
	put_text(view, "number", arena_printf(v->arena, "%d",
		edtf_from_day(day).day));
	put_text(view, "says", text_date(v->arena, v->lang, on));
	put_text(view, "weekday", message(v->lang, arena_printf(v->arena,
		"calendar.short-%d", weekday_of(day))));
	json_object_set_new(view, "is_today", json_boolean(day ==
		put_today(v)));
	json_object_set_new(view, "is_off", json_boolean(is_off(a, day)));
	json_object_set_new(view, "is_bare", json_boolean(
		json_array_size(entries) == 0 &&
		json_array_size(holidays) == 0));
	json_object_set_new(view, "entries", entries);
	json_object_set_new(view, "holidays", holidays);
	return view;
}

static json_t *
weeks_view(struct agenda *a)
{
	json_t *weeks = json_array();
	int before = (weekday_of(a->first) - week_begin(a->v->lang) + 7) % 7;

	for (int day = a->first - before; day <= a->last; day += 7) {
		json_t *days = json_array();

		for (int i = day; i < day + 7; i++)
			json_array_append_new(days, i < a->first || i > a->last
				? json_pack("{s:b}", "is_blank", 1) :
				day_view(a, i));
		json_array_append_new(weeks, json_pack("{s:o}", "days", days));
	}
	return weeks;
}

/* What has no day, but lies within so many. */
static json_t *
vague_view(struct agenda *a, int from, int most)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->n; i++) {
		const struct event *e = &a->at[i];
		long span = (long)e->last - e->first;

		if (!e->exact && span >= from && span < most)
			json_array_append(list, e->view);
	}
	return list;
}

static json_t *
month_view(struct agenda *a, const char *name)
{
	struct visit *v = a->v;
	json_t *view = json_object(), *vague = vague_view(a, 0, 100);

	put_text(view, "title", text_date(v->arena, v->lang, name));
	json_object_set_new(view, "weekdays", weekdays_view(v));
	json_object_set_new(view, "weeks", weeks_view(a));
	json_object_set_new(view, "is_bare", json_boolean(a->n == 0));
	put_list(view, "vague", vague);
	return view;
}

/* ---- a year ---- */

static int
month_first(int year, int month)
{
	return edtf_day_number(year, month, 1);
}

static int
month_last(int year, int month)
{
	return month == 12 ? edtf_day_number(year, 12, 31) :
		edtf_day_number(year, month + 1, 1) - 1;
}

/* Does one day's holiday go on with the next one's? */
static bool
goes_on(const json_t *one, const json_t *next, json_int_t end)
{
	return json_integer_value(json_object_get(next, "day")) == end + 1 &&
		strcmp(text_in(next, "name"), text_in(one, "name")) == 0 &&
		strcmp(text_in(next, "land"), text_in(one, "land")) == 0;
}

/* Another stretch of days; of two countries', one. */
static void
put_stretch(struct visit *v, json_t *list, const char *when, const json_t *of)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(text_in(one, "when"), when) == 0 &&
		    strcmp(text_in(one, "name"), text_in(of, "name")) == 0) {
			json_object_set_new(one, "land", json_string(
				arena_printf(v->arena, "%s, %s", text_in(one,
				"land"), text_in(of, "land"))));
			return;
		}
	json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "when", when,
		"name", text_in(of, "name"), "land", text_in(of, "land")));
}

/* Holidays of a month by its days, those that go on in one line. */
static json_t *
stretches_view(struct agenda *a, int first, int last)
{
	struct visit *v = a->v;
	json_t *list = json_array(), *days = agenda_holidays(a, first, last);
	size_t n = json_array_size(days);

	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(days, i);
		json_int_t day = json_integer_value(json_object_get(one,
			"day")), end = day;
		int number = edtf_from_day((int)day).day;

		if (json_object_get(one, "told") != NULL)
			continue;
		for (size_t j = i + 1; j < n; j++) {
			json_t *next = json_array_get(days, j);

			if (goes_on(one, next, end)) {
				json_object_set_new(next, "told", json_true());
				end++;
			}
		}
		put_stretch(v, list, end == day ? arena_printf(v->arena, "%d",
			number) : arena_printf(v->arena, "%d–%d", number,
			number + (int)(end - day)), one);
	}
	return list;
}

/* In the month in which it begins, or in the year's first. */
static bool
is_in_month(const struct agenda *a, const struct event *e, int first,
	int last)
{
	int begin = e->first < a->first ? a->first : e->first;

	return (e->exact || e->last - e->first < 62) && first <= begin &&
		begin <= last;
}

static json_t *
year_view(struct agenda *a, int year)
{
	struct visit *v = a->v;
	json_t *view = json_object(), *months = json_array();

	for (int month = 1; month <= 12; month++) {
		int first = month_first(year, month);
		int last = month_last(year, month);
		const char *name = arena_printf(v->arena, "%04d-%02d", year,
			month);
		json_t *one = json_object(), *entries = json_array();

		for (size_t i = 0; i < a->n; i++)
			if (is_in_month(a, &a->at[i], first, last))
				json_array_append(entries, a->at[i].view);
		put_text(one, "name", name);
		put_text(one, "label", text_date(v->arena, v->lang, name));
		put_list(one, "entries", entries);
		put_list(one, "holidays", stretches_view(a, first, last));
		json_array_append_new(months, one);
	}
	put_text(view, "title", text_date(v->arena, v->lang,
		arena_printf(v->arena, "%04d", year)));
	json_object_set_new(view, "months", months);
	put_list(view, "vague", vague_view(a, 62, 1000));
	return view;
}

/* ---- which one ---- */

static void
put_step(struct visit *v, json_t *view, const char *key, const char *base,
	const char *by, const char *name)
{
	json_object_set_new(view, key, json_pack("{s:s, s:s}", "href",
		arena_printf(v->arena, "%s?view=%s&%s=%s", base, by, by, name),
		"label", text_date(v->arena, v->lang, name)));
}

static void
put_views(struct visit *v, json_t *view, const char *base, const char *now)
{
	static const char *const names[] = { "list", "month", "year" };
	json_t *list = json_array();

	for (size_t i = 0; i < 3; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"href", arena_printf(v->arena, "%s?view=%s", base,
				names[i]), "label", message(v->lang,
				arena_printf(v->arena, "calendar.view-%s",
				names[i])), "current",
			(int)(strcmp(names[i], now) == 0)));
	json_object_set_new(view, "views", list);
}

/* The year and month asked for, else those of today. */
static enum err
time_asked(struct request *rq, bool month, int *year, int *number)
{
	struct visit *v = &rq->visit;
	const char *sent = request_query(rq, month ? "month" : "year");
	struct edtf_point today = edtf_from_day(put_today(v));
	struct edtf date = {0};

	*year = today.year;
	*number = today.month;
	if (sent == NULL || *sent == '\0')
		return OK;
	if (!edtf_parse(sent, &date) || date.interval ||
	    date.from.mark != 0 || date.from.precision != (month ?
	    EDTF_MONTH : EDTF_YEAR) || date.from.year < YEAR_FIRST ||
	    date.from.year > YEAR_LAST)
		return fail_field(v, month ? "month" : "year", month ?
			"calendar.wrong-month" : "calendar.wrong-year", sent,
			NULL);
	*year = date.from.year;
	*number = date.from.month;
	return OK;
}

static enum err
put_month(struct request *rq, bool office, const char *base, json_t *view)
{
	struct visit *v = &rq->visit;
	struct agenda a;
	int year, month;

	TRY(time_asked(rq, true, &year, &month));
	TRY(agenda_open(v, office, month_first(year, month),
		month_last(year, month), (struct id){{0}}, &a));
	json_object_set_new(view, "of_month", month_view(&a, arena_printf(
		v->arena, "%04d-%02d", year, month)));
	put_step(v, view, "before", base, "month", arena_printf(v->arena,
		"%04d-%02d", month == 1 ? year - 1 : year, month == 1 ? 12 :
		month - 1));
	put_step(v, view, "after", base, "month", arena_printf(v->arena,
		"%04d-%02d", month == 12 ? year + 1 : year, month == 12 ? 1 :
		month + 1));
	return OK;
}

static enum err
put_year(struct request *rq, bool office, const char *base, json_t *view)
{
	struct visit *v = &rq->visit;
	struct agenda a;
	int year, month;

	TRY(time_asked(rq, false, &year, &month));
	TRY(agenda_open(v, office, month_first(year, 1), month_last(year, 12),
		(struct id){{0}}, &a));
	json_object_set_new(view, "of_year", year_view(&a, year));
	put_step(v, view, "before", base, "year", arena_printf(v->arena,
		"%04d", year - 1));
	put_step(v, view, "after", base, "year", arena_printf(v->arena,
		"%04d", year + 1));
	return OK;
}

enum err
calendar_put(struct request *rq, bool office, const char *base,
	const char *otherwise, json_t *view, bool *done)
{
	const char *asked = request_query(rq, "view");
	const char *now = asked != NULL && (strcmp(asked, "month") == 0 ||
		strcmp(asked, "year") == 0 || strcmp(asked, "list") == 0) ?
		asked : request_query(rq, "month") != NULL ? "month" :
		request_query(rq, "year") != NULL ? "year" : otherwise;

	put_views(&rq->visit, view, base, now);
	*done = strcmp(now, "list") != 0;
	if (strcmp(now, "month") == 0)
		return put_month(rq, office, base, view);
	return *done ? put_year(rq, office, base, view) : OK;
}
