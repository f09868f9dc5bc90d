/* SPDX-License-Identifier: Apache-2.0 */
/* Counting of working days, forwards and backwards, by hand. */
#include <stdio.h>

#include "office/deadline.h"
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

/* ---- rules, without a store ---- */

static struct record *
record_made(struct arena *a, const struct entity *of, int number,
	const char *json)
{
	struct record *r = arena_alloc(a, sizeof *r);

	r->of = of;
	r->id.b[15] = (uint8_t)number;
	r->fields = json_loads(json, 0, NULL);
	CHECK(r->fields != NULL);
	arena_defer(a, (void (*)(void *))json_decref, r->fields);
	return r;
}

/* "2026-01-15", "2026-01-15~" when approximate, "ring", "-" for no day. */
static const char *
reckoned(struct arena *a, struct book *b, const struct subject *s, size_t i)
{
	struct reckoning k;

	reckon(b, s, b->rules.at[i], &k);
	if (!k.known)
		return k.ring ? "ring" : "-";
	return arena_printf(a, "%s%s", text(a, k.day),
		k.approximate ? "~" : "");
}

#define RULE_2 "00000000-0000-0000-0000-000000000002"
#define RULE_3 "00000000-0000-0000-0000-000000000003"
#define RULE_9 "00000000-0000-0000-0000-000000000009"

static const char *const rule_texts[] = {
	"{\"counted_from\":\"begin\",\"days\":-45}",
	"{\"counted_from\":\"end\",\"days\":15}",
	/* The 3rd waits for the 2nd; the 4th and 5th for each other. */
	"{\"counted_from\":\"rule\",\"after\":\"" RULE_2 "\",\"days\":5}",
	"{\"counted_from\":\"rule\",\"days\":1,\"after\":\"00000000-0000-0000-0000-000000000005\"}",
	"{\"counted_from\":\"rule\",\"days\":1,\"after\":\"00000000-0000-0000-0000-000000000004\"}",
	"{\"counted_from\":\"rule\",\"after\":\"" RULE_9 "\",\"days\":5}",
	"{\"counted_from\":\"rule\",\"after\":\"" RULE_3 "\",\"days\":-3,\"counting\":\"working\",\"country\":\"KR\"}",
};
#define RULES (sizeof rule_texts / sizeof *rule_texts)

static void
rules_are(struct arena *a, const char *on, const char *exchange,
	const char *const want[RULES])
{
	struct book b = { .days = workdays_new(a), .rules = { .n = RULES } };
	struct subject s = { .applies = "visit-out", .begin = on, .end = on };

	s.r = record_made(a, &entity_exchange, 100, exchange);
	b.rules.at = arena_alloc(a, RULES * sizeof *b.rules.at);
	for (size_t i = 0; i < RULES; i++)
		b.rules.at[i] = record_made(a, &entity_rule, (int)i + 1,
			rule_texts[i]);
	for (size_t i = 0; i < RULES; i++)
		CHECK_TEXT(reckoned(a, &b, &s, i), want[i]);
}

static void
chained(struct arena *a)
{
	static const char *const planned[RULES] = { "2027-03-06",
		"2027-05-08", "2027-05-13", "ring", "ring", "-",
		"2027-05-10" };
	static const char *const done[RULES] = { "2027-03-06",
		"2027-05-08", "2027-05-06", "ring", "ring", "-",
		"2027-04-29" };
	static const char *const month[RULES] = { "2027-02-14~",
		"2027-05-15~", "2027-05-20~", "ring", "ring", "-",
		"2027-05-17~" };
	static const char *const since[RULES] = { "2027-02-14~", "-", "-",
		"ring", "ring", "-", "-" };

	rules_are(a, "2027-04-20/2027-04-23", "{}", planned);
	rules_are(a, "2027-04-20/2027-04-23", "{\"filings\":[{\"rule\":\""
		RULE_2 "\",\"on\":\"2027-05-01\"}]}", done);
	rules_are(a, "2027-03-31~/2027-04", "{}", month);
	rules_are(a, "2027-03-31~/..", "{}", since);
}

const struct test deadline_tests[] = {
	{ "working days are counted past weekends and holidays", counted },
	{ "a government's notice moves working days", notice },
	{ "what is said to be worked is worked", worked },
	{ "rules count from dates and from each other, and a ring has no day", chained },
	{ "so many working days on and back is the same day", there_and_back },
	{0}
};
