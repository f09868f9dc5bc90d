/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days, weekdays and times of day in a text of any of the four languages:
 *
 *	2026. 3. 1.  2026-03-01  2026년 3월 1일  2026年3月1日  3월 1일
 *	1 March 2026  March 1, 2026  1st of March  Mar. 1
 *	일요일 (일)  周日 星期日  日曜日 (日)  Sunday  Sun.
 *	14:30  오후 2시 30분  下午2点半  午後2時30分  2:30 p.m.  2 pm
 *
 * A month alone is no date here; it is a number like others.
 */
#include <string.h>

#include "checking.h"

struct word {
	const char *text;
	int means;
};

static const struct word months[] = {
	{ "January", 1 }, { "February", 2 }, { "March", 3 }, { "April", 4 },
	{ "May", 5 }, { "June", 6 }, { "July", 7 }, { "August", 8 },
	{ "September", 9 }, { "October", 10 }, { "November", 11 },
	{ "December", 12 }, { "Jan", 1 }, { "Feb", 2 }, { "Mar", 3 },
	{ "Apr", 4 }, { "Jun", 6 }, { "Jul", 7 }, { "Aug", 8 }, { "Sept", 9 },
	{ "Sep", 9 }, { "Oct", 10 }, { "Nov", 11 }, { "Dec", 12 },
	{0}
};

static const struct word weekdays[] = {
	{ "월요일", 0 }, { "화요일", 1 }, { "수요일", 2 }, { "목요일", 3 },
	{ "금요일", 4 }, { "토요일", 5 }, { "일요일", 6 },
	{ "星期一", 0 }, { "星期二", 1 }, { "星期三", 2 }, { "星期四", 3 },
	{ "星期五", 4 }, { "星期六", 5 }, { "星期日", 6 }, { "星期天", 6 },
	{ "礼拜天", 6 }, { "礼拜日", 6 },
	{ "周一", 0 }, { "周二", 1 }, { "周三", 2 }, { "周四", 3 },
	{ "周五", 4 }, { "周六", 5 }, { "周日", 6 },
	{ "月曜", 0 }, { "火曜", 1 }, { "水曜", 2 }, { "木曜", 3 },
	{ "金曜", 4 }, { "土曜", 5 }, { "日曜", 6 },
	{ "(월)", 0 }, { "(화)", 1 }, { "(수)", 2 }, { "(목)", 3 },
	{ "(금)", 4 }, { "(토)", 5 }, { "(일)", 6 },
	{ "（月）", 0 }, { "（火）", 1 }, { "（水）", 2 }, { "（木）", 3 },
	{ "（金）", 4 }, { "（土）", 5 }, { "（日）", 6 },
	{ "(月)", 0 }, { "(火)", 1 }, { "(水)", 2 }, { "(木)", 3 },
	{ "(金)", 4 }, { "(土)", 5 }, { "(日)", 6 },
	{ "Mondays", 0 }, { "Monday", 0 }, { "Tuesdays", 1 },
	{ "Tuesday", 1 }, { "Wednesdays", 2 }, { "Wednesday", 2 },
	{ "Thursdays", 3 }, { "Thursday", 3 }, { "Fridays", 4 },
	{ "Friday", 4 }, { "Saturdays", 5 }, { "Saturday", 5 },
	{ "Sundays", 6 }, { "Sunday", 6 },
	{0}
};

static size_t
word_here(const struct word *rows, const char *s, int *means)
{
	for (const struct word *w = rows; w->text != NULL; w++) {
		size_t n = *s == *w->text ? scan_says_word(s, w->text) : 0;

		if (n > 0) {
			*means = w->means;
			return n;
		}
	}
	return 0;
}

int
month_at(const char *s, size_t *n)
{
	int month = 0;

	*n = word_here(months, s, &month);
	return month;
}

int
weekday_at(const char *s, size_t at, size_t *n)
{
	size_t before;
	int day = -1;

	*n = word_here(weekdays, s + at, &day);
	if (*n == 0 || (is_latin(scan_char(s + at, &before)) &&
	    !scan_begins(s, at)))
		return -1;
	/* 两周一次 is twice in a week, and no Monday */
	if (scan_says(s + at, "周") > 0 && (is_word(scan_before(s, at,
	    &before)) && !is_han(scan_before(s, at, &before))))
		return -1;
	if (scan_says(s + at, "周") > 0 && (is_among(scan_before(s, at,
	    &before), "一二两三四五六七八九十几数每") ||
	    scan_says(s + at + *n, "次") > 0 ||
	    scan_says(s + at + *n, "年") > 0))
		return scan_says(s + at - before, "每") > 0 ? day : -1;
	return day;
}

/* ---- days ---- */

static bool
is_day(const struct when *w)
{
	return w->month >= 1 && w->month <= 12 && w->day >= 1 && w->day <= 31
		&& (w->year == 0 || (w->year >= 1000 && w->year <= 2999));
}

/* A number and one of two words behind it, blanks let be; 0: not so. */
static size_t
counted(const char *s, size_t most, const char *word, const char *other,
	int *out)
{
	size_t n = scan_number(s, most, out), gap, m;

	if (n == 0)
		return 0;
	gap = scan_blanks(s + n);
	if (gap > 1 || (m = scan_says(s + n + gap, word)) == 0)
		m = scan_says(s + n + gap, other);
	return m > 0 ? n + gap + m : 0;
}

