/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may be wrong with a translation, said while it is written, and the
 * terms that stand in a text.  Pure functions over text: no store, no visit,
 * nothing is changed; the same words give the same findings.  Texts are UTF-8
 * and NFC, as they come through text_take; languages are tags ("ko", "zh",
 * "zh-Hant", "en-GB"), of which the first part counts.
 *
 *	struct terms *t = terms_new(a, terms, n, "ko", "en");
 *	struct check_ask ask = { .source = "…", .from = "ko",
 *		.target = "…", .to = "en", .terms = t };
 *	struct finding found[CHECK_MOST];
 *	size_t n = check_pair(a, &ask, found, CHECK_MOST);
 */
#ifndef WORDS_CHECK_H
#define WORDS_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/text.h"

/* ---- terms in a text (term.c) ---- */

struct terms;  /* made to be looked for; constant, lives in its arena */

/* An index of n terms, which it borrows.  from and to: the languages that
 * their sources and targets are in. */
struct terms *terms_new(struct arena *a, const struct term *list, size_t n,
	const char *from, const char *to);

struct term_found {
	const struct term *term;
	size_t at, n;          /* bytes of the text */
};

/*
 * The terms whose source stands in a text, from left to right, none within
 * another: at each place the longest counts.  Latin letters are whole words of
 * either case, an English plural is the same word; Hangul may have particles
 * behind it; Han characters and kana stand anywhere.  At most `most`; how
 * many.
 */
size_t terms_find(const struct terms *t, const char *text,
	struct term_found *out, size_t most);

/* Where a form stands in a text by the same rules: its byte, or -1.  *n: how
 * many bytes of the text it takes. */
long term_stands(const char *text, const char *form, size_t *n);

/* ---- checks ---- */

#define CHECK_MOST 32          /* findings that anybody reads */
#define CHECK_ARGS 2

enum check_grade {
	CHECK_NOTE,            /* worth a look */
	CHECK_WARN,            /* likely wrong */
	CHECK_WRONG,           /* wrong as far as can be told: to be put right or
	                          said to be meant before it is signed */
	CHECK_GRADE__MAX
};

struct check_span {
	size_t at, n;          /* bytes; n 0: no place of its own */
};

struct finding {
	const char *code;      /* "number-missing": message check.CODE; constant */
	enum check_grade grade;
	struct check_span source, target;
	const char *args[CHECK_ARGS];  /* of the message; in the arena */
	const struct term *term;       /* that it is about, or NULL */
	size_t segment;        /* of check_whole: which; else 0 */
};

struct check_ask {
	const char *source, *from;
	const char *target, *to;
	const struct terms *terms;  /* may be NULL */
	bool heading;          /* a headline or a name: ends as it likes */
	bool unedited;         /* target is as a machine or a near match of the
	                          memory gave it */
	bool signing;          /* it is about to be signed */
};

/*
 * What is to be said of a translation, the graver first, then by its place;
 * at most `most`; how many.  An empty target is one finding, "empty".
 */
size_t check_pair(struct arena *a, const struct check_ask *ask,
	struct finding *out, size_t most);

/*
 * What only shows over a whole text, of its n translated segments (NULL: not
 * there yet): one way of speaking (해요, 합니다, 한다) in Korean, plain and
 * polite in Japanese; one source translated in two ways.  sources may be NULL.
 */
size_t check_whole(struct arena *a, const char *const *sources,
	const char *const *targets, size_t n, const char *to,
	struct finding *out, size_t most);

/* What a finding says to an editor, a sentence. */
const char *check_says(struct arena *a, enum lang lang,
	const struct finding *f);
/* The grade's name for JSON and classes: "note", "warn", "wrong". */
const char *check_grade_name(enum check_grade grade);
/* Every code that there is, closed by NULL. */
extern const char *const check_codes[];

#endif
