/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: what is one, what is none, what it means and how it sorts. */
#include "base/edtf.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "test.h"

enum { OPEN = INT_MAX };

/* Days are told as numbers since 1970, counted outside of this program. */
static const struct {
	const char *text;
	const char *canonical;  /* NULL: the text itself */
	int first, last;
} good[] = {
	{"1970", NULL, 0, 364},
	{"2005", NULL, 12784, 13148},
	{"2005~", NULL, 12784, 13148},
	{"2005?", NULL, 12784, 13148},
	{"2005%", NULL, 12784, 13148},
	{"0001", NULL, -719162, -718798},
	{"9999", NULL, 2932532, 2932896},
	{"2024-11", NULL, 20028, 20057},
	{"2024-02", NULL, 19754, 19782},
	{"2023-02", NULL, 19389, 19416},
	{"2005-05~", NULL, 12904, 12934},
	{"1970-01-01", NULL, 0, 0},
	{"1969-12-31", NULL, -1, -1},
	{"2024-11-07", NULL, 20034, 20034},
	{"2024-11-07?", NULL, 20034, 20034},
	{"2024-02-29", NULL, 19782, 19782},
	{"2000-02-29", NULL, 11016, 11016},
	{"9999-12-31", NULL, 2932896, 2932896},
	{"0001-01-01", NULL, -719162, -719162},
	{"2024-11-07/2024-11-08", NULL, 20034, 20035},
	{"2024-11/2024-12", NULL, 20028, 20088},
	{"2005/2024", NULL, 12784, 20088},
	{"2005~/2024-11-07?", NULL, 12784, 20034},
	{"2024/2024-11-07", NULL, 19723, 20034},
	{"2024-11-07/2024", NULL, 20034, 20088},
	{"2011/..", NULL, 14975, OPEN},
	{"2011-05-01~/..", NULL, 15095, OPEN},
	{"../2019", NULL, -OPEN, 18261},
	{"../2024-11-07", NULL, -OPEN, 20034},
	/* The same on both sides is no from-to. */
	{"2024-11-07/2024-11-07", "2024-11-07", 20034, 20034},
	{"2024/2024", "2024", 19723, 20088},
	{"2005~/2005~", "2005~", 12784, 13148},
	/* But these are not the same. */
	{"2005~/2005", NULL, 12784, 13148},
	{"2024-11/2024-11-30", NULL, 20028, 20057},
};

static const char *const bad[] = {
	"", " ", "x", "..", "/", "/2019", "2011/", "../..", "...", "2011/...",
	"2011/.", "./2011", "2011..", "2011//2012", "2011/2012/2013",
	"0000", "205", "20055", "02005", "-2005", "+2005", "y2005", "Y12005",
	" 2005", "2005 ", "2005\n", "2005-", "2005-5", "2005-00", "2005-13",
	"2005-005", "2005-21", "200505", "2005/05", "2005.05", "20050501",
	"2005-05-", "2005-05-1", "2005-05-00", "2005-05-32", "2005-05-001",
	"2005-05-01-", "2005-05-01T00:00", "2005-0501", "200505-01",
	"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31",
	"2024-06-31", "2024-09-31", "2024-11-31",
	"2005~~", "2005?~", "2005~?", "~2005", "2005~-05", "2005!", "2005*",
	"../2019~?", "..~/2019", "2011/..~", "2011?/..?",
	"2024-12/2024-11", "2024-11-08/2024-11-07", "2025/2024",
	"2025/2024-12-31", "2024-12-01/2024-11",
	"2024-11-07 / 2024-11-08", "2024-11-07/08", "2024-11-07/11-08",
	"2024-11-07--2024-11-08", "201X", "20uu", "2005-uu", "２００５", "2005年",
	"2147483648", "99999999999999999999", "1/2", "2005-1-1", "1.5.2026",
};

static void
good_are_read(struct arena *a)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct edtf date = {0};
		int first, last;

		if (!CHECK(edtf_parse(good[i].text, &date))) {
			printf("#   %s\n", good[i].text);
			continue;
		}
		CHECK_TEXT(edtf_print(a, &date), good[i].canonical ?
			good[i].canonical : good[i].text);
		edtf_days(&date, &first, &last);
		if (!CHECK_INT(first, good[i].first) ||
		    !CHECK_INT(last, good[i].last))
			printf("#   %s\n", good[i].text);
	}
}

static void
bad_are_not(struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct edtf date = {.from.year = 77};

		if (!CHECK(!edtf_parse(bad[i], &date)))
			printf("#   %s\n", bad[i]);
		CHECK_INT(date.from.year, 77);
	}
}

