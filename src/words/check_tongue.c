/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of a translation that are written as its own language never is:
 * Hangul in English, kana in Chinese, a row of English words in Korean.  In
 * brackets or quotation marks a name may be given on purpose.
 */
#include <string.h>

#include "checking.h"

#define ENGLISH_WORDS 5       /* small ones in a row */
#define NAME_MOST 12          /* characters of a name */
#define PIECES_MOST 3         /* that are told of */

/* A letter that the language does not have. */
static bool
is_strange(uint32_t c, enum tongue tongue)
{
	switch (tongue) {
	case TONGUE_EN:
		return is_hangul(c) || is_kana(c) || is_han(c);
	case TONGUE_KO:
		return is_kana(c) || is_han(c);
	case TONGUE_ZH:
		return is_hangul(c) || (is_kana(c) && c != 0x30fb);
	case TONGUE_JA:
		return is_hangul(c);
	default:
		return false;
	}
}

/* Does a piece stand in the source just so, or in a form of some name? */
static bool
is_meant(struct checking *c, const char *piece)
{
	const struct term *list;
	size_t n = 0;

	if (c->ask->terms == NULL)
		return false;
	n = terms_count(c->ask->terms, &list);
	for (size_t i = 0; i < n; i++)
		if (list[i].target != NULL && strstr(list[i].target, piece))
			return true;
	return false;
}

static void
piece_say(struct checking *c, size_t from, size_t to, size_t characters,
	bool inside)
{
	struct check_span at = { from, to - from };
	const char *piece = span_text(c, c->target, at);
	bool left = strstr(c->source, piece) != NULL;

	if (is_meant(c, piece))
		return;
	/* 의(義), Siheung (시흥): the sign or the name beside the word. */
	if (inside && characters < NAME_MOST)
		return;
	finding_add(c, "untranslated", inside || (characters < 2 && !left) ?
		CHECK_NOTE : characters < 2 ? CHECK_WARN : CHECK_WRONG,
		NOWHERE, at, text_cut(c->arena, piece, 40), NULL);
}

static int
depth_after(uint32_t c, int depth)
{
	if (is_among(c, "(（[［「『《〈“‘"))
		return depth + 1;
	if (is_among(c, ")）]］」』》〉”’") && depth > 0)
		return depth - 1;
	return depth;
}

static void
strange(struct checking *c)
{
	const char *s = c->plain_target;
	size_t begun = 0, characters = 0, pieces = 0, n;
	int depth = 0;
	uint32_t one;

	for (size_t at = 0; pieces < PIECES_MOST; at += n) {
		one = scan_char(s + at, &n);
		if (is_strange(one, c->to)) {
			begun = characters++ == 0 ? at : begun;
			continue;
		}
		if (characters > 0) {
			piece_say(c, begun, at, characters, depth > 0);
			pieces++;
		}
		characters = 0;
		depth = depth_after(one, depth);
		if (one == 0)
			break;
	}
}

/* Rows of small English words where the language is no such. */
static void
english(struct checking *c)
{
	const char *s = c->plain_target;
	size_t begun = 0, words = 0, end = 0, n;
	bool word = false, small = false;
	uint32_t one;

	for (size_t at = 0;; at += n) {
		one = scan_char(s + at, &n);
		if (is_latin(one) || one == '\'' || one == 0x2019) {
			if (!word) {
				begun = words == 0 ? at : begun;
				small = scan_fold(one) == one;
			}
			word = true;
			continue;
		}
		words += word && small;
		end = word ? at : end;
		word = false;
		if (one == ' ' || one == ',' || one == '-')
			continue;
		if (words >= ENGLISH_WORDS) {
			piece_say(c, begun, end, words, false);
			return;
		}
		words = 0;
		if (one == 0)
			return;
	}
}

void
check_tongues(struct checking *c)
{
	strange(c);
	if (c->to == TONGUE_KO || c->to == TONGUE_ZH || c->to == TONGUE_JA)
		english(c);
}
