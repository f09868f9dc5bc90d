/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days, weekdays and times that are told otherwise in the translation.  One
 * that only one side has is left to the numbers: it may be told in words.
 */
#include <stdlib.h>
#include <string.h>

#include "checking.h"

static bool
days_same(const struct when *a, const struct when *b)
{
	return a->month == b->month && a->day == b->day &&
		(a->year == b->year || a->year == 0 || b->year == 0);
}

static bool
times_same(const struct when *a, const struct when *b)
{
	if (a->minutes == b->minutes)
		return true;
	return (!a->half || !b->half) &&
		abs(a->minutes - b->minutes) % 720 == 0;
}

static bool
whens_same(const struct when *a, const struct when *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == MOMENT_DATE)
		return days_same(a, b);
	return a->kind == MOMENT_TIME ? times_same(a, b) :
		a->weekday == b->weekday;
}

struct side {
	struct when at[DATES_MOST];
	size_t n;
};

/* Marks what has its like on the other side; one may answer for several. */
static void
pair_same(struct side *a, const struct side *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n && !a->at[i].used; j++)
			a->at[i].used = whens_same(&a->at[i], &b->at[j]);
}

static struct when *
left_of(struct side *s, enum moment_kind kind)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].kind == kind && !s->at[i].used &&
		    !s->at[i].unsure)
			return &s->at[i];
	return NULL;
}

static const struct {
	const char *code;
	enum check_grade grade;
} codes[] = {
	[MOMENT_DATE] = { "date-differs", CHECK_WRONG },
	[MOMENT_WEEKDAY] = { "weekday-differs", CHECK_WRONG },
	[MOMENT_TIME] = { "time-differs", CHECK_WRONG },
};

static void
differing(struct checking *c, struct side *a, struct side *b)
{
	for (enum moment_kind k = MOMENT_DATE; k <= MOMENT_TIME; k++) {
		struct when *one, *other;

		while ((one = left_of(a, k)) != NULL &&
		    (other = left_of(b, k)) != NULL) {
			one->used = other->used = true;
			finding_add(c, codes[k].code, codes[k].grade, one->at,
				other->at, span_text(c, c->source, one->at),
				span_text(c, c->target, other->at));
		}
	}
}

static size_t
answered(const struct side *s, struct check_span *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].used)
			out[n++] = s->at[i].at;
	return n;
}

/* 0 Monday: of a day of the calendar, by Sakamoto's reckoning. */
static int
weekday_true(int year, int month, int day)
{
	static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };

	year -= month < 3;
	return (year + year / 4 - year / 100 + year / 400 +
		shift[month - 1] + day + 6) % 7;
}

/* A weekday right beside a whole date, which it does not fall on. */
static void
weekdays_true(struct checking *c, const struct side *s)
{
	for (size_t i = 0; i + 1 < s->n; i++) {
		const struct when *a = &s->at[i], *b = &s->at[i + 1];
		size_t gap = b->at.at - (a->at.at + a->at.n);
		const struct when *date = a->kind == MOMENT_DATE ? a : b;
		const struct when *day = date == a ? b : a;

		if (date->kind != MOMENT_DATE || date->year == 0 ||
		    day->kind != MOMENT_WEEKDAY || gap > 3 ||
		    weekday_true(date->year, date->month, date->day) ==
		    day->weekday)
			continue;
		finding_add(c, "weekday-untrue", CHECK_WARN, NOWHERE, day->at,
			span_text(c, c->target, date->at),
			span_text(c, c->target, day->at));
	}
}

void
check_dates(struct checking *c)
{
	struct side *a = arena_alloc(c->arena, sizeof *a);
	struct side *b = arena_alloc(c->arena, sizeof *b);

	a->n = whens_in(c->plain_source, a->at, DATES_MOST);
	b->n = whens_in(c->plain_target, b->at, DATES_MOST);
	pair_same(a, b);
	pair_same(b, a);
	differing(c, a, b);
	weekdays_true(c, b);
	c->done_sources = answered(a, c->done_source);
	c->done_targets = answered(b, c->done_target);
}