static void
parts_are_told(struct arena *a)
{
	struct edtf d;

	CHECK(edtf_parse("2005-05~", &d));
	CHECK_INT(d.interval, false);
	CHECK_INT(d.from.precision, EDTF_MONTH);
	CHECK_INT(d.from.year * 100 + d.from.month, 200505);
	CHECK_INT(d.from.day, 0);
	CHECK_INT(d.from.mark, '~');
	CHECK_INT(d.to.precision, EDTF_MONTH);
	CHECK_INT(d.to.mark, '~');
	CHECK(edtf_parse("2011-02-03/..", &d));
	CHECK_INT(d.interval, true);
	CHECK_INT(d.from.precision, EDTF_DAY);
	CHECK_INT(d.from.day, 3);
	CHECK_INT(d.to.precision, EDTF_NONE);
	CHECK_INT(d.to.year, 0);
	d = (struct edtf){0};
	CHECK_TEXT(edtf_print(a, &d), "");
}

/* A year, month or day picked with the bits of n, at most mark included. */
static struct edtf
any_point(uint32_t n, enum edtf_precision precision)
{
	struct edtf d = {0};

	d.from.precision = precision;
	d.from.year = (int)(1 + n % 9999);
	if (precision >= EDTF_MONTH)
		d.from.month = (int)(1 + (n >> 14) % 12);
	if (precision >= EDTF_DAY)
		d.from.day = (int)(1 + (n >> 18) % 28);
	d.from.mark = "\0~?%"[n >> 30];
	d.to = d.from;
	return d;
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

/* With a mark the text is longer, so equal days sort by mark: never against. */
static void
canonical_sorts(struct arena *a)
{
	for (int i = 0; i < 30000; i++) {
		enum edtf_precision p = EDTF_YEAR + i % 3;
		uint32_t n[2];
		struct edtf x, y;
		int fx, fy, last, order;

		secret_random(n, sizeof n);
		/* Half of them in one year, so that months and days count. */
		if (i % 2)
			n[1] = n[0] % 9999 + n[1] % 400000 * 9999;
		x = any_point(n[0], p);
		y = any_point(n[1], p);
		edtf_days(&x, &fx, &last);
		edtf_days(&y, &fy, &last);
		order = sign(strcmp(edtf_print(a, &x), edtf_print(a, &y)));
		if (fx != fy && !CHECK_INT(order, sign(fx - fy)))
			printf("#   %s %s\n", edtf_print(a, &x),
				edtf_print(a, &y));
		if (i % 1000 == 999)
			arena_reset(a);
	}
}

static void
print_reads_back(struct arena *a)
{
	for (int i = 0; i < 3000; i++) {
		uint32_t n;
		struct edtf x, y = {0};
		const char *text;

		secret_random(&n, sizeof n);
		x = any_point(n, EDTF_YEAR + i % 3);
		text = edtf_print(a, &x);
		if (!CHECK(edtf_parse(text, &y)))
			printf("#   %s\n", text);
		CHECK_TEXT(edtf_print(a, &y), text);
	}
}

static void
days_go_on(struct arena *a)
{
	int number = edtf_day_number(1, 1, 1);
	int wrong = 0, seen = 0;
	struct edtf_point before = edtf_from_day(number - 1);

	(void)a;
	CHECK_INT(number, -719162);
	CHECK_INT(before.year, 0);
	CHECK_INT(before.month * 100 + before.day, 1231);
	for (int end = edtf_day_number(9999, 12, 31); number <= end; number++) {
		struct edtf_point p = edtf_from_day(number);
		bool next = p.year == before.year && p.month == before.month &&
			p.day == before.day + 1;
		bool next_month = p.day == 1 && before.day >= 28 &&
			p.year * 12 + p.month ==
			before.year * 12 + before.month + 1;

		wrong += !next && !next_month;
		wrong += edtf_day_number(p.year, p.month, p.day) != number;
		wrong += p.precision != EDTF_DAY;
		before = p;
		seen++;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(seen, 3652059);
}

const struct test edtf_tests[] = {
	{"a date is read, printed, and means its days", good_are_read},
	{"what is no date is not read", bad_are_not},
	{"a date tells its parts", parts_are_told},
	{"canonical dates of one precision sort by their first day",
		canonical_sorts},
	{"a printed date reads back the same", print_reads_back},
	{"day numbers go on without a gap for 9999 years", days_go_on},
	{0},
};
