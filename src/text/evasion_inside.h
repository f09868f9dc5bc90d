/* SPDX-License-Identifier: Apache-2.0 */
/* A text as evasion.c looks at it: one unit a character, after folding. */
#ifndef TEXT_EVASION_INSIDE_H
#define TEXT_EVASION_INSIDE_H

#include "evasion.h"
#include "inside.h"

enum unit_kind {
	UNIT_NONE,     /* nothing to see: marks that stand over a letter */
	UNIT_BLANK,
	UNIT_POINT,    /* punctuation as it is written between words */
	UNIT_SIGN,     /* digits and symbols */
	UNIT_LETTER,   /* of scripts that part words by spaces */
	UNIT_HANGUL,   /* a whole syllable */
	UNIT_JAMO,     /* one letter of Hangul, as U+3131 to U+3163 */
	UNIT_HAN,
	UNIT_KANA
};

struct unit {
	UChar32 c;
	enum unit_kind kind;
};

struct units {
	struct unit *at;
	size_t n;
};

/* Of a text in UTF-8; loose letters of Hangul, and syllables that such a one
 * is written on to, stand letter by letter. */
struct units units_of(struct arena *a, const char *text);

/* The simple letters of a syllable ("닭": ㄷㅏㄹㄱ), at most six; how many. */
size_t hangul_letters(UChar32 syllable, UChar32 out[static 6]);
/* Its parts as counted from U+AC00; last is 0 without a final. */
struct hangul {
	int first, vowel, last;
};
struct hangul hangul_parts(UChar32 syllable);
UChar32 hangul_whole(struct hangul parts);

/* ---- words, and where one is (evasion_match.c) ---- */

struct part {
	UChar32 c;
	enum unit_kind kind;
	size_t least;      /* so many times in a row */
	bool spaced;       /* the word itself has a blank or point before it */
};

struct harmless {
	struct units units;
	struct harmless *next;
};

struct word {
	const char *as;                /* as it was added */
	struct part *parts;
	size_t n;
	bool left_free, right_free;    /* it had a * there */
	const struct harmless *harmless;
};

/* Is it there, from that unit on? */
bool word_at(const struct word *w, struct units text, size_t start);
/* The letters that a sign is written for; "" for none. */
const char *sign_letters(UChar32 c);
/* Is it that letter, or a sign for it? */
bool letter_is(const struct unit *u, UChar32 c);
/* What may be between parts of a word, and does not belong to it. */
static inline bool
unit_between(enum unit_kind kind)
{
	return kind == UNIT_BLANK || kind == UNIT_POINT;
}

/* ---- other alphabets ---- */

/* The text with letters of other alphabets that look like Latin ones as
 * these, in words that have no others; NULL: there are none. */
const char *text_lookalikes(struct arena *a, const char *s);

#endif
