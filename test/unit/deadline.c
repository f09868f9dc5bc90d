/* SPDX-License-Identifier: Apache-2.0 */
/* Counting of working days, forwards and backwards, by hand. */
#include <stdio.h>

#include "office/office.h"
#include "test.h"

static int
day(const char *edtf)
{
	struct edtf date;
	int first = 0, last;

	if (CHECK(edtf_parse(edtf, &date)))
		edtf_days(&date, &first, &last);
	return first;
}

static const char *
text(struct arena *a, int number)
{
	struct edtf_point p = edtf_from_day(number);
	struct edtf date = { p, p, false };

	return edtf_print(a, &date);
}

struct row {
	const char *country, *from;
	int days;
	const char *due;
};

static void
check_rows(struct arena *a, struct workdays *w, const struct row *rows,
	size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		const char *due = text(a, workday_count(w, r->country,
			day(r->from), r->days));

		if (!CHECK_TEXT(due, r->due))
			printf("# %s, %d from %s\n", r->country, r->days,
				r->from);
	}
}

/* What the calendar alone knows. */
static void
counted(struct arena *a)
{
	static const struct row rows[] = {
		/* A week without holidays; across a weekend, both ways. */
		{ "KR", "2027-04-20", 1, "2027-04-21" },
		{ "KR", "2027-04-20", -1, "2027-04-19" },
		{ "KR", "2027-04-20", 4, "2027-04-26" },
		{ "KR", "2027-04-20", -2, "2027-04-16" },
		{ "KR", "2027-04-20", -7, "2027-04-09" },
		{ "KR", "2027-04-20", 0, "2027-04-20" },
		/* From a Saturday and a Sunday. */
		{ "KR", "2027-04-17", 1, "2027-04-19" },
		{ "KR", "2027-04-17", -1, "2027-04-16" },
		{ "KR", "2027-04-18", 0, "2027-04-19" },
		/* Seollal 2027 is 6 to 8 February, made up for on the 9th. */
		{ "KR", "2027-02-05", 1, "2027-02-10" },
		{ "KR", "2027-02-10", -1, "2027-02-05" },
		{ "KR", "2027-02-12", -5, "2027-02-03" },
		/* In Beijing the year began a day before. */
		{ "CN", "2027-02-05", -1, "2027-02-04" },
		{ "CN", "2027-02-04", 1, "2027-02-09" },
		/* Chuseok 2025, 5 to 8 October, between two feasts. */
		{ "KR", "2025-10-02", 1, "2025-10-10" },
		{ "KR", "2025-10-10", -1, "2025-10-02" },
		{ "KR", "2025-10-13", -3, "2025-10-01" },
		/* Chuseok 2027, 14 to 16 September: Tuesday to Thursday. */
		{ "KR", "2027-09-13", 1, "2027-09-17" },
		{ "KR", "2027-09-17", -1, "2027-09-13" },
		/* The end of a year. */
		{ "KR", "2026-12-31", 1, "2027-01-04" },
		{ "KR", "2027-01-04", -1, "2026-12-31" },
		{ "KR", "2027-12-24", 1, "2027-12-28" },
		{ "CN", "2027-12-31", 1, "2028-01-03" },
		/* A leap day, and a year without. */
		{ "KR", "2028-02-28", 1, "2028-02-29" },
		{ "KR", "2028-03-02", -1, "2028-02-29" },
		{ "KR", "2027-02-26", 1, "2027-03-02" },
		/* Golden Week of Japan; Obon is worked. */
		{ "JP", "2027-04-28", 1, "2027-04-30" },
		{ "JP", "2027-04-30", 1, "2027-05-06" },
		{ "JP", "2027-05-06", -2, "2027-04-28" },
		{ "JP", "2027-08-12", 2, "2027-08-16" },
		{ "JP", "2026-09-18", 1, "2026-09-24" },
		/* A country without a calendar has its weekends. */
		{ "US", "2027-12-24", 1, "2027-12-27" },
		/* Far: a whole year of working days. */
		{ "US", "2027-01-01", 261, "2028-01-03" },
		{ "US", "2028-01-03", -261, "2027-01-01" },
	};

	check_rows(a, workdays_new(a), rows, sizeof rows / sizeof *rows);
}

/* China's notice for the National Day of 2025. */
static void
notice(struct arena *a)
{
	static const struct row before[] = {
		{ "CN", "2025-09-30", 1, "2025-10-07" },
	}, after[] = {
		{ "CN", "2025-09-30", 1, "2025-10-09" },
		{ "CN", "2025-10-09", 2, "2025-10-11" },
		{ "CN", "2025-09-26", 1, "2025-09-28" },
		{ "CN", "2025-10-09", -3, "2025-09-28" },
		{ "KR", "2025-09-26", 1, "2025-09-29" },
	};
	struct workdays *w = workdays_new(a);

	check_rows(a, w, before, 1);
	workdays_add(w, "CN", day("2025-10-07"), day("2025-10-08"),
		WORKDAY_REST, "National Day");
	workdays_add(w, "CN", day("2025-09-28"), day("2025-09-28"),
		WORKDAY_WORKED, "Worked");
	workdays_add(w, "CN", day("2025-10-11"), day("2025-10-11"),
		WORKDAY_WORKED, "Worked");
	check_rows(a, w, after, sizeof after / sizeof *after);
}

/* A holiday that is worked this once. */
static void
worked(struct arena *a)
{
	struct workdays *w = workdays_new(a);

	CHECK(!workday_is(w, "KR", day("2027-03-01")));
	workdays_add(w, "KR", day("2027-03-01"), day("2027-03-01"),
		WORKDAY_WORKED, "Worked");
	workdays_add(w, "KR", day("2027-03-01"), day("2027-03-02"),
		WORKDAY_REST, "Off");
	CHECK(workday_is(w, "KR", day("2027-03-01")));
	CHECK(!workday_is(w, "KR", day("2027-03-02")));
	CHECK(workday_is(w, "CN", day("2027-03-02")));
}

/* Every day forward and back again. */
static void
there_and_back(struct arena *a)
{
	struct workdays *w = workdays_new(a);

	for (int d = day("2026-01-01"); d < day("2028-01-01"); d++)
		if (workday_is(w, "KR", d))
			CHECK_INT(workday_count(w, "KR", workday_count(w, "KR",
				d, 23), -23), d);
}

const struct test deadline_tests[] = {
	{ "working days are counted past weekends and holidays", counted },
	{ "a government's notice moves working days", notice },
	{ "what is said to be worked is worked", worked },
	{ "so many working days on and back is the same day", there_and_back },
	{0}
};
