/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The blocks of a text in Markdown, line by line:
 *
 *	a plain line      with the plain lines after it one block
 *	# > - * 1. …      marks; what is behind them is a block of that line,
 *	                  and of plain lines after it that are set in
 *	| a | b |         a block as it is
 *	``` … ```         a block as it is
 *	--- === |---|     no block
 *
 * A block never holds an empty line, but in a piece of code.
 */
#include "segment_inside.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum line_kind { EMPTY, PLAIN, MARKED, ROW, RULE, FENCE };

struct line {
	enum line_kind kind;
	int32_t from, to;      /* without marks and white space at the ends */
	int32_t marks;         /* where they begin, or from */
	int32_t next;          /* where the next line begins */
	bool indented;
	bool numbered;
};

enum { MARKS_MOST = 8, NUMBER_DIGITS = 3 };

bool
unit_is_space(UChar c)
{
	return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') :
		u_isUWhiteSpace(c);
}

/* Only these characters, and at least `least` of the first. */
static bool
made_of(const UChar *at, int32_t n, const UChar *of, int32_t least)
{
	for (int32_t i = 0; i < n; i++) {
		if (u_strchr(of, at[i]) == NULL)
			return false;
		least -= at[i] == of[0];
	}
	return least <= 0;
}

static bool
is_rule(const UChar *at, int32_t n)
{
	return made_of(at, n, u"- \t", 3) || made_of(at, n, u"* \t", 3) ||
		made_of(at, n, u"_ \t", 3) || made_of(at, n, u"=", 2) ||
		(at[0] == '|' && made_of(at, n, u"-|: \t", 1));
}

/* How often the fence's character stands at the beginning. */
static int32_t
fence(const UChar *at, int32_t n)
{
	int32_t i = 0;

	while (i < n && (at[0] == '`' || at[0] == '~') && at[i] == at[0])
		i++;
	/* ```code``` in one line is a piece within a sentence. */
	if (i >= 3 && at[0] == '`' && u_memchr(at + i, '`', n - i) != NULL)
		return 0;
	return i >= 3 ? i : 0;
}

/* "1. " and "12) ", but not the "3. 1." of a date; how long it is. */
static int32_t
number(const UChar *at, int32_t n)
{
	int32_t i = 0, after;

	while (i < n && i <= NUMBER_DIGITS && u_isdigit(at[i]))
		i++;
	if (i == 0 || i > NUMBER_DIGITS || i + 1 >= n ||
	    (at[i] != '.' && at[i] != ')') || !unit_is_space(at[i + 1]))
		return 0;
	after = i + 1;
	while (after < n && unit_is_space(at[after]))
		after++;
	while (after < n && u_isdigit(at[after]))
		after++;
	return after < n && at[after] == '.' && u_isdigit(at[after - 1]) ?
		0 : i + 2;
}

/* The marks at the beginning of n units of a line; how long one is, or 0. */
static int32_t
mark(const UChar *at, int32_t n, bool *numbered)
{
	int32_t i = 0;

	if (at[0] == '>')
		return 1;
	while (i < n && at[i] == '#')
		i++;
	if (i > 0)
		return i <= 6 && i < n && unit_is_space(at[i]) ? i + 1 : 0;
	if (n > 1 && unit_is_space(at[1]) &&
	    u_strchr(u"-*+•‣◦○●□■▶▷◆◇▲△※ㅇ", at[0]) != NULL)
		return 2;
	if (n > 3 && at[0] == '[' && at[2] == ']' && unit_is_space(at[3]) &&
	    (at[1] == ' ' || at[1] == 'x' || at[1] == 'X'))
		return 4;
	i = number(at, n);
	*numbered = i > 0;
	return i;
}

static void
take_marks(const UChar *at, struct line *l, bool plain_before, bool listed)
{
	for (int i = 0; i < MARKS_MOST && l->from < l->to; i++) {
		bool numbered = false;
		int32_t n = mark(at + l->from, l->to - l->from, &numbered);

		/* In a paragraph only a list's first number begins one. */
		if (n == 0 || (numbered && plain_before && !listed &&
		    !(at[l->from] == '1' && !u_isdigit(at[l->from + 1]))))
			return;
		l->kind = MARKED;
		l->numbered |= numbered;
		l->from += n;
		while (l->from < l->to && unit_is_space(at[l->from]))
			l->from++;
	}
}

static struct line
line_at(const struct blocks *b, int32_t at, bool plain_before)
{
	const UChar *s = b->of->at;
	struct line l = {PLAIN, .from = at, .to = at};

	while (l.to < b->of->n && s[l.to] != '\n')
		l.to++;
	l.next = l.to < b->of->n ? l.to + 1 : l.to;
	while (l.from < l.to && unit_is_space(s[l.from]))
		l.from++;
	while (l.to > l.from && unit_is_space(s[l.to - 1]))
		l.to--;
	l.marks = l.from;
	l.indented = l.from >= at + 2 || (l.from > at && s[at] == '\t');
	if (l.from == l.to)
		l.kind = EMPTY;
	else if (is_rule(s + l.from, l.to - l.from))
		l.kind = RULE;
	else if (fence(s + l.from, l.to - l.from) > 0)
		l.kind = FENCE;
	else if (s[l.from] == '|')
		l.kind = ROW;
	else
		take_marks(s, &l, plain_before, b->listed);
	return l;
}

/* To the end of the line that closes it, or of the text. */
static void
take_fence(struct blocks *b, const struct line *first, struct block *out)
{
	const UChar *s = b->of->at;
	int32_t n = fence(s + first->from, first->to - first->from);

	while (b->at < b->of->n) {
		struct line l = line_at(b, b->at, false);

		b->at = l.next;
		if (l.from < l.to)
			out->to = l.to;
		if (l.kind == FENCE && s[l.from] == s[first->from] &&
		    fence(s + l.from, l.to - l.from) == l.to - l.from &&
		    l.to - l.from >= n)
			return;
	}
}

/* The plain lines that go on with it. */
static void
take_plain(struct blocks *b, const struct line *first, struct block *out)
{
	while (b->at < b->of->n) {
		struct line l = line_at(b, b->at, true);

		if (l.kind != PLAIN ||
		    (first->kind == MARKED && !l.indented))
			return;
		out->to = l.to;
		b->at = l.next;
	}
}

/* Marks at the end that nothing follows, so that none are lost. */
static bool
rest(struct blocks *b, struct block *out)
{
	int32_t from = b->end, to = b->of->n;

	while (from < to && unit_is_space(b->of->at[from]))
		from++;
	while (to > from && unit_is_space(b->of->at[to - 1]))
		to--;
	b->end = b->of->n;
	*out = (struct block){from, to, false, from};
	return from < to;
}

bool
block_next(struct blocks *b, struct block *out)
{
	while (b->at < b->of->n) {
		struct line l = line_at(b, b->at, false);

		b->at = l.next;
		if (l.kind == EMPTY || l.kind == RULE || l.from == l.to)
			continue;
		b->listed = l.numbered;
		*out = (struct block){l.from, l.to,
			l.kind == PLAIN || l.kind == MARKED, l.marks};
		if (l.kind == FENCE)
			take_fence(b, &l, out);
		else if (out->prose)
			take_plain(b, &l, out);
		b->end = out->to;
		return true;
	}
	return rest(b, out);
}
