/* SPDX-License-Identifier: Apache-2.0 */
/* Public holidays, against what the three governments have published. */
#include <stdio.h>
#include <string.h>

#include "test.h"
#include "text/text.h"

/* "01-01 02-08s": days off of a year, those made up for with an s. */
static const char *
year_of(struct arena *a, const char *country, int year)
{
	struct holiday at[HOLIDAYS_MOST];
	size_t n = holidays_of(country, year, at);
	struct buf out = buf_in(a, 4000);
	int before = 0;

	for (size_t i = 0; i < n; i++) {
		struct edtf_point p = edtf_from_day(at[i].day);

		if (at[i].kind == HOLIDAY_CUSTOM || at[i].day == before)
			continue;
		before = at[i].day;
		buf_printf(&out, "%s%02d-%02d%s", out.n > 0 ? " " : "",
			p.month, p.day, at[i].kind == HOLIDAY_SUBSTITUTE ?
			"s" : "");
	}
	return out.at;
}

static void
korea(struct arena *a)
{
	CHECK_TEXT(year_of(a, "KR", 2023), "01-01 01-21 01-22 01-23 01-24s "
		"03-01 05-05 05-27 05-29s 06-06 08-15 09-28 09-29 09-30 "
		"10-03 10-09 12-25");
	CHECK_TEXT(year_of(a, "KR", 2024), "01-01 02-09 02-10 02-11 02-12s "
		"03-01 05-05 05-06s 05-15 06-06 08-15 09-16 09-17 09-18 "
		"10-03 10-09 12-25");
	CHECK_TEXT(year_of(a, "KR", 2025), "01-01 01-28 01-29 01-30 03-01 "
		"03-03s 05-05 05-06s 06-06 08-15 10-03 10-05 10-06 10-07 "
		"10-08s 10-09 12-25");
	CHECK_TEXT(year_of(a, "KR", 2026), "01-01 02-16 02-17 02-18 03-01 "
		"03-02s 05-01 05-05 05-24 05-25s 06-06 07-17 08-15 08-17s "
		"09-24 09-25 09-26 10-03 10-05s 10-09 12-25");
	CHECK_TEXT(year_of(a, "KR", 2027), "01-01 02-06 02-07 02-08 02-09s "
		"03-01 05-01 05-03s 05-05 05-13 06-06 07-17 07-19s 08-15 "
		"08-16s 09-14 09-15 09-16 10-03 10-04s 10-09 10-11s 12-25 "
		"12-27s");
	/* Chuseok upon another feast; upon two and a Sunday. */
	CHECK(strstr(year_of(a, "KR", 2028), "10-02 10-03 10-04 10-05s 10-09")
		!= NULL);
	CHECK(strstr(year_of(a, "KR", 2036), "10-03 10-04 10-05 10-06s 10-07s")
		!= NULL);
}

/* Which feasts are made up for has grown from 2014 on. */
static void
korea_before(struct arena *a)
{
	CHECK(strstr(year_of(a, "KR", 2013), "s") == NULL);
	CHECK(strstr(year_of(a, "KR", 2014), "09-07 09-08 09-09 09-10s") != NULL);
	CHECK(strstr(year_of(a, "KR", 2016), "02-07 02-08 02-09 02-10s") != NULL);
	CHECK(strstr(year_of(a, "KR", 2017), "10-03 10-04 10-05 10-06s 10-09")
		!= NULL);
	CHECK(strstr(year_of(a, "KR", 2018), "05-05 05-07s 05-22") != NULL);
	/* Until 2020 no day that a nation keeps; from August 2021 on they are. */
	CHECK(strstr(year_of(a, "KR", 2020), "08-15 09-30") != NULL);
	CHECK(strstr(year_of(a, "KR", 2021),
		"08-15 08-16s 09-20 09-21 09-22 10-03 10-04s 10-09 10-11s 12-25")
		!= NULL);
	CHECK(strstr(year_of(a, "KR", 2022), "09-09 09-10 09-11 09-12s") != NULL);
	CHECK(strstr(year_of(a, "KR", 2007), "07-17") != NULL);
	CHECK(strstr(year_of(a, "KR", 2025), "07-17") == NULL);
	CHECK(strstr(year_of(a, "KR", 2012), "10-09") == NULL);
}

