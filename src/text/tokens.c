/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens and sort keys: what an index holds and a list is ordered by.
 *
 *	Xi'an 시흥시 AI산업  ->  xian 시흥 흥시 ai 산업
 *
 * Scripts written without reliable spaces are cut into overlapping pairs, so
 * that any two neighbours are found wherever they stand.
 */
#include "inside.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

/* A word's bytes beyond these say nothing more; PostgreSQL takes 2 KiB. */
enum { WORD_MOST = 120 };

enum kind { GAP, WORD, CHAIN, MARK };

static enum kind
kind_beyond(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	uint32_t mask = U_MASK(u_charType(c));

	if (mask & U_GC_M_MASK)
		return MARK;
	if (!(mask & (U_GC_L_MASK | U_GC_N_MASK)))
		return GAP;
	switch (uscript_getScript(c, &status)) {
	case USCRIPT_HAN:
	case USCRIPT_HANGUL:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_BOPOMOFO:
		return CHAIN;
	default:
		return c == 0x30fc ? CHAIN : WORD;
	}
}

static enum kind
kind_of(UChar32 c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ?
			WORD : GAP;
	if ((c >= 0xac00 && c <= 0xd7a3) || (c >= 0x4e00 && c <= 0x9fff))
		return CHAIN;
	return kind_beyond(c);
}

static bool
apostrophe(UChar32 c)
{
	return c == '\'' || c == 0x2019 || c == 0x02bc;
}

/* Walks folded text and writes tokens as they end. */
struct walk {
	const char *s;
	size_t n, at;
	struct buf *out;
	bool open;               /* the last token may go on: a word with a
	                          * letter, or one character of a chain */
};

static UChar32
next(struct walk *w)
{
	return icu_next(w->s, w->n, &w->at);
}

static UChar32
peek(const struct walk *w, size_t at)
{
	return at < w->n ? icu_next(w->s, w->n, &at) : 0;
}

static void
put(struct walk *w, size_t from, size_t to)
{
	if (w->out->n > 0)
		buf_char(w->out, ' ');
	buf_add(w->out, w->s + from, to - from);
}

/* Two letters on either side: Xi'an is one word, d'Ivoire are two. */
static bool
joins(const struct walk *w, size_t letters)
{
	size_t at = w->at;

	if (letters < 2 || !apostrophe(peek(w, at)))
		return false;
	U8_FWD_1(w->s, at, w->n);
	if (kind_of(peek(w, at)) != WORD)
		return false;
	U8_FWD_1(w->s, at, w->n);
	return at < w->n && kind_of(peek(w, at)) == WORD;
}

/* A word from here on; c is its first character. */
static void
walk_word(struct walk *w, size_t from, UChar32 c)
{
	size_t letters = 0, bytes = 0;

	w->open = false;
	if (w->out->n > 0)
		buf_char(w->out, ' ');
	for (;;) {
		enum kind kind;

		w->open |= !u_isdigit(c);
		letters++;
		if (bytes + (w->at - from) <= WORD_MOST)
			buf_add(w->out, w->s + from, w->at - from);
		bytes += w->at - from;
		if (joins(w, letters))
			next(w);
		kind = kind_of(peek(w, w->at));
		if (w->at >= w->n || (kind != WORD && kind != MARK))
			break;
		from = w->at;
		c = next(w);
	}
}

/* A chain from here on, as pairs, or as it is when it has no second. */
static void
walk_chain(struct walk *w, size_t from)
{
	size_t end = w->at;
	bool alone = true;

	while (w->at < w->n) {
		enum kind kind = kind_of(peek(w, w->at));
		size_t start = w->at;

		if (kind != CHAIN && kind != MARK)
			break;
		next(w);
		if (kind == MARK)
			continue;
		put(w, from, w->at);
		from = start;
		end = w->at;
		alone = false;
	}
	if (alone)
		put(w, from, end);
	w->open = alone;
}

static void
walk_all(struct walk *w)
{
	while (w->at < w->n) {
		size_t from = w->at;
		UChar32 c = next(w);
		enum kind kind = kind_of(c);

		if (kind == WORD)
			walk_word(w, from, c);
		else if (kind == CHAIN)
			walk_chain(w, from);
	}
}

