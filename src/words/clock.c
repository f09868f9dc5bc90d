/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times of day: 14:30, 오후 2시 30분, 下午2点半, 午後2時30分, 2:30 p.m.  An hour
 * without its half of the day may be either.
 */
#include <string.h>

#include "checking.h"

enum { HALF_NONE, HALF_FIRST, HALF_SECOND };

struct word {
	const char *text;
	int half;
};

static const struct word before[] = {
	{ "오전", HALF_FIRST }, { "오후", HALF_SECOND },
	{ "새벽", HALF_FIRST }, { "저녁", HALF_SECOND }, { "밤", HALF_NONE },
	{ "上午", HALF_FIRST }, { "下午", HALF_SECOND },
	{ "凌晨", HALF_FIRST }, { "晚上", HALF_NONE }, { "早上", HALF_FIRST },
	{ "中午", HALF_NONE }, { "午前", HALF_FIRST },
	{ "午後", HALF_SECOND },
	{0}
};
static const struct word behind[] = {
	{ "a.m.", HALF_FIRST }, { "p.m.", HALF_SECOND },
	{ "am", HALF_FIRST }, { "pm", HALF_SECOND }, { "a.m", HALF_FIRST },
	{ "p.m", HALF_SECOND },
	{0}
};

static size_t
half_here(const struct word *rows, const char *s, int *half)
{
	for (const struct word *w = rows; w->text != NULL; w++) {
		size_t n = scan_says_word(s, w->text);

		if (n > 0) {
			*half = w->half;
			return n;
		}
	}
	return 0;
}

/* ":30" behind an hour, and no more digits or places of a ratio. */
static size_t
minutes_colon(const char *s, int *minutes)
{
	size_t n, m;
	uint32_t c = scan_char(s, &n);

	if (c != ':' && c != 0xff1a)
		return 0;
	m = scan_number(s + n, 2, minutes);
	return m == 2 && *minutes < 60 ? n + m : 0;
}

/* "시 30분", "点半", "時" */
static size_t
minutes_east(const char *s, int *minutes)
{
	static const char *const hours[] = { "시", "点", "點", "時", "时" };
	size_t blank = scan_blanks(s), at = 0, n, gap, m;

	s += blank;
	for (size_t i = 0; i < 5 && at == 0; i++)
		at = scan_says(s, hours[i]);
	/* 2시간, 2時間, 2小时 and 2点 of a list are no times. */
	if (at == 0 || scan_says(s + at, "간") > 0 ||
	    scan_says(s + at, "間") > 0 || scan_says(s + at, "间") > 0 ||
	    scan_says(s, "시즌") > 0 || scan_says(s, "시리즈") > 0)
		return 0;
	*minutes = 0;
	at += scan_says(s + at, "钟");
	gap = scan_blanks(s + at);
	if ((n = scan_says(s + at + gap, "반")) > 0 ||
	    (n = scan_says(s + at + gap, "半")) > 0) {
		*minutes = 30;
		return blank + at + gap + n;
	}
	n = scan_number(s + at + gap, 2, minutes);
	m = scan_blanks(s + at + gap + n);
	if (n == 0 || (scan_says(s + at + gap + n + m, "분") == 0 &&
	    scan_says(s + at + gap + n + m, "分") == 0)) {
		*minutes = 0;
		return blank + at;
	}
	return blank + at + gap + n + m + 3;
}

/* The half of the day before an hour, with the hour after it. */
static size_t
begin_here(const char *text, size_t at, int *half)
{
	size_t n = half_here(before, text + at, half);

	return n > 0 ? n + scan_blanks(text + at + n) : 0;
}

size_t
time_at(const char *text, size_t at, struct when *out)
{
	int hour, minutes = 0, half = HALF_NONE;
	size_t n = begin_here(text, at, &half), m, k = 0;
	bool said = n > 0;

	if (n == 0 && !scan_begins(text, at))
		return 0;
	m = scan_number(text + at + n, 2, &hour);
	if (m == 0 || hour > 24)
		return 0;
	n += m;
	if ((k = minutes_colon(text + at + n, &minutes)) == 0)
		k = minutes_east(text + at + n, &minutes);
	n += k;
	if (half == HALF_NONE) {
		m = scan_blanks(text + at + n);
		m += half_here(behind, text + at + n + m, &half) > 0 ?
			half_here(behind, text + at + n + m, &half) : 0;
		n += half != HALF_NONE ? m : 0;
	}
	if (k == 0 && half == HALF_NONE)
		return 0;
	/* 3点 may be a point, 3:2 a score. */
	out->unsure = half == HALF_NONE && !said;
	out->half = half != HALF_NONE || hour > 12 || hour == 0;
	if (half == HALF_SECOND && hour < 12)
		hour += 12;
	if (half == HALF_FIRST && hour == 12)
		hour = 0;
	out->minutes = hour % 24 * 60 + minutes;
	return n;
}
