/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of words know of one another: words.c reads, words_pair.c
 * lays texts beside one another, words_take.c and words_lay.c take them in,
 * words_believe.c believes them, words_set.c sets single sentences.
 */
#ifndef RECORD_WORDS_INSIDE_H
#define RECORD_WORDS_INSIDE_H

#include "kinds.h"

/* ---- words_pair.c ---- */

/* What stands before a segment at its place. */
const char *words_gap(const json_t *segment, size_t place);
/* Does a segment with this before it begin a block, as far as one can tell? */
bool words_gap_begins(const char *gap);
/* Does the segment begin a block? */
bool words_begins(const json_t *segment, size_t place);
/* Has it not been translated yet? */
bool words_hole(const json_t *segment);
/* The text of segments, the first gap left out. */
const char *words_block_text(struct arena *a, const json_t *segments,
	size_t first, size_t n);

struct words_span {            /* a part of a source: segments */
	size_t first, n;
	struct words_span *next;   /* another one that reads the same */
	struct words_span *last;   /* of the first one alone */
};

struct words_spans {           /* the parts of a source */
	struct arena *arena;
	struct map *by;            /* digest: the first struct words_span */
	size_t n;                  /* segments */
	struct {
		const char *of;    /* its digest */
		size_t block;
		size_t same;       /* the first part that reads the same */
	} *at;
};

struct words_spans words_spans(struct arena *a, const json_t *segments);
/* Does something of the source read otherwise than what this was made of? */
bool words_stale(struct arena *a, const json_t *source,
	const json_t *segments);

/* ---- words_lay.c ---- */

struct words_piece {           /* a sentence on its way in */
	const char *gap, *text;
	bool begins;               /* a block */
};

/* The sentences of a text (prose), or the text; nothing of it is lost but
 * empty lines behind the first one.  ERR_LARGE: over WORDS_PARTS. */
MUST_USE enum err words_cut(struct arena *a, const char *text,
	const char *lang, bool prose, struct words_piece **out, size_t *n);
/* Tells a segment what stands before it. */
void words_put_gap(json_t *segment, size_t place, const char *gap,
	bool begins);

struct words_laying {          /* a text that becomes segments */
	struct arena *arena;
	bool prose;
	const char *lang;
	const struct words_piece *pieces;
	size_t n;
	const json_t *before;      /* its segments so far; NULL: none */
	const json_t *source;      /* of what it is made of; NULL: it is the
	                              original */
	json_t *(*fresh)(void *arg, const char *text);  /* a new segment */
	void *arg;
};

/* The segments that it becomes: those that it had where they read the same,
 * each made of what stands beside it in the source.  A new reference. */
json_t *words_lay(const struct words_laying *w);

/* ---- words_set.c ---- */

/*
 * Sets n sentences of one translation, whose languages are those of the
 * first, in one value of words.  Changes words; what is said in the visit of
 * t: ERR_INPUT, ERR_CONFLICT.
 */
MUST_USE enum err words_set(struct taking *t, json_t *words, bool prose,
	int64_t max, const struct translating *set, size_t n);

#endif
