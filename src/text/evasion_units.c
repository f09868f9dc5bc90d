/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What evasion.c looks at.  ICU folds: widths, styles, case, accents, forms of
 * Han; what cannot be seen is gone with it.  Left to do here are the letters of
 * Hangul, which folding joins as far as they go ("ㅅㅣㅂㅏㄹ" comes out of it as
 * 시바ㄹ), and the letters of other alphabets that look like Latin ones.
 */
#include "evasion_inside.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

enum { SYLLABLE = 0xac00, SYLLABLE_LAST = 0xd7a3, VOWELS = 21, LASTS = 28 };

/* By their numbers in a syllable; doubles that are written as two are two. */
static const char *const firsts[] = { "ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ",
	"ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ" };
static const char *const vowels[] = { "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ",
	"ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
	"ㅠ", "ㅡ", "ㅡㅣ", "ㅣ" };
static const char *const lasts[] = { "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ",
	"ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
	"ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ" };

/* ---- Hangul ---- */

struct hangul
hangul_parts(UChar32 syllable)
{
	int at = syllable - SYLLABLE;

	return (struct hangul){ at / (VOWELS * LASTS),
		at / LASTS % VOWELS, at % LASTS };
}

UChar32
hangul_whole(struct hangul parts)
{
	return SYLLABLE + (parts.first * VOWELS + parts.vowel) * LASTS +
		parts.last;
}

static size_t
letters_add(const char *letters, UChar32 *out, size_t n)
{
	size_t length = strlen(letters), i = 0;

	while (i < length)
		out[n++] = icu_next(letters, length, &i);
	return n;
}

size_t
hangul_letters(UChar32 syllable, UChar32 out[static 6])
{
	struct hangul parts = hangul_parts(syllable);
	size_t n = letters_add(firsts[parts.first], out, 0);

	n = letters_add(vowels[parts.vowel], out, n);
	return letters_add(lasts[parts.last], out, n);
}

/* The simple letters of a loose one, as folding leaves it; 0: it is none. */
static size_t
loose_letters(UChar32 c, UChar32 out[static 6])
{
	if (c >= 0x1100 && c <= 0x1112)
		return letters_add(firsts[c - 0x1100], out, 0);
	if (c >= 0x1161 && c <= 0x1175)
		return letters_add(vowels[c - 0x1161], out, 0);
	if (c >= 0x11a8 && c <= 0x11c2)
		return letters_add(lasts[c - 0x11a7], out, 0);
	if (c >= 0x3131 && c <= 0x3163) {
		out[0] = c;
		return 1;
	}
	return 0;
}

static bool
is_vowel(UChar32 letter)
{
	return letter >= 0x314f && letter <= 0x3163;
}

/* Are these letters, behind that syllable, a part of it or of its next? */
static bool
softens(UChar32 syllable, UChar32 letter)
{
	return is_vowel(letter) || hangul_parts(syllable).last == 0;
}

/* ---- kinds ---- */

static bool
is_point(UChar32 c)
{
	return c == '~' || (u_ispunct(c) && (c >= 0x80 ||
		strchr("*@#&%_", (int)c) == NULL));
}

