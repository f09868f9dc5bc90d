/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that somebody looks for in a text whose writer does not want them to
 * be found.  What counts as the word, and what does not, is told at the head
 * of evasion.c.
 */
#ifndef TEXT_EVASION_H
#define TEXT_EVASION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct evasion;  /* words, made ready for looking; lives in an arena */

struct evasion_word {
	const char *word;      /* "시발*": with * before or behind, whatever is
	                          written on to it there */
	const char *harmless;  /* "시발점, 시발역": in these it is not the word; or
	                          NULL */
	bool initials;         /* ㅅㅂ is 시발 */
};

struct evasion *evasion_new(struct arena *a);
/* A word without letters and digits is passed over.  The texts stay the
 * caller's, and must live as long as e. */
void evasion_add(struct evasion *e, const struct evasion_word *word);
/* The first of the words that the text has, as it was added; NULL: none.  a is
 * for scratch. */
const char *evasion_find(struct arena *a, const struct evasion *e,
	const char *text);
/* The same of one word. */
bool evasion_has(struct arena *a, const char *text, const char *word);

/* Letters and digits of s alone, folded, none twice in a row: "감사  합니다!!"
 * and "감사합니다" are one.  Their count in *n. */
const char *text_letters(struct arena *a, const char *s, size_t *n);

#endif
