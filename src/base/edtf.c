/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Read by hand, one point or two with a slash between.  Days are counted in
 * years that begin with March, so that the leap day is the last of its year.
 */
#include "edtf.h"

#include <limits.h>
#include <string.h>

#include "buf.h"

/* Days between 0000-03-01 and 1970-01-01, and in 400 years. */
enum { EPOCH = 719468, ERA = 146097 };

static int
month_length(int year, int month)
{
	static const int lengths[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return lengths[month - 1] + (month == 2 && leap);
}

/* Exactly n digits; moves past them. */
static bool
number(const char **s, int n, int *out)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		char c = (*s)[i];

		if (c < '0' || c > '9')
			return false;
		value = value * 10 + (c - '0');
	}
	*s += n;
	*out = value;
	return true;
}

/* A dash and two digits between 1 and most, or nothing at all: *out stays 0. */
static bool
part(const char **s, int most, int *out)
{
	if (**s != '-')
		return true;
	++*s;
	return number(s, 2, out) && *out >= 1 && *out <= most;
}

static bool
point(const char **s, struct edtf_point *out)
{
	struct edtf_point p = {.precision = EDTF_YEAR};

	if (!number(s, 4, &p.year) || p.year == 0 || !part(s, 12, &p.month))
		return false;
	if (p.month != 0) {
		if (!part(s, month_length(p.year, p.month), &p.day))
			return false;
		p.precision = p.day != 0 ? EDTF_DAY : EDTF_MONTH;
	}
	if (**s == '~' || **s == '?' || **s == '%')
		p.mark = *(*s)++;
	*out = p;
	return true;
}

/* A point, or ".." for an open end. */
static bool
end(const char **s, struct edtf_point *out)
{
	if (strncmp(*s, "..", 2) != 0)
		return point(s, out);
	*s += 2;
	*out = (struct edtf_point){.precision = EDTF_NONE};
	return true;
}

static bool
same(const struct edtf_point *a, const struct edtf_point *b)
{
	return a->precision == b->precision && a->year == b->year &&
		a->month == b->month && a->day == b->day && a->mark == b->mark;
}

/* Can what lies between the ends be a time at all? */
static bool
possible(const struct edtf *date)
{
	int first, last;

	if (date->from.precision == EDTF_NONE &&
	    date->to.precision == EDTF_NONE)
		return false;
	edtf_days(date, &first, &last);
	return first <= last;
}

bool
edtf_parse(const char *s, struct edtf *out)
{
	struct edtf date = {.interval = false};

	if (!end(&s, &date.from))
		return false;
	date.to = date.from;
	if (*s == '/') {
		s++;
		if (!end(&s, &date.to))
			return false;
		date.interval = !same(&date.from, &date.to);
	} else if (date.from.precision == EDTF_NONE) {
		return false;
	}
	if (*s != '\0' || !possible(&date))
		return false;
	*out = date;
	return true;
}

static void
print_point(struct buf *b, const struct edtf_point *p)
{
	if (p->precision == EDTF_NONE) {
		buf_text(b, "..");
		return;
	}
	buf_printf(b, "%04d", p->year);
	if (p->precision >= EDTF_MONTH)
		buf_printf(b, "-%02d", p->month);
	if (p->precision >= EDTF_DAY)
		buf_printf(b, "-%02d", p->day);
	if (p->mark != 0)
		buf_char(b, p->mark);
}

char *
edtf_print(struct arena *a, const struct edtf *date)
{
	struct buf b = buf_in(a, 64);

	if (date->interval || date->from.precision != EDTF_NONE)
		print_point(&b, &date->from);
	if (date->interval) {
		buf_char(&b, '/');
		print_point(&b, &date->to);
	}
	return b.at;
}

static int
first_day(const struct edtf_point *p)
{
	if (p->precision == EDTF_NONE)
		return -INT_MAX;
	return edtf_day_number(p->year,
		p->precision >= EDTF_MONTH ? p->month : 1,
		p->precision >= EDTF_DAY ? p->day : 1);
}

static int
last_day(const struct edtf_point *p)
{
	int month = p->precision >= EDTF_MONTH ? p->month : 12;

	if (p->precision == EDTF_NONE)
		return INT_MAX;
	return edtf_day_number(p->year, month, p->precision >= EDTF_DAY ?
		p->day : month_length(p->year, month));
}

void
edtf_days(const struct edtf *date, int *first, int *last)
{
	*first = first_day(&date->from);
	*last = last_day(date->interval ? &date->to : &date->from);
}

int
edtf_day_number(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 +
		day - 1;

	return era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
		EPOCH;
}

struct edtf_point
edtf_from_day(int days)
{
	int n = days + EPOCH;
	int era = (n >= 0 ? n : n - (ERA - 1)) / ERA;
	int of_era = n - era * ERA;
	int year = (of_era - of_era / 1460 + of_era / 36524 -
		of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;  /* 0 is March */

	return (struct edtf_point){
		.precision = EDTF_DAY,
		.year = year + era * 400 + (month >= 10),
		.month = month < 10 ? month + 3 : month - 9,
		.day = of_year - (153 * month + 2) / 5 + 1,
	};
}
