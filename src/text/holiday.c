/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public holidays of Korea, China and Japan, reckoned from their laws: a row
 * a feast and the years in which it held.  Lunar months are those of ICU's
 * Chinese and Korean calendars, begun on the day of the new moon (moon.c),
 * which differs where it falls between the midnights of Beijing and Seoul
 * (2027: 6 and 7 February).
 *
 *	country  name           reckoned   month  day  off  from  until  made up
 *	KR       seollal        LUNAR      1      1    0    -     -      BLOCK 2014
 *
 * Korea makes up for days that fall on a weekend or on each other; Japan for
 * Sundays, and takes the day between two holidays off; China moves weekends
 * by a notice each year, which nobody can reckon: those days are records of
 * the office.  Customs are no days off, but no days for a visit either.
 */
#include "inside.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>

enum { YEAR_FIRST = 2000, YEAR_LAST = 2099 };

enum reckoning { FIXED, LUNAR, MONDAY, SUN };

/* Of Korea: when a feast is made up for. */
enum made_up { NEVER, WEEKEND, BLOCK };

struct feast {
	char country[3];
	const char *name;
	enum reckoning by;
	int month, day;    /* MONDAY: which of the month; SUN: 1 for Qingming's
	                      formula, 2 for the equinoxes' */
	int off;           /* days after that */
	int from, until;   /* years; 0: always, for good */
	enum made_up made_up;
	int made_up_from;
	bool custom;
};

