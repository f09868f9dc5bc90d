/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terms that stand in a text.  Terms lie in buckets by their first two
 * characters, folded, blanks and dashes left out; in a bucket the longer come
 * first, so the first that fits is the longest.
 *
 * What counts as the same: cases; "sister-city" and "sister city"; a blank
 * more or less between Hangul (자매 결연); the plural of an English word.
 */
#include <string.h>

#include "checking.h"

#define BUCKETS 4096          /* a power of two */

struct entry {
	const struct term *term;
	size_t n;
	struct entry *next;
};

struct terms {
	const struct term *list;
	size_t n;
	enum tongue from, to;
	struct entry *buckets[BUCKETS];
	struct entry *singles;    /* of one character */
};

static bool
is_gap(uint32_t c)
{
	return c == ' ' || c == '-' || c == 0x2010 || c == 0x2011 ||
		c == 0xa0 || c == 0x3000;
}

/* The next character that counts, folded; *at moves behind it. */
static uint32_t
next_folded(const char *s, size_t *at)
{
	size_t n;
	uint32_t c;

	do {
		c = scan_char(s + *at, &n);
		*at += n;
	} while (is_gap(c));
	return scan_fold(c);
}

/* 0: there are not two characters. */
static size_t
bucket_of(const char *s)
{
	size_t at = 0;
	uint32_t one = next_folded(s, &at), two = next_folded(s, &at);
	uint32_t key = (one * 2654435761u) ^ (two * 40503u);

	return one == 0 || two == 0 ? 0 :
		1 + (key ^ key >> 13) % (BUCKETS - 1);
}

/* ---- one form at one place ---- */

/* The plural's end behind s[0..n): "s", "es", "ies" in place of "y". */
static size_t
plural_behind(const char *s)
{
	static const char *const ends[] = { "es", "s", "'s", "’s" };

	for (size_t i = 0; i < 4; i++)
		if (scan_says_word(s, ends[i]) > 0)
			return i < 2 ? strlen(ends[i]) : 0;
	return 0;
}

/* Goes along both; the bytes of the text that are the form, or 0.  *y: it
 * ended in "ies" where the form ends in "y". */
static size_t
along(const char *text, const char *form, bool *y)
{
	size_t at = 0, f = 0, n, m;

	*y = false;
	while (form[f] != '\0') {
		uint32_t c = scan_char(form + f, &m);
		uint32_t t = scan_char(text + at, &n);

		if (scan_fold(c) == scan_fold(t)) {
			at += n;
			f += m;
		} else if (is_gap(c) && is_gap(t)) {
			at += n;
			f += m;
		} else if (is_gap(c) && is_hangul(t) && f > 0) {
			f += m;
		} else if (t == ' ' && is_hangul(c) && f > 0 &&
		    is_hangul(scan_before(form, f, &m))) {
			at += n;
		} else if ((c == 'y' || c == 'Y') && form[f + 1] == '\0' &&
		    scan_says_word(text + at, "ies") > 0) {
			*y = true;
			return at + 3;
		} else {
			return 0;
		}
	}
	return at;
}

/* May a form stand here?  Letters of words are whole words. */
static size_t
stands(const char *text, size_t at, const char *form)
{
	size_t n, m, k;
	bool y;
	uint32_t head = scan_char(form, &m), tail;

	n = along(text + at, form, &y);
	if (n == 0)
		return 0;
	if (is_latin(head) || is_digit(head)) {
		uint32_t before = scan_before(text, at, &m);

		if ((is_latin(head) && is_latin(before)) || is_digit(before))
			return 0;
	}
	/* One or two syllables begin a word, or they are part of another. */
	if (is_hangul(head) && strlen(form) <= 6 &&
	    is_hangul(scan_before(text, at, &m)))
		return 0;
	tail = scan_before(text, at + n, &m);
	if (is_digit(tail) && is_digit(scan_char(text + at + n, &m)))
		return 0;
	if (!y && is_latin(tail) && is_latin(scan_char(text + at + n, &m))) {
		k = plural_behind(text + at + n);
		return k > 0 ? n + k : 0;
	}
	return n;
}

long
term_stands(const char *text, const char *form, size_t *n)
{
	size_t m;

	*n = 0;
	for (size_t at = 0; *form != '\0' && text[at] != '\0'; at += m) {
		*n = stands(text, at, form);
		if (*n > 0)
			return (long)at;
		scan_char(text + at, &m);
	}
	return -1;
}

/* ---- many ---- */

static void
entry_add(struct arena *a, struct terms *t, const struct term *term)
{
	struct entry *e = arena_alloc(a, sizeof *e), **at;
	size_t bucket = bucket_of(term->source);

	e->term = term;
	e->n = strlen(term->source);
	at = bucket == 0 ? &t->singles : &t->buckets[bucket];
	while (*at != NULL && (*at)->n >= e->n)
		at = &(*at)->next;
	e->next = *at;
	*at = e;
}

struct terms *
terms_new(struct arena *a, const struct term *list, size_t n,
	const char *from, const char *to)
{
	struct terms *t = arena_alloc(a, sizeof *t);

	memset(t, 0, sizeof *t);
	t->list = list;
	t->n = n;
	t->from = tongue_of(from);
	t->to = tongue_of(to);
	for (size_t i = 0; i < n; i++)
		if (list[i].source != NULL && *list[i].source != '\0')
			entry_add(a, t, &list[i]);
	return t;
}

size_t
terms_count(const struct terms *t, const struct term **list)
{
	*list = t->list;
	return t->n;
}

static const struct term *
longest_of(const struct entry *e, const char *text, size_t at, size_t *n)
{
	for (; e != NULL; e = e->next) {
		*n = stands(text, at, e->term->source);
		if (*n > 0)
			return e->term;
	}
	return NULL;
}

static const struct term *
longest_at(const struct terms *t, const char *text, size_t at, size_t *n)
{
	size_t bucket = bucket_of(text + at);
	const struct term *term = NULL;

	if (bucket > 0)
		term = longest_of(t->buckets[bucket], text, at, n);
	return term != NULL ? term : longest_of(t->singles, text, at, n);
}

size_t
terms_find(const struct terms *t, const char *text, struct term_found *out,
	size_t most)
{
	size_t count = 0, n;

	for (size_t at = 0; text[at] != '\0' && count < most;) {
		const struct term *term = NULL;

		if (is_word(scan_char(text + at, &n)))
			term = longest_at(t, text, at, &n);
		if (term != NULL)
			out[count++] = (struct term_found){ term, at, n };
		else
			scan_char(text + at, &n);
		at += n;
	}
	return count;
}
