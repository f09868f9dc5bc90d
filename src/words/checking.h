/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the checks share: a text read character by character, the
 * numbers and dates in it, and the list of findings that each check adds to.
 */
#ifndef WORDS_CHECKING_H
#define WORDS_CHECKING_H

#include <stdint.h>

#include "check.h"

/* ---- scan.c: characters ---- */

enum tongue { TONGUE_OTHER, TONGUE_KO, TONGUE_ZH, TONGUE_JA, TONGUE_EN };

enum tongue tongue_of(const char *tag);

/* The character at s and its bytes; 0 and 0 at the end.  A byte that begins no
 * character is one by itself. */
uint32_t scan_char(const char *s, size_t *n);
/* The character that ends before s + at; 0 at the beginning. */
uint32_t scan_before(const char *s, size_t at, size_t *n);
/* Small, and not of full width: Ａ as a. */
uint32_t scan_fold(uint32_t c);

bool is_space(uint32_t c);
bool is_digit(uint32_t c);
bool is_latin(uint32_t c);
bool is_hangul(uint32_t c);
bool is_kana(uint32_t c);
bool is_han(uint32_t c);
/* Any letter or digit that a word may be of. */
bool is_word(uint32_t c);
/* One of the characters of a UTF-8 text; never 0. */
bool is_among(uint32_t c, const char *these);

/* Does s go on with that word, cases alike?  Its bytes in s, or 0. */
size_t scan_says(const char *s, const char *word);
/* The same of a whole word of Latin letters. */
size_t scan_says_word(const char *s, const char *word);
/* How much of s is white space; only blanks, no line ends. */
size_t scan_blanks(const char *s);
/* The digit that c is, of either width. */
int digit_of(uint32_t c);
/* Up to most plain digits as a number; their bytes, 0: there are none, or
 * more. */
size_t scan_number(const char *s, size_t most, int *out);
/* Does a word begin at s + at? */
bool scan_begins(const char *s, size_t at);

/* ---- number.c, number_word.c: numbers in a text ---- */

#define NUMBERS_MOST 200

struct number {
	double value;
	double other;          /* what it may be too, or NAN */
	struct check_span at;
	bool strong;           /* in digits: words for numbers are often none */
	bool percent, points;  /* per cent; percentage points */
	bool year;             /* has the word for a year behind it */
	int money, unit;       /* of units.c; 0: none */
	bool used;
};

/* Those in a text, but for what lies in the spans to be skipped. */
size_t numbers_in(const char *text, const struct check_span *skip,
	size_t skipped, struct number *out, size_t most);
/* A number in words that begins at s + at: its bytes, or 0. */
size_t number_in_words(const char *s, size_t at, double *value,
	double *other);
/* Are they the same, as far as two languages can say the same? */
bool numbers_same(const struct number *a, const struct number *b);

/* ---- unit.c: what is counted ---- */

/* Sets money, unit, percent, points by what stands around the number. */
void number_measured(const char *text, struct number *n);
/* May the one be the other, told in another unit?  (5 miles, 8 km) */
bool measures_alike(const struct number *a, const struct number *b);
/* What a currency or unit is called here: "KRW", "km". */
const char *money_name(int money);
const char *unit_name(int unit);

/* ---- date.c: dates, weekdays, times of day ---- */

#define DATES_MOST 60

enum moment_kind { MOMENT_DATE, MOMENT_WEEKDAY, MOMENT_TIME };

struct when {
	enum moment_kind kind;
	int year, month, day;      /* 0: not said */
	int weekday;               /* 0 Monday … 6 Sunday */
	int minutes;               /* of the day */
	bool half;                 /* it is said which half of the day */
	bool unsure;               /* a time that may be something else */
	struct check_span at;
	bool used;
};

size_t whens_in(const char *text, struct when *out, size_t most);
/* A weekday at s + at: 0 Monday … 6; its bytes in *n; -1: none. */
int weekday_at(const char *s, size_t at, size_t *n);
/* An English month's name at s: 1 to 12, its bytes in *n; 0: none. */
int month_at(const char *s, size_t *n);
size_t time_at(const char *s, size_t at, struct when *out);

/* ---- term.c ---- */

/* All that the index was made of. */
size_t terms_count(const struct terms *t, const struct term **list);

/* ---- masked.c ---- */

/* The same text, as long, with addresses, code and what stands in the round
 * brackets of links as bytes 1: no words, no numbers. */
const char *masked(struct arena *a, const char *text);
/* Bytes of a web or mail address that begins at s + at, or 0. */
size_t address_at(const char *s, size_t at);

/* ---- check.c: findings ---- */

struct checking {
	struct arena *arena;
	const struct check_ask *ask;
	const char *source, *target;
	const char *plain_source, *plain_target;  /* masked */
	enum tongue from, to;
	struct finding *out;
	size_t n, most;
	/* Spans that dates and times have answered for; for numbers. */
	struct check_span done_source[2 * DATES_MOST];
	struct check_span done_target[2 * DATES_MOST];
	size_t done_sources, done_targets;
};

#define NOWHERE ((struct check_span){ 0, 0 })

/* Adds one; args are copied, NULL: none.  NULL: there are enough. */
struct finding *finding_add(struct checking *c, const char *code,
	enum check_grade grade, struct check_span source,
	struct check_span target, const char *arg0, const char *arg1);
/* The text of a span. */
const char *span_text(struct checking *c, const char *text,
	struct check_span at);

/* Each looks for its own kind of fault; in files called check_… */
void check_dates(struct checking *c);
void check_numbers(struct checking *c);
void check_terms(struct checking *c);
void check_amount(struct checking *c);      /* missing, too long, unchanged */
void check_tongues(struct checking *c);     /* what was left as it was */
void check_repeats(struct checking *c);
void check_brackets(struct checking *c);
void check_marks(struct checking *c);       /* end marks, spaces, hidden */
void check_markdown(struct checking *c);
void check_particles(struct checking *c);
void check_tone(struct checking *c);
void check_negation(struct checking *c);

/* A particle of Korean right behind text[0..at): is it the one that fits the
 * sound before it?  False: *right is what should stand in its place, *n its
 * bytes. */
bool particle_fits(const char *text, size_t word, size_t at, bool name,
	const char **right, size_t *n);

/* How the sentences of a text speak. */
enum tone { TONE_NONE, TONE_PLAIN, TONE_FORMAL, TONE_SOFT, TONE__MAX };
/* Counts them by tone, and where the first of each ends; in Korean and
 * Japanese. */
void tones_of(const char *text, enum tongue tongue, size_t count[TONE__MAX],
	struct check_span first[TONE__MAX]);
const char *tone_name(enum tongue tongue, enum tone tone);

#endif