static const struct feast feasts[] = {
	{ "KR", "holiday-name.new-year",      FIXED, 1, 1 },
	{ "KR", "holiday-name.seollal-days",  LUNAR, 1, 1, -1, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.seollal",       LUNAR, 1, 1, 0, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.seollal-days",  LUNAR, 1, 1, 1, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.march-first",   FIXED, 3, 1, 0, 0, 0, WEEKEND, 2022 },
	{ "KR", "holiday-name.arbor",         FIXED, 4, 5, 0, 0, 2005 },
	{ "KR", "holiday-name.labour-kr",     FIXED, 5, 1, 0, 2026, 0, WEEKEND, 2026 },
	{ "KR", "holiday-name.children",      FIXED, 5, 5, 0, 0, 0, WEEKEND, 2014 },
	{ "KR", "holiday-name.buddha",        LUNAR, 4, 8, 0, 0, 0, WEEKEND, 2023 },
	{ "KR", "holiday-name.memorial",      FIXED, 6, 6 },
	{ "KR", "holiday-name.constitution-kr", FIXED, 7, 17, 0, 0, 2007 },
	{ "KR", "holiday-name.constitution-kr", FIXED, 7, 17, 0, 2026, 0, WEEKEND, 2026 },
	{ "KR", "holiday-name.liberation",    FIXED, 8, 15, 0, 0, 0, WEEKEND, 2021 },
	{ "KR", "holiday-name.foundation-kr", FIXED, 10, 3, 0, 0, 0, WEEKEND, 2021 },
	{ "KR", "holiday-name.chuseok-days",  LUNAR, 8, 15, -1, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.chuseok",       LUNAR, 8, 15, 0, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.chuseok-days",  LUNAR, 8, 15, 1, 0, 0, BLOCK, 2014 },
	{ "KR", "holiday-name.hangeul",       FIXED, 10, 9, 0, 2013, 0, WEEKEND, 2021 },
	{ "KR", "holiday-name.christmas",     FIXED, 12, 25, 0, 0, 0, WEEKEND, 2023 },

	{ "CN", "holiday-name.new-year",      FIXED, 1, 1 },
	{ "CN", "holiday-name.spring-eve",    LUNAR, 1, 1, -1, 2008, 2013 },
	{ "CN", "holiday-name.spring-eve",    LUNAR, 1, 1, -1, 2025, 0 },
	{ "CN", "holiday-name.spring",        LUNAR, 1, 1 },
	{ "CN", "holiday-name.spring",        LUNAR, 1, 1, 1 },
	{ "CN", "holiday-name.spring",        LUNAR, 1, 1, 2, 0, 2007 },
	{ "CN", "holiday-name.spring",        LUNAR, 1, 1, 2, 2014, 0 },
	{ "CN", "holiday-name.qingming",      SUN, 4, 1, 0, 2008, 0 },
	{ "CN", "holiday-name.labour",        FIXED, 5, 1 },
	{ "CN", "holiday-name.labour",        FIXED, 5, 2, 0, 0, 2007 },
	{ "CN", "holiday-name.labour",        FIXED, 5, 2, 0, 2025, 0 },
	{ "CN", "holiday-name.labour",        FIXED, 5, 3, 0, 0, 2007 },
	{ "CN", "holiday-name.dragon-boat",   LUNAR, 5, 5, 0, 2008, 0 },
	{ "CN", "holiday-name.mid-autumn",    LUNAR, 8, 15, 0, 2008, 0 },
	{ "CN", "holiday-name.national-day",  FIXED, 10, 1 },
	{ "CN", "holiday-name.national-day",  FIXED, 10, 2 },
	{ "CN", "holiday-name.national-day",  FIXED, 10, 3 },

	{ "JP", "holiday-name.new-year",      FIXED, 1, 1 },
	{ "JP", "holiday-name.year-end",      FIXED, 1, 2, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.year-end",      FIXED, 1, 3, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.coming-of-age", MONDAY, 1, 2 },
	{ "JP", "holiday-name.foundation-jp", FIXED, 2, 11 },
	{ "JP", "holiday-name.emperor",       FIXED, 2, 23, 0, 2020, 0 },
	{ "JP", "holiday-name.spring-equinox", SUN, 3, 2 },
	{ "JP", "holiday-name.fiscal-year",   FIXED, 4, 1, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.greenery",      FIXED, 4, 29, 0, 0, 2006 },
	{ "JP", "holiday-name.showa",         FIXED, 4, 29, 0, 2007, 0 },
	{ "JP", "holiday-name.accession",     FIXED, 5, 1, 0, 2019, 2019 },
	{ "JP", "holiday-name.constitution-jp", FIXED, 5, 3 },
	{ "JP", "holiday-name.greenery",      FIXED, 5, 4, 0, 2007, 0 },
	{ "JP", "holiday-name.children",      FIXED, 5, 5 },
	{ "JP", "holiday-name.marine",        FIXED, 7, 20, 0, 0, 2002 },
	{ "JP", "holiday-name.marine",        MONDAY, 7, 3, 0, 2003, 2019 },
	{ "JP", "holiday-name.marine",        FIXED, 7, 23, 0, 2020, 2020 },
	{ "JP", "holiday-name.marine",        FIXED, 7, 22, 0, 2021, 2021 },
	{ "JP", "holiday-name.marine",        MONDAY, 7, 3, 0, 2022, 0 },
	{ "JP", "holiday-name.sports",        FIXED, 7, 24, 0, 2020, 2020 },
	{ "JP", "holiday-name.sports",        FIXED, 7, 23, 0, 2021, 2021 },
	{ "JP", "holiday-name.mountain",      FIXED, 8, 11, 0, 2016, 2019 },
	{ "JP", "holiday-name.mountain",      FIXED, 8, 10, 0, 2020, 2020 },
	{ "JP", "holiday-name.mountain",      FIXED, 8, 8, 0, 2021, 2021 },
	{ "JP", "holiday-name.mountain",      FIXED, 8, 11, 0, 2022, 0 },
	{ "JP", "holiday-name.obon",          FIXED, 8, 13, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.obon",          FIXED, 8, 14, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.obon",          FIXED, 8, 15, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.obon",          FIXED, 8, 16, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.aged",          FIXED, 9, 15, 0, 0, 2002 },
	{ "JP", "holiday-name.aged",          MONDAY, 9, 3, 0, 2003, 0 },
	{ "JP", "holiday-name.autumn-equinox", SUN, 9, 2 },
	{ "JP", "holiday-name.sports",        MONDAY, 10, 2, 0, 0, 2019 },
	{ "JP", "holiday-name.enthronement",  FIXED, 10, 22, 0, 2019, 2019 },
	{ "JP", "holiday-name.sports",        MONDAY, 10, 2, 0, 2022, 0 },
	{ "JP", "holiday-name.culture",       FIXED, 11, 3 },
	{ "JP", "holiday-name.labour-thanks", FIXED, 11, 23 },
	{ "JP", "holiday-name.emperor",       FIXED, 12, 23, 0, 0, 2018 },
	{ "JP", "holiday-name.year-end",      FIXED, 12, 29, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.year-end",      FIXED, 12, 30, 0, 0, 0, NEVER, 0, true },
	{ "JP", "holiday-name.year-end",      FIXED, 12, 31, 0, 0, 0, NEVER, 0, true },
};

/* The holidays of a year on their way. */
struct year {
	int year;
	struct holiday *at;
	const struct feast *of[HOLIDAYS_MOST];  /* of each; NULL: made up */
	size_t n;
};

int
weekday_of(int day)
{
	/* 1970-01-01 was a Thursday. */
	return ((day + 3) % 7 + 7) % 7;
}

/* ---- lunar days ---- */

static void *
open_lunar(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = ucal_open(u"UTC", -1, slot == ICU_LUNAR_KR ?
		"ko@calendar=dangi" : "zh@calendar=chinese", UCAL_DEFAULT,
		&status);

	(void)lang;
	ICU_GOOD(status);
	return calendar;
}

static void
close_lunar(void *calendar)
{
	ucal_close(calendar);
}

/* Which lunar month a day in the midst of one lies in, from 1; 0: a leap
 * month. */
static int
lunar_month(UCalendar *calendar, int day)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t month, leap;

	ucal_setMillis(calendar, day * 86400000.0, &status);
	month = ucal_get(calendar, UCAL_MONTH, &status);
	leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status);
	ICU_GOOD(status);
	return leap ? 0 : month + 1;
}

/*
 * A day of the lunar year that begins in this year.  ICU may be a day out at
 * a month's ends, so it is asked for the month from within.
 */
static int
lunar_day(const char *country, int year, int month, int day)
{
	static const struct icu_tool how = { open_lunar, close_lunar };
	bool korea = strcmp(country, "KR") == 0;
	UCalendar *calendar = icu_tool(korea ? ICU_LUNAR_KR : ICU_LUNAR_CN,
		LANG_EN, &how);
	/* No lunar year begins before 20 January; a leap month is possible. */
	int near = edtf_day_number(year, 1, 25) + 29 * (month - 1);
	int begin = near;

	for (int i = 0; i < 4; i++, near += 29) {
		begin = moon_new(near, korea ? 9 : 8);
		if (lunar_month(calendar, begin + 14) == month)
			break;
	}
	return begin + day - 1;
}

/* ---- the sun ---- */

/* Qingming, and the two equinoxes, by the formulas for this century. */
static int
sun_day(int year, int month)
{
	int since = year - (month == 4 ? 2000 : 1980);
	double first = month == 4 ? 4.81 : month == 3 ? 20.8431 : 23.2488;
	double mean = month == 4 ? 0.2422 : 0.242194;

	return edtf_day_number(year, month,
		(int)(first + mean * since) - since / 4);
}

static int
monday_of(int year, int month, int which)
{
	int first = edtf_day_number(year, month, 1);

	return first + (7 - weekday_of(first)) % 7 + 7 * (which - 1);
}

static int
day_of(const struct feast *f, int year)
{
	switch (f->by) {
	case LUNAR:
		return lunar_day(f->country, year, f->month, f->day) + f->off;
	case MONDAY:
		return monday_of(year, f->month, f->day);
	case SUN:
		return sun_day(year, f->month);
	default:
		return edtf_day_number(year, f->month, f->day);
	}
}

/* ---- days that are made up for ---- */

static void
put(struct year *y, int day, const char *name, enum holiday_kind kind,
	const struct feast *of)
{
	if (y->n == HOLIDAYS_MOST)
		return;
	y->of[y->n] = of;
	y->at[y->n++] = (struct holiday){ day, name, kind };
}

/* A holiday that is no custom, among the first n. */
static bool
rests(const struct year *y, size_t n, int day)
{
	for (size_t i = 0; i < n; i++)
		if (y->at[i].day == day && y->at[i].kind != HOLIDAY_CUSTOM)
			return true;
	return false;
}

/* Does Korea make up for the i-th? */
static bool
lost(const struct year *y, size_t i)
{
	const struct feast *f = y->of[i];
	int weekday = weekday_of(y->at[i].day);

	if (f->made_up == NEVER || y->year < f->made_up_from)
		return false;
	/* Of two feasts on one day, the one that comes later in the table. */
	return weekday == 6 || (weekday == 5 && f->made_up == WEEKEND) ||
		(weekday < 5 && rests(y, i, y->at[i].day));
}

static void
make_up_korea(struct year *y)
{
	size_t feasts_there = y->n;

	for (size_t i = 0; i < feasts_there; i++) {
		const struct feast *f = y->of[i];
		int day = y->at[i].day + 1;

		if (!lost(y, i))
			continue;
		if (f->made_up == BLOCK)
			day += 1 - f->off;
		while (weekday_of(day) > 4 || rests(y, y->n, day))
			day++;
		put(y, day, f->made_up == BLOCK ?
			(f->month == 1 ? "holiday-name.seollal" :
			"holiday-name.chuseok") : f->name,
			HOLIDAY_SUBSTITUTE, NULL);
	}
}

static void
make_up_japan(struct year *y)
{
	size_t feasts_there = y->n;

	for (size_t i = 0; i < feasts_there; i++) {
		int day = y->at[i].day;

		if (y->at[i].kind == HOLIDAY_CUSTOM)
			continue;
		if (weekday_of(day) == 6) {
			int next = day + 1;

			while (y->year >= 2007 && rests(y, y->n, next))
				next++;
			if (!rests(y, y->n, next))
				put(y, next, y->at[i].name,
					HOLIDAY_SUBSTITUTE, NULL);
		}
		if (rests(y, feasts_there, day + 2) &&
		    weekday_of(day + 1) != 6 && !rests(y, y->n, day + 1))
			put(y, day + 1, "holiday-name.citizens", HOLIDAY_REST,
				NULL);
	}
}

/* ---- a year ---- */

static int
by_day(const void *a, const void *b)
{
	const struct holiday *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

size_t
holidays_of(const char *country, int year,
	struct holiday out[static HOLIDAYS_MOST])
{
	struct year y = { .year = year, .at = out };

	if (year < YEAR_FIRST || year > YEAR_LAST)
		return 0;
	for (size_t i = 0; i < sizeof feasts / sizeof *feasts; i++) {
		const struct feast *f = &feasts[i];

		if (strcmp(f->country, country) == 0 &&
		    (f->from == 0 || f->from <= year) &&
		    (f->until == 0 || year <= f->until))
			put(&y, day_of(f, year), f->name, f->custom ?
				HOLIDAY_CUSTOM : HOLIDAY_REST, f);
	}
	if (strcmp(country, "KR") == 0)
		make_up_korea(&y);
	if (strcmp(country, "JP") == 0)
		make_up_japan(&y);
	if (y.n > 0)
		qsort(out, y.n, sizeof *out, by_day);
	return y.n;
}

const char *
holiday_says(struct arena *a, enum lang lang, const struct holiday *h)
{
	const char *name = message(lang, h->name);

	return h->kind != HOLIDAY_SUBSTITUTE ? name :
		message_around(a, lang, "holiday-name.substitute", name, NULL);
}
