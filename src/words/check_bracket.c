/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Brackets and quotation marks: closed where they were opened, those that the
 * language has, and none lost on the way.
 *
 *	ko, en  “ ” ‘ ’      zh  “ ” ‘ ’      ja  「 」『 』
 *	titles: ko 《 》〈 〉「 」『 』, zh 《 》〈 〉, ja 『 』「 」
 */
#include <string.h>

#include "checking.h"

#define DEPTH_MOST 60

/* What opens, and in the same place what closes. */
static const char *const opening[] = { "(", "（", "[", "［", "{", "【", "〔",
	"「", "『", "《", "〈", "“", "‘", "«", "‹", "„", NULL };
static const char *const closing[] = { ")", "）", "]", "］", "}", "】", "〕",
	"」", "』", "》", "〉", "”", "’", "»", "›", "”", NULL };

enum { SINGLE = 12, LOW = 15 };

static int
row_of(uint32_t c, const char *const *rows)
{
	for (int i = 0; rows[i] != NULL; i++)
		if (is_among(c, rows[i]))
			return i;
	return -1;
}

/* ’ and ' between letters or at a word's end are apostrophes. */
static bool
is_apostrophe(const char *s, size_t at)
{
	size_t n;

	return is_latin(scan_before(s, at, &n)) ||
		is_digit(scan_before(s, at, &n)) ||
		is_digit(scan_char(s + at + 3, &n));
}

/* "1)" and "a)" of a list, ":)" of a smile. */
static bool
is_list_mark(const char *s, size_t at)
{
	size_t n, m;
	uint32_t c = scan_before(s, at, &n);

	if (c == ':' || c == ';' || c == '-')
		return true;
	if (!is_word(c))
		return false;
	do {
		at -= n;
		c = scan_before(s, at, &m);
		n = m;
	} while (is_digit(c));
	return !is_word(c);
}

struct open {
	int row;
	size_t at, n;
};

static bool
alike(int open, int close)
{
	/* （ ) is of one kind in two widths; that is told elsewhere. */
	return open == close || (open <= 1 && close <= 1) ||
		((open == 2 || open == 3) && (close == 2 || close == 3)) ||
		(open == LOW && close == 11);
}

/* The first that has no other; false: all have. */
static bool
unpaired(const char *s, struct check_span *out)
{
	struct open stack[DEPTH_MOST];
	size_t depth = 0, n;
	uint32_t c;

	for (size_t at = 0; (c = scan_char(s + at, &n)) != 0; at += n) {
		int open = row_of(c, opening), close = row_of(c, closing);

		if (open >= 0 && depth < DEPTH_MOST) {
			stack[depth++] = (struct open){ open, at, n };
			continue;
		}
		if (close < 0)
			continue;
		if (depth > 0 && alike(stack[depth - 1].row, close)) {
			depth--;
			continue;
		}
		if ((close == SINGLE && is_apostrophe(s, at)) ||
		    (close == 0 && is_list_mark(s, at)))
			continue;
		/* ‘80s, ‘tis: an apostrophe the wrong way round. */
		if (depth > 1 && stack[depth - 1].row == SINGLE &&
		    alike(stack[depth - 2].row, close)) {
			depth -= 2;
			continue;
		}
		*out = (struct check_span){ at, n };
		return true;
	}
	while (depth > 0 && stack[depth - 1].row == SINGLE)
		depth--;
	if (depth > 0)
		*out = (struct check_span){ stack[depth - 1].at,
			stack[depth - 1].n };
	return depth > 0;
}

static size_t
count_of(const char *s, const char *these)
{
	size_t count = 0, n;
	uint32_t c;

	for (; (c = scan_char(s, &n)) != 0; s += n)
		count += is_among(c, these);
	return count;
}

/* Straight marks that are no inches or seconds. */
static size_t
straight(const char *s)
{
	size_t count = 0, n;

	for (size_t at = 0; s[at] != '\0'; at++)
		count += s[at] == '"' && !is_digit(scan_before(s, at, &n));
	return count;
}

static void
pairs(struct checking *c)
{
	struct check_span at;

	/* A quotation may go on in the next segment. */
	if (unpaired(c->plain_source, &at) ||
	    straight(c->plain_source) % 2 == 1)
		return;
	if (unpaired(c->plain_target, &at))
		finding_add(c, strchr("([{", c->target[at.at]) != NULL ||
			row_of(scan_char(c->target + at.at, &at.n), opening)
			< 7 ? "brackets-unpaired" : "quotes-unpaired",
			CHECK_WARN, NOWHERE, at, span_text(c, c->target, at),
			NULL);
	if (straight(c->plain_target) % 2 == 1)
		finding_add(c, "quotes-unpaired", CHECK_WARN, NOWHERE,
			(struct check_span){ (size_t)(strchr(c->plain_target,
			'"') - c->plain_target), 1 }, "\"", NULL);
}

/* Marks of quotation that the language does not have. */
static const char *
strange_marks(enum tongue t)
{
	switch (t) {
	case TONGUE_KO:
		return "«»‹›„";
	case TONGUE_EN:
		return "«»‹›„「」『』《》〈〉";
	case TONGUE_ZH:
		return "«»‹›„";
	case TONGUE_JA:
		return "«»‹›„《》";
	default:
		return "";
	}
}

static const char *
right_marks(enum tongue t)
{
	return t == TONGUE_JA ? "「」『』" : "“ ” ‘ ’";
}

static void
kinds(struct checking *c)
{
	const char *strange = strange_marks(c->to);
	size_t n;
	uint32_t one;

	for (size_t at = 0; (one = scan_char(c->target + at, &n)) != 0;
	    at += n)
		if (is_among(one, strange)) {
			struct check_span where = { at, n };

			finding_add(c, "quotes-kind", CHECK_NOTE, NOWHERE,
				where, span_text(c, c->target, where),
				right_marks(c->to));
			return;
		}
}

/* Does something stand in such marks that is more than a name: characters
 * but Latin ones in brackets, some words in quotation marks? */
static bool
has_quoted(const char *s, const char *opens, const char *closes, size_t least,
	bool latin)
{
	size_t inside = 0, n;
	bool in = false;
	uint32_t c;

	for (; (c = scan_char(s, &n)) != 0; s += n) {
		if (in && is_among(c, closes)) {
			if (inside > least)
				return true;
			in = false;
		} else if (is_among(c, opens)) {
			in = true;
			inside = 0;
		} else if (in && (latin || !is_latin(c))) {
			inside += is_word(c);
		}
	}
	return false;
}

static void
lost(struct checking *c)
{
	size_t quotes = count_of(c->plain_target, "“”\"「」『』《》〈〉«»‘'");
	size_t round = count_of(c->plain_target, "(（[［【—–-,，、");

	if (quotes == 0 && has_quoted(c->plain_source, "「『“\"", "」』”\"",
	    c->from == TONGUE_EN ? 30 : 12, true))
		finding_add(c, "quotes-differ", CHECK_NOTE, NOWHERE, NOWHERE,
			NULL, NULL);
	if (round == 0 && has_quoted(c->plain_source, "(（[［【", ")）]］】", 2,
	    c->from == TONGUE_EN))
		finding_add(c, "brackets-differ", CHECK_NOTE, NOWHERE, NOWHERE,
			NULL, NULL);
}

void
check_brackets(struct checking *c)
{
	pairs(c);
	kinds(c);
	lost(c);
}
