/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the segmenter share.  All of them count in UTF-16 units
 * of one text; `byte` leads back to where a unit's character begins in UTF-8.
 * A cut at p lies before unit p.
 */
#ifndef TEXT_SEGMENT_INSIDE_H
#define TEXT_SEGMENT_INSIDE_H

#include "inside.h"

struct paper {
	const UChar *at;       /* NUL-ended */
	const int32_t *byte;   /* n + 1 of them */
	int32_t n;
};

/* ---- blocks (segment_block.c) ---- */

struct block {
	int32_t from, to;      /* no white space at either end, from < to */
	bool prose;            /* to be parted into sentences */
	int32_t marks;         /* where the marks before it begin, or from */
};

struct blocks {
	const struct paper *of;
	int32_t at;            /* the beginning of a line */
	int32_t end;           /* of the last block */
	bool listed;           /* the last block was an item of a numbered list */
};

/* The next block; false: no more. */
bool block_next(struct blocks *b, struct block *out);

/* White space as ICU knows it. */
bool unit_is_space(UChar c);

/* ---- pairs (segment_pair.c) ---- */

/* For each p of the n + 1 cuts of these n units: more than 0 when it lies
 * inside a pair.  In a. */
const int32_t *pairs_shut(struct arena *a, const UChar *at, int32_t n);

/* ---- patterns (segment_tail.c) ---- */

/* Adds to b, as the inside of a [set], every character that a match of the
 * pattern can end with.  False: we cannot say; b is as it was. */
bool pattern_tail(struct buf *b, const char *pattern);

/* ---- rules (segment_rules.c) ---- */

struct cutter;

/* The rules of a language, ready for one text; living in a. */
struct cutter *cutter_new(struct arena *a, const char *lang);
/* The cuts of these n units in cuts[0 … n]: 1 where the rules part them. */
void cutter_find(struct cutter *c, const UChar *at, int32_t n,
	const int32_t *shut, uint8_t *cuts);

#endif