/* 2026년 3월 1일, 3月1日, 3月1号; without "일" before a range's sign. */
static size_t
date_east(const char *s, struct when *out)
{
	size_t at = counted(s, 4, "년", "年", &out->year), n, m;

	if (at > 0)
		at += scan_blanks(s + at);
	else
		out->year = 0;
	n = counted(s + at, 2, "월", "月", &out->month);
	if (n == 0)
		return 0;
	at += n;
	at += scan_blanks(s + at);
	n = counted(s + at, 2, "일", "日", &out->day);
	if (n == 0)
		n = counted(s + at, 2, "号", "號", &out->day);
	if (n == 0 && (n = scan_number(s + at, 2, &out->day)) > 0 &&
	    !is_among(scan_char(s + at + n, &m), "~∼〜～–-·ㆍ,、"))
		n = 0;
	return n > 0 ? at + n : 0;
}

/* 2026. 3. 1.  2026.03.01  2026-03-01  2026/3/1 */
static size_t
date_dotted(const char *s, struct when *out)
{
	size_t at = scan_number(s, 4, &out->year), n;
	char mark = s[at];

	if (out->year < 1000 || (mark != '.' && mark != '-' && mark != '/'))
		return 0;
	at++;
	at += mark == '.' ? scan_blanks(s + at) : 0;
	n = scan_number(s + at, 2, &out->month);
	if (n == 0 || s[at + n] != mark)
		return 0;
	at += n + 1;
	at += mark == '.' ? scan_blanks(s + at) : 0;
	n = scan_number(s + at, 2, &out->day);
	if (n == 0)
		return 0;
	at += n;
	return at + (mark == '.' && s[at] == '.');
}

/* "st", "nd", "rd", "th" */
static size_t
ordinal(const char *s)
{
	static const char *const ends[] = { "st", "nd", "rd", "th" };

	for (size_t i = 0; i < 4; i++)
		if (scan_says_word(s, ends[i]) > 0)
			return 2;
	return 0;
}

/* ", 2026" or " 2026" behind a day; 0: no year. */
static size_t
year_behind(const char *s, int *year)
{
	size_t at = *s == ',', n;

	at += scan_blanks(s + at);
	n = at > 0 ? scan_number(s + at, 4, year) : 0;
	if (n == 4 && *year >= 1000 && *year < 3000)
		return at + n;
	*year = 0;
	return 0;
}

/* March 1st, 2026 */
static size_t
date_american(const char *s, struct when *out)
{
	size_t at, n;

	out->month = month_at(s, &at);
	if (out->month == 0)
		return 0;
	at += s[at] == '.';
	n = scan_blanks(s + at);
	if (n == 0)
		return 0;
	at += n;
	n = scan_number(s + at, 2, &out->day);
	if (n == 0 || s[at + n] == ':')
		return 0;
	at += n;
	at += ordinal(s + at);
	return at + year_behind(s + at, &out->year);
}

/* 1 March 2026, 1st of March */
static size_t
date_english(const char *s, struct when *out)
{
	size_t at = scan_number(s, 2, &out->day), n;

	if (at == 0)
		return 0;
	at += ordinal(s + at);
	n = scan_blanks(s + at);
	if (n == 0)
		return 0;
	at += n;
	n = scan_says(s + at, "of ");
	at += n;
	out->month = month_at(s + at, &n);
	if (out->month == 0)
		return 0;
	at += n;
	at += s[at] == '.' && s[at + 1] != '\0';
	return at + year_behind(s + at, &out->year);
}

static size_t
date_at(const char *s, struct when *out)
{
	static size_t (*const ways[])(const char *, struct when *) = {
		date_east, date_dotted, date_english, date_american,
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		size_t n;

		*out = (struct when){ .kind = MOMENT_DATE };
		n = ways[i](s, out);
		if (n > 0 && is_day(out))
			return n;
	}
	return 0;
}

/* ---- all of them ---- */

static size_t
when_at(const char *text, size_t at, struct when *out)
{
	size_t n;
	uint32_t c = scan_char(text + at, &n);
	int day;

	if ((is_digit(c) || is_latin(c)) && scan_begins(text, at) &&
	    (n = date_at(text + at, out)) > 0)
		return n;
	*out = (struct when){ .kind = MOMENT_TIME };
	if ((n = time_at(text, at, out)) > 0)
		return n;
	day = weekday_at(text, at, &n);
	*out = (struct when){ .kind = MOMENT_WEEKDAY, .weekday = day };
	return day >= 0 ? n : 0;
}

size_t
whens_in(const char *text, struct when *out, size_t most)
{
	size_t count = 0, n;

	for (size_t at = 0; text[at] != '\0' && count < most;) {
		n = when_at(text, at, &out[count]);
		if (n > 0) {
			out[count++].at = (struct check_span){ at, n };
		} else {
			scan_char(text + at, &n);
			/* Not within a number that is no date. */
			while (is_digit(scan_char(text + at, &(size_t){ 0 }))
			    && is_digit(scan_char(text + at + n,
			    &(size_t){ 0 })))
				at += n;
		}
		at += n;
	}
	return count;
}
