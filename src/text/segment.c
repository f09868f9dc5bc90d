/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts segments together: blocks, in them sentences, before each its gap.
 * What no block holds is a gap of the next one.
 */
#include "segment_inside.h"

#include <string.h>

struct making {
	struct arena *a;
	const char *text;
	struct paper paper;
	struct segment *at;
	size_t n, room;
	size_t end;            /* bytes that are in a segment or a gap */
	size_t block;
	bool full;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

/* Units of one character, put at `at`; how many. */
static int32_t
units(UChar *at, UChar32 c)
{
	int32_t n = 0;

	U16_APPEND_UNSAFE(at, n, c < 0 ? 0xfffd : c);
	return n;
}

#pragma GCC diagnostic pop

static struct paper
paper_of(struct arena *a, const char *text, size_t n)
{
	UChar *at = arena_alloc(a, (n + 1) * sizeof *at);
	int32_t *byte = arena_alloc(a, (n + 1) * sizeof *byte);
	struct paper p = {at, byte, 0};

	for (size_t i = 0; i < n;) {
		int32_t before = (int32_t)i, more;

		more = units(at + p.n, icu_next(text, n, &i));
		while (more-- > 0)
			byte[p.n++] = before;
	}
	byte[p.n] = (int32_t)n;
	return p;
}

static void
put(struct making *m, int32_t from, int32_t to)
{
	size_t first = (size_t)m->paper.byte[from];
	size_t last = (size_t)m->paper.byte[to];

	if (m->n == SEGMENTS_MOST) {
		m->full = true;
		return;
	}
	if (m->n == m->room) {
		struct segment *more;

		m->room = m->room > 0 ? 2 * m->room : 16;
		more = arena_alloc(m->a, m->room * sizeof *more);
		if (m->n > 0)
			memcpy(more, m->at, m->n * sizeof *more);
		m->at = more;
	}
	m->at[m->n++] = (struct segment){
		.gap = arena_copy(m->a, m->text + m->end, first - m->end),
		.text = arena_copy(m->a, m->text + first, last - first),
		.block = m->block,
	};
	m->end = last;
}

/* Without the white space at its ends; what is nothing else is left out. */
static void
put_trimmed(struct making *m, int32_t from, int32_t to)
{
	const UChar *at = m->paper.at;

	while (from < to && unit_is_space(at[from]))
		from++;
	while (to > from && unit_is_space(at[to - 1]))
		to--;
	if (from < to)
		put(m, from, to);
}

/* The rules see the marks as well: "1. one 2. two" is a list by its 1. */
static void
put_prose(struct making *m, struct cutter *c, struct arena *scratch,
	const struct block *b)
{
	const UChar *at = m->paper.at + b->marks;
	int32_t n = b->to - b->marks, from = b->from - b->marks;
	uint8_t *cuts = arena_alloc(scratch, (size_t)n + 1);

	cutter_find(c, at, n, pairs_shut(scratch, at, n), cuts);
	for (int32_t i = from + 1; i <= n; i++)
		if (i == n || cuts[i]) {
			put_trimmed(m, b->marks + from, b->marks + i);
			from = i;
		}
}

static void
put_blocks(struct making *m, const char *lang)
{
	struct blocks blocks = {.of = &m->paper};
	struct arena *scratch = arena_new();
	struct arena *block_scratch = arena_new();
	struct cutter *c = cutter_new(scratch, lang);
	struct block b;

	while (!m->full && block_next(&blocks, &b)) {
		if (b.prose)
			put_prose(m, c, block_scratch, &b);
		else
			put(m, b.from, b.to);
		m->block++;
		arena_reset(block_scratch);
	}
	arena_free(block_scratch);
	arena_free(scratch);
}

enum err
text_segments(struct arena *a, const char *text, const char *lang, bool prose,
	struct segment **out, size_t *n)
{
	struct making m = {.a = a, .text = text};
	size_t length = strlen(text);
	struct arena *scratch;

	*out = NULL;
	*n = 0;
	if (length > SEGMENT_TEXT_MOST)
		return ERR_LARGE;
	scratch = arena_new();
	m.paper = paper_of(scratch, text, length);
	if (prose)
		put_blocks(&m, lang);
	else
		put_trimmed(&m, 0, m.paper.n);
	arena_free(scratch);
	*out = m.at;
	*n = m.n;
	return m.full ? ERR_LARGE : OK;
}
