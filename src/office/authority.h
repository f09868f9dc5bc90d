/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every form of every name that the office knows, to be found in texts.  Made
 * from the store and kept until a city, organisation, post or person changes;
 * constant, and shared by all threads.
 *
 *	spelling "德州"  ->  form (Dezhou, zh, short)
 *	spelling "八王子市" -> form (Hachioji, ja, official), form (…, zh, …)
 */
#ifndef OFFICE_AUTHORITY_H
#define OFFICE_AUTHORITY_H

#include "inside.h"

enum form_kind {
	FORM_NAME,       /* the record's name: no form was noted */
	FORM_OFFICIAL, FORM_READING, FORM_VARIANT, FORM_PASSPORT, FORM_SHORT,
	FORM_SLIP,       /* nobody's: another word that sounds the same */
};

struct form {
	const struct known *of;
	struct form *next;          /* of the same spelling */
	struct form *next_known;    /* of the same name */
	const struct spelling *spelling;
	const char *language;
	enum form_kind kind;
	int first, last;            /* days on which it may have been used */
	bool dated, locked;
};

struct spelling {                   /* a text that is some form of something */
	const char *text;
	size_t n;                   /* bytes */
	unsigned scripts;
	struct form *forms;
	struct spelling *next;      /* in its bucket, the longer ones first */
};

struct known {                      /* something that has a name */
	const struct entity *of;
	struct id id;
	struct form *forms;
};

enum script {                       /* what boundaries depend on */
	SCRIPT_OTHER = 0, SCRIPT_LATIN = 1, SCRIPT_HANGUL = 2,
	SCRIPT_KANA = 4, SCRIPT_HAN = 8,
};

struct authority;

/* The authority as the store has it now; it stays until the visit's arena is
 * reset. */
MUST_USE enum err authority_of(struct visit *v, const struct authority **out);

struct found {
	const struct spelling *spelling;
	size_t at;                  /* byte in the text */
};

/*
 * The names in a text, from left to right, none within another: at each place
 * the longest counts.  Latin letters are whole words; two Hangul syllables
 * begin a word.  At most `most` of them; how many.
 */
size_t authority_find(const struct authority *a, const char *text,
	struct found *out, size_t most);

/* The form that is to be used in a language on a day, or NULL. */
const struct form *known_form(const struct known *k, const char *language,
	int day);

#endif
