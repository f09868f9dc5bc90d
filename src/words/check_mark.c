/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a sentence, blanks, widths, and characters that nobody sees.
 */
#include <string.h>

#include "checking.h"

enum ending { ENDS_BARE, ENDS_STOP, ENDS_ASKING, ENDS_CALLING, ENDS_OPEN,
	ENDS_COLON };

static enum ending
ending_of(uint32_t c)
{
	if (is_among(c, ".。．｡"))
		return ENDS_STOP;
	if (is_among(c, "?？"))
		return ENDS_ASKING;
	if (is_among(c, "!！"))
		return ENDS_CALLING;
	if (is_among(c, "…⋯"))
		return ENDS_OPEN;
	return is_among(c, ":：") ? ENDS_COLON : ENDS_BARE;
}

/* How a text ends, behind its closing marks; *at: where. */
static enum ending
end_of(const char *s, struct check_span *at)
{
	size_t end = strlen(s), n;
	uint32_t c;

	while ((c = scan_before(s, end, &n)) != 0 && (is_space(c) ||
	    is_among(c, "\"'”’»)）]］」』》〉*_~`") || c == 1))
		end -= n;
	*at = (struct check_span){ end - n, n };
	/* "..." is open, and "etc." may end what has no stop. */
	if (end >= 3 && memcmp(s + end - 3, "...", 3) == 0)
		return ENDS_OPEN;
	return ending_of(c);
}

/* Is there such a mark anywhere? */
static bool
has_ending(const char *s, enum ending e)
{
	size_t n;
	uint32_t c;

	for (; (c = scan_char(s, &n)) != 0; s += n)
		if (ending_of(c) == e)
			return true;
	return false;
}

static void
end_marks(struct checking *c)
{
	struct check_span one, other;
	enum ending a = end_of(c->plain_source, &one);
	enum ending b = end_of(c->plain_target, &other);
	bool asks = a == ENDS_ASKING || b == ENDS_ASKING;

	if (a == b || c->ask->heading)
		return;
	/* A question within, or an open end, is told in many ways. */
	if ((asks && a != ENDS_BARE && b != ENDS_BARE &&
	    has_ending(a == ENDS_ASKING ? c->plain_target : c->plain_source,
	    ENDS_ASKING)) || a == ENDS_OPEN || b == ENDS_OPEN)
		return;
	finding_add(c, "end-mark-differs", asks ? CHECK_WARN : CHECK_NOTE,
		one, other, span_text(c, c->source, one),
		span_text(c, c->target, other));
}

/* ---- blanks ---- */

static void
blanks(struct checking *c)
{
	const char *s = c->target;
	size_t length = strlen(s), n;
	const char *two = strstr(s, "  ");

	if (length > 0 && (is_space(scan_char(s, &n)) ||
	    is_space(scan_before(s, length, &n))))
		finding_add(c, "space-ends", CHECK_NOTE, NOWHERE, NOWHERE,
			NULL, NULL);
	if (two != NULL && two[2] != '\n' && two[2] != '\0' && two != s &&
	    two[-1] != '\n' && strstr(c->source, "  ") == NULL)
		finding_add(c, "space-double", CHECK_NOTE, NOWHERE,
			(struct check_span){ (size_t)(two - s), 2 }, NULL,
			NULL);
}

/* A blank before a stop or comma, where none belongs. */
static void
blank_before(struct checking *c)
{
	const char *s = c->plain_target;
	size_t n, m;
	uint32_t one;

	for (size_t at = 1; s[at] != '\0'; at += n) {
		one = scan_char(s + at, &n);
		if (!is_among(one, ",.!?;，。、！？；：") || s[at - 1] != ' ' ||
		    is_word(scan_char(s + at + n, &m)) ||
		    one == (uint32_t)s[at + n])
			continue;
		finding_add(c, "space-before", CHECK_NOTE, NOWHERE,
			(struct check_span){ at - 1, 1 + n },
			span_text(c, s, (struct check_span){ at, n }), NULL);
		return;
	}
}

/* ---- widths ---- */

static bool
is_wide_latin(uint32_t c)
{
	return (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) ||
		(c >= 0xff41 && c <= 0xff5a);
}

/* Marks of the other width than the language's own. */
static bool
is_wrong_width(const char *s, size_t at, uint32_t c, enum tongue t)
{
	size_t n;

	if (t == TONGUE_EN || t == TONGUE_KO)
		return is_among(c, "，。！？：；（）、") || is_wide_latin(c);
	if (!is_among(c, t == TONGUE_JA ? ",?!;" : ",?!;:"))
		return false;
	return (is_han(scan_before(s, at, &n)) ||
		is_kana(scan_before(s, at, &n))) &&
		(is_han(scan_char(s + at + 1, &n)) ||
		is_kana(scan_char(s + at + 1, &n)));
}

static void
widths(struct checking *c)
{
	const char *s = c->plain_target;
	size_t n;
	uint32_t one;

	for (size_t at = 0; (one = scan_char(s + at, &n)) != 0; at += n) {
		struct check_span where = { at, n };

		if (one == 0x3000 && at > 0 && c->to != TONGUE_JA &&
		    c->to != TONGUE_ZH) {
			finding_add(c, "space-wide", CHECK_WARN, NOWHERE,
				where, NULL, NULL);
			return;
		}
		if (c->to != TONGUE_OTHER &&
		    is_wrong_width(s, at, one, c->to)) {
			finding_add(c, "punctuation-width", CHECK_NOTE,
				NOWHERE, where, span_text(c, s, where), NULL);
			return;
		}
	}
}

/* ---- what nobody sees ---- */

static bool
is_bidi(uint32_t c)
{
	return c == 0x200e || c == 0x200f || c == 0x061c ||
		(c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_hidden(uint32_t c)
{
	return c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0xad ||
		c == 0x200c || c == 0x115f || c == 0x1160 || c == 0x3164 ||
		c == 0xffa0 || c == 0x180e || (c >= 0xe0000 && c <= 0xe007f);
}

static void
unseen(struct checking *c)
{
	size_t n;
	uint32_t one;

	for (size_t at = 0; (one = scan_char(c->target + at, &n)) != 0;
	    at += n)
		if (is_bidi(one) || is_hidden(one)) {
			finding_add(c, is_bidi(one) ? "bidi-character" :
				"hidden-character", CHECK_WARN, NOWHERE,
				(struct check_span){ at, n },
				arena_printf(c->arena, "U+%04X", one), NULL);
			return;
		}
}

/* A line never begins with these. */
static void
initial(struct checking *c)
{
	static const char *const never = ",.!?;:)]}，。、！？；：）］｝」』》〉】〕”"
		"・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
	size_t n, m;
	uint32_t one = scan_char(c->target, &n);

	if (!is_among(one, never) || is_among(scan_char(c->source, &m), never)
	    || (one == '.' && c->target[1] != ' '))
		return;
	finding_add(c, "initial-character", CHECK_WARN, NOWHERE,
		(struct check_span){ 0, n }, span_text(c, c->target,
		(struct check_span){ 0, n }), NULL);
}

void
check_marks(struct checking *c)
{
	end_marks(c);
	blanks(c);
	blank_before(c);
	widths(c);
	unseen(c);
	initial(c);
}