static enum unit_kind
kind_of(UChar32 c)
{
	if (c >= SYLLABLE && c <= SYLLABLE_LAST)
		return UNIT_HANGUL;
	if ((c >= 0x3041 && c <= 0x30ff && c != 0x30fb) ||
	    (c >= 0x31f0 && c <= 0x31ff))
		return UNIT_KANA;
	if (u_hasBinaryProperty(c, UCHAR_UNIFIED_IDEOGRAPH) || c == 0x3005 ||
	    (c >= 0xf900 && c <= 0xfaff))
		return UNIT_HAN;
	if (u_isUWhiteSpace(c) || u_iscntrl(c))
		return UNIT_BLANK;
	if (u_charType(c) == U_NON_SPACING_MARK ||
	    u_charType(c) == U_ENCLOSING_MARK ||
	    u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return UNIT_NONE;
	if (u_isalpha(c))
		return UNIT_LETTER;
	return is_point(c) ? UNIT_POINT : UNIT_SIGN;
}

static void
units_add(struct units *u, UChar32 c, enum unit_kind kind)
{
	u->at[u->n++] = (struct unit){ c, kind };
}

/* A loose letter; the syllable before it comes apart if it may be meant to go
 * on with it. */
static void
units_add_loose(struct units *u, const UChar32 *letters, size_t n)
{
	UChar32 apart[6];
	size_t count;

	if (u->n > 0 && u->at[u->n - 1].kind == UNIT_HANGUL &&
	    softens(u->at[u->n - 1].c, letters[0])) {
		count = hangul_letters(u->at[--u->n].c, apart);
		for (size_t i = 0; i < count; i++)
			units_add(u, apart[i], UNIT_JAMO);
	}
	for (size_t i = 0; i < n; i++)
		units_add(u, letters[i], UNIT_JAMO);
}

struct units
units_of(struct arena *a, const char *text)
{
	const char *folded = text_fold(a, text);
	size_t n = strlen(folded), i = 0;
	/* A syllable of three bytes can come apart into six. */
	struct units u = { arena_alloc(a, (2 * n + 6) * sizeof *u.at), 0 };

	while (i < n) {
		UChar32 c = icu_next(folded, n, &i), letters[6];
		size_t loose = loose_letters(c, letters);
		enum unit_kind kind = loose > 0 ? UNIT_JAMO : kind_of(c);

		if (loose > 0)
			units_add_loose(&u, letters, loose);
		else if (kind != UNIT_NONE)
			units_add(&u, c, kind);
	}
	return u;
}

/* ---- other alphabets ---- */

enum { LOOKS = 0x2000 };
static char looks[LOOKS];  /* the Latin letter that a character looks like */
static pthread_once_t looks_once = PTHREAD_ONCE_INIT;

static void
looks_build(void)
{
	UErrorCode status = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&status);

	ICU_GOOD(status);
	for (UChar32 c = 0x100; c < LOOKS; c++) {
		UChar from[1] = {(UChar)c}, to[8];
		int32_t n;

		if (!u_isalpha(c))
			continue;
		status = U_ZERO_ERROR;
		n = uspoof_getSkeleton(checker, 0, from, 1, to, 8, &status);
		if (U_SUCCESS(status) && n == 1 && to[0] < 0x80 &&
		    u_isalpha(to[0]))
			looks[c] = (char)u_tolower(to[0]);
	}
	uspoof_close(checker);
}

static bool
is_latin(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;

	return uscript_getScript(c, &status) == USCRIPT_LATIN;
}

/* The end of the word that begins at i; *alike: it has such letters, and but
 * for these it is Latin. */
static size_t
word_end(const char *s, size_t n, size_t i, bool *alike)
{
	bool some = false, others = false;

	while (i < n) {
		size_t next = i;
		UChar32 c = icu_next(s, n, &next);

		if (c < 0 || !u_isalpha(c))
			break;
		if (c < LOOKS && looks[c] != 0)
			some = true;
		else if (!is_latin(c))
			others = true;
		i = next;
	}
	*alike = some && !others;
	return i;
}

static void
word_add(struct buf *b, const char *s, size_t from, size_t to)
{
	while (from < to) {
		size_t at = from;
		UChar32 c = icu_next(s, to, &from);

		if (c < LOOKS && looks[c] != 0)
			buf_char(b, looks[c]);
		else
			buf_add(b, s + at, from - at);
	}
}

const char *
text_lookalikes(struct arena *a, const char *s)
{
	size_t n = strlen(s), i = 0;
	struct buf b = buf_in(a, n + 1);
	bool found = false, alike;

	pthread_once(&looks_once, looks_build);
	while (i < n) {
		size_t next = i, end;

		if (!u_isalpha(icu_next(s, n, &next))) {
			buf_add(&b, s + i, next - i);
			i = next;
			continue;
		}
		end = word_end(s, n, i, &alike);
		if (alike)
			word_add(&b, s, i, end);
		else
			buf_add(&b, s + i, end - i);
		found = found || alike;
		i = end;
	}
	return found ? b.at : NULL;
}

/* ---- letters alone ---- */

const char *
text_letters(struct arena *a, const char *s, size_t *n)
{
	const char *folded = text_fold(a, s);
	size_t length = strlen(folded), i = 0;
	struct buf b = buf_in(a, length + 1);
	UChar32 before = 0;

	*n = 0;
	while (i < length) {
		size_t at = i;
		UChar32 c = icu_next(folded, length, &i);

		if (c < 0 || c == before || !u_isalnum(c))
			continue;
		buf_add(&b, folded + at, i - at);
		before = c;
		++*n;
	}
	buf_text(&b, "");
	return b.at;
}
