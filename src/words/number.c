/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in a text of any of the four languages, as what they are worth:
 *
 *	12,000  １２０００  1만 2천  1.2万  12 thousand      12000
 *	3억 5천만  3.5亿  350 million                        350000000
 *	three, third, 三, 셋, 사흘                              3, in words
 *
 * A number in digits must come back in a translation; one in words may answer
 * for it, but is not asked for: 두 and a, 一 and one are often no numbers.
 */
#include <math.h>
#include <string.h>

#include "checking.h"

/* ---- what multiplies ---- */

struct scale {
	const char *text;
	double by;
	bool large;      /* closes a group: 1만 2천 */
};

static const struct scale scales[] = {
	{ "십", 10 }, { "백", 100 }, { "천", 1e3 }, { "만", 1e4, true },
	{ "억", 1e8, true }, { "조", 1e12, true },
	{ "十", 10 }, { "百", 100 }, { "千", 1e3 }, { "万", 1e4, true },
	{ "萬", 1e4, true }, { "亿", 1e8, true }, { "億", 1e8, true },
	{ "兆", 1e12, true },
	{0}
};

struct times {                /* what a number is multiplied by */
	double small, large;  /* 백만: 100 and 10000 */
};

static const struct scale *
scale_named(const char *s, size_t *n)
{
	for (const struct scale *i = scales; i->text != NULL; i++)
		if ((*n = scan_says(s, i->text)) > 0)
			return i;
	return NULL;
}

/* "천만", "백만", "千万", and "亿" behind a blank; their bytes. */
static size_t
scale_here(const char *s, struct times *out)
{
	size_t at = 0, n;
	const struct scale *one;

	*out = (struct times){ 1, 1 };
	if (*s == ' ' && is_han(scan_char(s + 1, &n)))
		at = 1;
	while ((one = scale_named(s + at, &n)) != NULL) {
		at += n;
		if (one->large)
			out->large = one->by;
		else
			out->small *= one->by;
		if (one->large)
			break;
	}
	return out->large * out->small > 1 ? at : 0;
}

/* " thousand", "-million": one or two; their bytes. */
static size_t
scale_english(const char *s, double *by)
{
	static const struct { const char *text; double by; } rows[] = {
		{ "hundred", 100 }, { "thousand", 1e3 }, { "million", 1e6 },
		{ "billion", 1e9 }, { "trillion", 1e12 }, { "dozen", 12 },
		{ "lakh", 1e5 }, { "crore", 1e7 }, { "mln", 1e6 },
		{ "bn", 1e9 },
	};
	size_t gap = scan_blanks(s), n;

	if (gap == 0 && *s == '-')
		gap = 1;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		n = scan_says(s + gap, rows[i].text);
		if (n == 0)
			continue;
		if (s[gap + n] == 's')
			n++;
		if (is_latin(scan_char(s + gap + n, &(size_t){ 0 })))
			continue;
		*by = rows[i].by;
		return gap + n;
	}
	return 0;
}

/* ---- digits ---- */

/* Three digits and no fourth, behind a comma. */
static size_t
group_here(const char *s)
{
	size_t at, n;
	uint32_t c = scan_char(s, &n);

	if (c != ',' && c != 0xff0c)
		return 0;
	at = n;
	for (int i = 0; i < 3; i++) {
		if (!is_digit(scan_char(s + at, &n)))
			return 0;
		at += n;
	}
	return is_digit(scan_char(s + at, &n)) ? 0 : at;
}

static size_t
digits_here(const char *s, double *value)
{
	size_t at = 0, n;
	uint32_t c;

	while (is_digit(c = scan_char(s + at, &n))) {
		*value = *value * 10 + digit_of(c);
		at += n;
	}
	return at;
}