static void
china(struct arena *a)
{
	CHECK_TEXT(year_of(a, "CN", 2023), "01-01 01-22 01-23 01-24 04-05 "
		"05-01 06-22 09-29 10-01 10-02 10-03");
	CHECK_TEXT(year_of(a, "CN", 2024), "01-01 02-10 02-11 02-12 04-04 "
		"05-01 06-10 09-17 10-01 10-02 10-03");
	CHECK_TEXT(year_of(a, "CN", 2025), "01-01 01-28 01-29 01-30 01-31 "
		"04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06");
	CHECK_TEXT(year_of(a, "CN", 2026), "01-01 02-16 02-17 02-18 02-19 "
		"04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03");
	CHECK_TEXT(year_of(a, "CN", 2027), "01-01 02-05 02-06 02-07 02-08 "
		"04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03");
	CHECK_TEXT(year_of(a, "CN", 2012), "01-01 01-22 01-23 01-24 04-04 "
		"05-01 06-23 09-30 10-01 10-02 10-03");
}

static void
japan(struct arena *a)
{
	CHECK_TEXT(year_of(a, "JP", 2023), "01-01 01-02s 01-09 02-11 02-23 "
		"03-21 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-23 10-09 "
		"11-03 11-23");
	CHECK_TEXT(year_of(a, "JP", 2024), "01-01 01-08 02-11 02-12s 02-23 "
		"03-20 04-29 05-03 05-04 05-05 05-06s 07-15 08-11 08-12s "
		"09-16 09-22 09-23s 10-14 11-03 11-04s 11-23");
	CHECK_TEXT(year_of(a, "JP", 2025), "01-01 01-13 02-11 02-23 02-24s "
		"03-20 04-29 05-03 05-04 05-05 05-06s 07-21 08-11 09-15 "
		"09-23 10-13 11-03 11-23 11-24s");
	/* The day between two holidays is one. */
	CHECK_TEXT(year_of(a, "JP", 2026), "01-01 01-12 02-11 02-23 03-20 "
		"04-29 05-03 05-04 05-05 05-06s 07-20 08-11 09-21 09-22 "
		"09-23 10-12 11-03 11-23");
	CHECK_TEXT(year_of(a, "JP", 2027), "01-01 01-11 02-11 02-23 03-21 "
		"03-22s 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 "
		"10-11 11-03 11-23");
	CHECK(strstr(year_of(a, "JP", 2019),
		"04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06s") != NULL);
	CHECK(strstr(year_of(a, "JP", 2020), "07-23 07-24 08-10") != NULL);
	CHECK(strstr(year_of(a, "JP", 2021), "07-22 07-23 08-08 08-09s") != NULL);
}

static void
elsewhere(struct arena *a)
{
	CHECK_TEXT(year_of(a, "US", 2025), "");
	CHECK_TEXT(year_of(a, "KR", 1999), "");
	CHECK_TEXT(year_of(a, "JP", 2100), "");
	CHECK(*year_of(a, "KR", 2099) != '\0');
}

static void
custom(struct arena *a)
{
	struct holiday at[HOLIDAYS_MOST];
	size_t n = holidays_of("JP", 2027, at), customs = 0;

	(void)a;
	for (size_t i = 0; i < n; i++) {
		CHECK(i == 0 || at[i - 1].day <= at[i].day);
		customs += at[i].kind == HOLIDAY_CUSTOM;
	}
	CHECK_INT(customs, 10);
}

static void
weekdays(struct arena *a)
{
	(void)a;
	CHECK_INT(weekday_of(edtf_day_number(1969, 12, 28)), 6);
	CHECK_INT(weekday_of(edtf_day_number(2024, 11, 7)), 3);
	CHECK_INT(weekday_of(edtf_day_number(2027, 4, 19)), 0);
}

static void
words(struct arena *a)
{
	struct holiday h = { 0, "holiday-name.seollal", HOLIDAY_SUBSTITUTE };

	/* Messages are not read here: the key stands for its text. */
	CHECK(strstr(holiday_says(a, LANG_KO, &h), "holiday-name") != NULL ||
		strstr(holiday_says(a, LANG_KO, &h), "설날") != NULL);
}

const struct test holiday_tests[] = {
	{ "Korea's days off are known, and those made up for", korea },
	{ "Korea makes up for more feasts from year to year", korea_before },
	{ "China's days off are those of each version of its rule", china },
	{ "Japan's days off are known, and those between two", japan },
	{ "of other countries and centuries nothing is said", elsewhere },
	{ "customs stand among the holidays, in order of days", custom },
	{ "a day knows its day of the week", weekdays },
	{ "a day made up for says for what", words },
	{0}
};
