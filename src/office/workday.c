/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which days are worked in a country: not Saturdays, Sundays and holidays, as
 * they are reckoned (text/text.h), but as the office's own list of holidays
 * has it where that says otherwise.  A year of a country is reckoned once and
 * kept for as long as the arena lives.
 *
 *	days -> country "KR" -> rows of the store, [first, last] with a name
 *	                     -> years, reckoned when first asked for
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define YEARS 16        /* of a country, kept side by side */
#define STEPS_MOST 20000
#define ROWS_MOST 4000  /* of the store's list */

struct row {
	int first, last;
	enum workday_kind kind;
	const char *name;
	struct row *next;
};

struct reckoned {
	int year;           /* 0: free */
	size_t n;
	struct holiday at[HOLIDAYS_MOST];
};

struct land {
	char code[3];
	struct row *rows;
	struct reckoned *years[YEARS];
	struct land *next;
};

struct workdays {
	struct arena *arena;
	struct land *lands;
};

struct workdays *
workdays_new(struct arena *a)
{
	struct workdays *w = arena_alloc(a, sizeof *w);

	w->arena = a;
	return w;
}

static struct land *
land_of(struct workdays *w, const char *country)
{
	struct land *l = w->lands;

	while (l != NULL && strcmp(l->code, country) != 0)
		l = l->next;
	if (l != NULL)
		return l;
	l = arena_alloc(w->arena, sizeof *l);
	memcpy(l->code, country, strnlen(country, 2));
	l->next = w->lands;
	w->lands = l;
	return l;
}

void
workdays_add(struct workdays *w, const char *country, int first, int last,
	enum workday_kind kind, const char *name)
{
	struct land *l = land_of(w, country);
	struct row *r = arena_alloc(w->arena, sizeof *r);

	*r = (struct row){ first, last, kind, name, l->rows };
	l->rows = r;
}

/* ---- the store's list ---- */

static void
add_record(struct visit *v, struct workdays *w, const struct record *r)
{
	const char *type = record_text(r, "type");
	const char *country = record_text(r, "country");
	enum workday_kind kind = WORKDAY_REST;
	int first, last;

	if (type == NULL || country == NULL ||
	    !days_of(record_text(r, "on"), &first, &last) ||
	    last - first > 366)
		return;
	if (strcmp(type, "working") == 0)
		kind = WORKDAY_WORKED;
	else if (strcmp(type, "substitute") == 0)
		kind = WORKDAY_SUBSTITUTE;
	workdays_add(w, country, first, last, kind,
		arena_text(w->arena, record_words(v, r, "name")));
}

enum err
workdays_open(struct visit *v, struct workdays **out)
{
	struct list list = {0};
	size_t seen = 0;

	*out = workdays_new(v->arena);
	do {
		struct query *q = query_of(v, &entity_holiday);

		query_limit(q, QUERY_MOST);
		if (list.next != NULL)
			query_after(q, list.next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++)
			add_record(v, *out, list.at[i]);
		seen += list.n;
	} while (list.next != NULL && seen < ROWS_MOST);
	return OK;
}

/* ---- one day ---- */

static const struct reckoned *
year_of(struct workdays *w, struct land *l, int year)
{
	struct reckoned **slot = &l->years[(unsigned)year % YEARS];

	if (*slot != NULL && (*slot)->year == year)
		return *slot;
	if (*slot == NULL)
		*slot = arena_alloc(w->arena, sizeof **slot);
	(*slot)->year = year;
	(*slot)->n = holidays_of(l->code, year, (*slot)->at);
	return *slot;
}

/* The row of the store that the day lies in; one that it is worked first. */
static const struct row *
row_of(const struct land *l, int day)
{
	const struct row *found = NULL;

	for (const struct row *r = l->rows; r != NULL; r = r->next)
		if (r->first <= day && day <= r->last &&
		    (found == NULL || r->kind == WORKDAY_WORKED))
			found = r;
	return found;
}

bool
workday_is(struct workdays *w, const char *country, int day)
{
	struct land *l = land_of(w, country);
	const struct row *row = row_of(l, day);
	const struct reckoned *year;

	if (row != NULL)
		return row->kind == WORKDAY_WORKED;
	if (weekday_of(day) > 4)
		return false;
	year = year_of(w, l, edtf_from_day(day).year);
	for (size_t i = 0; i < year->n; i++)
		if (year->at[i].day == day &&
		    year->at[i].kind != HOLIDAY_CUSTOM)
			return false;
	return true;
}

int
workday_count(struct workdays *w, const char *country, int from, int days)
{
	int step = days < 0 ? -1 : 1, left = abs(days), day = from;

	/* No days from a day off is the next one that is worked. */
	if (left == 0 && !workday_is(w, country, day))
		left = 1;
	for (int i = 0; left > 0 && i < STEPS_MOST; i++) {
		day += step;
		if (workday_is(w, country, day))
			left--;
	}
	return day;
}

/* ---- days by their names ---- */

static const char *const kind_names[] = {
	[WORKDAY_REST] = "rest", [WORKDAY_SUBSTITUTE] = "substitute",
	[WORKDAY_CUSTOM] = "custom", [WORKDAY_WORKED] = "worked",
};

static void
put_named(json_t *list, int day, const char *country, const char *name,
	enum workday_kind kind)
{
	json_array_append_new(list, json_pack("{s:i, s:s, s:s, s:s}",
		"day", day, "country", country, "name", name, "kind",
		kind_names[kind]));
}

json_t *
workdays_named(struct visit *v, struct workdays *w, const char *country,
	int first, int last)
{
	static const enum workday_kind kinds[] = {
		[HOLIDAY_REST] = WORKDAY_REST,
		[HOLIDAY_SUBSTITUTE] = WORKDAY_SUBSTITUTE,
		[HOLIDAY_CUSTOM] = WORKDAY_CUSTOM,
	};
	struct land *l = land_of(w, country);
	json_t *list = json_array();

	for (int day = first; day <= last && day - first < 400; day++) {
		const struct row *row = row_of(l, day);
		const struct reckoned *y;

		if (row != NULL) {
			put_named(list, day, country, row->name, row->kind);
			continue;
		}
		y = year_of(w, l, edtf_from_day(day).year);
		for (size_t i = 0; i < y->n; i++)
			if (y->at[i].day == day)
				put_named(list, day, country, holiday_says(
					v->arena, v->lang, &y->at[i]),
					kinds[y->at[i].kind]);
	}
	return list;
}