/* ".5" of 3.5, but nothing of 3.1.2 */
static size_t
fraction_here(const char *s, double *value)
{
	double part = 0, by = 1;
	size_t at, n;
	uint32_t c = scan_char(s, &n);

	if (c != '.' && c != 0xff0e)
		return 0;
	at = n;
	if (!is_digit(scan_char(s + at, &n)))
		return 0;
	while (is_digit(c = scan_char(s + at, &n))) {
		part = part * 10 + digit_of(c);
		by *= 10;
		at += n;
	}
	if (c == '.' && is_digit(scan_char(s + at + n, &n)))
		return 0;
	*value += part / by;
	return at;
}

/* 12,345.6 without any word; its bytes. */
static size_t
plain_here(const char *s, double *value)
{
	size_t at, n;

	*value = 0;
	at = digits_here(s, value);
	if (at > 0 && at <= 9)
		while ((n = group_here(s + at)) > 0) {
			double group = 0;
			size_t comma;

			scan_char(s + at, &comma);
			digits_here(s + at + comma, &group);
			*value = *value * 1000 + group;
			at += n;
		}
	return at > 0 ? at + fraction_here(s + at, value) : 0;
}

/* Is what stands here counted in years, days or the like, and no part of a
 * number that began before: 5만 2024년? */
static bool
is_dated(const char *s)
{
	return scan_says(s, "년") > 0 || scan_says(s, "年") > 0 ||
		scan_says(s, "월") > 0 || scan_says(s, "月") > 0;
}

/* Digits with what multiplies them: "4백" of 5천4백만; their bytes. */
static size_t
piece_here(const char *s, double *value, struct times *by)
{
	size_t n = plain_here(s, value), m;

	if (n == 0)
		return 0;
	m = scale_here(s + n, by);
	*value *= by->small;
	return n + m;
}

/* One group up to what makes it large: 5천4백만; its bytes. */
static size_t
group_of(const char *s, double *value, double *large)
{
	struct times by = { 1, 1 };
	size_t at = piece_here(s, value, &by), n;
	double one;

	*large = by.large;
	while (at > 0 && *large <= 1 && by.small > 1) {
		double below = by.small;

		n = piece_here(s + at, &one, &by);
		if (n == 0 || one >= below)
			break;
		*value += one;
		*large = by.large;
		at += n;
	}
	*value *= *large;
	return at;
}

/* " 2천" or "2,000" behind "1만"; its bytes. */
static size_t
rest_here(const char *s, double below, double *value, double *large)
{
	size_t gap = scan_blanks(s), n;
	double one;

	if (gap > 1)
		return 0;
	n = group_of(s + gap, &one, large);
	if (n == 0 || one >= below || is_dated(s + gap + n))
		return 0;
	*value += one;
	return gap + n;
}

/* 20世纪60年代: in all, 1960; its bytes behind the first number. */
static size_t
decade_here(const char *s, double *value)
{
	size_t at = scan_blanks(s), n;
	int decade;

	n = scan_says(s + at, "世纪");
	if (n == 0 && (n = scan_says(s + at, "世紀")) == 0 &&
	    (n = scan_says(s + at, "세기")) == 0)
		return 0;
	at += n;
	at += scan_blanks(s + at);
	n = scan_number(s + at, 2, &decade);
	if (n == 0)
		return 0;
	at += n;
	at += scan_blanks(s + at);
	n = scan_says(s + at, "年代");
	if (n == 0 && (n = scan_says(s + at, "년대")) == 0)
		return 0;
	*value = (*value - 1) * 100 + decade;
	return at + n;
}

/* 1시간 반, 1時間半, 1个半: a half more. */
static bool
has_half(const char *s)
{
	static const char *const halves[] = { "시간 반", "시간반", "년 반",
		"년반", "개월 반", "時間半", "年半", "か月半", "个半", "倍半" };

	s += scan_blanks(s);
	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
		if (scan_says(s, halves[i]) > 0)
			return true;
	return false;
}