void
text_tokens(struct arena *a, const char *s, struct buf *out)
{
	struct walk w = {.s = text_fold(a, s), .out = out};

	w.n = strlen(w.s);
	walk_all(&w);
}

static bool
space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t
text_query(struct arena *a, const char *query, struct text_phrase *out,
	size_t max)
{
	const char *s = text_fold(a, query);
	size_t count = 0;

	while (count < max) {
		struct buf tokens = buf_in(a, 4096);
		struct walk w = {.out = &tokens};

		while (space(*s))
			s++;
		if (*s == '\0')
			break;
		w.s = s;
		while (s[w.n] != '\0' && !space(s[w.n]))
			w.n++;
		s += w.n;
		walk_all(&w);
		if (tokens.n > 0 && !tokens.full)
			out[count++] = (struct text_phrase){
				.tokens = tokens.at, .prefix = w.open,
			};
	}
	return count;
}

/* ---- order ---- */

static void *
open_order(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollator *order = ucol_open("", &status);

	(void)lang;
	(void)slot;
	ICU_GOOD(status);
	/* The 2nd meeting before the 10th. */
	ucol_setAttribute(order, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
	ICU_GOOD(status);
	return order;
}

static void
close_order(void *order)
{
	ucol_close(order);
}

void
text_sort_key(struct arena *a, const char *s, const uint8_t **key, size_t *n)
{
	static const struct icu_tool how = {open_order, close_order};
	UCollator *order = icu_tool(ICU_ORDER, LANG_EN, &how);
	struct wide w = icu_wide(a, s, strlen(s));
	int32_t room = 6 * w.n + 16, length;
	uint8_t *bytes = arena_alloc(a, (size_t)room);

	length = ucol_getSortKey(order, w.at, w.n, bytes, room);
	if (length > room) {
		bytes = arena_alloc(a, (size_t)length);
		length = ucol_getSortKey(order, w.at, w.n, bytes, length);
	}
	assert(length > 0);
	*key = bytes;
	*n = (size_t)length - 1;  /* without ICU's NUL */
}

/* ---- slugs ---- */

static void *
open_latin(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *latin = utrans_openU(u"Any-Latin; Latin-ASCII", -1,
		UTRANS_FORWARD, NULL, 0, NULL, &status);

	(void)lang;
	(void)slot;
	ICU_GOOD(status);
	return latin;
}

static void
close_latin(void *latin)
{
	utrans_close(latin);
}

/* In Latin letters; the first max characters and some more. */
static const char *
romanised(struct arena *a, const char *s, size_t max)
{
	static const struct icu_tool how = {open_latin, close_latin};
	UErrorCode status = U_ZERO_ERROR;
	struct wide from;
	size_t n = strlen(s);
	int32_t room, limit;
	UChar *text;

	if (n > 4 * max + 64)
		n = 4 * max + 64;
	from = icu_wide(a, s, n);
	room = from.n * 16 + 64;
	limit = from.n;
	text = arena_alloc(a, (size_t)room * sizeof *text);
	memcpy(text, from.at, (size_t)from.n * sizeof *text);
	utrans_transUChars(icu_tool(ICU_LATIN, LANG_EN, &how), text, &from.n,
		room, 0, &limit, &status);
	return U_SUCCESS(status) ? icu_narrow(a, text, from.n, NULL) : "";
}

const char *
text_slug(struct arena *a, const char *s, size_t max)
{
	char *slug = arena_alloc(a, max + 1);
	size_t n = 0, whole = 0;
	bool gap = false;

	for (s = romanised(a, s, max); *s != '\0'; s++) {
		char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;

		if (c == '\'')
			continue;
		if ((c & 0x80) != 0 || kind_of(c) != WORD) {
			gap = n > 0;
			continue;
		}
		if (n + gap + 1 > max)
			break;
		if (gap) {
			whole = n;
			slug[n++] = '-';
			gap = false;
		}
		slug[n++] = c;
	}
	/* Stopped inside a word: back to the last whole one, if there is. */
	if (*s != '\0' && !gap && whole > 0)
		n = whole;
	slug[n] = '\0';
	return slug;
}
