/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs that no cut may part: Markdown's marks, quotation marks, brackets.
 * One walk over a block; what is open lies on a small stack.  A pair longer
 * than its bound is none, nor is one that is not closed in its block: better
 * a cut too many than a block that cannot be cut because of one stray mark.
 */
#include "segment_inside.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum { OPEN_MOST = 16, MARKS_BOUND = 4000, QUOTE_BOUND = 500 };

struct open {
	int32_t at;
	UChar closes;          /* with what */
	int32_t length;        /* of the mark */
};

struct walk {
	const UChar *at;
	int32_t n;
	int32_t *shut;
	struct open open[OPEN_MOST];
	int opens;
};

static UChar
unit(const struct walk *w, int32_t i)
{
	return i < 0 || i >= w->n ? ' ' : w->at[i];
}

static bool
is_word(UChar c)
{
	return u_isalnum(c);
}

/* Cuts after `from` and before `to` are shut. */
static void
shut(struct walk *w, int32_t from, int32_t to, int32_t bound)
{
	if (to - from <= bound) {
		w->shut[from + 1]++;
		w->shut[to]--;
	}
}

static void
open_pair(struct walk *w, int32_t at, UChar closes, int32_t length)
{
	if (w->opens == OPEN_MOST) {
		/* The oldest is the likeliest to be a stray one. */
		for (int i = 1; i < OPEN_MOST; i++)
			w->open[i - 1] = w->open[i];
		w->opens--;
	}
	w->open[w->opens++] = (struct open){at, closes, length};
}

/* The newest open pair that closes so; -1: none. */
static int
opened(const struct walk *w, UChar closes, int32_t length)
{
	for (int i = w->opens; i-- > 0;)
		if (w->open[i].closes == closes &&
		    w->open[i].length == length)
			return i;
	return -1;
}

static bool
close_pair(struct walk *w, int32_t at, UChar closes, int32_t length,
	int32_t bound)
{
	int i = opened(w, closes, length);

	if (i < 0)
		return false;
	shut(w, w->open[i].at, at + length, bound);
	w->opens = i;
	return true;
}

/* `code`: to the next run of as many.  Where the walk goes on. */
static int32_t
take_code(struct walk *w, int32_t at)
{
	int32_t n = 1, end;

	while (unit(w, at + n) == '`')
		n++;
	end = at + MARKS_BOUND < w->n ? at + MARKS_BOUND : w->n;
	for (int32_t i = at + n; i < end;) {
		int32_t run = 0;

		while (i + run < w->n && w->at[i + run] == '`')
			run++;
		if (run == n) {
			shut(w, at, i + n, MARKS_BOUND);
			return i + n;
		}
		i += run > 0 ? run : 1;
	}
	return at + n;
}

/* ** __ ~~ and the single * and _; how long the mark is. */
static int32_t
take_emphasis(struct walk *w, int32_t at)
{
	UChar c = w->at[at], before = unit(w, at - 1);
	int32_t n = unit(w, at + 1) == c ? 2 : 1;
	UChar after = unit(w, at + n);
	bool ends = !unit_is_space(before);
	bool begins = !unit_is_space(after);

	if (c == '~' && n == 1)
		return 1;
	if (n == 1) {
		ends = ends && !is_word(after);
		begins = begins && !is_word(before);
	}
	if (!(ends && close_pair(w, at, c, n, MARKS_BOUND)) && begins)
		open_pair(w, at, c, n);
	return n;
}

/* [text](address): the address belongs to it.  Where the walk goes on. */
static int32_t
take_bracket_end(struct walk *w, int32_t at)
{
	int i = opened(w, ']', 1);
	int32_t end = at + 1;

	if (i < 0)
		return end;
	if (unit(w, at + 1) == '(')
		for (int32_t k = at + 2, deep = 1; k < w->n &&
		    k < at + MARKS_BOUND && w->at[k] != '\n'; k++) {
			deep += (w->at[k] == '(') - (w->at[k] == ')');
			if (deep == 0) {
				end = k + 1;
				break;
			}
		}
	shut(w, w->open[i].at, end, MARKS_BOUND);
	w->opens = i;
	return end;
}

/* " is whatever it can be. */
static void
take_straight(struct walk *w, int32_t at)
{
	UChar before = unit(w, at - 1), after = unit(w, at + 1);

	if (!unit_is_space(before) && close_pair(w, at, '"', 1, QUOTE_BOUND))
		return;
	if (!unit_is_space(after))
		open_pair(w, at, '"', 1);
}

/* ' and ’ are an apostrophe as well. */
static void
take_apostrophe(struct walk *w, int32_t at)
{
	UChar c = w->at[at], before = unit(w, at - 1), after = unit(w, at + 1);
	bool latin = before < 0x250 && after < 0x250;

	if (is_word(before) && is_word(after) && latin)
		return;
	if (!unit_is_space(before) && !(c == '\'' && is_word(before) && latin &&
	    opened(w, c, 1) < 0) &&
	    close_pair(w, at, c == '\'' ? '\'' : 0x2019, 1, QUOTE_BOUND))
		return;
	if (c == '\'' && !is_word(before) && !unit_is_space(after))
		open_pair(w, at, '\'', 1);
}

/* Marks whose two halves differ; true: it was one. */
static bool
take_halves(struct walk *w, int32_t at)
{
	static const UChar begin[] = u"(（“‘「『《〈【［«";
	static const UChar close[] = u")）”’」』》〉】］»";
	const UChar *found = u_strchr(begin, w->at[at]);

	if (w->at[at] == 0)
		return false;
	if (found != NULL) {
		open_pair(w, at, close[found - begin], 1);
		return true;
	}
	return u_strchr(close, w->at[at]) != NULL &&
		close_pair(w, at, w->at[at], 1, QUOTE_BOUND);
}

/* What stands at `at`; where the walk goes on. */
static int32_t
step(struct walk *w, int32_t at)
{
	switch (w->at[at]) {
	case '\\':
		return at + 2;
	case '`':
		return take_code(w, at);
	case '*': case '_': case '~':
		return at + take_emphasis(w, at);
	case '[':
		open_pair(w, at, ']', 1);
		return at + 1;
	case ']':
		return take_bracket_end(w, at);
	case '"':
		take_straight(w, at);
		return at + 1;
	case '\'': case 0x2019:
		take_apostrophe(w, at);
		return at + 1;
	default:
		if (w->at[at] == '(' || w->at[at] == ')' ||
		    w->at[at] >= 0xab)
			take_halves(w, at);
		return at + 1;
	}
}

const int32_t *
pairs_shut(struct arena *a, const UChar *at, int32_t n)
{
	struct walk w = {.at = at, .n = n};

	w.shut = arena_alloc(a, ((size_t)n + 2) * sizeof *w.shut);
	for (int32_t i = 0; i < n;)
		i = step(&w, i);
	for (int32_t i = 1; i <= n; i++)
		w.shut[i] += w.shut[i - 1];
	return w.shut;
}