/* From digits on, with all the words behind that belong to it. */
static size_t
number_here(const char *s, struct number *out)
{
	double plain, large, by;
	size_t at = plain_here(s, &plain), n;

	out->value = plain;
	n = decade_here(s + at, &out->value);
	if (n > 0)
		return at + n;
	if (has_half(s + at))
		out->other = plain + 0.5;
	n = scale_english(s + at, &by);
	if (n > 0) {
		out->value *= by;
		return at + n;
	}
	at = group_of(s, &out->value, &large);
	/* 제3조 is an article, not three trillion. */
	if (large >= 1e12)
		out->other = plain;
	while (large > 1 && (n = rest_here(s + at, large, &out->value,
	    &large)) > 0)
		at += n;
	return at;
}

/* 3~5만: the first of two takes the other's words. */
static void
range_take(const char *text, struct number *a, const struct number *b)
{
	static const double steps[] = { 1e12, 1e9, 1e8, 1e6, 1e4, 1e3 };
	const char *between = text + a->at.at + a->at.n;
	size_t n, gap = b->at.at - (a->at.at + a->at.n);
	uint32_t c = scan_char(between, &n);

	if (gap == 0 || gap > 6 || (!is_among(c, "~∼〜～–-‐−—至到에") &&
	    scan_says(between, " to ") == 0 && c != ' '))
		return;
	a->percent = a->percent || b->percent;
	if (b->value < 1000)
		return;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (a->value < 1000 && isnan(a->other) && a->value * steps[i]
		    < b->value)
			a->other = a->value * steps[i];
}

static bool
is_skipped(size_t at, const struct check_span *skip, size_t skipped,
	size_t *end)
{
	for (size_t i = 0; i < skipped; i++)
		if (at >= skip[i].at && at < skip[i].at + skip[i].n) {
			*end = skip[i].at + skip[i].n;
			return true;
		}
	return false;
}

/* CO2, COVID-19, km2: part of a name, which another language may not have. */
static bool
is_named(const char *text, size_t at)
{
	size_t n;
	uint32_t c = scan_before(text, at, &n);

	if (c == '-')
		c = scan_before(text, at - n, &n);
	return is_latin(c);
}

/* The number that begins here, in digits or in words; its bytes. */
static size_t
number_at(const char *text, size_t at, struct number *out)
{
	size_t n;

	*out = (struct number){ .other = NAN };
	if (is_digit(scan_char(text + at, &n))) {
		out->strong = !is_named(text, at);
		n = number_here(text + at, out);
	} else {
		n = number_in_words(text, at, &out->value, &out->other);
	}
	out->at = (struct check_span){ at, n };
	if (n > 0)
		number_measured(text, out);
	return n;
}

size_t
numbers_in(const char *text, const struct check_span *skip, size_t skipped,
	struct number *out, size_t most)
{
	size_t count = 0, n, end;

	for (size_t at = 0; text[at] != '\0' && count < most;) {
		if (is_skipped(at, skip, skipped, &end)) {
			at = end;
			continue;
		}
		n = number_at(text, at, &out[count]);
		if (n == 0) {
			scan_char(text + at, &n);
			at += n;
			continue;
		}
		if (count > 0)
			range_take(text, &out[count - 1], &out[count]);
		at += n;
		count++;
	}
	return count;
}

/* ---- the same in two languages ---- */

static bool
is_close(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b)) + 1e-12;
}

/* 1990 and the 90s, 2024 and '24; 30 % and 0.3 */
static bool
is_short_for(double a, double b)
{
	return a >= 1900 && a < 2100 && b < 100 && is_close(fmod(a, 100), b);
}

bool
numbers_same(const struct number *a, const struct number *b)
{
	if (is_close(a->value, b->value) || is_close(a->value, b->other) ||
	    is_close(a->other, b->value) || is_close(a->other, b->other))
		return true;
	if (is_short_for(a->value, b->value) ||
	    is_short_for(b->value, a->value))
		return true;
	return (a->percent && !b->strong && is_close(a->value / 100,
		b->value)) || (b->percent && !a->strong &&
		is_close(b->value / 100, a->value));
}
