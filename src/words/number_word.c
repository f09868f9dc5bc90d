/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in words: "twenty-five", 二十五, 二〇二四, 스물다섯, 이십오, and words
 * that say one along with something else (a dozen, half, 사흘, March).  They
 * only ever answer for a number in digits, so reading one where there is none
 * does little harm.
 */
#include <math.h>
#include <string.h>

#include "checking.h"

struct word {
	const char *text;
	double value, other;  /* other: what it may be too; 0: nothing */
};

/* ---- English ---- */

static const struct word english[] = {
	{ "zero", 0 }, { "one", 1 }, { "two", 2 }, { "three", 3 },
	{ "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
	{ "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 },
	{ "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 },
	{ "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 },
	{ "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 },
	{ "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 },
	{ "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 },
	{ "twenties", 20 }, { "thirties", 30 }, { "forties", 40 },
	{ "fifties", 50 }, { "sixties", 60 }, { "seventies", 70 },
	{ "eighties", 80 }, { "nineties", 90 },
	{ "first", 1 }, { "second", 2 }, { "third", 3 }, { "fourth", 4 },
	{ "fifth", 5 }, { "sixth", 6 }, { "seventh", 7 }, { "eighth", 8 },
	{ "ninth", 9 }, { "tenth", 10 }, { "eleventh", 11 },
	{ "twelfth", 12 }, { "thirteenth", 13 }, { "fourteenth", 14 },
	{ "fifteenth", 15 }, { "sixteenth", 16 }, { "seventeenth", 17 },
	{ "eighteenth", 18 }, { "nineteenth", 19 }, { "twentieth", 20 },
	{ "thirtieth", 30 }, { "fortieth", 40 }, { "fiftieth", 50 },
	{ "hundredth", 100 }, { "thousandth", 1000 },
	{ "thirds", 3 }, { "fourths", 4 }, { "fifths", 5 }, { "tenths", 10 },
	{ "once", 1 }, { "twice", 2 }, { "thrice", 3 }, { "both", 2 },
	{ "single", 1 }, { "double", 2 }, { "doubled", 2 }, { "doubles", 2 },
	{ "twofold", 2 }, { "triple", 3 }, { "tripled", 3 },
	{ "quadruple", 4 }, { "pair", 2 }, { "couple", 2, 3 }, { "twin", 2 },
	{ "half", 0.5, 2 }, { "halves", 0.5 }, { "quarter", 4, 25 },
	{ "quarters", 4, 25 }, { "dozen", 12 }, { "dozens", 12 },
	{ "score", 20 }, { "decade", 10 }, { "decades", 10 },
	{ "century", 100 }, { "centuries", 100 }, { "noon", 12 },
	{ "midnight", 0 }, { "midday", 12 }, { "fortnight", 14 },
	{ "hundreds", 100 }, { "thousands", 1000 }, { "millions", 1e6 },
	{ "billions", 1e9 }, { "trillions", 1e12 }, { "percent", 1 },
	{ "hundred", 100 }, { "thousand", 1e3 }, { "million", 1e6 },
	{ "billion", 1e9 }, { "trillion", 1e12 }, { "a", 1 }, { "an", 1 },
	{ "solo", 1 }, { "duo", 2 }, { "trio", 3 }, { "quartet", 4 },
	{ "i", 1 }, { "ii", 2 }, { "iii", 3 }, { "iv", 4 }, { "v", 5 },
	{ "vi", 6 }, { "vii", 7 }, { "viii", 8 }, { "ix", 9 }, { "x", 10 },
	{ "xi", 11 }, { "xii", 12 }, { "xiii", 13 }, { "xiv", 14 },
	{ "xv", 15 }, { "xvi", 16 },
	{0}
};

static size_t
word_in(const struct word *rows, const char *s, double *value, double *other)
{
	for (const struct word *w = rows; w->text != NULL; w++) {
		size_t n = scan_says_word(s, w->text);

		if (n > 0) {
			*value = w->value;
			*other = w->other != 0 ? w->other : NAN;
			return n;
		}
	}
	return 0;
}

/* " and ", "-", " ", to the next word of one number. */
static size_t
english_gap(const char *s)
{
	size_t n = scan_says(s, " and ");

	return n > 0 ? n : *s == '-' || *s == ' ' ? 1 : 0;
}

static bool
is_scale(double v)
{
	return v == 10 || v == 12 || v == 100 || v == 1e3 || v == 1e6 || v == 1e9 || v == 1e12;
}

/* "two hundred and fifty thousand" */
static size_t
number_english(const char *s, double *value, double *other)
{
	double group, sum = 0, one, none;
	size_t at = word_in(english, s, &group, other), gap, n;

	if (at == 0)
		return 0;
	while ((gap = english_gap(s + at)) > 0 &&
	    (n = word_in(english, s + at + gap, &one, &none)) > 0) {
		bool tens = group >= 20 && (long)group % 10 == 0 && one < 10 &&
			one >= 1;

		if (is_scale(one) && group < one)
			group *= one;
		else if (tens || (group >= 100 && one < 100 && one >= 1 &&
		    (long)group % 100 == 0))
			group += one;
		else
			break;
		if (is_scale(one) && one >= 1000) {
			sum += group;
			group = 0;
		}
		at += gap + n;
	}
	*value = sum + group;
	return at;
}

/* ---- Han ---- */

static const struct word han_digits[] = {
	{ "〇", 0 }, { "零", 0 }, { "一", 1 }, { "二", 2 }, { "两", 2 },
	{ "兩", 2 }, { "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 },
	{ "七", 7 }, { "八", 8 }, { "九", 9 }, { "首", 1 }, { "半", 0.5 },
	{ "双", 2 }, { "俩", 2 }, { "壹", 1 }, { "贰", 2 }, { "叁", 3 },
	{0}
};
static const struct word han_scales[] = {
	{ "十", 10 }, { "拾", 10 }, { "百", 100 }, { "千", 1e3 },
	{ "万", 1e4 }, { "萬", 1e4 }, { "亿", 1e8 }, { "億", 1e8 },
	{ "兆", 1e12 },
	{0}
};

static size_t
char_in(const struct word *rows, const char *s, double *value)
{
	for (const struct word *w = rows; w->text != NULL; w++) {
		size_t n = strlen(w->text);

		if (strncmp(s, w->text, n) == 0) {
			*value = w->value;
			return n;
		}
	}
	return 0;
}

struct reading {
	double whole, group, digit;
	bool digits, scaled;
};

static void
reading_scale(struct reading *r, double by)
{
	if (by >= 1e4) {
		r->whole = (r->whole + r->group + r->digit) * by;
		if (r->whole == 0)
			r->whole = by;
		r->group = 0;
	} else {
		r->group += (r->digits ? r->digit : 1) * by;
	}
	r->digit = 0;
	r->digits = false;
	r->scaled = true;
}

/* 二〇二四: each a place of its own; 二百五: by what multiplies. */
static size_t
number_rows(const struct word *digits, const struct word *by_ten,
	const char *s, double *value)
{
	struct reading r = {0};
	size_t at = 0, n;
	double one;

	for (;; at += n) {
		if ((n = char_in(digits, s + at, &one)) > 0) {
			if (one == 0.5 && at > 0)
				break;
			r.digit = r.digits ? r.digit * 10 + one : one;
			r.digits = true;
		} else if ((n = char_in(by_ten, s + at, &one)) > 0) {
			reading_scale(&r, one);
		} else {
			break;
		}
		if (at > 60)
			break;
	}
	*value = r.whole + r.group + r.digit;
	return at;
}

/* ---- Hangul ---- */

static const struct word hangul_digits[] = {
	{ "영", 0 }, { "공", 0 }, { "일", 1 }, { "이", 2 }, { "삼", 3 },
	{ "사", 4 }, { "오", 5 }, { "육", 6 }, { "칠", 7 }, { "팔", 8 },
	{ "구", 9 },
	{0}
};
static const struct word hangul_scales[] = {
	{ "십", 10 }, { "백", 100 }, { "천", 1e3 }, { "만", 1e4 },
	{ "억", 1e8 }, { "조", 1e12 },
	{0}
};
static const struct word native[] = {
	{ "하루", 1 }, { "이틀", 2 }, { "사흘", 3 }, { "나흘", 4 },
	{ "닷새", 5 }, { "엿새", 6 }, { "이레", 7 }, { "열흘", 10 },
	{ "보름", 15 }, { "절반", 0.5 }, { "반", 0.5 }, { "첫", 1 },
	{ "수십", 10 }, { "수백", 100 }, { "수천", 1e3 }, { "수만", 1e4 },
	{ "수백만", 1e6 }, { "자정", 0 }, { "정오", 12 }, { "단", 1 },
	{ "쌍", 2 }, { "양", 2 }, { "둘", 2 }, { "두", 2 },
	{ "세", 3 }, { "셋", 3 }, { "석", 3 }, { "서", 3 }, { "네", 4 },
	{ "넷", 4 }, { "넉", 4 }, { "다섯", 5 }, { "여섯", 6 },
	{ "일곱", 7 }, { "여덟", 8 }, { "아홉", 9 }, { "한", 1 },
	{ "하나", 1 },
	{0}
};
static const struct word native_tens[] = {
	{ "열", 10 }, { "스물", 20 }, { "스무", 20 }, { "서른", 30 },
	{ "마흔", 40 }, { "쉰", 50 }, { "예순", 60 }, { "일흔", 70 },
	{ "여든", 80 }, { "아흔", 90 },
	{0}
};

static size_t
number_native(const char *s, double *value)
{
	double one = 0;
	size_t n = char_in(native_tens, s, value), m;

	if (n == 0)
		return char_in(native, s, value);
	m = char_in(native, s + n, &one);
	if (m > 0 && one >= 1 && one < 10)
		*value += one;
	else
		m = 0;
	return n + m;
}

size_t
number_in_words(const char *s, size_t at, double *value, double *other)
{
	size_t n;
	uint32_t c = scan_char(s + at, &n);

	if (is_latin(c) && scan_begins(s, at)) {
		n = number_english(s + at, value, other);
		if (n == 0 && (*value = month_at(s + at, &n)) == 0)
			return 0;
		return n;
	}
	if (is_han(c))
		return number_rows(han_digits, han_scales, s + at, value);
	if (!is_hangul(c) || !scan_begins(s, at))
		return 0;
	n = number_rows(hangul_digits, hangul_scales, s + at, value);
	return n > 0 ? n : number_native(s + at, value);
}
