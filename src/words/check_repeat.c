/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word said twice, and the loops that machines fall into: the same phrase
 * again and again.  What the source repeats, its translation may.
 */
#include <string.h>

#include "checking.h"

#define WORDS_MOST 4000
#define PHRASE_MOST 40        /* words or characters of what is repeated */

struct piece {                /* a word; or a character, where no blanks are */
	size_t at, n;
};

static size_t
letter_pieces(const char *s, struct piece *out)
{
	size_t count = 0, n;

	for (size_t at = 0; s[at] != '\0' && count < WORDS_MOST; at += n) {
		uint32_t c = scan_char(s + at, &n);

		if (!is_space(c) && c > 1)
			out[count++] = (struct piece){ at, n };
	}
	return count;
}

/* Without the stop behind it. */
static struct piece
word_of(const char *s, size_t from, size_t end)
{
	while (end > from + 1 && strchr(".!?", s[end - 1]) != NULL)
		end--;
	return (struct piece){ from, end - from };
}

static size_t
word_pieces(const char *s, struct piece *out)
{
	size_t count = 0, n, begun = 0;
	bool in = false;

	for (size_t at = 0; count < WORDS_MOST; at += n) {
		uint32_t c = scan_char(s + at, &n);
		bool word = c > 1 && !is_space(c);

		if (word && !in)
			begun = at;
		if (!word && in)
			out[count++] = word_of(s, begun, at);
		in = word;
		if (c == 0)
			break;
	}
	return count;
}

static bool
has_blanks(enum tongue t)
{
	return t != TONGUE_ZH && t != TONGUE_JA;
}

static size_t
pieces_of(const char *s, enum tongue tongue, struct piece *out)
{
	return has_blanks(tongue) ? word_pieces(s, out) :
		letter_pieces(s, out);
}

static bool
same(const char *s, const struct piece *a, const struct piece *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (s[a->at + i] != s[b->at + i] && ((s[a->at + i] ^
		    s[b->at + i]) != 0x20 || (s[a->at + i] | 0x20) < 'a'))
			return false;
	return true;
}

/* How often the `length` pieces at p stand in a row. */
static size_t
times(const char *s, const struct piece *p, size_t left, size_t length)
{
	size_t n = 1;

	for (size_t at = length; at + length <= left; at += length, n++)
		for (size_t i = 0; i < length; i++)
			if (!same(s, &p[i], &p[at + i]))
				return n;
	return n;
}

/* Has it a letter, and not one sign alone (……, ─────, 하하하)? */
static bool
is_phrase(const char *s, const struct piece *p, size_t length, bool blanks)
{
	bool letters = false, differ = false;
	size_t n;

	for (size_t i = 0; i < length; i++) {
		letters = letters || is_word(scan_char(s + p[i].at, &n));
		differ = differ || !same(s, &p[0], &p[i]);
	}
	return letters && (blanks || differ);
}

struct loop {
	size_t from, length, times;
};

/* The longest row of repeats in a text; least: how many it needs. */
static struct loop
loop_of(const char *s, enum tongue tongue, struct piece *p, size_t n)
{
	struct loop best = {0};
	bool blanks = has_blanks(tongue);

	for (size_t i = 0; i < n; i++) {
		size_t here = 1;

		for (size_t l = 1; l <= PHRASE_MOST && i + 2 * l <= n &&
		    here < 4 * PHRASE_MOST; l++) {
			size_t k = !same(s, &p[i], &p[i + l]) ? 1 :
				times(s, p + i, n - i, l);

			if (k < 2)
				continue;
			here = k * l > here ? k * l : here;
			if (k * l > best.times * best.length &&
			    is_phrase(s, p + i, l, blanks))
				best = (struct loop){ i, l, k };
		}
		/* What goes on within it has been told by it. */
		i += here > 4 * PHRASE_MOST ? here - 1 : 0;
	}
	return best;
}

static bool
is_capital(const char *s)
{
	size_t n;
	uint32_t c = scan_char(s, &n);

	return scan_fold(c) != c;
}

/* "had had", "that that", "very, very": said so in English. */
static bool
is_usual(const char *s, const struct piece *p)
{
	static const char *const usual[] = { "had", "that", "is", "very",
		"so", "ha", "no", "bye", "knock", "blah", "do", NULL };
	size_t n;

	if (!is_latin(scan_char(s + p->at, &n)))
		return false;
	for (const char *const *u = usual; *u != NULL; u++)
		if (strlen(*u) <= p->n && scan_says(s + p->at, *u) > 0 &&
		    !is_latin(scan_char(s + p->at + strlen(*u), &n)))
			return true;
	return is_capital(s + p[0].at) && is_capital(s + p[1].at);
}

/* Is a row of repeats one that languages do not make by themselves? */
static bool
is_loop(const struct loop *l, bool blanks)
{
	if (blanks)
		return (l->times >= 3 && l->times * l->length >= 4) ||
			(l->times == 2 && l->length >= 4);
	return (l->times >= 3 && l->length >= 2) ||
		(l->times == 2 && l->length >= 6);
}

void
check_repeats(struct checking *c)
{
	struct piece *p = arena_alloc(c->arena, WORDS_MOST * sizeof *p);
	size_t n = pieces_of(c->plain_source, c->from, p);
	struct loop source = loop_of(c->plain_source, c->from, p, n), l;
	bool blanks = has_blanks(c->to);
	struct check_span at;

	n = pieces_of(c->plain_target, c->to, p);
	l = loop_of(c->plain_target, c->to, p, n);
	if (l.times < 2 || l.times <= source.times)
		return;
	at.at = p[l.from].at;
	at.n = p[l.from + l.length * l.times - 1].at +
		p[l.from + l.length * l.times - 1].n - at.at;
	if (is_loop(&l, blanks))
		finding_add(c, "repeated-phrase", CHECK_WRONG, NOWHERE, at,
			text_cut(c->arena, span_text(c, c->target, at), 60),
			NULL);
	else if (blanks && !is_usual(c->target, &p[l.from]) &&
	    (c->to == TONGUE_EN || l.length > 1 || p[l.from].n > 6))
		finding_add(c, "repeated-word", CHECK_WARN, NOWHERE, at,
			span_text(c, c->target, at), NULL);
}
